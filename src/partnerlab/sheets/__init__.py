"""What stands in a spreadsheet: cells with places, headings, and values as people write them; no partnership."""

from partnerlab.sheets.spreadsheet import Cell, Sheet, read_sheets

__all__ = ["Cell", "Sheet", "read_sheets"]
