"""What a board can be asked to decide, how hard each is, and what makes one finding matter more than another."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import Field

from partnerlab.partnership.records import Record

MoveKind = Literal[
    "leads", "measures", "senior owner", "chair", "authority", "signature", "clauses", "money", "terms",
    "accountability", "responses", "actions", "milestones", "reviews", "appetite", "broker", "open risks", "handovers",
    "answers",
]  # fmt: skip
"""What a board can decide, by a word that a file can name."""

MOVE_KINDS: tuple[str, ...] = get_args(MoveKind)

Effort = Literal["small", "medium", "large"]
"""How hard a decision is to carry out; ours, not in the guide."""

EFFORTS: dict[str, Effort] = {
    "leads": "small",
    "measures": "medium",
    "senior owner": "small",
    "chair": "small",
    "authority": "medium",
    "signature": "medium",
    "clauses": "large",
    "money": "medium",
    "terms": "medium",
    "accountability": "small",
    "responses": "medium",
    "actions": "small",
    "milestones": "small",
    "reviews": "small",
    "appetite": "small",
    "broker": "small",
    "open risks": "small",
    "handovers": "medium",
    "answers": "small",
}
"""Effort of each decision unless a file says otherwise."""

WORTH: dict[str, float] = {"actions": 0.5, "milestones": 0.5, "reviews": 0.5, "measures": 0.75}
"""What counts of what a decision clears, where it is not all: a new date puts off, and asking is not yet doing."""


class MoveSettings(Record):
    """What the summary may propose to a board. Nothing of it is in the guide."""

    most: int = Field(5, ge=1, le=5, description="Most decisions that the summary asks for.")
    exclude: tuple[MoveKind, ...] = Field((), description="Decisions that are not to be proposed, such as `signature`.")
    small_effort: tuple[MoveKind, ...] = Field(
        (), description="Decisions that take a small effort here, such as `clauses`."
    )
    medium_effort: tuple[MoveKind, ...] = Field((), description="Decisions that take a medium effort here.")
    large_effort: tuple[MoveKind, ...] = Field((), description="Decisions that take a large effort here.")
    worth: dict[MoveKind, Annotated[float, Field(ge=0, le=1)]] = Field(
        default_factory=dict, description="Share, 0 to 1, of what a decision clears that counts when it is weighed."
    )
    days_small: int = Field(30, ge=1, description="Days from the review to the date proposed for a small effort.")
    days_medium: int = Field(60, ge=1, description="The same for a medium effort.")
    days_large: int = Field(120, ge=1, description="The same for a large effort.")

    def __hash__(self) -> int:
        """Return the same for equal settings; a partnership's own follows from those of all its parts."""
        return hash((*(value for _, value in self.parts() if value is not self.worth), *sorted(self.worth.items())))

    def effort_of(self, kind: str) -> Effort:
        """Return how hard a decision is, as the file says or as we do.

        Examples
        --------
        >>> settings = MoveSettings(large_effort=["chair"])
        >>> settings.effort_of("chair"), settings.effort_of("leads")
        ('large', 'small')
        """
        said: dict[Effort, tuple[MoveKind, ...]] = {
            "small": self.small_effort,
            "medium": self.medium_effort,
            "large": self.large_effort,
        }
        return next((effort for effort, kinds in said.items() if kind in kinds), EFFORTS[kind])

    def worth_of(self, kind: str) -> float:
        """Return which share of what a decision clears counts, as the file says or as we do; 1 where neither does."""
        return {str(name): worth for name, worth in self.worth.items()}.get(kind, WORTH.get(kind, 1.0))

    def days_of(self, effort: Effort) -> int:
        """Return after how many days a decision of that effort is to be carried out."""
        return {"small": self.days_small, "medium": self.days_medium, "large": self.days_large}[effort]


class Priorities(Record):
    """What makes a finding matter more than another of the same light. None of it is in the guide."""

    base: float = Field(1, ge=0, description="Weight of a finding without any of what follows.")
    money: float = Field(3, ge=0, description="Added where public money is lost or cannot be followed.")
    date: float = Field(2, ge=0, description="Added where a date that matters has passed or is near.")
    nobody: float = Field(3, ge=0, description="Added where nobody is in charge of what happens now.")
    people: float = Field(4, ge=0, description="Added where the people whom the partnership is for are worse off.")
    demands: float = Field(1, ge=0, description="Added where the guide demands the practice.")
    lasting: float = Field(2, ge=0, description="Added where what happens cannot be undone; see `lasting_codes`.")
    rests: float = Field(0.25, ge=0, description="Added for each other finding that has the same cause.")
    lasting_codes: tuple[str, ...] = Field(
        ("EV301", "MA704", "RA507", "SC505"),
        description="Codes of rules whose fault, once it has come about, cannot be undone; they are not checked.",
    )
