"""EV5: the self-assessment checklist and imported instruments (App. 2, ¶4.11)."""

from __future__ import annotations

from collections.abc import Iterator

from partnerlab.analysis.catalogue import Judgement, at_fault, cannot_tell, in_place, rule
from partnerlab.analysis.evaluation.checklist import (
    assess_checklist,
    compare_answers,
)
from partnerlab.analysis.evaluation.contradictions import find_contradictions
from partnerlab.analysis.evaluation.instruments import band_of, find_instrument
from partnerlab.analysis.evaluation.surveys import assess_surveys, find_outside_totals, read_totals
from partnerlab.analysis.facts.checklist import find_checklist_rounds, find_outside_answers
from partnerlab.analysis.findings import Fact, fact
from partnerlab.dates import months_between
from partnerlab.partnership import Partnership
from partnerlab.partnership.evaluation import ChecklistAnswer, SurveyAnswer
from partnerlab.partnership.instruments import InstrumentResponse
from partnerlab.wording import counted, listed, say_day, write_number

Judgements = Iterator[Judgement]

UNANSWERED = "no partner has answered the checklist yet"


def _facts(partnership: Partnership, item: int) -> tuple[Fact, ...]:
    rounds = find_checklist_rounds(partnership)
    rows = [row for (_, number_), row in rounds[-1].answers.items() if number_ == item]
    return tuple(
        fact(f"{row.by}: {row.answer}{f' ({row.evidence})' if row.evidence else ''}", row, "answer") for row in rows
    )


@rule(
    "EV501",
    "App. 2 items 1-10",
    capability="self-assessment",
    question="Is each item of the self-assessment in place, partner by partner?",
    severity="amber",
    why="The ten items are what the guide asks of effective collaboration.",
    remedy="Agree what is missing, and who puts it in place; the guide's item says what would show it.",
    stage="building",
)
def items_are_in_place(partnership: Partnership) -> Judgements:
    """Look at each item in the latest round.

    In place when all who answered say so; red when `thresholds.checklist_not_red` of those with a view say that it is
    not; amber otherwise. There is no overall score. The number is ours.
    """
    if not find_checklist_rounds(partnership):
        yield cannot_tell(UNANSWERED)
        return
    red = partnership.thresholds.checklist_not_red
    for row in compare_answers(partnership).to_dict("records"):
        subject, facts = f"item {row['item']}", _facts(partnership, row["item"])
        yes, partly, no = row["in_place"], row["partly"], row["not_in_place"]
        told = yes + partly + no
        said = f"{row['title']}: {yes} in place, {partly} partly, {no} not in place"
        said += f", {row['dont_know']} don't know" if row["dont_know"] else ""
        if not told:
            yield cannot_tell(f"{row['title']}: nobody who answered can say", *facts, subject=subject)
        elif yes == told:
            yield in_place(f"{said}.", *facts, subject=subject)
        else:
            yield at_fault(f"{said}.", *facts, subject=subject, severity="red" if no >= red * told else "amber")


@rule(
    "EV502",
    "App. 2 items 1-10",
    capability="self-assessment",
    question="Do partners see the same?",
    severity="amber",
    why="What one takes to be in place and another not is not shared; a mean would hide it.",
    remedy="Ask the partners at either end what they see, before anybody counts.",
    stage="building",
)
def partners_see_the_same(partnership: Partnership) -> Judgements:
    """Look for items on which answers lie two steps apart, in place against not in place, and name who differs."""
    if not find_checklist_rounds(partnership):
        yield cannot_tell(UNANSWERED)
        return
    table = compare_answers(partnership)
    apart = table[table["state"] == "partners differ"]
    for row in apart.itertuples():
        text = f"{row.title}: in place for {row.highest}, not in place for {row.lowest}."
        yield at_fault(text, *_facts(partnership, int(str(row.item))), subject=f"item {row.item}")
    if apart.empty:
        if table["spread"].notna().any():
            yield in_place("No two partners are two steps apart on any item.")
        else:
            yield cannot_tell("fewer than two partners answered with a view")


@rule(
    "EV503",
    "App. 2 items 1-10",
    capability="self-assessment",
    question="Is there evidence behind what is said to be in place?",
    severity="amber",
    why="The checklist helps only if an answer can be shown.",
    remedy="Note under `evidence` what shows it, such as a minute, a register or a clause.",
    stage="managing",
)
def answers_are_shown(partnership: Partnership) -> Judgements:
    """Look at items that somebody says are in place, and whether at least one partner names what shows it."""
    rounds = find_checklist_rounds(partnership)
    said = {item for (_, item), row in rounds[-1].answers.items() if row.answer == "in place"} if rounds else set()
    if not said:
        yield cannot_tell("nobody says that an item is in place" if rounds else UNANSWERED)
        return
    shown = {item for (_, item), row in rounds[-1].answers.items() if row.evidence}
    bare = sorted(said - shown)
    if bare:
        which = listed(map(str, bare), 10)
        text = f"{len(bare)} of {counted(len(said), 'item')} said to be in place have no evidence: {which}."
        yield at_fault(text, *[row for item in bare[:3] for row in _facts(partnership, item)[:1]], subject="evidence")
    else:
        yield in_place(f"Each of {counted(len(said), 'item')} said to be in place names evidence.", subject="evidence")


@rule(
    "EV504",
    "App. 2 items 1-10",
    capability="self-assessment",
    question="Did every partner answer the latest round?",
    severity="amber",
    why="A partner that does not answer may be the one that sees it differently.",
    remedy="Ask the partner for its answers; a conversation will do.",
    stage="building",
)
def everybody_answered(partnership: Partnership) -> Judgements:
    """Look for current partners without an answer in the latest round; red from `thresholds.silent_red`, ours."""
    rounds = find_checklist_rounds(partnership)
    if not rounds:
        yield cannot_tell(UNANSWERED)
        return
    last = rounds[-1]
    members = [row for row in partnership.current_partners if row.joined is None or row.joined <= last.on]
    silent = [row for row in members if not last.given_by(row.id)]
    if silent:
        facts = [fact(f"{row.id}: no answer in the round of {say_day(last.on)}", row, "id") for row in silent]
        text = f"{listed(row.id for row in silent)} gave no answer in the round of {say_day(last.on)}."
        red = len(silent) >= partnership.thresholds.silent_red * len(members)
        yield at_fault(text, *facts, subject="response", severity="red" if red else "amber")
    else:
        yield in_place(
            f"All {counted(len(members), 'partner')} answered the round of {say_day(last.on)}.", subject="response"
        )


@rule(
    "EV505",
    "App. 2 items 1-10",
    capability="self-assessment",
    question="Was each answer given by a partner that was a member on the day?",
    severity="amber",
    why="An answer by a partner who had left says nothing of the partnership as it was.",
    remedy="Correct the date or the partner; until then the answer counts in no round.",
    stage="building",
)
def answers_are_members_own(partnership: Partnership) -> Judgements:
    """Compare the date of each answer, to the checklist or another body's tool, with when the partner was a member."""
    outside = (*find_outside_answers(partnership), *find_outside_totals(partnership))
    members = {row.id: row for row in partnership.partners}
    for name in dict.fromkeys(row.by for row in outside if row.by):
        rows, partner = [row for row in outside if row.by == name], members[name]
        gone = partner.left is not None and rows[0].on > partner.left
        when = f"had left on {say_day(partner.left)}" if gone else f"joined only on {say_day(partner.joined)}"
        text = f"{counted(len(rows), 'answer')} of {say_day(rows[0].on)} by {name}, which {when}."
        yield at_fault(text, *[fact(f"{name}: {_asked(row)}", row, "on") for row in rows[:3]], subject=name)
    answers = len(partnership.checklist) + len(partnership.surveys)
    answers += sum(len(row.responses) for row in partnership.instruments)
    if not answers:
        yield cannot_tell(UNANSWERED)
    elif not outside:
        count = counted(answers, "answer")
        yield in_place(f"All {count} are by partners that were members on the day.")


def _asked(row: ChecklistAnswer | SurveyAnswer | InstrumentResponse) -> str:
    return row.instrument if isinstance(row, SurveyAnswer) else f"item {row.item}"


@rule(
    "EV506",
    "App. 2 items 1-10, ¶4.11",
    capability="self-assessment",
    question="Is the self-assessment up to date?",
    severity="amber",
    why="Evaluation is consistent and systematic: an old answer is about another time.",
    remedy="Ask all partners again before the next review.",
    stage="managing",
)
def the_round_is_fresh(partnership: Partnership) -> Judgements:
    """Compare the latest round with the review date and `thresholds.review_months`; the guide names no number."""
    rounds, as_at, limit = find_checklist_rounds(partnership), partnership.as_at, partnership.thresholds.review_months
    if not rounds or as_at is None:
        yield cannot_tell(UNANSWERED if not rounds else "the partnership is seen at no date")
        return
    months = months_between(rounds[-1].on, as_at)
    evidence = fact(f"round of {rounds[-1].on}", next(iter(rounds[-1].answers.values())), "on")
    if months > limit:
        yield at_fault(f"The latest round is {months} months old, where {limit} are taken as fresh.", evidence)
    else:
        yield in_place(f"The latest round, of {say_day(rounds[-1].on)}, is at most {limit} months old.", evidence)


@rule(
    "EV507",
    "App. 2 items 1-10, ¶4.11",
    capability="self-assessment",
    question="Has any item gone back since the round before?",
    severity="amber",
    why="What was in place and is no longer shows earlier than anything else that a partnership slips.",
    remedy="Ask those who moved back what has changed.",
    stage="building",
)
def nothing_went_back(partnership: Partnership) -> Judgements:
    """Compare each partner's answer with its own in the round before; red from `thresholds.checklist_back_red`."""
    answers = assess_checklist(partnership, rounds=1)
    known = answers[answers["moved"].ne("") & answers["member"]] if len(answers) else answers
    if known.empty:
        yield cannot_tell("no partner has answered two rounds" if len(answers) else UNANSWERED)
        return
    back, red = known[known["moved"] == "back"], partnership.thresholds.checklist_back_red
    for item, rows in back.groupby("item"):
        of = int((known["item"] == item).sum())
        who = listed(rows["partner"])
        text = f"{rows['title'].iloc[0]}: {len(rows)} of {of} partners answer lower than before ({who})."
        facts = _facts(partnership, int(str(item)))
        yield at_fault(
            text, *facts, subject=f"item {item}", severity="red" if len(rows) >= red * of and of > 1 else "amber"
        )
    if back.empty:
        forward = int((known["moved"] == "forward").sum())
        yield in_place(f"No answer went back since the round before; {forward} of {len(known)} went forward.")


@rule(
    "EV508",
    "App. 2 items 1-10",
    capability="self-assessment",
    question="Does the rest of the data bear out what partners say is in place?",
    severity="red",
    why="An answer that the record contradicts is the most misleading of all.",
    remedy="Look at both together, and correct the answer or put right what is missing.",
    stage="planning",
)
def answers_are_borne_out(partnership: Partnership) -> Judgements:
    """Set the answers beside the record: outcomes, agreement, accountabilities, bodies, disputes, money, risks.

    Red when `thresholds.say_so` of those who answered say that an item is in place and the record lacks it altogether;
    amber when the record has it in part.
    """
    if not find_checklist_rounds(partnership):
        yield cannot_tell(UNANSWERED)
        return
    found = find_contradictions(partnership)
    for row in found:
        text = f"{row.said} of {counted(row.told, 'partner')} say “{row.title}” is in place, but {row.lacking.text}."
        severity = "amber" if row.in_part else "red"
        yield at_fault(text, row.lacking, *_facts(partnership, row.item), subject=f"item {row.item}", severity=severity)
    if not found:
        yield in_place("Nothing in the record contradicts what partners say is in place.")


@rule(
    "EV509",
    "¶4.11",
    capability="self-assessment",
    question="What does another body's tool say, in its own bands?",
    severity="amber",
    why="A tool that many have used has bands that mean something; the guide has none.",
    remedy="Look at what the band asks for, and ask the partners at the low end what they see.",
    stage="building",
)
def instruments_are_healthy(partnership: Partnership) -> Judgements:
    """Read the latest mean total of each instrument in its own bands: lowest band red, highest in place, between amber.

    A total that the instrument cannot give is left out and reported; an answer that lacks items has no total, unless
    the instrument says from how many on it is scaled up; an instrument whose bands are not known here cannot be told.
    """
    table, totals = assess_surveys(partnership), read_totals(partnership)
    if table.empty:
        yield cannot_tell("no total of another tool is recorded")
        return
    for row in totals:
        if row.state == "off the scale":
            text = f"{write_number(row.total)} by {row.by} is no total that {row.instrument} can give; it is left out."
            yield at_fault(text, fact(f"{row.total:g}", row.record, row.field), subject=row.instrument)
    for name, rows in table.groupby("instrument", sort=False):
        last, instrument = rows.iloc[-1], find_instrument(partnership, str(name))
        given = [row for row in totals if row.instrument == name and row.on == last["on"]]
        facts = [fact(f"{row.by}: {write_number(row.total)}", row.record, row.field) for row in given if row.counts]
        short = [row for row in given if row.state == "not enough data"]
        if short:
            who = listed(f"{row.by} ({row.answered} of {row.items})" for row in short)
            lacking = [fact(f"{row.by}: {row.answered} of {row.items} items", row.record, row.field) for row in short]
            yield cannot_tell(f"not enough items answered by {who}", *lacking, subject=f"{name}, incomplete answers")
        if not last["n"]:
            continue
        if last["band"] is None or instrument is None:
            yield cannot_tell(f"no band is known for the totals of {name}", *facts, subject=str(name))
            continue
        apart = "; partners fall in different bands" if last["bands_apart"] > 1 else ""
        text = f"Mean total {last['mean']:.1f} of {counted(int(last['n']), 'partner')}: {last['band']}{apart}."
        labels = [band.label for band in instrument.bands]
        own = {band_of(instrument, row.total) for row in given if row.counts and row.total is not None}
        if last["band"] == labels[-1] and labels[0] not in own:
            yield in_place(text, *facts, subject=str(name))
        else:
            yield at_fault(text, *facts, subject=str(name), severity="red" if last["band"] == labels[0] else "amber")
