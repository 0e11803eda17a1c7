"""What a risk may take when it happens: money or time, each by a low, a likely and a high estimate."""

from __future__ import annotations

from dataclasses import dataclass

from partnerlab.partnership.risks import Risk


@dataclass(frozen=True)
class Stake:
    """One thing that may be lost."""

    name: str
    """What is lost, in a word."""
    unit: str
    """In what it is counted."""
    fields: tuple[str, str, str]
    """Fields of a risk that hold its low, likely and high estimate."""

    def estimates(self, risk: Risk) -> tuple[float | None, float | None, float | None]:
        """Return the low, likely and high estimate of one risk; None where it is not recorded."""
        low, likely, high = (getattr(risk, name) for name in self.fields)
        return low, likely, high

    def lacking(self, risk: Risk) -> list[str]:
        """Return in words which estimates are not recorded.

        Examples
        --------
        >>> MONEY.lacking(Risk(id="R1", title="Delay", low=10))
        ['likely cost', 'high cost']
        >>> TIME.lacking(Risk(id="R1", title="Delay"))
        ['its delay range']
        """
        ends = zip(("low", "likely", "high"), self.estimates(risk), strict=True)
        missing = [f"{end} {self.name}" for end, estimate in ends if estimate is None]
        return [f"its {self.name} range"] if len(missing) == len(self.fields) else missing


MONEY = Stake("cost", "£", ("low", "likely", "high"))
"""What it costs, in pounds."""
TIME = Stake("delay", "days", ("days_low", "days_likely", "days_high"))
"""How long it delays, in days."""
