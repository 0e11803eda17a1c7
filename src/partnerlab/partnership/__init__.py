"""What one partnership answers: frozen, validated records, and the readers and writers of its files."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from partnerlab.partnership.partnership import Input, Partnership
from partnerlab.partnership.reading import read_partnership
from partnerlab.partnership.records import Place, Record
from partnerlab.partnership.schema import partnership_schema

if TYPE_CHECKING:
    from partnerlab.partnership.changes import Change
    from partnerlab.partnership.editing import Edit, Proposal, edit_partnership
    from partnerlab.partnership.history import Entry, read_history, undo

_WRITERS = {
    "partnerlab.partnership.changes": ("Change",),
    "partnerlab.partnership.editing": ("Edit", "Proposal", "edit_partnership"),
    "partnerlab.partnership.history": ("Entry", "read_history", "undo"),
}
"""What changes files, and where it is; who only reads them does not wait for it to be imported."""

__all__ = [
    "Change",
    "Edit",
    "Entry",
    "Input",
    "Partnership",
    "Place",
    "Proposal",
    "Record",
    "edit_partnership",
    "partnership_schema",
    "read_history",
    "read_partnership",
    "undo",
]


def __getattr__(name: str) -> Any:
    """Return what changes files, importing the module it lives in."""
    for home, names in _WRITERS.items():
        if name in names:
            return getattr(import_module(home), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
