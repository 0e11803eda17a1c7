"""RA5xx: watching risks and alerting partners to what needs correcting (¶4.4)."""

from __future__ import annotations

from datetime import timedelta

from partnerlab.analysis.catalogue import Judgement, Judgements, Way, at_fault, in_place, part_met, rule
from partnerlab.analysis.facts.names import name_risks, who_says
from partnerlab.analysis.findings import Consequence, fact
from partnerlab.analysis.risk_allocation.ratings import Rating, latest_rating, list_open_risks
from partnerlab.analysis.risk_allocation.rules.controls import is_past
from partnerlab.analysis.risk_allocation.rules.ways import (
    APPETITE,
    PROXIMITY,
    RATERS,
    RATING,
    REVIEW_BY,
    REVIEWS,
    ask,
    ask_for_ratings,
    ask_for_risks,
    of_risk,
)
from partnerlab.analysis.risk_allocation.scales import appetite_of
from partnerlab.analysis.risk_allocation.standing import count_raters, judge_rating, light_of
from partnerlab.analysis.risk_allocation.status import compare_with_last_review, list_worsened
from partnerlab.dates import months_before
from partnerlab.partnership import Partnership
from partnerlab.partnership.evaluation import Action
from partnerlab.partnership.risks import Control, Risk
from partnerlab.wording import counted, each_of, say_day, verb, without_capital


def _rated(partnership: Partnership) -> list[tuple[Risk, Rating]]:
    rows = [(risk, latest_rating(partnership, risk.id)) for risk in list_open_risks(partnership)]
    return [(risk, rating) for risk, rating in rows if rating is not None]


def _in_place_for_all(partnership: Partnership, said: str, left: int, lack: str, way: Way = RATING) -> Judgement:
    """Say that it is in place, or that it cannot be told while some open risks are not covered."""
    if not left:
        return in_place(f"{said}.")
    some = f"{left} of {counted(len(list_open_risks(partnership)), 'open risk')} {verb(left, 'is', 'are')}"
    return ask(way, f"{without_capital(said)}, and {some} {lack}", count=left)


def _is_sure(partnership: Partnership, risk: Risk) -> bool:
    return count_raters(partnership, risk).enough


def _ask_raters(partnership: Partnership, risk: Risk, what: str) -> Judgement:
    """Say that too few of those who carry a risk have rated it for its status to be held against anybody."""
    raters = count_raters(partnership, risk)
    some = f"{raters.given} of {counted(raters.of, 'partner')} that {verb(raters.of, 'carries', 'carry')}"
    return ask(
        RATERS,
        f"{some} “{risk.title}” rated it. It is rated {what}",
        subject=of_risk(risk),
        count=raters.of - raters.given or None,
    )


@rule(
    "RA501",
    "¶4.4",
    capability="risk-monitoring",
    strength="demands",
    question="Has any risk worsened since the last review?",
    why="partners must hear of a change in a risk before it happens",
    remedy="Tell the partners that carry this risk, and agree with its lead what to correct.",
    stage="planning",
    basis="follows",
)
def no_risk_has_worsened(partnership: Partnership) -> Judgements:
    """Check that no open risk's score has risen since the last review, among those who rated it both times.

    A risk that has turned red since then is red: partners have to be alerted to what needs correcting. Of a risk that
    fewer than `thresholds.least_raters` of those who carry it have rated, it cannot be told.
    """
    if partnership.last_review is None:
        yield ask(REVIEWS, "no earlier review is recorded to compare with")
        return
    worse = list_worsened(partnership)
    for row in worse.to_dict("records"):
        rating, risk = latest_rating(partnership, row["risk"]), partnership.risk(row["risk"])
        if not _is_sure(partnership, risk):
            yield _ask_raters(partnership, risk, f"worse, from {row['before']} to {row['after']}")
            continue
        facts = [
            fact(f"{who_says(partnership, view.by)}: {view.likelihood} × {view.impact}", view.record, "likelihood")
            for view in (rating.opinions if rating else ())
        ]
        turned = row["light"] == "red" and row["light_before"] != "red"
        end = " and turned red" if turned else ""
        message = f"“{row['title']}” has worsened from {row['before']} to {row['after']}{end}"
        message += f" ({row['left_out']}; not counted)." if row["left_out"] else "."
        yield at_fault(message, *facts, subject=of_risk(row["risk"]), severity="red" if turned else None)
    compared = len(compare_with_last_review(partnership))
    if not compared:
        told = "no open risk was rated by the same partners at the last review and now"
        yield ask(RATING, told) if list_open_risks(partnership) else ask_for_risks(partnership)
    elif worse.empty:
        since = partnership.last_review
        before = [risk for risk in list_open_risks(partnership) if risk.on is None or risk.on <= since]
        which = f"{counted(compared, 'risk')} rated both times {verb(compared, 'has', 'have')} not worsened"
        left = max(len(before) - compared, 0)
        yield _in_place_for_all(
            partnership, f"{which} since the last review", left, "not rated both times by the same partners"
        )


@rule(
    "RA502",
    "¶2.11",
    capability="risk-monitoring",
    basis="asked",
    question="Is the review of each risk on time?",
    why="a risk that nobody reviews is not watched",
    remedy="Review the risk now with its lead and set the next date.",
    stage="planning",
    strength="advises",
)
def reviews_are_on_time(partnership: Partnership) -> Judgements:
    """Check that no open risk's `review_by` has passed. The guide asks for regular reviews and names no date."""
    risks, as_at = list_open_risks(partnership), partnership.as_at
    dated = [(risk, risk.review_by) for risk in risks if risk.review_by is not None]
    undated = [risk for risk in risks if risk.review_by is None]
    late = [(risk, due) for risk, due in dated if as_at is not None and due < as_at]
    for risk, due in late:
        message = f"“{risk.title}” was due for review by {say_day(due)}."
        yield at_fault(message, fact(say_day(due), risk, "review_by"), subject=of_risk(risk))
    if not risks or as_at is None:
        yield ask_for_risks(partnership)
    elif undated:
        lack = f"{len(undated)} of {counted(len(risks), 'open risk')} {verb(len(undated), 'has', 'have')}"
        yield ask(
            REVIEW_BY,
            f"{lack} no date by which to review: {name_risks(partnership, [risk.id for risk in undated])}",
            count=len(undated),
        )
    elif not late:
        yield in_place(f"The review of {each_of(len(dated), 'open risk')} is on time.")


@rule(
    "RA503",
    "¶4.3",
    capability="risk-monitoring",
    question="Does each risk stay within its risk appetite?",
    why="the partners have said themselves that this is more than they accept",
    remedy="Bring the risk to the leadership group: reduce it, stop what causes it, or accept it openly.",
    stage="planning",
    basis="ours",
    strength="advises",
)
def risks_stay_within_appetite(partnership: Partnership) -> Judgements:
    """Check that no open risk's score exceeds its appetite. The guide does not speak of appetite: this is ours.

    Of a risk that fewer than `thresholds.least_raters` of those who carry it have rated, it cannot be told.
    """
    appetites = [(risk, rating, appetite_of(partnership, risk)) for risk, rating in _rated(partnership)]
    known = [(risk, rating, most) for risk, rating, most in appetites if most is not None]
    beyond = [(risk, rating, most) for risk, rating, most in known if rating.product > most]
    for risk, rating, most in beyond:
        stand = f"{rating.likelihood} × {rating.impact} = {rating.product}"
        if not _is_sure(partnership, risk):
            yield _ask_raters(partnership, risk, f"{stand}, above the risk appetite of {most}")
            continue
        message = f"“{risk.title}” is rated {stand} and exceeds the risk appetite of {most}."
        yield at_fault(message, fact(f"appetite {most}", risk, "appetite"), subject=of_risk(risk))
    if not appetites:
        yield ask_for_ratings(partnership)
    elif not known:
        count = len(appetites)
        yield ask(APPETITE, "no rated risk has a risk appetite", count=count)
    elif not beyond:
        which = f"{counted(len(known), 'risk')} {verb(len(known), 'stays', 'stay')} within the risk appetite"
        sure = sum(_is_sure(partnership, risk) for risk, _, _ in known)
        left = len(list_open_risks(partnership)) - sure
        yield _in_place_for_all(partnership, which, left, "without an appetite, or without a rating by enough partners")


@rule(
    "RA504",
    "¶4.4",
    capability="risk-monitoring",
    strength="demands",
    question="Is something being done about each red risk?",
    severity="red",
    why="a red status without corrective action is only a colour",
    remedy="Agree one control or action with an owner and a date before the next meeting.",
    stage="planning",
    basis="follows",
)
def red_risks_are_acted_on(partnership: Partnership) -> Judgements:
    """Check that each red risk has a control or an action under way, not overdue, with an owner and a date.

    One without owner or date is met in part. Where all that was agreed is overdue, a date has passed with nothing done.
    Of a risk that fewer than `thresholds.least_raters` of those who carry it have rated, it cannot be told.
    """
    rated = _rated(partnership)
    red = [risk for risk, _ in rated if judge_rating(partnership, risk).colour == "red"]
    for risk in red:
        subject = of_risk(risk)
        if not _is_sure(partnership, risk):
            yield _ask_raters(partnership, risk, "red")
            continue
        agreed = _list_agreed(partnership, risk)
        timely = [(name, row) for name, row in agreed if not is_past(partnership, row.due)]
        sound = [(name, row) for name, row in timely if row.owner and row.due]
        if sound:
            name, row = sound[0]
            yield in_place(f"“{risk.title}” is red; under way: {name}.", fact(name, row, "due"), subject=subject)
        elif timely:
            name, row = timely[0]
            lacks = " or ".join(part for part, value in (("owner", row.owner), ("date", row.due)) if not value)
            message = f"“{risk.title}” is red; under way: {name}, for which no {lacks} is recorded."
            yield part_met(message, fact(name, row, "due"), subject=subject)
        elif agreed:
            evidence = fact("overdue", agreed[0][1], "due")
            message = f"“{risk.title}” is red and all that was agreed is overdue ({counted(len(agreed), 'measure')})."
            yield at_fault(message, evidence, subject=subject, consequence=Consequence.DATE)
        else:
            message = f"“{risk.title}” is red and no measure under way is recorded."
            yield at_fault(message, fact(risk.title, risk, "id"), subject=subject)
    if not rated:
        yield ask_for_ratings(partnership)
    elif not red:
        which = f"None of {len(rated)} rated risks is red" if len(rated) > 1 else "The one rated risk is not red"
        sure = sum(_is_sure(partnership, risk) for risk, _ in rated)
        left = len(list_open_risks(partnership)) - sure
        yield _in_place_for_all(partnership, which, left, "without a rating by enough partners")


def _list_agreed(partnership: Partnership, risk: Risk) -> list[tuple[str, Control | Action]]:
    """Return the open controls and actions on a risk, by name."""
    controls = [row for row in partnership.controls if row.risk == risk.id and row.done is None]
    actions = [row for row in partnership.actions if row.subject == of_risk(risk) and row.done is None]
    return [*((row.control, row) for row in controls), *((row.title, row) for row in actions)]


@rule(
    "RA507",
    "¶4.3",
    capability="likelihood-and-impact",
    question="Are near risks under control?",
    why="there is little time left to act on a risk that could happen soon",
    remedy="Put a control in place now, or agree what to do the day it happens.",
    stage="planning",
    basis="ours",
    strength="advises",
)
def near_risks_are_controlled(partnership: Partnership) -> Judgements:
    """Check that each amber or red risk that could happen within `thresholds.days_near` has a control in place.

    A red one on which nothing is recorded at all, neither done nor under way, is red: the date is near. Of a risk that
    fewer than `thresholds.least_raters` of those who carry it have rated, it cannot be told.
    """
    as_at, days = partnership.as_at, partnership.thresholds.days_near
    known = [(risk, risk.proximity) for risk, _ in _rated(partnership) if risk.proximity is not None]
    if as_at is None or not known:
        yield (
            ask(PROXIMITY, "no rated risk says when it could happen")
            if _rated(partnership)
            else ask_for_ratings(partnership)
        )
        return
    lights = {risk.id: judge_rating(partnership, risk).colour for risk, _ in known}
    near = [(risk, start) for risk, start in known if start <= as_at + timedelta(days=days)]
    near = [(risk, start) for risk, start in near if lights[risk.id] in {"red", "amber"}]
    kept = {row.risk for row in partnership.controls if row.done is not None}
    bare = [(risk, start) for risk, start in near if risk.id not in kept]
    for risk, start in bare:
        left = (start - as_at).days
        soon = f"near: it could happen within {counted(days, 'day')}, from {say_day(start)}"
        when = soon if left > 0 else "could happen now"
        if not _is_sure(partnership, risk):
            yield _ask_raters(partnership, risk, f"{lights[risk.id]}, with no control recorded as in place")
            continue
        idle = lights[risk.id] == "red" and not _list_agreed(partnership, risk)
        message = f"“{risk.title}” is {lights[risk.id]} and {when}; no control is recorded as in place."
        consequence = Consequence.DATE if idle else None
        evidence = fact(say_day(start), risk, "proximity")
        yield at_fault(message, evidence, subject=of_risk(risk), consequence=consequence)
    dated = {risk.id for risk, _ in known}
    left = sum(light_of(partnership, risk) != "green" and risk.id not in dated for risk in list_open_risks(partnership))
    which = f"No red or amber risk with a date could happen within {counted(days, 'day')}"
    if near:
        which = f"{counted(len(near), 'red or amber risk')} that could happen within {counted(days, 'day')}"
        which += f" {verb(len(near), 'has', 'have')} a control in place"
    if not bare:
        yield _in_place_for_all(partnership, which, left, "not rated, or red or amber without a date", PROXIMITY)


@rule(
    "RA508",
    "¶2.11",
    capability="risk-monitoring",
    question="Are ratings recent?",
    why="an old rating describes a risk that may no longer be the same",
    remedy="Rate the risk again before the next meeting, even if nothing changed.",
    stage="planning",
    basis="follows",
    strength="advises",
)
def ratings_are_recent(partnership: Partnership) -> Judgements:
    """Check that the newest residual rating of each open risk is no older than `thresholds.review_months`, ours.

    In place needs recent ratings by `thresholds.least_raters` of those who carry each risk, or by all together.
    """
    rated, as_at = _rated(partnership), partnership.as_at
    if not rated or as_at is None:
        yield ask_for_ratings(partnership)
        return
    months = counted(partnership.thresholds.review_months, "month")
    oldest = months_before(as_at, partnership.thresholds.review_months)
    old = [(risk, rating) for risk, rating in rated if rating.on < oldest]
    for risk, rating in old:
        message = f"“{risk.title}” was last rated on {say_day(rating.on)}, more than {months} ago."
        evidence = fact(say_day(rating.on), rating.opinions[-1].record, "on")
        yield at_fault(message, evidence, subject=of_risk(risk))
    if not old:
        fresh = sum(count_raters(partnership, risk, oldest).enough for risk, _ in rated)
        which = f"{counted(len(rated), 'risk')} {verb(len(rated), 'was', 'were')} rated in the last {months}"
        left = len(list_open_risks(partnership)) - fresh
        yield _in_place_for_all(partnership, which, left, "without a rating since then by enough partners")
