"""The register of organisations: one identity for an organisation that several partnerships' files name differently."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from pydantic import Field, ValidationError

from partnerlab.characters import plain_name
from partnerlab.errors import Fault, InputError
from partnerlab.partnership.explanations import explain
from partnerlab.partnership.nodes import Scalar
from partnerlab.partnership.records import Record
from partnerlab.partnership.shaping import Shaper
from partnerlab.partnership.sources import Folder
from partnerlab.partnership.yaml_files import read_yaml


class Organisation(Record):
    """An organisation that sits in one or more partnerships."""

    id: str = Field(description="A short id of your choice.")
    name: str = Field(min_length=1, description="The name by which it is shown.")
    aliases: tuple[str, ...] = Field((), description="Other names that partnerships' files use for it.")
    kind: str | None = Field(None, description="What it is, such as `council` or `health trust`.")
    parent: str | None = Field(None, description="Id of the organisation that it belongs to.")
    hours_a_month: float | None = Field(None, ge=0, description="Most hours it can give to all partnerships.")


class EndingSigns(Record):
    """From when on something counts as a sign that a partnership should be looked at for ending.

    None of these numbers is in the guide: all are ours, and whoever keeps the register can change them.
    """

    least: int = Field(
        3, ge=1, description="Grounds of signs from which a partnership is to be looked at, unless one sign is enough."
    )
    attendance: float = Field(0.5, ge=0, le=1, description="Mean share of meetings attended below which it is a sign.")
    least_meetings: int = Field(2, ge=1, description="Meetings below which attendance says nothing.")
    overdue: float = Field(0.5, ge=0, le=1, description="Share of open actions past their date from which it is one.")
    least_actions: int = Field(3, ge=1, description="Open actions below which their share says nothing.")
    failure_reasons: int = Field(2, ge=1, description="Reasons for failure that warn, from which it is one.")
    silent_months: int = Field(12, ge=1, description="Months without anything new on record from which it is one.")


class Register(Record):
    """Which organisations there are, what is much to ask of one, and what is a sign that a partnership could end.

    Examples
    --------
    >>> register = Register(organisations=[{"id": "whsct", "name": "Western Trust", "aliases": ["Western HSC Trust"]}])
    >>> register.name_of("western hsc trust"), register.name_of("Port")
    ('Western Trust', 'Port')
    """

    much_shared: float = Field(
        0.5,
        gt=0,
        le=1,
        description="Share of members, and of outcomes, in common that makes two partnerships candidates to merge. "
        "Ours, not in the guide.",
    )
    hours_a_month: float = Field(
        75.0, ge=0, description="Hours a month beyond which all partnerships together ask much; ours, not in the guide."
    )
    hours_a_lead: float = Field(
        4.0, ge=0, description="Hours a month that leading on one risk takes; ours, not in the guide."
    )
    ending: EndingSigns = Field(
        default_factory=EndingSigns,
        description="What counts as a sign that a partnership should be looked at for ending; ours, not in the guide.",
    )
    organisations: tuple[Organisation, ...] = Field((), description="The organisations.")

    @cached_property
    def _known(self) -> dict[str, Organisation]:
        return {plain_name(name): row for row in self.organisations for name in (*row.aliases, row.name)}

    def find(self, name: str) -> Organisation | None:
        """Return the organisation that goes by a name or alias; None when the register does not hold it."""
        return self._known.get(plain_name(name))

    def name_of(self, name: str) -> str:
        """Return the name by which an organisation is shown; the given one when the register does not hold it."""
        found = self.find(name)
        return found.name if found else name

    def hours_limit(self, name: str) -> float:
        """Return the most hours a month that an organisation can give."""
        found = self.find(name)
        own = found.hours_a_month if found else None
        return self.hours_a_month if own is None else own

    def sets_limit(self, name: str) -> bool:
        """Whether whoever wrote the register set that limit, for the organisation or for all; otherwise it is ours."""
        found = self.find(name)
        return "hours_a_month" in self.model_fields_set or (found is not None and found.hours_a_month is not None)


def read_register(file: str | Path) -> Register:
    r"""Read the register of organisations.

    Raises
    ------
    InputError
        With every fault: file, line, value, rule and way out.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "organisations.yaml")
    ...     _ = path.write_text("organisations:\n  psni: {name: Police Service, aliases: [PSNI]}\n", encoding="utf-8")
    ...     read_register(path).name_of("PSNI")
    'Police Service'
    """
    path = Path(file) if isinstance(file, str) else file
    folder = Folder(path.parent)
    root = read_yaml(folder, path.name)
    if root is None:
        raise InputError(folder.faults)
    shaper = Shaper(folder)
    data = shaper.record(root, Register, ())
    faults = list(folder.faults)
    try:
        register = Register.model_validate_json(json.dumps(data), strict=True)
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            if detail["type"] != "extra_forbidden" and detail["loc"] not in shaper.told:
                place, node = shaper.place_of(detail["loc"]), shaper.nodes.get(detail["loc"])
                quoted = isinstance(node, Scalar) and not node.plain and not node.cell
                faults.append(Fault(place.file, place.line, explain(detail, quoted=quoted)))
        raise InputError(faults) from None
    faults += _faults(register, shaper)
    if faults:
        raise InputError(faults)
    return register


def _faults(register: Register, shaper: Shaper) -> Iterator[Fault]:
    """Names that two organisations go by, and parents that are unknown or lead in a ring."""
    owners: dict[str, str] = {}
    parents = {row.id: row.parent for row in register.organisations}
    for number, row in enumerate(register.organisations):
        place = shaper.place_of(("organisations", number))
        for name in (row.name, *row.aliases):
            other = owners.setdefault(plain_name(name), row.id)
            if other != row.id:
                yield Fault(place.file, place.line, f'"{name}" is a name of {other} and of {row.id}; keep it at one')
        if row.parent is not None and row.parent not in parents:
            known = ", ".join(sorted(parents))
            yield Fault(place.file, place.line, f'parent "{row.parent}" is no organisation here; there are {known}')
        elif _in_ring(row.id, parents):
            yield Fault(place.file, place.line, f"{row.id} is its own parent in the end; take one parent out")


def _in_ring(start: str, parents: dict[str, str | None]) -> bool:
    above, seen = parents.get(start), set()
    while above is not None and above not in seen:
        if above == start:
            return True
        seen.add(above)
        above = parents.get(above)
    return False
