"""What one partnership answers: frozen, validated records, and the readers and writers of its files."""

from partnerlab.partnership.changes import Change
from partnerlab.partnership.editing import Edit, Proposal, edit_partnership
from partnerlab.partnership.history import Entry, read_history, undo
from partnerlab.partnership.partnership import Input, Partnership
from partnerlab.partnership.reading import read_partnership
from partnerlab.partnership.records import Place, Record
from partnerlab.partnership.schema import partnership_schema

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
