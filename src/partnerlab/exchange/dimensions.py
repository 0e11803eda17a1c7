"""What official statistics are told apart by: dimensions such as time, area or sex, and their categories."""

from __future__ import annotations

from dataclasses import dataclass

from partnerlab.exchange.foreign import folded


@dataclass(frozen=True)
class Category:
    """One category of a dimension."""

    code: str
    """What its source calls it, such as `N92000002`."""
    label: str
    """Its name in words; the code where the source gives none."""
    unit: str | None = None
    """Unit of the values; None when not stated with the category."""
    decimals: int | None = None
    """Decimals to which the values are given; None when not stated."""

    def __str__(self) -> str:
        return self.label if self.label == self.code else f"{self.label} ({self.code})"


@dataclass(frozen=True)
class Dimension:
    """One dimension of a cube."""

    id: str
    """What its source calls it, such as `TLIST(A1)`."""
    label: str
    """Its name in words."""
    categories: tuple[Category, ...]
    """Its categories, in the order of the source."""
    role: str = ""
    """`time`, `metric` (what is measured), `geo`, or empty."""

    def __str__(self) -> str:
        return self.label if self.label == self.id else f"{self.label} ({self.id})"

    def category(self, name: str) -> Category | None:
        """Return the category of a code or, failing that, of a label, capitals aside; None when there is none."""
        by_code = [category for category in self.categories if category.code == name.strip()]
        wanted = folded(name)
        found = by_code or [
            category for category in self.categories if wanted in {folded(category.label), folded(category.code)}
        ]
        return found[0] if len(found) == 1 else None
