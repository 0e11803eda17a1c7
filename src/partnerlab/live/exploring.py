"""One risk tried out: another likelihood, impact, lead or control, typed into the tables, and what follows from it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd

from partnerlab.amounts import say_share
from partnerlab.analysis import risk_allocation
from partnerlab.analysis.risk_allocation.carriers import get_shares, share_among_leads
from partnerlab.analysis.risk_allocation.exposure import write_amount
from partnerlab.analysis.risk_allocation.stakes import MONEY
from partnerlab.display import charts
from partnerlab.display.table import table, write_text
from partnerlab.exchange.alterations import TypedRow
from partnerlab.live.draft import Draft
from partnerlab.live.figures import write_figure
from partnerlab.page.parts import read_lights
from partnerlab.partnership import Partnership
from partnerlab.partnership.risks import Control, RiskLead, RiskRating
from partnerlab.wording import listed


def offer_risk(partnership: Partnership, chosen: str) -> dict[str, Any]:
    """Return the open risks, what one of them may be, and what it is now; empty when there is none.

    Parameters
    ----------
    chosen
        Id of the risk; the first of the register where it is none.
    """
    register = risk_allocation.assess_register(partnership)
    matrix = risk_allocation.assess_matrix(partnership)
    if register.empty or matrix.empty:
        return {}
    rows = register.set_index("risk")
    risk = chosen if chosen in rows.index else str(rows.index[0])
    row = rows.loc[risk]
    lead = partnership.lead_of(risk)
    steps = {
        part: [[str(level), f"{level} {label}"] for level, label in _levels(matrix, part)]
        for part in ("likelihood", "impact")
    }
    return {
        "risk": risk,
        "risks": [[str(key), f"{key} {title}"] for key, title in rows["title"].items()],
        **steps,
        "partners": [[partner.id, partner.name] for partner in partnership.current_partners],
        "controls": [[row.control, row.done is not None] for row in _controls_of(partnership, risk)],
        "now": {
            **{part: "" if pd.isna(row[part]) else write_text(row[part]) for part in ("likelihood", "impact")},
            "lead": lead.lead or "" if lead is not None else "",
        },
    }


def _levels(matrix: pd.DataFrame, part: str) -> list[tuple[int, str]]:
    steps = matrix.drop_duplicates(part).sort_values(part)
    return [(int(level), str(label)) for level, label in zip(steps[part], steps[f"{part}_label"], strict=True)]


def rate(partnership: Partnership, risk: str, likelihood: str, impact: str) -> Partnership:
    """Return the partnership with a rating agreed by all on its date, in place of one of that date."""
    levels: dict[str, Any] = {"likelihood": _read_level(likelihood), "impact": _read_level(impact)}
    assert partnership.as_at is not None  # noqa: S101 - whoever calls has looked
    rating = RiskRating(risk=risk, on=partnership.as_at, kind="residual", **levels)
    alike = [
        at
        for at, row in enumerate(partnership.whole.ratings)
        if (row.risk, row.on, row.kind, row.by) == (risk, rating.on, rating.kind, None)
    ]
    return partnership.replace(ratings=_put(partnership.whole.ratings, alike, rating, levels))


def lead(partnership: Partnership, risk: str, partner: str) -> Partnership:
    """Return the partnership with a lead since its date; "" for nobody."""
    said = {"lead": partner or None, "shared": (), "accepted": None}
    row = RiskLead(risk=risk, on=partnership.as_at, lead=partner or None)
    alike = [at for at, old in enumerate(partnership.whole.leads) if (old.risk, old.on) == (risk, row.on)]
    return partnership.replace(leads=_put(partnership.whole.leads, alike, row, said))


def control(partnership: Partnership, risk: str, on: Mapping[str, date | None]) -> Partnership:
    """Return the partnership with controls of a risk in place since a date, or not in place.

    Parameters
    ----------
    on
        When each is in place, by what is done; None for not in place. Others stay as they are.
    """
    rows = (
        row.model_copy(update={"done": on[row.control]}) if row.risk == risk and row.control in on else row
        for row in partnership.whole.controls
    )
    return partnership.replace(controls=tuple(rows))


def date_controls(
    partnership: Partnership, recorded: Partnership, risk: str, in_place: Collection[str]
) -> dict[str, date | None]:
    """Return since when each control is in place that is to be so from now on, or None; without those that stay.

    One that is in place on the record gets its date back, others that of the partnership.
    """
    known = {row.control: row.done for row in _controls_of(recorded, risk)}
    return {
        row.control: (known.get(row.control) or partnership.as_at) if row.control in in_place else None
        for row in _controls_of(partnership, risk)
        if (row.done is not None) is not (row.control in in_place)
    }


def _controls_of(partnership: Partnership, risk: str) -> list[Control]:
    return [row for row in partnership.controls if row.risk == risk]


def _read_level(text: str) -> float | str:
    return float(text) if text.replace(".", "", 1).isdigit() else text


def _put(rows: tuple[Any, ...], alike: list[int], row: Any, said: dict[str, Any]) -> tuple[Any, ...]:
    """Put what is said in place of the first row that is alike, or a row at the end."""
    if not alike:
        return (*rows, row)
    return (*rows[: alike[0]], rows[alike[0]].model_copy(update=said), *rows[alike[0] + 1 :])


def type_rating(draft: Draft, risk: str, on: str, likelihood: str, impact: str) -> None:
    """Type a rating agreed by all, as at a date, in place of one of that date."""
    cells = {"risk": risk, "on": on, "kind": "residual", "likelihood": likelihood, "impact": impact}
    _type_row(draft, "ratings", {"risk": risk, "on": on, "kind": "residual", "by": ""}, cells)


def type_lead(draft: Draft, risk: str, on: str, lead: str) -> None:
    """Type who leads on a risk since a date; empty for nobody."""
    cells = {"risk": risk, "on": on, "lead": lead, "shared": "", "accepted": ""}
    _type_row(draft, "leads", {"risk": risk, "on": on}, cells)


def type_controls(draft: Draft, risk: str, on: Mapping[str, date | None]) -> None:
    """Type since when controls of a risk are in place; None for not in place."""
    rows = [
        replace(row, cells=_with_date(row.cells, on[row.cells["control"]]))
        if row.cells.get("risk") == risk and row.cells.get("control") in on
        else row
        for row in draft.rows("controls")
    ]
    draft.put("controls", tuple(rows))


def _with_date(cells: Mapping[str, str], day: date | None) -> dict[str, str]:
    kept = {column: text for column, text in cells.items() if column != "done"}
    return kept | ({"done": day.isoformat()} if day is not None else {})


def _type_row(draft: Draft, name: str, alike: dict[str, str], cells: dict[str, str]) -> None:
    rows = list(draft.rows(name))
    kept = {column: text for column, text in cells.items() if text}
    for number, row in enumerate(rows):
        if all(row.cells.get(column, "") == text for column, text in alike.items()):
            said = {column: text for column, text in row.cells.items() if column not in cells}
            rows[number] = replace(row, cells={**said, **kept})
            break
    else:
        rows.append(TypedRow(f"new.{draft.count()}", kept))
    draft.put(name, tuple(rows))


def tell_risk(before: Partnership, after: Partnership, risk: str) -> str:
    """Return what a tried risk changes, as HTML: its place, cost and tail of all, who carries most; and the matrix."""
    sides = [_facts(partnership, risk) for partnership in (before, after)]
    rows = [[what, sides[0][what], sides[1][what]] for what in sides[0]]
    frame = pd.DataFrame(rows, columns=["what", "as recorded", "as tried"])
    told = table(frame, caption=f"What changes when {risk} is as tried", missing="not known")
    return f"{told.html}{write_figure(charts.risk_matrix(risk_allocation.assess_matrix(after)))}"


def _facts(partnership: Partnership, risk: str) -> dict[str, str | None]:
    row = risk_allocation.assess_register(partnership).set_index("risk").loc[risk]
    exposure = risk_allocation.assess_exposure(partnership)
    mean = None if exposure.simulated is None else write_amount(exposure.simulated.expected, MONEY)
    most = _most_of_tail(partnership)
    lights = read_lights()
    light = str(row["light"])
    lead, controls = partnership.lead_of(risk), _controls_of(partnership, risk)
    in_place = sum(row.done is not None for row in controls)
    return {
        "Likelihood × impact": None if pd.isna(row["product"]) else f"{row['likelihood']:g} × {row['impact']:g}",
        "RAG status": lights[light]["word"] if light in lights else None,
        "Lead": listed(map(partnership.name_of, lead.leads)) if lead is not None else None,
        "Controls in place": f"{in_place} of {len(controls)}" if controls else "none is on record",
        "Expected cost of all risks": mean,
        "One year in twenty costs at least": exposure.write_at(0.95) or None,
        "Who carries most of the worst years": most,
    }


def _most_of_tail(partnership: Partnership) -> str | None:
    """Who carries the largest share of the worst years under today's leads; None when nothing can be simulated.

    Without the best leads beside them, which take longer to find than all else together.
    """
    exposure = risk_allocation.assess_exposure(partnership)
    if exposure.simulated is None:
        return None
    leads = {risk: lead.leads for risk in exposure.counted if (lead := partnership.lead_of(risk)) is not None}
    shares = get_shares(exposure.simulated, share_among_leads(partnership, exposure.counted, leads))
    if shares["share_of_tail"].isna().all():  # the worst years cost nothing
        return None
    read = shares["share_of_tail"].map(say_share)
    largest = str(read.iloc[int(shares["share_of_tail"].argmax())])
    names = [partnership.name_of(str(name)) for name in shares.loc[read == largest, "partner"]]
    return f"{listed(names)}{' each' if len(names) > 1 else ''}, {largest}"
