"""SC1: whether a partnership is the right answer, and every partner says so (¶2.2-2.6)."""

from __future__ import annotations

from partnerlab.amounts import say_against, say_limit
from partnerlab.analysis.catalogue import Judgements, Way, at_fault, cannot_tell, has_reached, in_place, part_met, rule
from partnerlab.analysis.facts.acceptance import assess_acceptance, latest_acceptances
from partnerlab.analysis.facts.checklist import checklist_rounds
from partnerlab.analysis.facts.names import NAMED, OTHERS, named
from partnerlab.analysis.facts.options import OptionComparison, compare_options
from partnerlab.analysis.findings import fact
from partnerlab.characters import says_nothing
from partnerlab.guide import checklist
from partnerlab.partnership import Partnership
from partnerlab.partnership.evaluation import ChecklistAnswer
from partnerlab.wording import counted, listed, say_day, verb, verb_of

ACCEPTANCES = Way("acceptances.accepted", "Ask each partner whether it understands and accepts the reason.")
ANSWERS = Way("checklist.answer", "Ask each partner about items 1 and 2 of the checklist.")
CRITERIA = Way("criteria.name", "Agree what the options are judged by.")
STATED = Way("rationale_stated", "Find out when the reason was last written down.")
FORMS = Way("options.form", "List the forms that the work could take, such as one body alone.")


@rule(
    "SC101",
    "¶2.6",
    capability="right-form",
    strength="demands",
    basis="asked",
    question="Is the reason for the partnership written down?",
    severity="red",
    why="A reason that is not clear to all is the first of the guide's seven common reasons for failure.",
    remedy="Write down in a few sentences why a partnership is needed, and date it.",
)
def the_reason_is_stated(partnership: Partnership) -> Judgements:
    """Look for `rationale`. While scoping, a missing reason is still to be written; from building on it is a fault."""
    if partnership.rationale:
        when = f" on {say_day(partnership.rationale_stated)}" if partnership.rationale_stated else ""
        evidence = fact(f"the reason was written down{when}", partnership, "rationale")
        yield in_place("The reason for the partnership is written down.", evidence)
    elif has_reached(partnership, "building"):
        yield at_fault(f"No reason for the partnership is recorded; its stage is {partnership.current_stage}.")
    else:
        yield cannot_tell(
            "no reason for the partnership is recorded yet",
            way=Way("rationale", "Say in a few sentences why a partnership is needed."),
            count=1,
        )


@rule(
    "SC102",
    "¶2.6, ¶4.11 list",
    capability="right-form",
    strength="demands",
    basis="asked",
    question="Does each partner understand and accept the reason?",
    severity="red",
    why="The guide asks that all members understand and accept the reason; the lack of it is a common failing.",
    remedy="Discuss the reason with the partners that do not accept it in full; change the reason or the membership.",
)
def each_partner_accepts_the_reason(partnership: Partnership) -> Judgements:
    """Look at each current partner's latest answer under `acceptances`.

    A partner that does not accept is red, amber while scoping when nothing is decided yet; acceptance in part is
    amber. Partners without an answer cannot be told.
    """
    table = assess_acceptance(partnership)
    if table.empty:
        yield cannot_tell("no partner is recorded", way=Way("partners", "List the partners."))
        return
    answers = latest_acceptances(partnership)
    for partner in table.loc[table["state"] == "not accepted", "partner"]:
        row = answers[partner]
        said = f"understood: {row.understood or 'no answer'}, accepted: {row.accepted or 'no answer'}"
        evidence = fact(f"{partnership.short_name_of(partner)}: {said}", row, "accepted")
        severity = "red" if has_reached(partnership, "building") else "amber"
        who = partnership.name_of(partner)
        yield at_fault(f"{who} does not accept the reason ({said}).", evidence, subject=partner, severity=severity)
    partial = table.loc[table["state"] == "accepted in part", "partner"].tolist()
    if partial:
        facts = [
            fact(
                f"{partnership.short_name_of(name)}: understood {answers[name].understood or 'no answer'}, "
                f"accepted {answers[name].accepted or 'no answer'}",
                answers[name],
            )
            for name in partial
        ]
        whole, given = int((table["state"] == "accepted").sum()), int((table["state"] != "no answer").sum())
        accept = verb_of(whole, given, "accepts", "accept")
        message = (
            f"{named(partnership, partial)} {verb(len(partial), 'accepts', 'accept')} the reason only in part; "
            f"{whole} of {counted(given, 'partner')} asked {accept} it in full."
        )
        yield part_met(message, *facts, subject="acceptance in part")
    asked = table[table["state"] != "no answer"]
    if len(asked) < len(table):
        silent = table.loc[table["state"] == "no answer", "partner"].tolist()
        yield cannot_tell(
            f"{len(silent)} of {counted(len(table), 'partner')} {verb(len(silent), 'has', 'have')} no answer recorded "
            f"on the reason: {named(partnership, silent)}",
            way=ACCEPTANCES,
            count=len(silent),
        )
    elif (asked["state"] == "accepted").all():
        facts = [
            fact(f"{partnership.short_name_of(name)}: accepted", answers[name], "accepted") for name in asked["partner"]
        ]
        who = (
            "The one partner understands and accepts"
            if len(table) == 1
            else f"All {len(table)} partners understand and accept"
        )
        yield in_place(f"{who} the reason.", *facts)


@rule(
    "SC103",
    "¶2.6",
    basis="follows",
    capability="right-form",
    strength="demands",
    question="Was acceptance asked after the reason was last written down?",
    why="A partner that accepted an earlier wording may not accept the present one.",
    remedy="Ask again, using the present wording.",
)
def acceptance_is_of_the_present_reason(partnership: Partnership) -> Judgements:
    """Compare the date of each acceptance with `rationale_stated`; in place when all partners have answered since."""
    answers = latest_acceptances(partnership)
    stated = partnership.rationale_stated
    if stated is None or not answers:
        missing = "date of the reason" if stated is None else "acceptance of the reason"
        yield cannot_tell(
            f"no {missing} is recorded",
            way=STATED if stated is None else ACCEPTANCES,
            count=1 if stated is None else len(partnership.current_partners) or None,
        )
        return
    earlier = [row for row in answers.values() if row.on < stated]
    if earlier:
        facts = [
            fact(f"{partnership.short_name_of(row.by)} answered on {say_day(row.on)}", row, "on") for row in earlier
        ]
        who = named(partnership, [row.by for row in earlier])
        share = f"{len(earlier)} of {counted(len(answers), 'answer')}"
        was = verb(len(earlier), "is", "are")
        yield part_met(f"{share} {was} older than the present reason of {say_day(stated)}: {who}.", *facts)
        return
    facts = [fact(f"the reason was written down on {say_day(stated)}", partnership, "rationale_stated")]
    partners = len(partnership.current_partners)
    if len(answers) < partners:
        some = f"{len(answers)} of {partners} partners {verb(len(answers), 'has', 'have')} answered"
        yield cannot_tell(
            f"{some} on the present reason, of {say_day(stated)}",
            *facts,
            way=ACCEPTANCES,
            count=partners - len(answers),
        )
    else:
        who = "The one partner has" if partners == 1 else f"All {partners} partners have"
        yield in_place(f"{who} answered on the present reason, of {say_day(stated)}.", *facts)


@rule(
    "SC104",
    "App. 2 item 2, Fig. 3",
    basis="follows",
    strength="advises",
    capability="right-form",
    question="Were other forms compared with a partnership?",
    why="Whether a partnership has advantages over one body alone is seen by comparing them.",
    remedy="Add at least one other form, such as one body alone, and score it on the same criteria.",
)
def other_forms_are_compared(partnership: Partnership) -> Judgements:
    """Look under `options` for a partnership and for at least one other form."""
    forms = {row.form for row in partnership.options}
    if not forms:
        yield cannot_tell("no options are recorded", way=FORMS)
    elif forms == {"partnership"} and not has_reached(partnership, "building"):
        yield cannot_tell(
            "no other form is recorded yet beside a partnership",
            way=Way("options.form", "List the other forms that the work could take."),
        )
    elif forms == {"partnership"}:
        yield at_fault(
            "No other form is recorded beside a partnership.", fact("one form", partnership.options[0], "form")
        )
    elif "partnership" not in forms:
        yield at_fault(
            f"{counted(len(forms), 'other form')} {verb(len(forms), 'is', 'are')} recorded, and no partnership to "
            "compare with.",
            fact("no partnership among the options", partnership.options[0], "form"),
            remedy="Add the partnership itself as an option, and score it on the same criteria.",
        )
    else:
        others = listed(sorted(forms - {"partnership"}))
        facts = [fact(f"{row.name}: {row.form}", row, "form") for row in partnership.options]
        yield in_place(f"A partnership was compared with {others}.", *facts)


@rule(
    "SC105",
    "App. 2 item 2, Fig. 3",
    basis="ours",
    strength="advises",
    capability="right-form",
    question="Does a partnership come first, whatever the weights?",
    why="A case that rests on one set of weights is weak. When another form comes first, do not form a partnership.",
    remedy="Agree the weights, test the scores again, and decide for or against a partnership in writing.",
)
def a_partnership_comes_first(partnership: Partnership) -> Judgements:
    """Compare the options under many sets of weights.

    The share of weightings under which an option comes first is set against `thresholds.acceptability`, which is not
    in the guide; below `thresholds.least_criteria` criteria there is nothing to weigh. When another form passes it,
    the comparison says: do not partner. The method is ours, so that is never more than a point to attend to.
    """
    compared = compare_options(partnership)
    least = partnership.thresholds.least_criteria
    if compared.best is None or len(compared.options) < 2:
        way = (
            FORMS
            if not partnership.options
            else CRITERIA
            if not partnership.criteria
            else Way("options.scores", "Score each form on the criteria that the partners agree.")
        )
        missing = compared.missing or "fewer than two options have scores"
        yield cannot_tell(missing, way=way)
        return
    if len(partnership.criteria) < least:
        yield cannot_tell(
            f"{len(partnership.criteria)} of at least {counted(least, 'criterion', 'criteria')} recorded",
            way=CRITERIA,
            count=least - len(partnership.criteria),
        )
        return
    bar = partnership.thresholds.acceptability
    rows = {option.id: option for option in partnership.options}
    leaders = [rows[name] for name in compared.leaders]
    share = _share(compared, bar)
    facts = [fact(f"{row.name}: first under {share}", row, "scores") for row in leaders]
    scores = f", {counted(compared.unknown, 'score')} missing" if compared.unknown else ""
    who, of = listed(sorted(row.name for row in leaders)), f"among {counted(len(compared.options), 'option')}{scores}"
    forms = {row.form for row in leaders}
    if compared.best_share < bar or len(forms) > 1:
        comes = "each come" if len(leaders) > 1 else "comes"
        limit = say_limit(bar)
        yield at_fault(f"No option is clear {of}: {who} {comes} first under {share}; our threshold is {limit}.", *facts)
    elif forms == {"partnership"}:
        yield in_place(f"A partnership, {who}, comes first under {share} {of}.", *facts)
    else:
        form = listed(forms)
        yield at_fault(f"The comparison favours another form: {who} ({form}) comes first under {share} {of}.", *facts)


def _share(compared: OptionComparison, bar: float) -> str:
    tried = f"{compared.draws:,} weightings tried"
    if compared.best_share == 1:
        return f"all {tried}"
    shares = compared.table.loc[compared.table["option"].isin(compared.leaders), "first"]
    about = "about " if (shares < compared.best_share).any() else ""
    return f"{about}{say_against(compared.best_share, bar)[0]} of {tried}"


ITEMS = (1, 2)
"""Items of the checklist on common goals and on the advantage of acting together."""


@rule(
    "SC106",
    "App. 2 items 1 and 2",
    strength="advises",
    capability="right-form",
    basis="asked",
    question="Do the partners themselves say that acting together beats acting alone?",
    why="The checklist asks for common goals, and for agreement that together is better than alone.",
    remedy="Work through goals and drivers together, and record what each partner sees in acting together.",
    stage="building",
)
def partners_see_the_advantage(partnership: Partnership) -> Judgements:
    """Look at the latest round's answers to items 1 and 2 of the checklist: any `not in place` or `partly` is amber.

    Below `thresholds.least_answers` partners with a view on an item, or `thresholds.least_coverage` of all answers,
    nothing is told. In place needs a view of every partner on both items.
    """
    current = [partner.id for partner in partnership.current_partners]
    rounds = checklist_rounds(partnership)
    asked = [row for row in rounds[-1].answers.values() if row.item in ITEMS and row.by in current] if rounds else []
    given = [row for row in asked if row.answer != "don't know"]
    voices, possible = {row.by for row in given}, len(ITEMS) * len(current)
    few = max(min(partnership.thresholds.least_answers, len(current)), 1)
    heard = [item for item in ITEMS if sum(row.item == item for row in given) >= few]
    if not current:
        yield cannot_tell("no partner is recorded", way=Way("partners", "List the partners."))
        return
    if not heard or len(given) < partnership.thresholds.least_coverage * possible:
        have = verb_of(len(voices), len(current), "has", "have")
        yield cannot_tell(
            f"{len(voices)} of {counted(len(current), 'partner')} {have} a view recorded "
            "on items 1 and 2 of the checklist",
            way=ANSWERS,
            count=possible - len(given) or None,
        )
        return
    doubtful = [row for row in given if row.answer != "in place" and row.item in heard]
    facts = [
        fact(f"{partnership.short_name_of(row.by)}, item {row.item}: {row.answer}", row, "answer")
        for row in doubtful or given
    ]
    of = f"{counted(len(given), 'answer')} given, of {possible} possible"
    if doubtful:
        parts = [_doubts(partnership, doubtful, item) for item in ITEMS]
        yield part_met(f"{' '.join(filter(None, parts))} It rests on {of}.", *facts)
    elif len(given) < possible:
        yield cannot_tell(
            f"every answer to items 1 and 2 says in place, but only {of}",
            *facts,
            way=ANSWERS,
            count=possible - len(given),
        )
    else:
        yield in_place(f"Every answer to items 1 and 2 says in place ({of}).", *facts)


def _doubts(partnership: Partnership, doubtful: list[ChecklistAnswer], item: int) -> str:
    """Who doubts one item, apart by what they said; empty when nobody does."""
    title = next(row.title for row in checklist() if row.number == item)
    said = [
        f"{word}, {verb(len(who), 'says', 'say')} {listed(map(partnership.short_name_of, who), NAMED, rest=OTHERS)}"
        for answer, word in (("not in place", "not in place"), ("partly", "only partly"))
        if (who := [row.by for row in doubtful if row.item == item and row.answer == answer])
    ]
    return f"{title}: {'; '.join(said)}." if said else ""


@rule(
    "SC107",
    "App. 2 item 3, ¶4.11 list",
    strength="advises",
    capability="right-form",
    basis="asked",
    question="Is it written down what the partnership is for?",
    why="The checklist asks for a clear purpose; lack of one is among the guide's common reasons for failure.",
    remedy="Say in one sentence what the partnership is for, and write it under `purpose`.",
)
def the_purpose_is_stated(partnership: Partnership) -> Judgements:
    """Look at `purpose`: the sentence with which a new file begins is not a purpose."""
    if partnership.has_purpose:
        yield in_place(
            f"The purpose is written down: {partnership.purpose.rstrip('.')}.", fact("purpose", partnership, "purpose")
        )
    else:
        stands = "the question it began with" if not says_nothing(partnership.purpose) else f"“{partnership.purpose}”"
        yield cannot_tell(
            f"the purpose is not recorded; the file still holds {stands}",
            fact("what holds its place", partnership, "purpose"),
            way=Way("purpose", "Say in one sentence what the partnership is for."),
            count=1,
        )
