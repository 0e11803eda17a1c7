"""MA82: whether agreements on data sharing say what the law asks today (¶3.4, Data (Use and Access) Act 2025)."""

from __future__ import annotations

from partnerlab.analysis.catalogue import Judgements, Way, at_fault, cannot_tell, in_place, rule
from partnerlab.analysis.findings import fact
from partnerlab.analysis.mapping.agreement import agreements_in_force
from partnerlab.guide import laws
from partnerlab.partnership import Partnership
from partnerlab.partnership.governance import Agreement
from partnerlab.wording import each_of, listed, say_day, verb, with_capital

LAW = "data-use-and-access-act-2025"

WAYS = {
    "its lawful basis": Way(
        "agreements.lawful_basis", "Ask each partner's data protection officer for the lawful basis."
    ),
    "an assessment of its effect on privacy": Way(
        "agreements.assessed", "Ask when the effect on people's privacy was last assessed."
    ),
}
"""What an agreement on data sharing should say, and how it is found out."""


def _sharing(partnership: Partnership) -> tuple[Agreement, ...]:
    return tuple(row for row in agreements_in_force(partnership) if row.kind == "data sharing" and row.signed)


def _name(row: Agreement) -> str:
    return row.title or "data sharing agreement"


@rule(
    "MA826",
    "¶3.4",
    capability="written-agreement",
    basis="ours",
    strength="mentions",
    question="Does each agreement on data sharing name its lawful basis and its assessment?",
    why="The guide names data sharing among the uses of an agreement. The law asks for a basis and, often, for more.",
    remedy="Ask each partner's data protection officer, and enter what they say.",
    stage="managing",
)
def sharing_has_a_basis(partnership: Partnership) -> Judgements:
    """Look for `lawful_basis` and `assessed` on each signed agreement of the kind data sharing."""
    rows = _sharing(partnership)
    whole = []
    for row in rows:
        missing = [what for what, given in zip(WAYS, (row.lawful_basis, row.assessed), strict=True) if not given]
        if missing:
            text = f"of “{_name(row)}”, {listed(missing)} {verb(len(missing), 'is', 'are')} not recorded"
            yield cannot_tell(text, fact(_name(row), row, "kind"), subject=_name(row), count=1, way=WAYS[missing[0]])
        else:
            whole.append(
                fact(f"{_name(row)}: {row.lawful_basis}, assessed on {say_day(row.assessed)}", row, "lawful_basis")
            )
    if rows and len(whole) == len(rows):
        text = f"{each_of(len(rows), 'agreement')} on data sharing names its lawful basis and its assessment."
        yield in_place(with_capital(text), *whole)


@rule(
    "MA827",
    "¶3.4",
    capability="written-agreement",
    basis="ours",
    strength="mentions",
    question="Was each agreement on data sharing reviewed since the law changed?",
    why="The Data (Use and Access) Act 2025 changed what counts as lawful. An older agreement may not fit it.",
    remedy="Review the agreement with the partners' data protection officers, and enter the day.",
    stage="managing",
)
def sharing_is_reviewed_since_the_law_changed(partnership: Partnership) -> Judgements:
    """Compare `signed` and `reviewed` with the day when the act changed the rules of lawfulness; none is asked before.

    That day is in the guide layer's data with its source, and marked as inferred.
    """
    law, as_at = laws().row(LAW), partnership.as_at
    rows = _sharing(partnership)
    if as_at is None or as_at < law.in_force or not rows:
        return
    since = f"{law.title} changed the law on {say_day(law.in_force)}"
    done = []
    for row in rows:
        newest = max(day for day in (row.signed, row.reviewed) if day is not None)
        evidence = fact(f"{_name(row)}: {say_day(newest)}", row, "reviewed" if row.reviewed else "signed")
        if newest >= law.in_force:
            done.append(evidence)
        elif row.reviewed is None:
            text = f"no review of “{_name(row)}” is recorded since the {since}"
            way = Way("agreements.reviewed", "Ask when the agreement was last reviewed.")
            yield cannot_tell(text, evidence, subject=_name(row), count=1, way=way)
        else:
            text = f"“{_name(row)}” was last reviewed on {say_day(row.reviewed)}. After that the {since}."
            yield at_fault(text, evidence, subject=_name(row))
    if len(done) == len(rows):
        whom = each_of(len(rows), "agreement")
        text = f"{whom} on data sharing was signed or reviewed since the {since}."
        yield in_place(with_capital(text), *done)
