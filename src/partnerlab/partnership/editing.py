"""A partnership's files changed: facts added, values set, rows removed, and nothing else touched."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from partnerlab.errors import ChangeError, Fault, InputError
from partnerlab.partnership.changes import Change, Trail, in_words, joined, steps
from partnerlab.partnership.drafts import Part, differences, draft_of, inner_plan, new_part
from partnerlab.partnership.history import Entry, lock_of, undo, write_with_history
from partnerlab.partnership.partnership import Partnership
from partnerlab.partnership.parts import Parts
from partnerlab.partnership.reading import Reading, locations_at, read_whole
from partnerlab.partnership.references import is_not_a_row, still_referred_to
from partnerlab.partnership.replacing import alone, difference, list_changed
from partnerlab.partnership.shaping import Location, Plan
from partnerlab.partnership.sources import Folder
from partnerlab.partnership.splicing import SpliceError
from partnerlab.partnership.writing import Writer
from partnerlab.wording import listed, verb


@dataclass(frozen=True)
class Proposal:
    """What the files would hold.

    Parameters
    ----------
    contents
        Bytes of each file that would change.
    notes
        What a reader of the difference should know, such as a column that is added.
    partnership
        The partnership that the files would then hold.
    """

    contents: dict[str, bytes]
    notes: tuple[str, ...]
    partnership: Partnership


class Edit:
    """Changes to one partnership's files, collected, previewed and then written all at once.

    Made by :func:`edit_partnership`. Every method that changes something returns the edit, so that calls can follow
    one another. Nothing is written before :meth:`save`. Values are checked by the rules of the file's format in
    :meth:`preview`, :meth:`propose` and :meth:`save`, all at once.

    Parameters
    ----------
    file
        Path of the partnership's YAML file, on this machine.
    command
        What is remembered in the history as the cause.
    """

    def __init__(self, file: str | Path, command: str = "edit_partnership") -> None:
        self.file = Path(file)
        self.command = command
        self._open()

    def _open(self) -> None:
        folder = Folder(self.file.parent)
        reading = read_whole(folder, self.file.name)
        self._begin(reading, dict(folder.contents))

    def afresh(self) -> Edit:
        """Return an edit of the same reading of the files, with nothing changed in it."""
        edit = copy(self)
        edit._begin(self._reading, self._contents)
        return edit

    def _begin(self, reading: Reading, contents: dict[str, bytes]) -> None:
        self._reading, self._contents = reading, contents
        self._draft = draft_of(self._reading.data, Plan(record=Partnership), ())
        self._parts = Parts(self.file, self._draft)
        self._changes: list[Change] = []
        self._proposal: Proposal | None = None
        self._writer: Writer | None = None

    @property
    def partnership(self) -> Partnership:
        """The partnership as its files were read, with everything known to them, whatever the date."""
        return self._reading.partnership

    @property
    def content(self) -> dict[str, Any]:
        """What the files are meant to say now, as plain values."""
        content: dict[str, Any] = self._draft.plain()
        return content

    @property
    def contents(self) -> dict[str, bytes]:
        """Bytes of each file as it was read."""
        return dict(self._contents)

    @property
    def changes(self) -> tuple[Change, ...]:
        """What is to be changed, in the order in which it was asked for; empty after saving."""
        return tuple(self._changes)

    def rows(self, table: Trail) -> list[dict[str, Any]]:
        """Return the rows of a table as they are meant now, as plain values.

        Examples
        --------
        >>> edit = edit_partnership("parameters/riverside-support-hub.yaml")
        >>> edit.rows("criteria")[0]
        {'id': 'reach', 'name': 'reach of people at risk', 'weight': 4}
        """
        part = self._parts.at(table)
        found: list[dict[str, Any]] = part.plain() if part is not None else []
        return found

    def set(self, path: Trail, value: Any) -> Edit:
        """Set a value, a list or a record; None takes it away.

        Parameters
        ----------
        path
            Names as in the file, ids of rows, or numbers of rows counted from 1: `partners.PSNI.sector`.
        value
            A Python value, a date, a list or a dictionary; text where `;` parts the items of a list.

        Raises
        ------
        InputError
            When the path leads nowhere.
        """
        *around, name = steps(path)
        holder = self._parts.at(around, make=True)
        assert holder is not None  # noqa: S101  # it is made where it is missing
        if isinstance(holder.value, list):
            holder = self._parts.row(holder, name, around, make=True)
            if not isinstance(value, Mapping):
                raise self._parts.fault(f'"{joined(path)}" is a row; set one of its values, or give all of them')
            before = holder.plain()
            for key in [key for key in holder.value if key not in {"id", *value}]:
                holder.put(key, None)
            for key, inner in value.items():
                holder.put(key, inner)
            return self._note("set", path, before, holder.plain())
        if not isinstance(holder.value, dict):
            raise self._parts.fault(f'"{joined(around)}" is a single value, in which "{name}" cannot stand')
        old = holder.value.get(str(name))
        before = old.plain() if old is not None else None
        holder.put(str(name), value)
        new = holder.value.get(str(name))
        return self._note("set", path, before, new.plain() if new is not None else None)

    def add(self, table: Trail, *rows: Mapping[str, Any]) -> Edit:
        """Add rows at the end of a table, which is made when it is missing.

        Examples
        --------
        >>> edit = edit_partnership("parameters/northern-food-network.yaml")
        >>> edit = edit.add("actions", {"id": "A1", "title": "Ask the grocers", "due": "2026-11-09"})
        >>> print(edit.changes[0])
        actions: added id A1, title Ask the grocers, due 2026-11-09
        """
        *around, name = steps(table)
        holder = self._parts.at(around, make=True)
        assert holder is not None  # noqa: S101  # it is made where it is missing
        if not isinstance(holder.value, dict):
            raise self._parts.fault(f'"{joined(table)}" is not a table')
        plan = inner_plan(holder.plan, str(name))
        if plan.rows is None and plan.item is None:
            raise self._parts.fault(self._parts.say_unknown(str(name), holder, f'"{joined(table)}" is not a table'))
        if str(name) not in holder.value:
            holder.value[str(name)] = Part([], plan)
        found = holder.value[str(name)]
        for row in rows:
            part = new_part(row, inner_plan(plan, 0))
            if part is not None:
                found.value.append(part)
                self._note("add", table, None, part.plain())
        return self

    def update(self, table: Trail, values: Mapping[str, Any], /, **which: Any) -> Edit:
        """Set values in each row of a table that matches; values that are not named stay.

        Parameters
        ----------
        values
            New values by name; None takes one away.
        which
            What the rows hold, such as `risk="R3", by="PSNI"`; None for what they do not hold. A name that is a
            word of Python is followed by an underscore: `class_="shared"`.
        """
        for part in self._parts.matching(table, which):
            before = part.plain()
            for name, value in values.items():
                part.put(name, value)
            self._note("set", [*steps(table), self._parts.name_row(table, part)], before, part.plain())
        return self

    def remove(self, path: Trail, /, **which: Any) -> Edit:
        """Take away the rows of a table that match; without conditions, the value or row at a path."""
        if which:
            parts = self._parts.matching(path, which)
            holder = self._parts.at(path)
            for part in parts:
                self._note("remove", path, part.plain(), None)
            if holder is not None:
                gone = set(map(id, parts))
                holder.value[:] = [part for part in holder.value if id(part) not in gone]
            return self
        *around, name = steps(path)
        holder = self._parts.at(around)
        if holder is not None and isinstance(holder.value, list):
            row = self._parts.row(holder, name, around)
            holder.value[:] = [part for part in holder.value if part is not row]
            return self._note("remove", path, row.plain(), None)
        if holder is None or not isinstance(holder.value, dict) or str(name) not in holder.value:
            raise self._parts.fault(f'"{joined(path)}" is not in the file')
        gone_part = holder.value.pop(str(name))
        return self._note("remove", path, gone_part.plain(), None)

    def rate(
        self, risk: str, *, on: str | date, likelihood: int, impact: int, by: str | None = None, kind: str | None = None
    ) -> Edit:
        """Add a rating of a risk by one partner (`by`), or agreed by all; `kind` is residual when None.

        Examples
        --------
        >>> edit = edit_partnership("parameters/riverside-support-hub.yaml", command="minutes of March")
        >>> print(edit.rate("R3", by="PSNI", on="2026-11-30", likelihood=4, impact=3).preview())
        --- riverside-support-hub/ratings.csv
        +++ riverside-support-hub/ratings.csv
        @@ -102,2 +102,3 @@
         R8,PSNI,2026-10-16,residual,4,4,,
         R8,Advice,2026-10-16,residual,4,5,,
        +R3,PSNI,2026-11-30,residual,4,3,,
        """
        row = {"risk": risk, "by": by, "on": on, "kind": kind, "likelihood": likelihood, "impact": impact}
        return self.add("ratings", row if kind else {**row, "kind": "residual"})

    def answer(self, item: int, *, by: str, on: str | date, answer: str, evidence: str | None = None) -> Edit:
        """Add a partner's answer to one of the checklist's ten items."""
        return self.add("checklist", {"on": on, "by": by, "item": item, "answer": answer, "evidence": evidence})

    def lead(self, risk: str, lead: str | None, *, on: str | date, accepted: bool | None = None) -> Edit:
        """Add which organisation leads on a risk since a date; None when the lead was withdrawn."""
        return self.add("leads", {"risk": risk, "lead": lead, "on": on, "accepted": accepted})

    def propose(self) -> Proposal:
        """Return what the files would hold, read again and compared with what is meant; nothing is written.

        Raises
        ------
        InputError
            With every fault that the changed files would have, at their lines in the changed files.
        ChangeError
            When something is written in a way that cannot be changed without touching more than is meant.
        """
        if self._proposal is None:
            self._proposal = self._proposed()
        return self._proposal

    def preview(self) -> str:
        """Return the difference of the files, what should be noted about it, and the faults if there are any."""
        try:
            proposal = self.propose()
        except InputError as error:
            contents = self._contents_meant() if self._writer is not None else {}
            return "\n".join(filter(None, [difference(self._contents, contents), *map(str, error.faults)]))
        return "\n".join(filter(None, [difference(self._contents, proposal.contents), *proposal.notes]))

    def locate(self, faults: Sequence[Fault]) -> dict[Fault, tuple[Location, ...]]:
        """Return where in a reading of the changed files each fault may stand; none for one that names no line."""
        folder = Folder(self.file.parent, meant={**self._contents, **self._contents_meant()})
        return locations_at(folder, self.file.name, faults)

    def save(self) -> Entry | None:
        """Write the changed files, all of them or none, and remember how to undo that.

        Returns
        -------
        Entry
            What was remembered; None when nothing had to be written.

        Raises
        ------
        InputError
            With every fault that the changed files would have; nothing is written.
        ChangeError
            When a file changed since it was read, with both differences; nothing is written.
        """
        proposal = self.propose()
        if not proposal.contents or self._writer is None:
            return None
        with alone(lock_of(self.file)):
            changed = list_changed(self.file.parent, self._contents)
            if changed:
                raise ChangeError(self._both(changed, proposal.contents))
            texts = self._writer.texts
            words = tuple(map(str, self._changes)) + proposal.notes
            entry = write_with_history(self.file, texts, proposal.contents, self.command, words)
        self._open()
        return entry

    def undo(self) -> Entry:
        """Take back the latest change that was written to the files, and read them again."""
        entry = undo(self.file)
        self._open()
        return entry

    def _proposed(self) -> Proposal:
        self._writer = Writer(self._contents, self._reading.shaper.nodes, self.file.name)
        try:
            self._writer.write(self._draft)
            contents = self._contents_meant()
        except SpliceError as error:
            raise ChangeError(str(error)) from None
        folder = Folder(self.file.parent, meant={**self._contents, **contents})
        try:
            reading = read_whole(folder, self.file.name)
        except InputError as error:
            raise InputError(self._told_of_removed(error.faults)) from None
        for at, meant, read in differences(self._draft.plain(), reading.data):
            place = reading.shaper.place_of(at)
            raise ChangeError(
                f"{place}: {joined(at)} would read as {in_words(read)}, not as {in_words(meant)}; nothing was written. "
                "Write it otherwise, or change it by hand"
            )
        return Proposal(contents, tuple(self._writer.notes), reading.partnership)

    def _told_of_removed(self, faults: Sequence[Fault]) -> list[Fault]:
        """Return faults, those of references to a row that is taken away as one that says where they stand."""
        rest = list(faults)
        for change in self._changes:
            gone = change.before.get("id") if change.kind == "remove" and isinstance(change.before, dict) else None
            table = str(steps(change.path)[0])
            if gone is None or any(str(row.get("id")) == str(gone) for row in self.content.get(table) or ()):
                continue
            referring = [fault for fault in rest if is_not_a_row(fault, table, str(gone))]
            if referring:
                rest = [fault for fault in rest if fault not in referring]
                rest.append(
                    Fault(self.file.name, 0, still_referred_to(str(gone), self._as_read(table, gone, referring)))
                )
        return rest

    def _as_read(self, table: str, gone: str, referring: Sequence[Fault]) -> Sequence[Fault]:
        """Return references at their lines in the files as they are, unless some of these are changed as well."""
        shaper = self._reading.shaper
        told = [(at, text) for at, refers, text in shaper.references if table in refers.tables]
        places = {shaper.place_of(at) for at, text in told if text == gone}
        return [Fault(place.file, place.line, "") for place in places] if len(places) == len(referring) else referring

    def _contents_meant(self) -> dict[str, bytes]:
        assert self._writer is not None  # noqa: S101  # whoever calls has made it
        spliced = {name: text.spliced() for name, text in self._writer.texts.items() if text.splices}
        return {name: data for name, data in spliced.items() if data != self._contents[name]}

    def _both(self, changed: Mapping[str, bytes], meant: Mapping[str, bytes]) -> str:
        theirs = difference(self._contents, changed, (" as read", " as it is now"))
        ours = difference(self._contents, meant, (" as read", " as meant"))
        since = f"{listed(sorted(changed))} changed since {verb(len(changed), 'it was', 'they were')} read"
        return f"{since}; nothing was written. Read it again, then change it.\n{theirs}\n{ours}"

    def _note(self, kind: str, path: Trail, before: Any, after: Any) -> Edit:
        self._proposal = None
        self._changes.append(Change(kind, joined(path), before, after))
        return self


def edit_partnership(file: str | Path, *, command: str = "edit_partnership") -> Edit:
    """Open a partnership's files to change them, touching nothing but what is changed.

    Parameters
    ----------
    file
        Path of the YAML file, on this machine.
    command
        What the history is to say caused the changes.

    Returns
    -------
    Edit
        To add, set and remove with; then `preview()`, `save()`, `undo()`.

    Raises
    ------
    InputError
        When the files have faults as they are.

    Examples
    --------
    >>> edit = edit_partnership("parameters/northern-food-network.yaml")
    >>> print(edit.set("partners.Larder.sector", "voluntary").preview())
    --- northern-food-network.yaml
    +++ northern-food-network.yaml
    @@ -24,5 +24,5 @@
       Larder:
         name: Coast Community Larder
    -    sector: community
    +    sector: voluntary
       Grocers:
         name: Independent Grocers' Circle
    """
    return Edit(file, command)
