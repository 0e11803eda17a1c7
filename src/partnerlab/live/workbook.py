"""A partnership that is being looked at and changed: which one, as at which date, with what has been typed.

It knows no widget: whoever is in front of it sends what is to be done, by name, and shows what it says of itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from partnerlab.analysis.caching import carry_over
from partnerlab.analysis.dependencies import follow
from partnerlab.analysis.review import find_findings
from partnerlab.commands import write_place
from partnerlab.errors import ChangeError, InputError, PartnerlabError
from partnerlab.files import explain
from partnerlab.live.comparing import tell_changes
from partnerlab.live.draft import Draft, PlacedFault
from partnerlab.live.elsewhere import Elsewhere
from partnerlab.live.explorer import PARTS, Explorer
from partnerlab.live.scenarios import Scenarios
from partnerlab.live.sheet import Pasted, list_tables, paste, show_sheet
from partnerlab.parameters import partnerships_in
from partnerlab.partnership import Edit, Partnership
from partnerlab.partnership.reading import read_day
from partnerlab.partnership.replacing import list_changed
from partnerlab.wording import counted, say_day, verb

QUICK = frozenset({"risk", "try_risk"})
"""What can be done before the files have been read with what is shown ahead of that."""
Told = Mapping[str, Any]
"""What is to be done: `do`, its name, and what it needs; `shown`, the name of the file that it is told of."""


@dataclass
class Workbook:
    """One partnership, chosen and changed.

    Raises
    ------
    InputError
        When the files have faults.
    """

    file: Path
    """Its YAML file."""
    as_at: str = ""
    """Review date, `YYYY-MM-DD`; empty for the newest date in its data."""
    redact: bool = False
    """Whether names, contact details and free-text notes are left out of what follows."""
    changed: Callable[[], None] = lambda: None
    """Called when what stands below is to follow; it may take a while."""
    named: Mapping[str, str] = field(default_factory=dict)
    """What the notebook names, by the names of its parameters; empty where there is none."""
    table: str = "checklist"
    said: str = ""
    faults: tuple[PlacedFault, ...] = ()
    trying: bool = True
    preview: dict[str, Any] = field(default_factory=dict)
    _pasted: Pasted | None = None
    _meant: Partnership | None = None
    _shown: Partnership | None = None
    _asked: tuple[Partnership | None, str] = (None, "")
    _ahead: Partnership | None = None
    _recorded: tuple[Partnership, Edit, str] | None = None

    def __post_init__(self) -> None:
        self.open(self.file)

    def open(self, file: Path) -> None:
        """Open another partnership; the date goes back to the newest in its data."""
        draft = Draft(file)
        self.file, self.draft, self.elsewhere = file, draft, Elsewhere(file, draft)
        self.faults, self.preview, self._meant, self._pasted, self._ahead = (), {}, None, None, None
        self.explorer, self.scenarios = Explorer(self), Scenarios(self)

    def parameters(self) -> dict[str, str]:
        """Return what a notebook that names just this has in its parameters."""
        return {"partnership_file": write_place(self.file), "as_at": self.as_at}

    def look_elsewhere(self) -> bool:
        """Look again for what others typed and did not save: an earlier session, or another notebook.

        Returns
        -------
        bool
            Whether it is something else than before.
        """
        elsewhere = self.elsewhere
        before = elsewhere.offered, elsewhere.is_stale, elsewhere.unkept
        self.said = elsewhere.look() or self.said
        return (elsewhere.offered, elsewhere.is_stale, elsewhere.unkept) != before

    @property
    def partnership(self) -> Partnership:
        """The partnership as at the date, with what has been typed where that holds together and is to be tried.

        It knows already what a change since the last time cannot have touched.
        """
        if self._ahead is not None:
            return self._ahead
        whole = self._meant if self.trying and self._meant is not None else self.draft.edit.partnership
        if self._shown is None or self._asked[0] is not whole or self._asked[1] != self.as_at:
            is_record = whole is self.draft.edit.partnership
            self._shown = self.recorded if is_record else carry_over(self._shown or self.recorded, self.seen(whole))
            self._asked = whole, self.as_at
        return self._shown

    @property
    def recorded(self) -> Partnership:
        """The partnership as at the date, as its files say; the same one as long as neither has changed."""
        whole = self.draft.edit.partnership
        known = self._recorded
        if known is None or known[1] is not self.draft.edit or known[2] != self.as_at:
            known = self._recorded = follow(self.seen(whole)), self.draft.edit, self.as_at
        return known[0]

    def run_ahead(self, tried: Partnership) -> None:
        """Show a change that has been typed before the files were read with it, which takes longer than an answer may.

        Whatever is done next, or `catch_up`, reads them.
        """
        if tried is not self.partnership:
            self._ahead = carry_over(self.partnership, tried)
            self.elsewhere.keep()

    @property
    def is_ahead(self) -> bool:
        """Whether something typed is shown that the files have not been read with."""
        return self._ahead is not None

    def catch_up(self) -> None:
        """Read the files with what is shown ahead of that; what stands below then follows."""
        if self._ahead is not None:
            self._ahead = None
            self.look()

    def seen(self, whole: Partnership) -> Partnership:
        """Return a partnership as this workbook shows it: as at its date, redacted where it is."""
        shared = whole.redacted() if self.redact else whole
        day = read_day(self.as_at) or whole.newest_date()
        return shared.at(day) if day else shared

    def do(self, told: Told) -> set[str]:
        """Do what is told, unless it is told of a partnership in whose place another has been opened meanwhile.

        Returns
        -------
        set of str
            What has to be shown anew: `head`, `sheet`, `preview`, `pasted`, `compared`, or one of what is explored.
        """
        name = f"_do_{told.get('do', '')}"
        verb = next((verb for who in (self, self.explorer, self.scenarios) if (verb := getattr(who, name, None))), None)
        if verb is None:
            self.said = f'nothing is called "{told.get("do", "")}" here'
            return set()
        if told["do"] != "choose" and told.get("shown", self.file.name) != self.file.name:
            name = self.partnership.name
            self.said = f"{name} was opened meanwhile, and nothing was done. Do it again if you mean it here."
            return set()
        self.said = ""
        if told["do"] not in QUICK:
            self.catch_up()
        told_of = self.draft.alterations if "difference" in self.preview else None
        try:
            renewed: set[str] = verb(told)
        except PartnerlabError as error:
            self.said = str(error)
            return {"head"}
        except OSError as error:
            self.said = f"{explain(error)}."
            return {"head"}
        if told_of is not None and "preview" not in renewed and self.draft.alterations != told_of:
            self.preview = {}
            return renewed | {"preview"}
        return renewed

    def head(self) -> dict[str, Any]:
        """Return what can be chosen, and what has been."""
        partnership = self.partnership
        return {
            "files": [[path.name, path.stem] for path in self._beside()],
            "file": self.file.name,
            "parameters": self.parameters(),
            "named": dict(self.named),
            "name": partnership.name,
            "dates": [[day.isoformat(), say_day(day)] for day in self._dates()],
            "as_at": self.as_at,
            "newest": self._newest(),
            "tables": list_tables(self.draft),
            "scenarios": self.scenarios.names(),
            "dropping": self.scenarios.dropping,
            "stale": self.elsewhere.is_stale,
            "offered": [str(alteration) for alteration in self.elsewhere.offered],
            "discarded": len(self.elsewhere.discarded),
        }

    def marks(self) -> dict[str, Any]:
        """Return what may change with every letter."""
        return {
            "undo": self.draft.can_undo,
            "redo": self.draft.can_redo,
            "unsaved": len(self.draft.alterations),
            "trying": self.trying,
            "said": "\n".join(filter(None, (self.said, self.elsewhere.unkept))),
            "faults": [vars(fault) for fault in self.faults],
        }

    def sheet(self) -> dict[str, Any]:
        """Return the table that is open."""
        return show_sheet(self.draft, self.table)

    def pasted(self) -> dict[str, Any]:
        """Return what a pasted block would change; empty when none waits."""
        if self._pasted is None:
            return {}
        return {"cells": list(self._pasted.cells), "added": self._pasted.added, "note": self._pasted.note}

    @property
    def compared(self) -> dict[str, Any]:
        """Two states side by side; empty when none were asked for."""
        return self.scenarios.compared

    def _dates(self) -> list[date]:
        whole = self.draft.edit.partnership
        days = {review.on for review in whole.reviews} | ({day} if (day := read_day(self.as_at)) else set())
        return sorted(days, reverse=True)

    def _newest(self) -> str:
        newest = (self._meant or self.draft.edit.partnership).newest_date()
        return say_day(newest) if newest else "nothing is dated"

    def _beside(self) -> list[Path]:
        """Return the files of the partnerships that can be chosen."""
        return [path for path in partnerships_in(self.file.parent) if not path.name.startswith(".")]

    def _do_choose(self, told: Told) -> set[str]:
        """Open another of the partnerships beside this one."""
        file = next((path for path in self._beside() if path.name == told["file"]), None)
        if file is None:
            raise ChangeError(f"there is no {told['file']} any more")
        self.as_at = ""
        self.open(file)
        self.said = f"{self.partnership.name} is open."
        self.changed()
        return {"head", "sheet", "preview", "pasted", "compared", *PARTS}

    def _do_date(self, told: Told) -> set[str]:
        read_day(told["as_at"])
        self.as_at = told["as_at"]
        self.said = f"As at {say_day(read_day(self.as_at)) if self.as_at else 'the newest date'}."
        self.explorer = Explorer(self)
        self.changed()
        return {"head", *PARTS}

    def _do_table(self, told: Told) -> set[str]:
        self.table = told["table"]
        return {"sheet"}

    def _do_cell(self, told: Told) -> set[str]:
        self.draft.type(self.table, told["row"], told["column"], told["text"])
        self.look()
        return set()

    def _do_belong(self, told: Told) -> set[str]:
        self.draft.belong(self.table, told["row"], told["outer"])
        self.look()
        return set()

    def _do_add(self, _: Told) -> set[str]:
        sheet = self.sheet()
        around = sheet["lists"][sheet["belongs"]] if sheet["belongs"] else [[""]]
        if not around:
            belongs = sheet["belongs"]
            raise ChangeError(f"{self.table} belongs to rows of {belongs}, and there are none; add one there first")
        self.draft.add(self.table, str(around[0][0]))
        self.look()
        return {"sheet"}

    def _do_copy(self, told: Told) -> set[str]:
        self.draft.copy(self.table, told["row"])
        self.look()
        return {"sheet"}

    def _do_delete(self, told: Told) -> set[str]:
        self.draft.delete(self.table, told["row"])
        self.look()
        return {"sheet"}

    def _do_undo(self, _: Told) -> set[str]:
        self.draft.undo()
        self.look()
        return {"sheet"}

    def _do_redo(self, _: Told) -> set[str]:
        self.draft.redo()
        self.look()
        return {"sheet"}

    def _do_paste(self, told: Told) -> set[str]:
        self._pasted = paste(self.draft, self.table, told["row"], told["column"], told["text"])
        count = len(self._pasted.cells)
        self.said = f"The block would change {counted(count, 'cell')}. Paste it, or cancel."
        return {"pasted"}

    def _do_take(self, _: Told) -> set[str]:
        if self._pasted is not None:
            self.draft.put(self.table, self._pasted.rows)
        self._pasted = None
        self.look()
        return {"pasted", "sheet"}

    def _do_leave(self, _: Told) -> set[str]:
        self._pasted = None
        return {"pasted"}

    def _do_try(self, told: Told) -> set[str]:
        self.trying = bool(told["trying"])
        self.changed()
        return {"head"}

    def _do_preview(self, _: Told) -> set[str]:
        """Say what saving would change: the lines of the files, and the findings that come and go."""
        edit, left = self.draft.meant()
        try:
            proposal = edit.propose()
        except InputError as error:
            self.preview = {"faults": [*left, *error.lines()], "difference": "", "notes": [], "findings": ""}
            return {"preview"}
        found = find_findings(self.recorded)
        after = find_findings(carry_over(self.recorded, self.seen(proposal.partnership)))
        self.preview = {
            "faults": left,
            "difference": edit.preview(),
            "notes": list(proposal.notes),
            "findings": tell_changes(found, after),
        }
        return {"preview"}

    def _do_save(self, _: Told) -> set[str]:
        edit, left = self.draft.meant()
        if not self.draft.alterations:
            self.said = "There is nothing to save."
            return set()
        if left:
            raise ChangeError("\n".join([*left, "Nothing was written."]))
        try:
            entry = edit.save()
        except ChangeError as error:
            if not list_changed(self.file.parent, edit.contents):
                raise  # nobody else did, so it says itself why it could not be written
            self.preview = {"conflict": str(error)}
            self.said = "Somebody else changed the files meanwhile. Nothing was written; both versions are shown."
            return {"preview"}
        with suppress(OSError):  # what is kept of it is known by the files as saved
            self.draft.drop()
        self.open(self.file)
        self.said = f"Saved as change {entry.number}." if entry is not None else "The files say so already."
        self.changed()
        return {"head", "sheet", "preview"}

    def _do_read_again(self, _: Told) -> set[str]:
        left = self.draft.read_again()
        self.elsewhere.has_read()
        self.look()
        self.changed()
        self.preview = {}
        kept = "What you typed is kept." if not left else f"Left out: {' '.join(left)}"
        self.said = f"The files were read again. {kept}"
        return {"head", "sheet", "preview"}

    def _do_drop(self, _: Told) -> set[str]:
        count = len(self.draft.alterations)
        self.draft.drop()
        self.look()
        self.preview = {}
        back = verb(count, "it", "them")
        told = f"{counted(count, 'change')} not saved {verb(count, 'is', 'are')} discarded. Undo brings {back} back."
        self.said = told if count else "There is nothing to discard."
        return {"head", "sheet", "preview"}

    def _do_drop_offered(self, _: Told) -> set[str]:
        self.elsewhere.discard()
        self.said = "What was typed before and not saved is discarded. What you typed stays."
        return {"head"}

    def _do_bring_back(self, _: Told) -> set[str]:
        self.elsewhere.bring_back()
        self.said = "What was discarded is offered again."
        return {"head"}

    def _do_take_up(self, _: Told) -> set[str]:
        left = self.draft.take_up(self.elsewhere.offered)
        self.look()
        self.said = " ".join(left) or "What was typed before is here again."
        return {"head", "sheet"}

    def _do_undo_saved(self, _: Told) -> set[str]:
        entry = self.draft.edit.undo()
        self.draft.read_again()
        self.elsewhere.has_read()
        self.look()
        self.said = f"Undone: {entry.command}."
        self.changed()
        return {"head", "sheet", "preview"}

    def look(self) -> None:
        """Look at what has been typed: what is wrong with it, or what the partnership would be."""
        before = self._meant
        edit, left = self.draft.meant()
        self.faults = self.draft.faults_of(edit, left)
        self.preview = {}
        if not self.faults:
            self._meant = edit.propose().partnership if self.draft.alterations else None
        self.elsewhere.keep()
        if self.faults:
            first = self.faults[0]
            self.said = f"{counted(len(self.faults), 'fault')}. {first.message}"
        elif self.trying and self._meant is not before:
            self.changed()
