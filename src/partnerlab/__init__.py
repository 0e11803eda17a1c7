"""partnerlab: the guide *Making Partnerships Work* as an analytical workbook."""

__version__ = "0.1.0"
