"""EV5: the self-assessment checklist and imported instruments (App. 2, ¶4.11)."""

from __future__ import annotations

from partnerlab.analysis.catalogue import Judgements, at_fault, cannot_tell, in_place, rule
from partnerlab.analysis.evaluation.checklist import assess_checklist, compare_answers, judge_answers
from partnerlab.analysis.evaluation.contradictions import find_contradictions
from partnerlab.analysis.evaluation.rules.ways import ANOTHER_ROUND, ANSWERS, EVIDENCE, REVIEWS
from partnerlab.analysis.evaluation.surveys import list_outside_totals
from partnerlab.analysis.facts.answers import all_heard
from partnerlab.analysis.facts.checklist import checklist_rounds, list_outside_answers
from partnerlab.analysis.facts.names import named, who_says
from partnerlab.analysis.findings import Fact, fact
from partnerlab.dates import is_longer_ago, months_between
from partnerlab.partnership import Partnership
from partnerlab.partnership.evaluation import ChecklistAnswer, SurveyAnswer
from partnerlab.partnership.instruments import InstrumentResponse
from partnerlab.wording import all_of, counted, each_of, listed, say_day, verb, verb_of, with_capital, without_capital

UNANSWERED = "no answer to the checklist is recorded"


def _facts(partnership: Partnership, item: int) -> tuple[Fact, ...]:
    rounds = checklist_rounds(partnership)
    members = {row.id for row in partnership.current_partners}
    rows = [row for (by, number), row in rounds[-1].answers.items() if number == item and by in members]
    return tuple(
        fact(
            f"{who_says(partnership, row.by)}: {row.answer}{f' ({row.evidence})' if row.evidence else ''}",
            row,
            "answer",
        )
        for row in rows
    )


def _who(partnership: Partnership, item: int, answer: str) -> str:
    """The present partners that gave an answer to an item in the latest round, by name."""
    answers = checklist_rounds(partnership)[-1].answers
    members = partnership.current_partners
    said = [row.id for row in members if (row.id, item) in answers and answers[row.id, item].answer == answer]
    return named(partnership, said, 2)


@rule(
    "EV501",
    "App. 2 items 1-10",
    capability="self-assessment",
    basis="asked",
    question="Is each item of the self-assessment in place, partner by partner?",
    why="The guide offers the ten items to help bodies develop effective collaboration.",
    remedy="Agree what is missing, and who puts it in place; the guide's item says what would show it.",
    stage="building",
    strength="advises",
)
def items_are_in_place(partnership: Partnership) -> Judgements:
    """Look at each item in the latest round.

    In place when all who have a view say so, and `thresholds.heard_in_full` of the partners have one; amber when
    somebody says less. Fewer than `thresholds.least_answers` with a view cannot tell. There is no overall score. The
    numbers are ours.
    """
    if not checklist_rounds(partnership):
        yield cannot_tell(UNANSWERED, way=ANSWERS)
        return
    members, limits = len(partnership.current_partners), partnership.thresholds
    for row in compare_answers(partnership).to_dict("records"):
        subject, facts = f"item {row['item']}", _facts(partnership, row["item"])
        yes, partly, no = row["in_place"], row["partly"], row["not_in_place"]
        told = yes + partly + no
        of = f"{told} of {counted(members, 'partner')} {verb_of(told, members, 'has', 'have')} a view"
        said = f"{row['title']}: {yes} in place, {partly} partly, {no} not in place ({of})"
        answers = ["in place"] * yes + ["partly"] * partly + ["not in place"] * no
        judged = judge_answers(answers, members, limits)
        if judged == "cannot tell":
            agreed = f"in place, {verb(told, 'says', 'say')} {told} of {counted(members, 'partner')}"
            without = [
                f"{count} {verb(count, one, several)}"
                for count, one, several in (
                    (row["dont_know"], "does not know", "do not know"),
                    (row["silent"], "has not answered", "have not answered"),
                )
                if count
            ]
            agreed = f"{agreed}; {' and '.join(without)}" if without else agreed
            text = f"{row['title']}: {of if told < max(min(limits.least_answers, members), 1) else agreed}"
            yield cannot_tell(text, *facts, subject=subject, count=members - told, way=ANSWERS)
        elif judged == "in place":
            yield in_place(f"{said}.", *facts, subject=subject)
        else:
            yield at_fault(f"{said}.", *facts, subject=subject)


@rule(
    "EV502",
    "App. 2 items 1-10",
    capability="self-assessment",
    question="Do partners see the same?",
    why="Where one partner says in place and another does not, they do not agree. A mean would hide it.",
    remedy="Ask the partners at either end what they see, before anyone takes a mean.",
    stage="building",
    basis="follows",
    strength="advises",
)
def partners_see_the_same(partnership: Partnership) -> Judgements:
    """Look for items on which answers lie two steps apart, in place against not in place, and name who differs.

    In place needs `thresholds.heard_in_full` of the partners with a view on every item (ours).
    """
    rounds = checklist_rounds(partnership)
    if not rounds:
        yield cannot_tell(UNANSWERED, way=ANSWERS)
        return
    table, members = compare_answers(partnership), len(partnership.current_partners)
    replied = sum(bool(rounds[-1].given_by(row.id)) for row in partnership.current_partners)
    apart = table[table["state"] == "partners differ"]
    views = table[["in_place", "partly", "not_in_place"]].sum(axis=1)
    heard = sum(all_heard(partnership, int(count)) for count in views)
    for row in apart.itertuples():
        item = int(str(row.item))
        text = f"{row.title}: in place for {_who(partnership, item, 'in place')}"
        text = f"{text}. Not in place for {_who(partnership, item, 'not in place')}."
        yield at_fault(text, *_facts(partnership, item), subject=f"item {item}")
    if len(apart):
        return
    compared, items = int(table["spread"].notna().sum()), counted(len(table), "item")
    if compared and heard == len(table):
        who = all_of(replied, "partner") if replied == members else f"{replied} of {members} partners"
        yield in_place(f"{who} answered. No two of them are two steps apart on any item.")
        return
    text = f"{replied} of {counted(members, 'partner')} answered; on {compared} of {items} two views or more can be"
    text = f"{text} compared, on {heard} those of all"
    none = ", and none of these is two steps apart" if compared else ""
    yield cannot_tell(f"{text}{none}", count=int((members - views).sum()) or None, way=ANSWERS)


@rule(
    "EV503",
    "App. 2 items 1-10",
    capability="self-assessment",
    question="Is there evidence behind what is said to be in place?",
    why="An answer that can be shown helps more than one that cannot.",
    remedy="Note under `evidence` what shows it, such as a minute, a register or a clause.",
    stage="managing",
    basis="ours",
    strength="mentions",
)
def answers_are_shown(partnership: Partnership) -> Judgements:
    """Look at items that somebody says are in place, and whether at least one partner names what shows it.

    The checklist asks for no evidence, so what is not recorded is asked for. In place needs answers by
    `thresholds.heard_in_full` of the partners.
    """
    rounds = checklist_rounds(partnership)
    members = {row.id for row in partnership.current_partners}
    given = {key: row for key, row in rounds[-1].answers.items() if key[0] in members} if rounds else {}
    said = {item for (_, item), row in given.items() if row.answer == "in place"}
    if not said:
        yield cannot_tell("nobody says that an item is in place" if rounds else UNANSWERED, way=ANSWERS)
        return
    shown = {item for (_, item), row in given.items() if row.evidence and row.answer == "in place"}
    bare = sorted(said - shown)
    if bare:
        which = f"{'item' if len(bare) == 1 else 'items'} {listed(bare, 10)}"
        text = f"{len(bare)} of {counted(len(said), 'item')} said to be in place {verb(len(bare), 'has', 'have')}"
        text = f"{text} no evidence recorded: {which}"
        facts = [row for item in bare[:3] for row in _facts(partnership, item)[:1]]
        yield cannot_tell(text, *facts, subject="evidence for answers", count=len(bare), way=EVIDENCE)
        return
    each = each_of(len(said), "item")
    text = f"{with_capital(each)} that somebody says is in place has evidence recorded"
    few = _say_few(partnership)
    if few:
        yield cannot_tell(f"{few}; {without_capital(text)}", subject="evidence for answers", way=ANSWERS)
    else:
        yield in_place(f"{text}.", subject="evidence for answers")


def _say_few(partnership: Partnership) -> str:
    """Say that not all partners answered the latest round, so that it does not stand for all; else empty."""
    members = partnership.current_partners
    replied = sum(bool(checklist_rounds(partnership)[-1].given_by(row.id)) for row in members)
    if all_heard(partnership, replied):
        return ""
    return f"{replied} of {counted(len(members), 'partner')} answered the latest round"


@rule(
    "EV504",
    "App. 2 items 1-10",
    capability="self-assessment",
    question="Did every partner answer the latest round?",
    why="A partner that does not answer may be the one that sees it differently.",
    remedy="Ask the partner for its answers; a conversation will do.",
    stage="building",
    basis="ours",
    strength="mentions",
)
def everybody_answered(partnership: Partnership) -> Judgements:
    """Look for current partners, members by the first day of the latest round, without an answer in it.

    Who did not answer is asked for: the guide expects no such record.
    """
    rounds = checklist_rounds(partnership)
    if not rounds:
        yield cannot_tell(UNANSWERED, way=ANSWERS)
        return
    last = rounds[-1]
    members = [row for row in partnership.current_partners if row.joined is None or row.joined <= last.on]
    silent = [row for row in members if not last.given_by(row.id)]
    if silent:
        facts = [fact(f"{row.name}: no answer in the round of {say_day(last.on)}", row, "id") for row in silent]
        who = named(partnership, [row.id for row in silent])
        has = verb(len(silent), "has", "have")
        text = f"{len(silent)} of {counted(len(members), 'partner')} {has} no answer recorded in the round of"
        text = f"{text} {say_day(last.on)}: {who}"
        yield cannot_tell(text, *facts, subject="response to the round", count=len(silent), way=ANSWERS)
    elif members:
        each = each_of(len(members), "partner")
        yield in_place(
            f"{with_capital(each)} answered the round of {say_day(last.on)}.", subject="response to the round"
        )


@rule(
    "EV505",
    "App. 2 items 1-10",
    capability="self-assessment",
    question="Was each answer given by a partner that was a member on the day?",
    why="An answer by a partner that had left says nothing about the partnership as it was.",
    remedy="Correct the date or the partner; until then the answer counts in no round.",
    stage="building",
    basis="ours",
    strength="mentions",
)
def answers_are_members_own(partnership: Partnership) -> Judgements:
    """Compare the date of each answer, to the checklist or another body's tool, with when the partner was a member.

    A question of data quality: nothing is said of answers that members gave.
    """
    outside = (*list_outside_answers(partnership), *list_outside_totals(partnership))
    members = {row.id: row for row in partnership.partners}
    for name in dict.fromkeys(row.by for row in outside if row.by):
        rows, partner = [row for row in outside if row.by == name], members[name]
        gone = partner.left is not None and rows[0].on > partner.left
        when = f"had left on {say_day(partner.left)}" if gone else f"joined only on {say_day(partner.joined)}"
        text = f"{counted(len(rows), 'answer')} of {say_day(rows[0].on)} by {partner.name}, which {when}."
        yield at_fault(text, *[fact(f"{partner.name}: {_asked(row)}", row, "on") for row in rows[:3]], subject=name)


def _asked(row: ChecklistAnswer | SurveyAnswer | InstrumentResponse) -> str:
    return row.instrument if isinstance(row, SurveyAnswer) else f"item {row.item}"


@rule(
    "EV506",
    "App. 2 items 1-10, ¶4.11",
    capability="self-assessment",
    strength="demands",
    question="Is the self-assessment up to date?",
    why="Evaluation requires consistent and systematic collection: an old answer is about another time.",
    remedy="Ask all partners again before the next review.",
    stage="managing",
    basis="follows",
)
def the_round_is_fresh(partnership: Partnership) -> Judgements:
    """Compare the latest round with the review date and `thresholds.review_months`; the guide names no number.

    In place needs answers by `thresholds.heard_in_full` of the partners.
    """
    rounds, as_at, limit = checklist_rounds(partnership), partnership.as_at, partnership.thresholds.review_months
    if not rounds or as_at is None:
        missing = UNANSWERED if not rounds else "the partnership is seen at no date"
        yield cannot_tell(missing, way=ANSWERS if not rounds else REVIEWS)
        return
    months = months_between(rounds[-1].on, as_at)
    evidence = fact(f"round of {say_day(rounds[-1].on)}", next(iter(rounds[-1].answers.values())), "on")
    if is_longer_ago(rounds[-1].on, as_at, limit):
        old = f"{'over ' if months == limit else ''}{counted(months, 'month')} old"
        text = f"The latest round is {old}; our limit for a recent round is {limit}."
        yield at_fault(text, evidence)
    else:
        text = f"The latest round, of {say_day(rounds[-1].on)}, is at most {counted(limit, 'month')} old"
        few = _say_few(partnership)
        yield cannot_tell(few, evidence, way=ANSWERS) if few else in_place(f"{text}.", evidence)


@rule(
    "EV507",
    "App. 2 items 1-10, ¶4.11",
    capability="self-assessment",
    question="Has any item gone back since the round before?",
    why="An answer that goes back is an early sign that something slips.",
    remedy="Ask those who moved back what has changed.",
    stage="building",
    basis="ours",
    strength="mentions",
)
def nothing_went_back(partnership: Partnership) -> Judgements:
    """Compare each partner's answer with its own in the round before; who answered one of them only does not count.

    Fewer than `thresholds.least_answers` partners that answered both cannot tell.
    """
    answers = assess_checklist(partnership, rounds=1)
    known = answers[answers["moved"].ne("") & answers["member"]] if len(answers) else answers
    if known.empty:
        yield cannot_tell("no partner has answered two rounds" if len(answers) else UNANSWERED, way=ANOTHER_ROUND)
        return
    voices, members = int(known["partner"].nunique()), len(partnership.current_partners)
    if voices < min(partnership.thresholds.least_answers, members):
        text = f"{voices} of {counted(members, 'partner')} answered both rounds"
        yield cannot_tell(text, count=members - voices, way=ANOTHER_ROUND)
        return
    back = known[known["moved"] == "back"]
    for item, rows in back.groupby("item"):
        of = int((known["item"] == item).sum())
        who = named(partnership, rows["partner"])
        text = f"{rows['title'].iloc[0]}: {len(rows)} of {counted(of, 'partner')} that answered both rounds"
        text = f"{text} {verb(len(rows), 'answers', 'answer')} lower than before."
        text = f"{text} {verb(len(rows), 'It is', 'They are')} {who}."
        yield at_fault(text, *_facts(partnership, int(str(item))), subject=f"item {item}")
    if back.empty:
        forward = int((known["moved"] == "forward").sum())
        who = counted(int(known["partner"].nunique()), "partner")
        text = f"Of {counted(len(known), 'answer')} by {who} that answered both rounds, none went back"
        yield in_place(f"{text} and {forward} went forward.")


@rule(
    "EV508",
    "App. 2 items 1-10",
    capability="self-assessment",
    question="Does the rest of the data support what partners say is in place?",
    why="An answer that the record contradicts misleads.",
    remedy="Look at both together, and correct the answer or put right what is missing.",
    stage="planning",
    basis="ours",
    strength="mentions",
)
def answers_are_borne_out(partnership: Partnership) -> Judgements:
    """Set the answers beside the record: outcomes, agreement, accountabilities, bodies, disputes, money, risks.

    Amber when `thresholds.say_so` of those with a view say that an item is in place and the record does not show it.
    A question of how good the record is: nothing is said where answers and record agree.
    """
    if not checklist_rounds(partnership):
        yield cannot_tell(UNANSWERED, way=ANSWERS)
        return
    for row in find_contradictions(partnership):
        say, told = verb(row.said, "says", "say"), counted(row.told, "partner")
        lacking = f"The record shows it in part: {row.lacking.text}" if row.in_part else f"But {row.lacking.text}"
        text = f"{row.said} of {told} with a view {say} “{row.title}” is in place. {lacking}."
        yield at_fault(text, row.lacking, *_facts(partnership, row.item), subject=f"item {row.item}")
