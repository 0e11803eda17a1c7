"""The parts of the page: template, styles, figure, table, finding, colours; small files and their readers.

The layer's rule: whatever is shown is text until it has passed an escaping template or the list of what is allowed.
"""
