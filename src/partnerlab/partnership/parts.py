"""The parts of a draft, found by the path under which a person names them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from partnerlab.commands import write_command
from partnerlab.errors import Fault, InputError
from partnerlab.partnership.changes import Trail, in_words, joined, steps
from partnerlab.partnership.drafts import Part, inner_plan, new_part
from partnerlab.partnership.shaping import plans
from partnerlab.suggestions import did_you_mean


@dataclass(frozen=True)
class Parts:
    """What a draft of a partnership's files is made of."""

    file: Path
    """The partnership's YAML file, which faults and hints name."""
    draft: Part

    def at(self, path: Trail, *, make: bool = False) -> Part | None:
        """Return the part at a path, None when it is missing; InputError when it cannot be."""
        part = self.draft
        trail = steps(path)
        for number, step in enumerate(trail):
            if isinstance(part.value, list):
                part = self.row(part, step, trail[:number], make=make)
                continue
            if not isinstance(part.value, dict):
                raise self.fault(f'"{joined(trail[:number])}" is a single value, in which "{step}" cannot stand')
            inner = part.value.get(str(step))
            if inner is None:
                if part.plan.record is not None and str(step) not in plans(part.plan.record):
                    raise self.fault(self.say_unknown(str(step), part, f'"{joined(trail[: number + 1])}" is not known'))
                if not make:
                    return None
                plan = inner_plan(part.plan, str(step))
                inner = Part([] if plan.rows is not None else {}, plan)
                part.value[str(step)] = inner
            part = inner
        return part

    def row(self, table: Part, step: str | int, path: Sequence[str | int], *, make: bool = False) -> Part:
        """Return a row of the table at a path, by its id or its number from 1; InputError when there is none."""
        for row in table.value:
            row_id = row.value.get("id") if isinstance(row.value, dict) else None
            if row_id is not None and str(row_id.value) == str(step):
                return row  # type: ignore[no-any-return]  # a list of parts
        if str(step).isdigit() and 1 <= int(step) <= len(table.value):
            return table.value[int(step) - 1]  # type: ignore[no-any-return]  # as above
        ids = [str(row.value["id"].value) for row in table.value if isinstance(row.value, dict) and "id" in row.value]
        known = f"known are {', '.join(ids[:12])}{' …' if len(ids) > 12 else ''}" if ids else "give a row's number"
        if not table.value:
            known = "it holds no rows"
        way_out = did_you_mean(str(step), ids, otherwise=known)
        if make and not str(step).isdigit() and (needed := self._needed(table)):
            row = " ".join(write_command(f"id={step}") if name == "id" else f"{name}=…" for name in needed)
            way_out += f" To add it: {write_command('partnerlab', 'add', self.file.as_posix())} {joined(path)} {row}"
            way_out = way_out.replace(f"{known} To add", f"{known}; to add")
        raise self.fault(f'"{joined(path)}" has no row "{step}"; {way_out}')

    def matching(self, table: Trail, which: Mapping[str, Any]) -> list[Part]:
        """Return the rows of a table that hold these values; InputError when none does."""
        part = self.at(table)
        if part is None or not isinstance(part.value, list):
            raise self.fault(f'"{joined(table)}" holds no rows')
        row_plan = inner_plan(part.plan, 0)
        wanted: dict[str, Any] = {}
        for key, value in which.items():
            name = key.removesuffix("_")
            inner = new_part(value, inner_plan(row_plan, name))
            wanted[name] = inner.plain() if inner is not None else None
        found = [row for row in part.value if all(_held(row, name) == value for name, value in wanted.items())]
        if not found:
            raise self.fault(f'"{joined(table)}" has no row with {in_words(wanted)}')
        return found

    def name_row(self, table: Trail, row: Part) -> str:
        """Return how a row of a table is named: by its id, or by its number from 1."""
        if "id" in row.value:
            return str(row.value["id"].value)
        part = self.at(table)
        rows = part.value if part is not None else []
        return str(next(number for number, other in enumerate(rows, 1) if other is row))

    def say_unknown(self, name: str, holder: Part, message: str) -> str:
        """Return a message with what a name that is not known there may be meant for."""
        known = plans(holder.plan.record) if holder.plan.record is not None else {}
        return f"{message}; {did_you_mean(name, sorted(known))}"

    def fault(self, message: str) -> InputError:
        """Return a fault of the partnership's file."""
        return InputError([Fault(self.file.name, 0, message)])

    def _needed(self, table: Part) -> list[str]:
        """Return what a row of a table cannot do without; nothing for a table whose rows have no id."""
        record = inner_plan(table.plan, 0).record
        fields = record.model_fields if record is not None else {}
        return [field.alias or name for name, field in fields.items() if field.is_required()] if "id" in fields else []


def _held(row: Part, name: str) -> Any:
    inner = row.value.get(name) if isinstance(row.value, dict) else None
    return inner.plain() if inner is not None else None
