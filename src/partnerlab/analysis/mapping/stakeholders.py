"""Who is in the partnership and who should be: power, interest, legitimacy, urgency (¶3.2 box)."""

from __future__ import annotations

import pandas as pd

from partnerlab.analysis.caching import cached
from partnerlab.methods.stakeholders import CANNOT_TELL, assess_power_interest, assess_salience
from partnerlab.partnership import Partnership
from partnerlab.partnership.members import Stakeholder
from partnerlab.wording import listed

RATINGS = ("power", "interest", "legitimacy", "urgency")
"""What each organisation is rated on, 1 to 5."""

COLUMNS = (
    "organisation", "name", "sector", "membership", *RATINGS, "cell", "salience", "one_step_away", "movers",
    "engaged_by", "alliance", "aliases",
)  # fmt: skip
"""Columns of `assess_stakeholders`."""


@cached
def assess_stakeholders(partnership: Partnership) -> pd.DataFrame:
    """Place partners and stakeholders by power, interest, legitimacy and urgency, and say who should be at the table.

    Ratings are high from `thresholds.organisation_rating`, which is ours, not in the guide.

    Returns
    -------
    pandas.DataFrame
        Current partners, then stakeholders. Columns `organisation` (id), `name`, `sector`, `membership` (partner;
        needed: should become a partner; outside: need not; undecided: nobody has said), `power`, `interest`,
        `legitimacy`, `urgency` (1 to 5, missing when not rated), `cell` (manage closely, keep satisfied, keep
        informed, monitor, cannot tell), `salience` (class of Mitchell, Agle and Wood 1997), `one_step_away` (other
        cells or classes that one step of one rating would give), `movers` (the ratings that would do it),
        `engaged_by` (partner who keeps the contact), `alliance`, `aliases` (other names, joined; missing when none).

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "building"}], stakeholders=[
    ...     {"id": "Carers", "name": "Carers", "power": 2, "interest": 5, "legitimacy": 5, "urgency": 4}])
    >>> assess_stakeholders(hub)[["cell", "salience", "movers"]].values.tolist()
    [['keep informed', 'dependent', ('power up',)]]
    """
    decided = {True: "needed", False: "outside", None: "undecided"}
    rows = [
        (
            *(row.id, row.name, row.sector, "partner", *(getattr(row, rating) for rating in RATINGS), None, None),
            ", ".join(row.aliases) or None,
        )
        for row in partnership.current_partners
    ]
    here = {row[0] for row in rows}
    rows += [
        (
            *(row.id, row.name, row.sector, decided[row.needed]),
            *(getattr(row, rating) for rating in RATINGS),
            *(row.engaged_by, row.alliance, ", ".join(row.aliases) or None),
        )
        for row in partnership.stakeholders
        if row.id not in here
    ]
    names = ["stakeholder", "name", "sector", "membership", *RATINGS, "engaged_by", "alliance", "aliases"]
    rated = pd.DataFrame(rows, columns=names, dtype=object).astype(dict.fromkeys(RATINGS, "Float64"))
    boundary = partnership.thresholds.organisation_rating
    grid = assess_power_interest(rated, boundary=boundary)
    salience = assess_salience(rated, boundary=boundary)
    pairs = zip(grid["one_step_away"], salience["one_step_away"], strict=True)
    moves = zip(grid["movers"], salience["movers"], strict=True)
    table = rated.rename(columns={"stakeholder": "organisation"}).assign(
        cell=grid["cell"].to_numpy(),
        salience=salience["class"].to_numpy(),
        one_step_away=pd.Series([(*one, *other) for one, other in pairs], dtype="object"),
        movers=pd.Series([tuple(dict.fromkeys((*one, *other))) for one, other in moves], dtype="object"),
    )
    return table[list(COLUMNS)]


@cached
def list_absent(partnership: Partnership) -> pd.DataFrame:
    """Find who should be at the table and is not: named as needed, or salient and undecided.

    Returns
    -------
    pandas.DataFrame
        Rows of `assess_stakeholders` with `why`: `named as needed`, or the cell and class that ask for a decision
        (manage closely, or definitive; ours, not in the guide).

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "building"}], stakeholders=[
    ...     {"id": "Carers", "name": "Carers", "needed": True}])
    >>> list_absent(hub)[["organisation", "why"]].values.tolist()
    [['Carers', 'named as needed']]
    """
    table = assess_stakeholders(partnership)
    needed = table["membership"] == "needed"
    salient = (table["cell"] == "manage closely") | (table["salience"] == "definitive")
    absent = table[needed | ((table["membership"] == "undecided") & salient)]
    why = [
        "named as needed" if membership == "needed" else f"{cell}, {salience}"
        for membership, cell, salience in zip(absent["membership"], absent["cell"], absent["salience"], strict=True)
    ]
    return absent.assign(why=pd.Series(why, index=absent.index, dtype="object")).reset_index(drop=True)


@cached
def list_alliances(partnership: Partnership) -> pd.DataFrame:
    """List the strategic alliances that stakeholders belong to, the largest first (¶3.2 box).

    Returns
    -------
    pandas.DataFrame
        Columns `alliance`, `members` (names of the stakeholders in it), `reached_by` (short names of the partners that
        keep the contact; None when nobody does) and `needed` (how many of them should become partners).

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "building"}], stakeholders=[
    ...     {"id": "Carers", "name": "Carers", "alliance": "Community network"}])
    >>> list_alliances(hub)[["alliance", "members"]].values.tolist()
    [['Community network', 'Carers']]
    """
    members: dict[str, list[Stakeholder]] = {}
    for row in partnership.stakeholders:
        if row.alliance:
            members.setdefault(row.alliance, []).append(row)
    rows = [
        (
            name,
            listed(row.name for row in found),
            listed(dict.fromkeys(partnership.short_name_of(row.engaged_by) for row in found if row.engaged_by)) or None,
            sum(bool(row.needed) for row in found),
        )
        for name, found in sorted(members.items(), key=lambda row: (-len(row[1]), row[0]))
    ]
    return pd.DataFrame(rows, columns=["alliance", "members", "reached_by", "needed"])


def is_rated(row: pd.Series) -> bool:
    """Whether an organisation's place on the grid of power and interest is known."""
    return bool(row["cell"] != CANNOT_TELL)
