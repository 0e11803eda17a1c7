"""MA1: who is in the partnership, and who should be (¶3.2 box)."""

from __future__ import annotations

from partnerlab.analysis.catalogue import Judgements, Way, at_fault, cannot_tell, in_place, rule
from partnerlab.analysis.findings import fact
from partnerlab.analysis.mapping.rules.timing import absent
from partnerlab.analysis.mapping.stakeholders import assess_stakeholders, is_rated, list_absent
from partnerlab.partnership import Partnership
from partnerlab.partnership.members import Partner, Stakeholder
from partnerlab.wording import counted, each_of, listed, verb

UNLISTED = "no organisation outside the partnership is recorded"
LIST = Way("stakeholders", "List the organisations, groups and alliances that the work affects or needs.")
LIST_PARTNERS = Way("partners", "List the partners.")
RATE = "Rate the power and interest of each organisation, from 1 to 5."


def _records(partnership: Partnership) -> dict[str, Partner | Stakeholder]:
    outside = {row.id: row for row in partnership.stakeholders}
    return {**outside, **{row.id: row for row in partnership.current_partners}}


@rule(
    "MA101",
    "¶3.2 box",
    capability="who-is-involved",
    basis="asked",
    question="Have the organisations and groups outside the partnership been mapped?",
    why="Mapping a new partnership identifies who else needs to be involved.",
    remedy="List the organisations, groups and alliances that the work affects or needs, and rate power and interest.",
    strength="advises",
)
def stakeholders_are_listed(partnership: Partnership) -> Judgements:
    """Look for rows under `stakeholders`; one is enough. None by the planning stage is a fault."""
    rows = partnership.stakeholders
    if rows:
        names = listed([row.name for row in rows], most=2)
        held = verb(len(rows), "is", "are")
        message = f"{counted(len(rows), 'stakeholder')} outside the partnership {held} recorded: {names}."
        yield in_place(message, fact(f"{rows[0].name} recorded", rows[0]))
    else:
        message = "No organisation or group outside the partnership is recorded."
        yield absent(partnership, message, UNLISTED, due="planning", way=LIST)


@rule(
    "MA102",
    "¶3.2 box",
    capability="who-is-involved",
    basis="asked",
    question="Is everybody who should be at the table a partner?",
    why="A body that is needed but absent can undo what the others agree.",
    remedy="Invite them, or write down why they need not come.",
    stage="building",
    strength="advises",
)
def those_needed_are_partners(partnership: Partnership) -> Judgements:
    """List stakeholders said to be needed, and salient ones about whom nobody has decided.

    Salient is ours: high power and interest, or power, legitimacy and urgency all high (3 of 5 or more).
    """
    if not partnership.stakeholders:
        yield cannot_tell(UNLISTED, way=LIST)
        return
    absent, records = list_absent(partnership), _records(partnership)
    for name, title, membership, why in absent[["organisation", "name", "membership", "why"]].itertuples(index=False):
        evidence = fact(f"{title}: {why}", records[name], "needed")
        if membership == "needed":
            said = f"Needed as a partner but not one yet: {partnership.short_name_of(name)}."
            yield at_fault(said, evidence, subject=name)
        else:
            yield cannot_tell(
                f"it is not recorded whether {title} should be a partner ({why})",
                evidence,
                subject=name,
                way=Way("stakeholders.needed", f"Decide whether {title} should be a partner."),
                count=1,
            )
    if not absent.empty:
        return
    table = assess_stakeholders(partnership)
    asked = table[table["membership"] != "partner"]
    open_to_doubt = asked[(asked["membership"] == "undecided") & (asked["cell"] == "cannot tell")]
    if open_to_doubt.empty:
        first = partnership.stakeholders[0]
        message = "No stakeholder that is recorded as needed, or rated as salient and undecided, is left outside."
        yield in_place(message, fact(f"{first.name} rated or decided on", first, "needed"))
    else:
        yield cannot_tell(
            f"{len(open_to_doubt)} of {counted(len(asked), 'stakeholder')} "
            f"{verb(len(open_to_doubt), 'is', 'are')} neither rated nor decided on",
            way=Way("stakeholders.needed", "Decide for each stakeholder whether it should be a partner."),
            count=len(open_to_doubt),
        )


@rule(
    "MA103",
    "¶2.14",
    capability="who-is-involved",
    question="Is a partner recorded as the contact of each stakeholder that matters?",
    why="The guide asks for engagement at all levels. That each stakeholder has a named contact is our own check.",
    remedy="Name the partner that keeps the contact.",
    stage="building",
    basis="ours",
    strength="advises",
)
def salient_stakeholders_have_a_contact(partnership: Partnership) -> Judgements:
    """Look for `engaged_by` on stakeholders that are needed, powerful or interested (3 of 5 or more, ours).

    A contact that nobody recorded may exist, so a gap is never a fault.
    """
    if not partnership.stakeholders:
        yield cannot_tell(UNLISTED, way=LIST)
        return
    table, records = assess_stakeholders(partnership), _records(partnership)
    matters = table[(table["membership"] != "partner") & ~table["cell"].isin(["monitor", "cannot tell"])]
    alone = matters[matters["engaged_by"].isna()]
    for name, title, cell in alone[["organisation", "name", "cell"]].itertuples(index=False):
        yield cannot_tell(
            f"no partner is recorded as the contact of {title} ({cell})",
            fact(f"contact of {title}: not recorded", records[name], "engaged_by"),
            subject=name,
            way=Way("stakeholders.engaged_by", f"Ask which partner keeps the contact with {title}."),
            count=1,
        )
    if matters.empty:
        unrated = [row for row in partnership.stakeholders if row.power is None or row.interest is None]
        if unrated:
            yield cannot_tell(
                f"{len(unrated)} of {counted(len(partnership.stakeholders), 'stakeholder')} "
                f"{verb(len(unrated), 'has', 'have')} no rating of power and interest",
                way=Way("stakeholders.power", RATE),
                count=len(unrated),
            )
    elif alone.empty:
        facts = [
            fact(f"{partnership.name_of(name)}: {partnership.name_of(by)}", records[name], "engaged_by")
            for name, by in matters[["organisation", "engaged_by"]].head(6).itertuples(index=False)
        ]
        whom = each_of(len(matters), "stakeholder")
        left = int((table["cell"] == "cannot tell").sum())
        more = f"; {counted(left, 'organisation')} {verb(left, 'is', 'are')} not rated" if left else ""
        message = f"A partner keeps the contact with {whom} rated as powerful or interested, or needed{more}."
        yield in_place(message, *facts)


@rule(
    "MA104",
    "¶3.2 box",
    capability="who-is-involved",
    question="Is the power and interest of each organisation rated?",
    why="Ratings place each organisation on the grid. Rating is our way to see who needs to be involved.",
    remedy="Rate power, interest, legitimacy and urgency together, from 1 to 5.",
    basis="ours",
    strength="mentions",
)
def organisations_are_rated(partnership: Partnership) -> Judgements:
    """Look for `power` and `interest` of partners and stakeholders.

    A question of data quality: nothing is said where all are rated.
    """
    table, records = assess_stakeholders(partnership), _records(partnership)
    if table.empty:
        yield cannot_tell("neither partners nor stakeholders are recorded", way=LIST_PARTNERS)
        return
    blank = [str(row["organisation"]) for _, row in table.iterrows() if not is_rated(row)]
    if blank:
        facts = [fact(f"{partnership.name_of(name)} is not rated", records[name], "power") for name in blank[:6]]
        outside = any(row.id in blank for row in partnership.stakeholders)
        yield cannot_tell(
            f"{len(blank)} of {counted(len(table), 'organisation')} "
            f"{verb(len(blank), 'has', 'have')} no rating of power and interest",
            *facts,
            way=Way("stakeholders.power" if outside else "partners.power", RATE),
            count=len(blank),
        )
