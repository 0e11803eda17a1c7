"""How a page is made: a notebook that has run, cleaned piece by piece and put together."""
