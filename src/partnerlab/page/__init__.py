"""The parts of the page: template, styles, figure, table, finding, colours; small files and their readers.

`partnerlab.page.render` makes a page of a notebook that has run, `partnerlab.page.audit` checks a finished one.

The layer's rule: whatever is shown is text until it has passed an escaping template or the list of what is allowed.
"""
