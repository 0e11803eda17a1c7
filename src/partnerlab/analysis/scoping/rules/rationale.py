"""SC1: whether a partnership is the right answer, and every partner says so (¶2.2-2.6)."""

from __future__ import annotations

from collections.abc import Iterator

from partnerlab.analysis.catalogue import Judgement, at_fault, cannot_tell, has_reached, in_place, rule
from partnerlab.analysis.facts.acceptance import assess_acceptance, latest_acceptances
from partnerlab.analysis.facts.options import compare_options
from partnerlab.analysis.findings import fact
from partnerlab.partnership import Partnership
from partnerlab.partnership.answers import latest, least
from partnerlab.partnership.organisations import names
from partnerlab.wording import counted, say_day

Judgements = Iterator[Judgement]


@rule(
    "SC101",
    "¶2.6",
    capability="right-form",
    question="Is the reason for the partnership written down?",
    severity="red",
    why="A reason that nobody stated is the first of the guide's seven reasons for failure.",
    remedy="Write down in a few sentences why a partnership is needed, and date it.",
)
def the_reason_is_stated(partnership: Partnership) -> Judgements:
    """Look for `rationale`. While scoping, a missing reason is still to be written; from building on it is a fault."""
    if partnership.rationale:
        when = f" on {say_day(partnership.rationale_stated)}" if partnership.rationale_stated else ""
        evidence = fact(f"the reason was written down{when}", partnership, "rationale")
        yield in_place("The reason for the partnership is written down.", evidence)
    elif has_reached(partnership, "building"):
        yield at_fault(f"The partnership is {partnership.current_stage} and no reason for it is written down.")
    else:
        yield cannot_tell("no reason for the partnership is written down yet")


@rule(
    "SC102",
    "¶2.6, ¶4.11 list",
    capability="right-form",
    question="Does each partner understand and accept the reason?",
    severity="red",
    why="The guide asks that all members understand and accept the reason; without it a partnership tends to fail.",
    remedy="Talk the reason through with the partner, and change the reason or the membership.",
)
def each_partner_accepts_the_reason(partnership: Partnership) -> Judgements:
    """Look at each current partner's latest answer under `acceptances`.

    A partner that does not accept is red, amber while scoping when nothing is decided yet; acceptance in part is
    amber. Partners that were not asked cannot be told.
    """
    table = assess_acceptance(partnership)
    if table.empty:
        yield cannot_tell("no partner is named whose acceptance could be asked")
        return
    answers = latest_acceptances(partnership)
    for partner in table.loc[table["state"] == "not accepted", "partner"]:
        row = answers[partner]
        said = f"understood: {row.understood or 'not asked'}, accepted: {row.accepted or 'not asked'}"
        evidence = fact(f"{partner}: {said}", row, "accepted")
        severity = "red" if has_reached(partnership, "building") else "amber"
        yield at_fault(f"{partner} does not accept the reason ({said}).", evidence, subject=partner, severity=severity)
    partial = table.loc[table["state"] == "accepted in part", "partner"].tolist()
    if partial:
        facts = [
            fact(f"{name}: understood {answers[name].understood}, accepted {answers[name].accepted}", answers[name])
            for name in partial
        ]
        verb = "accepts" if len(partial) == 1 else "accept"
        message = f"{names(partnership, partial)} {verb} the reason only in part."
        yield at_fault(message, *facts, subject="acceptance in part", severity="amber")
    asked = table[table["state"] != "not asked"]
    if len(asked) < len(table):
        silent = table.loc[table["state"] == "not asked", "partner"].tolist()
        yield cannot_tell(
            f"{names(partnership, silent)} {'was' if len(silent) == 1 else 'were'} not asked about the reason",
            remedy="Ask each partner whether it understands and accepts the reason, and note what shows it.",
        )
    elif (asked["state"] == "accepted").all():
        facts = [fact(f"{partner}: accepted", answers[partner], "accepted") for partner in asked["partner"]]
        yield in_place(f"All {counted(len(table), 'partner')} understand and accept the reason.", *facts)


@rule(
    "SC103",
    "¶2.6, ¶2.4 box",
    capability="right-form",
    question="Was acceptance asked after the reason was last written down?",
    severity="amber",
    why="A partner that accepted an earlier wording has not accepted the present one.",
    remedy="Ask again, with the present wording in hand.",
)
def acceptance_is_of_the_present_reason(partnership: Partnership) -> Judgements:
    """Compare the date of each acceptance with `rationale_stated`."""
    answers = latest_acceptances(partnership)
    stated = partnership.rationale_stated
    if stated is None or not answers:
        yield cannot_tell("the date of the reason or of its acceptance is missing")
        return
    earlier = [row for row in answers.values() if row.on < stated]
    if earlier:
        facts = [fact(f"{row.by} answered on {say_day(row.on)}", row, "on") for row in earlier]
        who = names(partnership, [row.by for row in earlier])
        yield at_fault(f"{who} answered before the reason was written down anew on {say_day(stated)}.", *facts)
    else:
        facts = [fact(f"the reason was written down on {say_day(stated)}", partnership, "rationale_stated")]
        yield in_place(f"Every answer is later than the present reason of {say_day(stated)}.", *facts)


@rule(
    "SC104",
    "¶2.5, App. 2 items 1 and 2",
    capability="right-form",
    question="Were other forms compared with a partnership?",
    severity="amber",
    why="A partnership that was never compared with anything may have been formed because it seemed the thing to do.",
    remedy="Add at least one other form, such as one body alone, and score it on the same criteria.",
)
def other_forms_are_compared(partnership: Partnership) -> Judgements:
    """Look under `options` for a partnership and for at least one other form."""
    forms = {row.form for row in partnership.options}
    if not forms:
        yield cannot_tell("no options are listed", remedy="List the forms that the work could take, and score them.")
    elif forms == {"partnership"}:
        yield at_fault("Only a partnership was looked at.", fact("one form", partnership.options[0], "form"))
    elif "partnership" not in forms:
        yield at_fault(
            f"{counted(len(forms), 'other form')} listed, and no partnership to compare with.",
            fact("no partnership among the options", partnership.options[0], "form"),
            remedy="Add the partnership itself as an option, and score it on the same criteria.",
        )
    else:
        others = ", ".join(sorted(forms - {"partnership"}))
        facts = [fact(f"{row.name}: {row.form}", row, "form") for row in partnership.options]
        yield in_place(f"A partnership was compared with {others}.", *facts)


@rule(
    "SC105",
    "¶2.3, App. 2 item 2, Fig. 3",
    capability="right-form",
    question="Does a partnership come first, whatever the weights?",
    severity="amber",
    why="A case that rests on one set of weights is weak; when another form comes first, not to partner is the result.",
    remedy="Agree the weights, test the scores again, and decide for or against a partnership in writing.",
)
def a_partnership_comes_first(partnership: Partnership) -> Judgements:
    """Compare the options under many sets of weights.

    The share of weightings under which an option comes first is set against `thresholds.acceptability`, which is not
    in the guide. When another form passes it, the comparison says: do not partner. That is amber while nothing is
    decided and red once partners have begun to build.
    """
    compared = compare_options(partnership)
    if compared.best is None or len(compared.options) < 2:
        yield cannot_tell(compared.missing or "fewer than two options have scores")
        return
    bar = partnership.thresholds.acceptability
    row = next(option for option in partnership.options if option.id == compared.best)
    evidence = fact(f"{row.name}: first under {compared.best_share:.0%} of weightings", row, "scores")
    share = f"{compared.best_share:.0%} of weightings"
    if compared.best_share < bar:
        yield at_fault(f"No option is clear: {row.name} leads, under only {share} (clear from {bar:.0%}).", evidence)
    elif compared.best_form == "partnership":
        yield in_place(f"A partnership, {row.name}, comes first under {share}.", evidence)
    else:
        yield at_fault(
            f"The comparison speaks against a partnership: {row.name} ({row.form}) comes first under {share}.",
            evidence,
            severity="red" if has_reached(partnership, "building") else "amber",
        )


@rule(
    "SC106",
    "App. 2 items 1 and 2",
    capability="right-form",
    question="Do the partners themselves say that acting together beats acting alone?",
    severity="amber",
    why="The checklist asks for common goals and for agreement that together is better than alone.",
    remedy="Work through goals and drivers together, and record what each partner sees in acting together.",
    stage="building",
)
def partners_see_the_advantage(partnership: Partnership) -> Judgements:
    """Look at the latest answers to items 1 and 2 of the checklist: any `not in place` or `partly` is amber."""
    words = {"in place": "yes", "partly": "partly", "not in place": "no", "don't know": None}
    current = {partner.id for partner in partnership.current_partners}
    asked = [row for row in partnership.checklist if row.item in {1, 2} and row.by in current]
    given = [row for row in latest(asked, lambda row: (row.by, row.item)) if words[row.answer] is not None]
    if not given:
        yield cannot_tell("nobody has answered items 1 and 2 of the checklist")
        return
    doubtful = [row for row in given if words[row.answer] != "yes"]
    facts = [fact(f"{row.by}, item {row.item}: {row.answer}", row, "answer") for row in doubtful or given]
    if not doubtful:
        yield in_place(f"All {counted(len(given), 'answer')} to items 1 and 2 say in place.", *facts)
        return
    worst = least(words[row.answer] for row in doubtful)
    who = names(partnership, {row.by for row in doubtful})
    said = "not in place" if worst == "no" else "only partly in place"
    yield at_fault(f"{who} say that common goals or the advantage of acting together are {said}.", *facts)
