"""RA5xx: watching risks and alerting partners to what needs correcting (¶4.4)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from partnerlab.analysis.catalogue import Judgement, at_fault, cannot_tell, in_place, rule
from partnerlab.analysis.findings import fact
from partnerlab.analysis.risk_allocation.ratings import Rating, find_open_risks, find_rating
from partnerlab.analysis.risk_allocation.scales import find_appetite, find_light
from partnerlab.analysis.risk_allocation.status import compare_with_last_review, find_worsened
from partnerlab.dates import months_before
from partnerlab.partnership import Partnership
from partnerlab.partnership.risks import Control, Risk

Judgements = Iterator[Judgement]
NOT_RATED = "no open risk is rated"


def _rated(partnership: Partnership) -> list[tuple[Risk, Rating]]:
    rows = [(risk, find_rating(partnership, risk.id)) for risk in find_open_risks(partnership)]
    return [(risk, rating) for risk, rating in rows if rating is not None]


def _light(partnership: Partnership, risk: Risk, rating: Rating) -> str:
    return find_light(partnership, rating.likelihood, rating.impact, find_appetite(partnership, risk)).colour


@rule(
    "RA501",
    "¶4.4",
    capability="risk-monitoring",
    question="Has any risk worsened since the last review?",
    severity="amber",
    why="partners must hear of a change in a risk before it occurs",
    remedy="Tell the partners that bear this risk, and agree with its lead what to correct.",
    stage="planning",
)
def no_risk_has_worsened(partnership: Partnership) -> Judgements:
    """Check that no open risk's product of likelihood and impact has risen since the last review.

    A risk that has turned red since then is red.
    """
    since = partnership.last_review
    if since is None:
        yield cannot_tell("there is no earlier review to compare with")
        return
    worse = find_worsened(partnership)
    for row in worse.to_dict("records"):
        rating = find_rating(partnership, row["risk"])
        facts = (
            [
                fact(f"{view.by or 'all'}: {view.likelihood} × {view.impact}", view.record, "likelihood")
                for view in rating.opinions
            ]
            if rating
            else []
        )
        turned = row["light"] == "red" and row["light_before"] != "red"
        end = " and turned red" if turned else ""
        message = f"“{row['title']}” has worsened from {row['before']} to {row['after']}{end}"
        message += f" ({row['left_out']}; not counted)." if row["left_out"] else "."
        yield at_fault(message, *facts, subject=f"risk {row['risk']}", severity="red" if turned else None)
    if worse.empty:
        compared = len(compare_with_last_review(partnership))
        yield (
            in_place(f"None of {compared} risks rated both times has worsened since the last review.")
            if compared
            else cannot_tell("no open risk was rated by the same partners at the last review and now")
        )


@rule(
    "RA502",
    "¶4.4",
    capability="risk-monitoring",
    question="Is the review of each risk on time?",
    severity="amber",
    why="a risk that nobody looks at again is not watched",
    remedy="Review the risk now with its lead and set the next date.",
    stage="planning",
)
def reviews_are_on_time(partnership: Partnership) -> Judgements:
    """Check that no open risk's `review_by` has passed."""
    risks, as_at = find_open_risks(partnership), partnership.as_at
    dated = [(risk, risk.review_by) for risk in risks if risk.review_by is not None]
    if as_at is None or not dated:
        yield cannot_tell("no open risk has a date by which to review it")
        return
    late = [(risk, due) for risk, due in dated if due < as_at]
    for risk, due in late:
        message = f"“{risk.title}” was due for review {(as_at - due).days} days ago."
        yield at_fault(message, fact(due.isoformat(), risk, "review_by"), subject=f"risk {risk.id}")
    for risk in risks:
        if risk.review_by is None:
            yield cannot_tell(f"“{risk.title}” has no date by which to review it", subject=f"risk {risk.id}")
    if not late:
        yield in_place(f"None of {len(dated)} dated reviews is overdue.")


@rule(
    "RA503",
    "¶4.5",
    capability="risk-monitoring",
    question="Does each risk stay within its appetite?",
    severity="red",
    why="the partners have said themselves that this is more than they accept",
    remedy="Bring the risk to the leadership group: reduce it, stop what causes it, or accept it openly.",
    stage="planning",
)
def risks_stay_within_appetite(partnership: Partnership) -> Judgements:
    """Check that no open risk's residual product lies past its appetite; red where its light is red, else amber."""
    known = [(risk, rating, find_appetite(partnership, risk)) for risk, rating in _rated(partnership)]
    past = 0
    compared = 0
    for risk, rating, appetite in known:
        if appetite is None:
            continue
        compared += 1
        if rating.product > appetite:
            past += 1
            stand = f"{rating.likelihood} × {rating.impact} = {rating.product}"
            message = f"“{risk.title}” stands at {stand}, past the appetite of {appetite}."
            severity = "red" if _light(partnership, risk, rating) == "red" else "amber"
            evidence = fact(f"appetite {appetite}", risk, "appetite")
            yield at_fault(message, evidence, subject=f"risk {risk.id}", severity=severity)
    if not compared:
        yield cannot_tell("no open risk has both a rating and an appetite")
    elif not past:
        yield in_place(f"All {compared} risks with an appetite stay within it.")


@rule(
    "RA504",
    "¶4.4",
    capability="risk-monitoring",
    question="Is something being done about each red risk?",
    severity="red",
    why="a red light without corrective action is only a colour",
    remedy="Agree one control or action with an owner and a date before the next meeting.",
    stage="planning",
)
def red_risks_are_acted_on(partnership: Partnership) -> Judgements:
    """Check that each red risk has a control or an action that is still under way and not overdue."""
    rated = _rated(partnership)
    red = [risk for risk, rating in rated if _light(partnership, risk, rating) == "red"]
    for risk in red:
        subject = f"risk {risk.id}"
        open_controls = [row for row in partnership.controls if row.risk == risk.id and row.done is None]
        actions = [row for row in partnership.actions if row.subject == subject and row.done is None]
        agreed = [(row.control, row.due, row) for row in open_controls] + [(row.title, row.due, row) for row in actions]
        timely = [(name, row) for name, due, row in agreed if not _overdue(partnership, due)]
        if timely:
            name, row = timely[0]
            yield in_place(f"“{risk.title}” is red; under way: {name}.", fact(name, row, "due"), subject=subject)
        elif agreed:
            row = agreed[0][2]
            yield at_fault(
                f"“{risk.title}” is red and what was agreed is overdue.", fact("overdue", row, "due"), subject=subject
            )
        else:
            yield at_fault(
                f"“{risk.title}” is red and nothing is under way.", fact(risk.title, risk, "id"), subject=subject
            )
    if not rated:
        yield cannot_tell(NOT_RATED)
    elif not red:
        yield in_place(f"None of {len(rated)} rated risks is red.")


def _overdue(partnership: Partnership, due: object) -> bool:
    return due is not None and partnership.as_at is not None and due < partnership.as_at  # type: ignore[operator]  # dates


def _controls(partnership: Partnership) -> list[tuple[Risk, Control]]:
    risks = {risk.id: risk for risk in find_open_risks(partnership)}
    return [(risks[row.risk], row) for row in partnership.controls if row.risk in risks]


@rule(
    "RA505",
    "¶4.4",
    capability="risk-monitoring",
    question="Has each control an owner who is still there?",
    severity="amber",
    why="a control that nobody owns is not kept up",
    remedy="Name the partner or the role that keeps this control.",
    stage="planning",
)
def controls_have_an_owner(partnership: Partnership) -> Judgements:
    """Check that each control of an open risk has an owner, and that an owner which is a partner has not left."""
    controls = _controls(partnership)
    left = {partner.id for partner in partnership.partners if partner.left is not None}
    faults = 0
    for risk, row in controls:
        evidence, subject = fact(row.control, row, "owner"), f"control of {risk.id}: {row.control}"
        if row.owner is None:
            faults += 1
            yield at_fault(f"Nobody owns the control of “{risk.title}”: {row.control}.", evidence, subject=subject)
        elif row.owner in left:
            faults += 1
            yield at_fault(
                f"{row.owner}, which has left, owns the control of “{risk.title}”: {row.control}.",
                evidence,
                subject=subject,
            )
    if not controls:
        yield cannot_tell("no control of an open risk is recorded")
    elif not faults:
        yield in_place(f"All {len(controls)} controls of open risks have an owner.")


@rule(
    "RA506",
    "¶4.4",
    capability="risk-monitoring",
    question="Are controls in place when they should be?",
    severity="amber",
    why="a control that is late leaves the risk as it was",
    remedy="Ask the owner for a new date, or for what stands in the way.",
    stage="planning",
)
def controls_are_on_time(partnership: Partnership) -> Judgements:
    """Check that no control of an open risk is past its date and not done."""
    controls = _controls(partnership)
    dated = [(risk, row) for risk, row in controls if row.due is not None or row.done is not None]
    late = [(risk, row) for risk, row in dated if row.done is None and _overdue(partnership, row.due)]
    for risk, row in late:
        message = f"A control of “{risk.title}” was due on {row.due}: {row.control}."
        yield at_fault(message, fact(row.control, row, "due"), subject=f"control of {risk.id}: {row.control}")
    if not dated:
        yield cannot_tell("no control of an open risk has a date")
    elif not late:
        yield in_place(f"None of {len(dated)} dated controls is overdue.")


@rule(
    "RA507",
    "¶4.3",
    capability="likelihood-and-impact",
    question="Are near risks under control?",
    severity="amber",
    why="there is little time left to act on a risk that could occur soon",
    remedy="Put a control in place now, or agree what to do the day it occurs.",
    stage="planning",
)
def near_risks_are_controlled(partnership: Partnership) -> Judgements:
    """Check that each amber or red risk that could occur within `thresholds.days_near` has a control in place."""
    as_at = partnership.as_at
    known = [(risk, rating) for risk, rating in _rated(partnership) if risk.proximity is not None]
    if as_at is None or not known:
        yield cannot_tell("no rated risk says when it could occur")
        return
    horizon = as_at + timedelta(days=partnership.thresholds.days_near)
    near = [(risk, rating) for risk, rating in known if risk.proximity is not None and risk.proximity <= horizon]
    bare = 0
    for risk, rating in near:
        done = any(row.risk == risk.id and row.done is not None for row in partnership.controls)
        light = _light(partnership, risk, rating)
        if light in {"red", "amber"} and not done and risk.proximity is not None:
            bare += 1
            days = max((risk.proximity - as_at).days, 0)
            message = f"“{risk.title}” is {light}, could occur in {days} days, and no control is in place."
            yield at_fault(message, fact(risk.proximity.isoformat(), risk, "proximity"), subject=f"risk {risk.id}")
    if not bare:
        yield in_place(
            f"Of {len(near)} risks that could occur within {partnership.thresholds.days_near} days none is bare."
        )


@rule(
    "RA508",
    "¶4.4",
    capability="risk-monitoring",
    question="Are ratings recent?",
    severity="amber",
    why="an old rating describes a risk that may no longer be the same",
    remedy="Rate the risk again before the next meeting, even if nothing changed.",
    stage="planning",
)
def ratings_are_recent(partnership: Partnership) -> Judgements:
    """Check that the newest residual rating of each open risk is no older than `thresholds.review_months`."""
    rated, as_at = _rated(partnership), partnership.as_at
    if not rated or as_at is None:
        yield cannot_tell(NOT_RATED)
        return
    months = partnership.thresholds.review_months
    oldest = months_before(as_at, months)
    old = [(risk, rating) for risk, rating in rated if rating.on < oldest]
    for risk, rating in old:
        age = (as_at - rating.on).days
        message = f"“{risk.title}” was last rated {age} days ago; {months} months are meant."
        yield at_fault(
            message, fact(rating.on.isoformat(), rating.opinions[-1].record, "on"), subject=f"risk {risk.id}"
        )
    if not old:
        yield in_place(f"All {len(rated)} rated risks were rated in the last {months} months.")
