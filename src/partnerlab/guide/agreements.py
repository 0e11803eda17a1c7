"""Written agreements: which kind to use when, and the clauses that a partnership's agreement needs."""

from __future__ import annotations

from dataclasses import dataclass

from partnerlab.guide.reading import supplied
from partnerlab.guide.rows import Row, Rows


@dataclass(frozen=True, kw_only=True)
class AgreementType(Row):
    """A kind of joint-working agreement (App. 4).

    Parameters
    ----------
    title
        Its name: MoU, SLA, contract.
    use_when
        When it is the right one.
    is_not
        What it is not, or does not do.
    binding
        Whether it binds in law; None when that depends on the agreement it belongs to.

    Examples
    --------
    >>> agreement_types().row("mou").binding
    False
    """

    title: str
    use_when: tuple[str, ...]
    is_not: tuple[str, ...]
    binding: bool | None


@dataclass(frozen=True, kw_only=True)
class AgreementClause(Row):
    """A heading that a partnership's agreement needs.

    `in_guide` says whether the guide's text supports it; the others are common in agreements, and ours.

    Examples
    --------
    >>> agreement_clauses().row("dispute-resolution").paragraph
    '¶4.6, App. 2 item 7'
    """

    title: str
    settles: tuple[str, ...]


def agreement_types() -> Rows[AgreementType]:
    """Three kinds of agreement: MoU, SLA and contract (¶3.5, App. 4).

    Examples
    --------
    >>> [kind.title for kind in agreement_types()]
    ['MoU', 'SLA', 'Contract']
    """
    return supplied("agreement-types.yaml", AgreementType)


def agreement_clauses() -> Rows[AgreementClause]:
    """Clauses that a partnership's agreement needs, in the order of a document.

    Examples
    --------
    >>> [clause.id for clause in agreement_clauses() if not clause.in_guide][:2]
    ['definitions', 'confidentiality']
    """
    return supplied("agreement-clauses.yaml", AgreementClause)
