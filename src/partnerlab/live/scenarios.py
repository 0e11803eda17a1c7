"""Scenarios of the partnership in hand: kept, taken up, thrown away, and set side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from partnerlab.analysis.caching import carry_over
from partnerlab.analysis.review import review_partnership
from partnerlab.characters import slug_of
from partnerlab.errors import ChangeError, RunError
from partnerlab.exchange.scenarios import (
    FOLDER,
    Scenario,
    apply_scenario,
    drop_scenario,
    list_scenarios,
    read_scenario,
    write_scenario,
)
from partnerlab.live.comparing import RECORD, compare_side_by_side
from partnerlab.wording import counted, verb

if TYPE_CHECKING:
    from partnerlab.live.draft import Draft, PlacedFault
    from partnerlab.partnership import Partnership
    from partnerlab.runner.clearing import Left


class Supposed(Protocol):
    """A workbook, as far as its scenarios need one."""

    file: Path
    draft: Draft
    said: str
    faults: tuple[PlacedFault, ...]

    @property
    def recorded(self) -> Partnership:
        """The partnership as the files have it."""

    def seen(self, whole: Partnership) -> Partnership:
        """Return a partnership as the workbook shows it."""

    def look(self) -> None:
        """Read what is typed."""


@dataclass
class Scenarios:
    """What a workbook's partnership could be, by name."""

    workbook: Supposed
    compared: dict[str, Any] = field(default_factory=dict)
    dropping: dict[str, Any] = field(default_factory=dict)
    """The scenario that is about to be thrown away, how many files go with it and where; empty for none."""

    def names(self) -> list[str]:
        """Return the names of those that are kept."""
        return list(list_scenarios(self.workbook.file))

    def _do_keep_scenario(self, told: Mapping[str, Any]) -> set[str]:
        """Keep what has been typed as a scenario; it stays typed."""
        book = self.workbook
        if not book.draft.alterations or book.faults:
            raise ChangeError("type changes first that hold together; a scenario is made of them")
        known = self.names()
        target = write_scenario(book.file, Scenario(str(told["name"]).strip(), book.draft.alterations))
        place = ", in place of the one of that name" if target.stem in known else ""
        book.said = f"Kept as scenario {target.stem}{place}. The record itself is as it was."
        return {"head"}

    def _do_take_scenario(self, told: Mapping[str, Any]) -> set[str]:
        """Type a scenario into the tables."""
        book = self.workbook
        wanted = read_scenario(book.file, told["name"]).alterations
        left = book.draft.take_up(wanted, over=False)
        book.look()
        book.said = f"{told['name']} is typed into the tables, and not saved."
        if left:
            typed = counted(len(wanted) - len(left), "change")
            book.said = "\n".join([f"{typed} of {told['name']} typed; left out:", *left])
        return {"head", "sheet"}

    def _do_drop_scenario(self, told: Mapping[str, Any]) -> set[str]:
        """Throw a scenario away without a trace; where runs left pages of it, ask first whether they go, too.

        `pages` says so: true for gone, false for kept.
        """
        book, name = self.workbook, str(told["name"])
        left = self._left(name)
        if left.made and "pages" not in told:
            self.dropping = {"name": name, "pages": len(left.made), "folder": self._shown(left.outputs)}
            book.said = ""
            return {"head"}
        self.dropping = {}
        said = []
        if left.made and told["pages"]:
            from partnerlab.runner.clearing import remove_left  # noqa: PLC0415 - only who throws away needs the runner

            try:
                remove_left(left)
            except (OSError, RunError) as error:
                raise ChangeError(f"the pages could not be removed ({error}); {name} is kept") from None
            said.append(f"{counted(len(left.made), 'file')} of its pages and copies went with it.")
            if left.others:
                stay = verb(len(left.others), "stays: it is", "stay: they are")
                files = f"{counted(len(left.others), 'file')} in {self._shown(left.outputs)}"
                said.append(
                    f"{files} {stay} as a person left {verb(len(left.others), 'it', 'them')}, not as a run did."
                )
        elif left.made:
            said.append(f"Its pages stay in {self._shown(left.outputs)}.")
        drop_scenario(book.file, name)
        self.compared = {}
        book.said = " ".join([f"{name} is thrown away.", *said])
        return {"head", "compared"}

    def _do_keep_it(self, _: Mapping[str, Any]) -> set[str]:
        """Throw nothing away after all."""
        self.dropping = {}
        return {"head"}

    def _left(self, name: str) -> Left:
        """Return what runs left of a scenario, by the usual name of their folder."""
        from partnerlab.runner.clearing import list_left  # noqa: PLC0415 - as above

        place = self.workbook.file.absolute().parent.parent / "outputs" / FOLDER / slug_of(name)
        return list_left(place, self.workbook.file.stem)

    def _shown(self, folder: Path) -> str:
        return folder.relative_to(self.workbook.file.absolute().parent.parent).as_posix()

    def _do_compare(self, told: Mapping[str, Any]) -> set[str]:
        """Set two states side by side; "" stands for the record."""
        one, other = (review_partnership(self._state(told[side])) for side in ("one", "other"))
        names = (told["one"] or RECORD, told["other"] or RECORD)
        self.compared = {"html": compare_side_by_side(one, other, names)}
        return {"compared"}

    def _state(self, name: str) -> Partnership:
        """Return the record, or the partnership as it would be by a scenario."""
        book = self.workbook
        if not name:
            return book.recorded
        meant = apply_scenario(book.file, read_scenario(book.file, name)).propose().partnership
        return carry_over(book.recorded, book.seen(meant))
