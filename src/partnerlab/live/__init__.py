"""The live workbook: choose, change, try and save in a notebook that a person has open.

The layer's rule: it is thin. It calls `analysis` and the writer of files and shows `display`; what it knows by itself
is what has been typed and not been saved. A batch imports no widget.
"""
