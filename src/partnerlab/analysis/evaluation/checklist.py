"""The self-assessment: each partner's answers to the ten items, round by round, and where partners differ (App. 2)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from functools import lru_cache
from typing import Any

import pandas as pd

from partnerlab.analysis.caching import cached
from partnerlab.analysis.facts.answers import stands_for_all
from partnerlab.analysis.facts.checklist import SILENT, Round, answer_value, checklist_rounds
from partnerlab.guide import ChecklistItem, checklist
from partnerlab.methods.agreement import RESAMPLES, Agreement, krippendorff_alpha
from partnerlab.partnership import Partnership
from partnerlab.partnership.evaluation import ChecklistAnswer
from partnerlab.partnership.thresholds import Thresholds
from partnerlab.wording import counted, listed

ANSWER_COLUMNS = (
    "item", "title", "round", "on", "partner", "answer", "value", "before", "moved", "evidence", "member",
)  # fmt: skip
"""Columns of `assess_checklist`."""


@cached
def assess_checklist(partnership: Partnership, rounds: int = 2) -> pd.DataFrame:
    """Set out each partner's answer to each item in the latest rounds.

    Parameters
    ----------
    rounds
        How many of the latest rounds.

    Returns
    -------
    pandas.DataFrame
        One row for each item, round and partner who is a member or answered. Columns `item` (1 to 10), `title`,
        `round` (1 for the first), `on` (its first day), `partner` (id), `answer` (in place, partly, not in place,
        don't know, no answer), `value` (2, 1, 0; missing otherwise), `before` (the partner's answer in the round
        before; None without one), `moved` (forward, back, same; empty without two numbered answers), `evidence`,
        `member` (whether the partner is one now). Empty before the first round.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "managing"}],
    ...     partners=[{"id": "PSNI", "name": "Police"}],
    ...     checklist=[{"on": "2025-10-15", "by": "PSNI", "item": 10, "answer": "partly"},
    ...                {"on": "2026-10-15", "by": "PSNI", "item": 10, "answer": "in place"}])
    >>> assess_checklist(hub, rounds=1).query("item == 10")[["answer", "before", "moved"]].values.tolist()
    [['in place', 'partly', 'forward']]
    """
    found = checklist_rounds(partnership)
    current = {partner.id for partner in partnership.current_partners}
    order = [partner.id for partner in partnership.partners]
    rows = []
    for round_ in found[-rounds:]:
        before = found[round_.number - 2].answers if round_.number > 1 else {}
        answered = {partner for partner, _ in round_.answers}
        joined = {row.id for row in partnership.partners if row.joined is None or row.joined <= round_.on}
        shown = [name for name in order if name in answered or (name in current and name in joined)]
        rows += [
            _answer_row(item, round_, name, before.get((name, item.number))) | {"member": name in current}
            for item in checklist()
            for name in shown
        ]
    return pd.DataFrame(rows, columns=list(ANSWER_COLUMNS)).astype({"value": "Int64"})


def _answer_row(item: ChecklistItem, round_: Round, partner: str, before: ChecklistAnswer | None) -> dict[str, object]:
    row = round_.answers.get((partner, item.number))
    answer = row.answer if row else SILENT
    value, earlier = answer_value(answer), answer_value(before.answer) if before else None
    moved = ""
    if value is not None and earlier is not None:
        moved = "same" if value == earlier else "forward" if value > earlier else "back"
    return {
        "item": item.number,
        "title": item.title,
        "round": round_.number,
        "on": round_.on,
        "partner": partner,
        "answer": answer,
        "value": value,
        "before": before.answer if before else None,
        "moved": moved,
        "evidence": row.evidence if row else None,
    }


@cached
def compare_answers(partnership: Partnership) -> pd.DataFrame:
    """Compare the partners' answers to each item in the latest round.

    Returns
    -------
    pandas.DataFrame
        Ten rows. Columns `item`, `section`, `title`, `in_place`, `partly`, `not_in_place`, `dont_know`, `silent` (how
        many current partners), `spread` (steps between highest and lowest answer, 0 to 2; missing with fewer than two
        numbered answers), `state` (in place, partly in place, partly or not in
        place, partners differ, not in place, cannot tell), `highest`
        and `lowest` (partners at either end where answers differ), `shown` (how many answers name evidence), `forward`
        and `back` (how many moved since the round before). No overall score: the guide asks for none, and a mean would
        hide who differs.
    """
    given: dict[int, list[dict[Hashable, Any]]] = {}
    for row in assess_checklist(partnership, rounds=1).to_dict("records"):
        if row["member"]:
            given.setdefault(row["item"], []).append(row)
    members = len(partnership.current_partners)
    apart = partnership.thresholds.checklist_apart
    rows = [_compare_item(item, given.get(item.number, []), members, apart) for item in checklist()]
    return pd.DataFrame(rows).astype({"spread": "Int64"})


def _compare_item(
    item: ChecklistItem, answers: list[dict[Hashable, Any]], members: int, apart: int
) -> dict[str, object]:
    tally = Counter(row["answer"] for row in answers)
    moved = Counter(row["moved"] for row in answers)
    known = {row["partner"]: row["value"] for row in answers if pd.notna(row["value"])}
    low, high = (min(known.values()), max(known.values())) if known else (None, None)
    spread = high - low if high is not None and low is not None and len(known) > 1 else None
    ends = {end: [partner for partner, value in known.items() if value == end] for end in (low, high)}
    return {
        "item": item.number,
        "section": item.section,
        "title": item.title,
        "in_place": tally["in place"],
        "partly": tally["partly"],
        "not_in_place": tally["not in place"],
        "dont_know": tally["don't know"],
        "silent": members - len(answers) + tally[SILENT],
        "spread": spread,
        "state": _state(low, high, apart),
        "highest": listed(ends[high]) if spread else "",
        "lowest": listed(ends[low]) if spread else "",
        "shown": sum(pd.notna(row["evidence"]) for row in answers),
        "forward": moved["forward"],
        "back": moved["back"],
    }


def judge_answers(answers: Sequence[str], members: int, limits: Thresholds) -> str:
    """Judge an item by the answers of present partners: who gave which does not matter.

    Parameters
    ----------
    answers
        The answers given, don't know among them.
    members
        How many partners there are.

    Returns
    -------
    str
        `in place` when all with a view say so and enough have one; `partners differ` when two are
        `thresholds.checklist_apart` steps apart or more; `not in place in full`; else `cannot tell`.

    Examples
    --------
    >>> from partnerlab.partnership.thresholds import Thresholds
    >>> [judge_answers(said, 4, Thresholds()) for said in (["in place"] * 3, ["in place"] * 4, ["in place", "partly"])]
    ['cannot tell', 'in place', 'not in place in full']
    """
    values = [value for answer in answers if (value := answer_value(answer)) is not None]
    told, yes = len(values), sum(answer == "in place" for answer in answers)
    if told < max(min(limits.least_answers, members), 1):
        return "cannot tell"
    if max(values) - min(values) >= limits.checklist_apart:
        return "partners differ"
    if yes == told and not stands_for_all(limits, told, members):
        return "cannot tell"
    return "in place" if yes == told else "not in place in full"


def _state(low: int | None, high: int | None, apart: int) -> str:
    if low is None or high is None:
        return "cannot tell"
    if high - low >= apart:
        return "partners differ"
    states = {(2, 2): "in place", (0, 0): "not in place", (0, 1): "partly or not in place"}
    return states.get((low, high), "partly in place")


@cached
def assess_checklist_agreement(partnership: Partnership, resamples: int = RESAMPLES) -> Agreement | None:
    """Measure how far current partners agree across the ten items in the latest round.

    Parameters
    ----------
    resamples
        Resamples of the items for the interval; the seed is fixed.

    Returns
    -------
    Agreement or None
        Krippendorff's alpha for ordered answers, with its interval; never a pass mark. None before the first round.
    """
    answers = assess_checklist(partnership, rounds=1)
    answers = answers[answers["member"]] if len(answers) else answers
    if answers.empty:
        return None
    ratings = answers.astype({"value": "float64"}).pivot_table(
        index="item", columns="partner", values="value", aggfunc="first", dropna=False
    )
    known = tuple(tuple(None if pd.isna(value) else float(value) for value in row) for row in ratings.to_numpy())
    return _measure_agreement(known, tuple(ratings.columns), resamples)


@lru_cache(maxsize=64)
def _measure_agreement(
    ratings: tuple[tuple[float | None, ...], ...], raters: tuple[str, ...], resamples: int
) -> Agreement:
    """Kept, for resampling takes a while and measures, tables and comparisons ask for it again."""
    return krippendorff_alpha(pd.DataFrame(ratings, columns=list(raters)), "ordinal", resamples=resamples)


def summarise_checklist(partnership: Partnership) -> str:
    """Say in a few sentences what the partners answered, where they differ, and what moved."""
    rounds = checklist_rounds(partnership)
    if not rounds:
        return "No partner has answered the checklist yet."
    table = compare_answers(partnership)
    answered = {partner for partner, _ in rounds[-1].answers}
    members = [partner.id for partner in partnership.current_partners]
    replied = [name for name in members if name in answered]
    parts = [
        f"{counted(int((table['state'] == state).sum()), 'item')} {words}"
        for state, words in _STATES.items()
        if (table["state"] == state).any()
    ]
    text = f"{len(replied)} of {counted(len(members), 'partner')} answered; {', '.join(parts)}."
    if len(rounds) > 1:
        forward, back = int(table["forward"].sum()), int(table["back"].sum())
        moved = f"{counted(forward, 'answer', none='no')} moved forward and {back or 'none'} back"
        text += f" Since the round before, {moved if forward or back else 'no answer moved'}."
    return text


_STATES = {
    "in place": "in place by all who answered",
    "partly in place": "in place in part",
    "partly or not in place": "in part or not in place",
    "partners differ": "on which partners differ by two steps",
    "not in place": "not in place by all who answered",
    "cannot tell": "on which nobody has a view",
}
