"""What one partnership answers: frozen, validated records, and the readers and writers of its files."""

from partnerlab.partnership.partnership import Input, Partnership
from partnerlab.partnership.reading import read_partnership
from partnerlab.partnership.records import Place, Record
from partnerlab.partnership.schema import partnership_schema

__all__ = ["Input", "Partnership", "Place", "Record", "partnership_schema", "read_partnership"]
