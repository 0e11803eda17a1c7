"""Charts of the scoping review: who accepts and is ready, what may undermine it, what the first meeting leaves open."""

from __future__ import annotations

import altair as alt
import pandas as pd

from partnerlab.display.charts.drawing import layered
from partnerlab.display.figure import Figure
from partnerlab.display.grid import Cell, Grid
from partnerlab.display.results import Shown, notice
from partnerlab.display.table import Table
from partnerlab.display.theme import colour
from partnerlab.guide import agenda
from partnerlab.wording import any_of, counted, listed, some_of, verb, verb_of

LIGHTS = {"yes": "green", "partly": "amber", "no": "red", None: "unknown"}
"""The light that stands for an answer."""

SAID = {
    "assumption": {"yes": "holds", "partly": "holds in part", "no": "does not hold"},
    "risk": {"yes": "guarded", "partly": "guarded in part", "no": "not guarded"},
}
"""What an answer says of an assumption and of a risk."""

DATA = {
    "assumption": {"green": "suggest it holds", "red": "suggest it does not", "amber": "mixed"},
    "risk": {"green": "suggest guarded", "red": "suggest not guarded", "amber": "mixed"},
}
"""What other data say of an assumption and of a risk."""


def reason_acceptance(assessed: pd.DataFrame) -> Figure | Shown:
    """Draw who understands and who accepts the reason for the partnership, from `scoping.assess_acceptance`."""
    if assessed.empty:
        return notice("No partner is named yet, so nobody can have been asked about the reason.")
    cells = [
        Cell(name, column, LIGHTS[answer], answer or "no answer")
        for name, *answers in assessed[["name", "understood", "accepted"]].itertuples(index=False)
        for column, answer in zip(("understands", "accepts"), answers, strict=True)
    ]
    return Figure(
        Grid(cells, rows_named="Partner"),
        title="Who understands and accepts the reason",
        description=_acceptance_words(assessed),
        units="answer of each partner: yes, partly, no",
        table=assessed[["name", "sector", "understood", "accepted", "state", "on", "evidence"]],
        headings={"name": "Partner", "on": "Asked on"},
        shows=("SC101", "SC102", "SC103", "SC206"),
    )


def _acceptance_words(assessed: pd.DataFrame) -> str:
    counts = assessed["state"].value_counts()
    held, asked = int(counts.get("accepted", 0)), len(assessed) - int(counts.get("no answer", 0))
    if not asked:
        return f"No answer is recorded from {any_of(len(assessed), 'partner')}."
    weak = assessed.loc[assessed["state"].isin(["not accepted", "accepted in part"]), "name"].tolist()
    rest = f" Not in full: {listed(weak)}." if weak else ""
    lacking = len(assessed) - asked
    silent = f" {lacking} of {len(assessed)} {verb(lacking, 'has', 'have')} no answer recorded." if lacking else ""
    accept = verb_of(held, asked, "accepts", "accept")
    return f"{held} of {counted(asked, 'partner')} asked {accept} the reason in full.{rest}{silent}"


def partner_readiness(assessed: pd.DataFrame) -> Figure | Shown:
    """Draw whether each partner is ready, willing and able, when it was asked, and whether anything shows it.

    Takes what `scoping.assess_readiness` returns.
    """
    if assessed.empty:
        return notice("No partner is named yet, so nobody can have been asked whether it is ready.")
    cells = []
    for name, rows in assessed.groupby("name", sort=False):
        for aspect, answer in rows[["aspect", "answer"]].itertuples(index=False):
            cells.append(Cell(str(name), aspect, LIGHTS[answer], answer or "no answer"))
        cells.append(Cell(str(name), "shown by", *_shown_by(rows)))
    return Figure(
        Grid(cells, rows_named="Partner"),
        title="Ready, willing and able",
        description=_readiness_words(assessed),
        units="answer of each partner: yes, partly, no",
        table=assessed[["name", "aspect", "answer", "on", "months_old", "evidence"]],
        headings={"name": "Partner", "on": "Asked on"},
        how_to_read="The last column says whether evidence is named; a triangle there means that none is.",
        shows=("SC304", "SC305"),
    )


def _shown_by(rows: pd.DataFrame) -> tuple[str, str]:
    asked = rows.dropna(subset=["answer"])
    if asked.empty:
        return "unknown", "–"
    evidence = asked["evidence"].iloc[0]
    return ("green", "evidence") if evidence else ("amber", "nothing")


def _readiness_words(assessed: pd.DataFrame) -> str:
    partners = assessed["partner"].nunique()
    asked = assessed.dropna(subset=["answer"])
    if asked.empty:
        return f"No answer is recorded from {any_of(partners, 'partner')}."
    worst = {
        str(partner): next((word for word in ("no", "partly") if (rows == word).any()), "yes" if full else "open")
        for partner, rows in assessed.groupby("name", sort=False)["answer"]
        for full in (rows.notna().all(),)
    }
    lists = {
        word: [name for name, answer in worst.items() if answer == word] for word in ("no", "partly", "yes", "open")
    }
    yes = len(lists["yes"])
    answer = verb_of(yes, partners, "answers", "answer")
    parts = [
        f"{yes} of {counted(partners, 'partner')} {answer} yes throughout.",
        f"A no comes from {listed(lists['no'])}." if lists["no"] else "",
        f"Only partly: {listed(lists['partly'])}." if lists["partly"] else "",
        f"No full answer recorded: {listed(lists['open'])}." if lists["open"] else "",
    ]
    return " ".join(filter(None, parts))


def partnering_conditions(assessed: pd.DataFrame) -> Figure | Shown:
    """Draw Figure 3's conditions: what partners say, and what the data say.

    Takes what `scoping.assess_conditions` returns.
    """
    if assessed.empty:
        return notice("No condition is listed.")
    titles = {"assumption": "Assumptions that should hold", "risk": "Risks to guard against"}
    chosen = assessed[["kind", "title", "answer", "supports", "contradicts"]]
    cells = []
    for kind, name, answer, behind, against in chosen.itertuples(index=False):
        said = SAID[str(kind)].get(answer, "not judged")
        cells.append(Cell(name, "partners say", LIGHTS[answer], said, part=titles[str(kind)]))
        light = {(True, False): "green", (False, True): "red", (True, True): "amber"}.get((bool(behind), bool(against)))
        word = DATA[str(kind)].get(light or "", "say nothing")
        cells.append(Cell(name, "other data", light or "unknown", word, part=titles[str(kind)]))
    return Figure(
        Grid(cells, rows_named="Condition"),
        title="Conditions for working in partnership",
        description=_condition_words(assessed),
        units="answer on each condition; what other data in the file say",
        table=assessed[["kind", "title", "answer", "verdict", "supports", "contradicts", "on"]],
        headings={"title": "Condition", "supports": "Data for it", "contradicts": "Data against it", "on": "Judged on"},
        how_to_read=(
            "The first column is the partners' least favourable answer. The second sets other data of the file against "
            "it. Which data count for which condition is this review's choice; the table lists them."
        ),
        shows=("SC501", "SC502", "SC503"),
    )


def _condition_words(assessed: pd.DataFrame) -> str:
    judged = assessed.dropna(subset=["answer"])
    doubted = assessed.loc[assessed["verdict"] == "contradicted", "title"].tolist()
    if judged.empty:
        return f"None of {len(assessed)} conditions has an answer recorded."
    held = int((judged["answer"] == "yes").sum())
    doubt = f" Other data are evidence against {listed(doubted, len(doubted))}." if doubted else ""
    said = f"{held} of {counted(len(judged), 'condition')} judged "
    said += f"{verb_of(held, len(judged), 'is', 'are')} said to be met."
    return f"{said} An assumption is met when it holds, a risk when it is guarded; {len(assessed)} are asked.{doubt}"


def first_meeting(assessed: pd.DataFrame) -> Figure | Shown:
    """Draw for each of the first meeting's eight items how many points are known and how many are open.

    Takes what `scoping.assess_agenda` returns.
    """
    counts = assessed.groupby(["item", "title", "state"], as_index=False).size().rename(columns={"size": "points"})
    counts["label"] = [f"{item} {title}" for item, title in counts[["item", "title"]].itertuples(index=False)]
    shades = [colour("series_1"), colour("ramp_2")]
    base = alt.Chart(counts).encode(
        y=alt.Y("label:N", title=None, sort=counts["label"].unique().tolist()),
        x=alt.X("points:Q", title="Points", stack="zero", axis=alt.Axis(tickMinStep=1, format="d")),
        order=alt.Order("state:O"),
    )
    bars = base.mark_bar(stroke=colour("paper"), strokeWidth=2).encode(
        color=alt.Color("state:N", title=None, scale=alt.Scale(domain=["known", "open"], range=shades))
    )
    # In full, since of `alt.condition` Altair looks for the class that its parts fit, which takes as long as the rest.
    known_in = {"test": "datum.state == 'known'", "value": colour("paper")}
    ink = alt.ColorValue(colour("ink"), condition=known_in)
    words = base.mark_text(align="right", dx=-6, fontWeight="bold").encode(
        text=alt.Text("points:Q"), detail=alt.Detail("state:N"), color=ink
    )
    known = int(counts.loc[counts["state"] == "known", "points"].sum())
    total = int(counts["points"].sum())
    blank = sorted(set(counts["item"]) - set(counts.loc[counts["state"] == "known", "item"]))
    items = f"{verb(len(blank), 'item', 'items')} {listed(blank, len(blank))}"
    none = f" Nothing is known of {items}." if blank else " Something is known of each item."
    return Figure(
        layered(bars, words, height=alt.Step(30), width=420),
        title="The first meeting: what is known, what is open",
        description=(
            f"{some_of(known, total, 'point')} {verb(max(known, 1), 'is', 'are')} known. Under the eight items, "
            f"{total - known} {verb(total - known, 'is', 'are')} open.{none}"
        ),
        units="number of points",
        table=assessed[["item", "title", "state", "text", "owner", "source"]],
        shows=("SC504",),
    )


def meeting_agenda(assessed: pd.DataFrame) -> Table:
    """Show the first meeting's agenda, each item with what is known and what is still open.

    Takes what `scoping.assess_agenda` returns.
    """
    rows, prompts = [], {item.number: "; ".join(item.prompts) for item in agenda()}
    for (item, title), points in assessed.groupby(["item", "title"], sort=False):
        owners = list(dict.fromkeys(points["owner"].dropna()))
        said = {state: "; ".join(points.loc[points["state"] == state, "text"]) for state in ("known", "open")}
        rows.append((f"{item} {title}", prompts[int(str(item))], said["known"], said["open"], ", ".join(owners)))
    frame = pd.DataFrame(rows, columns=["item", "prompts", "known", "open", "owner"])
    return Table(
        frame,
        "Agenda of the first meeting, filled from the data",
        headings={"prompts": "To discuss", "owner": "Who settles it", "open": "Still open"},
        missing="–",
        download=True,
    )
