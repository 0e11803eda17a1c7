"""Outcome frameworks as versioned data: outcomes, and the indicators that feed each of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from partnerlab.guide.reading import supplied
from partnerlab.guide.rows import Certainty, Row, Rows, Strict, row_called


@dataclass(frozen=True, kw_only=True)
class IndicatorLink(Strict):
    """That an indicator feeds an outcome, and how sure that is.

    Examples
    --------
    >>> framework("odp-2018-19").outcome("outcome-1").links[0]
    IndicatorLink(indicator='private-sector-output', certainty='verified')
    """

    indicator: str
    certainty: Certainty


@dataclass(frozen=True, kw_only=True)
class OfficialRule(Strict):
    """When the agency that publishes an indicator counts a change of it as one.

    Parameters
    ----------
    base
        The period compared with, as the agency writes it; None when the source gives none.
    interval
        The least change that counts, in the indicator's unit.
    kind
        `fixed`, or `per_year`: for each year since the base.

    Examples
    --------
    >>> framework("wellbeing-2024").indicator("recycled-waste").rule
    OfficialRule(base='2019/20', interval=0.5, kind='per_year')
    """

    base: str | None = None
    interval: float
    kind: Literal["fixed", "per_year"] = "fixed"


@dataclass(frozen=True, kw_only=True)
class Matrices(Strict):
    """Codes under which the official data portal holds an indicator; None where it has no such breakdown.

    Parameters
    ----------
    ni
        For Northern Ireland as a whole.
    council, assembly_area, equality
        By council area, by Assembly area, by equality group; a whole stands among its parts.

    Examples
    --------
    >>> framework("wellbeing-2024").indicator("loneliness").matrices.council
    'INDLONELGD'
    """

    ni: str | None = None
    council: str | None = None
    assembly_area: str | None = None
    equality: str | None = None

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes there are, the whole first."""
        return tuple(filter(None, (self.ni, self.council, self.assembly_area, self.equality)))


@dataclass(frozen=True, kw_only=True)
class Outcome(Strict):
    """An outcome for the whole population, a domain of one, or a priority of a programme.

    Parameters
    ----------
    id
        Unique in its framework.
    number
        Its place in the framework, from 1.
    links
        The indicators that feed it.
    mission
        The mission of the programme that it belongs to; None when no source says.

    Examples
    --------
    >>> framework("wellbeing-2024").outcome("thriving-children").mission
    'People'
    """

    id: str
    number: int
    title: str
    links: tuple[IndicatorLink, ...] = ()
    mission: str | None = None


@dataclass(frozen=True, kw_only=True)
class Indicator(Strict):
    """A measure of the state of the whole population.

    Parameters
    ----------
    id
        Unique in its framework.
    certainty
        How sure the name is; a `recalled` one is shown as unverified.
    good_direction
        `up` or `down`; None when no source says which way is better.
    in_development
        Whether it was named before there were data for it.
    rule
        When a change of it officially counts; None when no source says.
    matrices
        Codes of its data on the official portal.

    Examples
    --------
    >>> framework("wellbeing-2024").indicator("loneliness").good_direction
    'down'
    """

    id: str
    title: str
    certainty: Certainty
    good_direction: Literal["up", "down"] | None = None
    in_development: bool = False
    rule: OfficialRule | None = None
    matrices: Matrices = Matrices()


@dataclass(frozen=True, kw_only=True)
class Framework(Row):
    """A framework of outcomes and indicators, in one version.

    Parameters
    ----------
    published
        Year and month it came into use, `YYYY-MM`.
    superseded_by
        Id of the framework that replaced it; None while it is in use.
    superseded
        Year and month it was replaced, `YYYY-MM`; None while it is in use.
    programme
        Id of the programme to whose missions its outcomes belong; None when there is none.
    missions, across
        Missions of a programme, and the one that runs across them.

    Examples
    --------
    >>> plan = framework("odp-2018-19")
    >>> len(plan.outcomes), len(plan.indicators), plan.superseded_by
    (12, 49, 'wellbeing-2024')
    """

    title: str
    published: str | None
    superseded_by: str | None = None
    superseded: str | None = None
    programme: str | None = None
    missions: tuple[str, ...] = ()
    across: str | None = None
    outcomes: tuple[Outcome, ...]
    indicators: tuple[Indicator, ...] = ()

    def outcome(self, key: str) -> Outcome:
        """Return the outcome of that id.

        Raises
        ------
        GuideError
            When the framework has no such outcome.

        Examples
        --------
        >>> framework("odp-2018-19").outcome("outcome-11").number
        11
        """
        return row_called(self.outcomes, key, "id")

    def indicator(self, key: str) -> Indicator:
        """Return the indicator of that id.

        Raises
        ------
        GuideError
            When the framework has no such indicator.

        Examples
        --------
        >>> framework("odp-2018-19").indicator("respect-index").title
        'A Respect Index'
        """
        return row_called(self.indicators, key, "id")

    def indicators_of(self, outcome: str) -> tuple[Indicator, ...]:
        """Return the indicators that feed an outcome, in the framework's order.

        Raises
        ------
        GuideError
            When the framework has no such outcome.

        Examples
        --------
        >>> [indicator.id for indicator in framework("wellbeing-2024").indicators_of("caring-society")]
        ['adult-social-care', 'loneliness', 'volunteering']
        """
        return tuple(self.indicator(link.indicator) for link in self.outcome(outcome).links)


def frameworks() -> Rows[Framework]:
    """Outcome frameworks, oldest first (App. 1, and what replaced it).

    Examples
    --------
    >>> frameworks().ids
    ('odp-2018-19', 'wellbeing-2024', 'programme-2024-27')
    """
    return supplied("frameworks.yaml", Framework)


def framework(key: str) -> Framework:
    """Return the framework of that name.

    Raises
    ------
    GuideError
        When there is no such framework.

    Examples
    --------
    >>> framework("wellbeing-2024").superseded_by is None
    True
    """
    return frameworks().row(key)
