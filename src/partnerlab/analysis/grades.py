"""How bad a finding is, whose demand its rule is, how strongly the guide speaks, and what makes a fault red."""

from __future__ import annotations

from enum import StrEnum


class Severity(StrEnum):
    """How much a finding matters, worst first; always shown as a word and a shape, never by colour alone."""

    RED = "red"
    AMBER = "amber"
    UNKNOWN = "unknown"
    GREEN = "green"

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return _WORST_FIRST[self]

    @property
    def is_fault(self) -> bool:
        """Whether something is to be done: neither in place nor unknown."""
        return self in {Severity.RED, Severity.AMBER}

    @property
    def word(self) -> str:
        """What the severity says to a reader."""
        return {"red": "Act now", "amber": "Attend to", "unknown": "Cannot tell", "green": "In place"}[self.value]


_WORST_FIRST = {severity: place for place, severity in enumerate(Severity)}


class Basis(StrEnum):
    """Whose demand a rule is: an auditor must be able to tell the guide's words from ours."""

    ASKED = "asked"
    FOLLOWS = "follows"
    OURS = "ours"

    @property
    def word(self) -> str:
        """What stands before the paragraph."""
        return {
            "asked": "asked in guide",
            "follows": "follows from guide",
            "ours": "our own check, on guide",
        }[self.value]


class Strength(StrEnum):
    """How strongly the paragraph speaks; a rule is never stronger than its paragraph."""

    DEMANDS = "demands"
    ADVISES = "advises"
    MENTIONS = "mentions"


class Consequence(StrEnum):
    """What makes a fault red, whatever the strength of the paragraph: something is lost, or nobody is in charge."""

    MONEY = "money"
    DATE = "date"
    NOBODY = "nobody in charge"
    PEOPLE = "people worse off"

    @property
    def meaning(self) -> str:
        """The consequence in a few words."""
        return {
            "money": "public money is lost, cannot be traced, or is promised beyond what was agreed",
            "date": "a date that matters has passed, or is near, and nothing is on record as done",
            "nobody in charge": "nobody on record is authorised to decide or act on something that happens now",
            "people worse off": "the people whom the partnership is for are worse off",
        }[self.value]
