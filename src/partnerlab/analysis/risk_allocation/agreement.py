"""How far partners put the risks in the same order (¶4.3): Kendall's W over what each of them rated."""

from __future__ import annotations

import pandas as pd

from partnerlab.analysis.caching import cached
from partnerlab.analysis.risk_allocation.ratings import assess_ratings
from partnerlab.methods.agreement import Agreement, kendall_w
from partnerlab.partnership import Partnership


@cached
def assess_rating_agreement(partnership: Partnership) -> Agreement | None:
    """Measure how far partners order the open risks alike, by likelihood × impact as things stand.

    W needs risks that all raters rated. Partners rate different risks, so those who rated most are taken, as many of
    them as leave most ratings to compare. Ratings agreed by all together say nothing of agreement and are left out.

    Returns
    -------
    Agreement or None
        Kendall's W, 0 to 1, with the chance of as much agreement without any common order; never a pass mark. None
        when no partner has rated a risk of its own accord.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "planning"}],
    ...     partners=[{"id": "A", "name": "A"}, {"id": "B", "name": "B"}],
    ...     risks=[{"id": "R1", "title": "Delay"}, {"id": "R2", "title": "Loss"}, {"id": "R3", "title": "Leak"}],
    ...     ratings=[{"risk": risk, "by": by, "on": "2026-01-01", "likelihood": level, "impact": 2}
    ...              for by in "AB" for risk, level in (("R1", 1), ("R2", 3), ("R3", 5))])
    >>> assess_rating_agreement(hub).value
    1.0
    """
    rated = assess_ratings(partnership)
    own = rated[~rated["agreed"].astype(bool)]
    if own.empty:
        return None
    products = own.pivot_table(index="risk", columns="by", values="product", aggfunc="first", sort=False).astype(float)
    return kendall_w(_take_largest(products))


def _take_largest(products: pd.DataFrame) -> pd.DataFrame:
    """Return the columns of the raters with most ratings, as many of them as leave most ratings without a gap."""
    order = products.notna().sum().sort_values(ascending=False, kind="stable").index
    groups = [products[list(order[:number])] for number in range(2, len(order) + 1)]
    return max(groups, key=lambda group: group.notna().all(axis=1).sum() * group.shape[1], default=products)
