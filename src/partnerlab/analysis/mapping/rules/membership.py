"""MA1: who is in the partnership, and who should be (¶3.2 box)."""

from __future__ import annotations

from collections.abc import Iterator

from partnerlab.analysis.catalogue import Judgement, at_fault, cannot_tell, in_place, rule
from partnerlab.analysis.findings import fact
from partnerlab.analysis.mapping.rules.timing import absent
from partnerlab.analysis.mapping.stakeholders import assess_stakeholders, find_absent, is_rated
from partnerlab.partnership import Partnership
from partnerlab.partnership.members import Partner, Stakeholder
from partnerlab.wording import counted, each_of, listed

Judgements = Iterator[Judgement]


def _records(partnership: Partnership) -> dict[str, Partner | Stakeholder]:
    outside = {row.id: row for row in partnership.stakeholders}
    return {**outside, **{row.id: row for row in partnership.current_partners}}


@rule(
    "MA101",
    "¶3.2 box",
    capability="who-is-involved",
    question="Have the organisations and groups outside the partnership been mapped?",
    severity="amber",
    why="Mapping starts with finding out who has to take part; a partnership that lists only itself has not looked.",
    remedy="List the organisations and groups that the work affects or needs, and rate their power and interest.",
    stage="scoping",
)
def stakeholders_are_listed(partnership: Partnership) -> Judgements:
    """Look for rows under `stakeholders`; one is enough. None by the planning stage is a fault."""
    rows = partnership.stakeholders
    if rows:
        names = listed([row.name for row in rows], most=3)
        yield in_place(f"{counted(len(rows), 'stakeholder')} listed: {names}.", fact(f"{rows[0].name} listed", rows[0]))
    else:
        message = "No organisation or group outside the partnership is listed."
        yield absent(partnership, message, "nobody outside the partnership is listed yet", due="planning")


@rule(
    "MA102",
    "¶3.2 box",
    capability="who-is-involved",
    question="Is everybody who should be at the table a partner?",
    severity="amber",
    why="Who is needed and not there can undo what the others agree.",
    remedy="Invite them, or write down why they need not come.",
    stage="building",
)
def those_needed_are_partners(partnership: Partnership) -> Judgements:
    """List stakeholders said to be needed, and salient ones about whom nobody has decided.

    Salient is ours: high power and interest, or power, legitimacy and urgency all high (3 of 5 or more).
    """
    if not partnership.stakeholders:
        yield cannot_tell("no organisation outside the partnership is listed")
        return
    absent, records = find_absent(partnership), _records(partnership)
    for name, title, membership, why in absent[["organisation", "name", "membership", "why"]].itertuples(index=False):
        evidence = fact(f"{name}: {why}", records[name], "needed")
        if membership == "needed":
            yield at_fault(f"{title} is needed as a partner and is not one.", evidence, subject=name)
        else:
            remedy = f"Decide whether {title} should be a partner, and write it down under `needed`."
            yield cannot_tell(
                f"nobody has decided whether {title} should be a partner ({why})", evidence, subject=name, remedy=remedy
            )
    if absent.empty:
        yield in_place("Nobody who is needed or salient is left outside.", fact("stakeholders rated and decided on"))


@rule(
    "MA103",
    "¶3.2 box, ¶2.14",
    capability="who-is-involved",
    question="Does a partner keep the contact with each stakeholder that matters?",
    severity="amber",
    why="A stakeholder that nobody talks to is engaged by chance.",
    remedy="Name the partner who keeps the contact.",
    stage="building",
)
def salient_stakeholders_have_a_contact(partnership: Partnership) -> Judgements:
    """Look for `engaged_by` on stakeholders that are needed, powerful or interested (3 of 5 or more, ours)."""
    if not partnership.stakeholders:
        yield cannot_tell("no organisation outside the partnership is listed")
        return
    table, records = assess_stakeholders(partnership), _records(partnership)
    matters = table[(table["membership"] != "partner") & ~table["cell"].isin(["monitor", "cannot tell"])]
    alone = matters[matters["engaged_by"].isna()]
    for name, title, cell in alone[["organisation", "name", "cell"]].itertuples(index=False):
        message = f"Nobody keeps the contact with {title} ({cell})."
        yield at_fault(message, fact(f"{name} has no contact", records[name], "engaged_by"), subject=name)
    if matters.empty:
        yield cannot_tell("no stakeholder is rated as powerful or interested")
    elif alone.empty:
        facts = [
            fact(f"{name}: {by}", records[name], "engaged_by")
            for name, by in matters[["organisation", "engaged_by"]].head(6).itertuples(index=False)
        ]
        yield in_place(f"A partner keeps the contact with {each_of(len(matters), 'stakeholder')} that matters.", *facts)


@rule(
    "MA104",
    "¶3.2 box",
    capability="who-is-involved",
    question="Is the power and interest of each organisation rated?",
    severity="amber",
    why="Without ratings the grid is empty, and who matters stays a matter of habit.",
    remedy="Rate power, interest, legitimacy and urgency together, from 1 to 5.",
    stage="scoping",
)
def organisations_are_rated(partnership: Partnership) -> Judgements:
    """Look for `power` and `interest` of partners and stakeholders."""
    table, records = assess_stakeholders(partnership), _records(partnership)
    if table.empty:
        yield cannot_tell("neither partners nor stakeholders are listed")
        return
    blank = [str(row["organisation"]) for _, row in table.iterrows() if not is_rated(row)]
    if blank:
        facts = [fact(f"{name} is not rated", records[name], "power") for name in blank[:6]]
        yield cannot_tell(f"power or interest of {listed(blank)} is not rated", *facts)
    else:
        yield in_place(f"Power and interest of all {counted(len(table), 'organisation')} are rated.")
