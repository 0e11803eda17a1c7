"""A further page of a notebook, as a notebook of its own that is rendered like any other."""

from __future__ import annotations

from typing import Any

import nbformat

from partnerlab.page.attachments import FurtherPage
from partnerlab.page.handover import CITATIONS_TYPE, RESULTS_TYPE, TERMS_TYPE
from partnerlab.page.parts import render

HANDED_ON = (RESULTS_TYPE, CITATIONS_TYPE, TERMS_TYPE)
"""What a further page takes over from the notebook: whom it is about and its marking, the guide's words, terms."""


def further_notebook(page: FurtherPage, document: Any, *, back: str) -> Any:
    """Return a notebook that shows a further page.

    Parameters
    ----------
    document
        The notebook that handed it on.
    back
        Address of that notebook's own page.
    """
    outputs = [
        {"output_type": "display_data", "metadata": {}, "data": {kind: output["data"][kind]}}
        for cell in document.cells
        for output in cell.get("outputs", [])
        for kind in HANDED_ON
        if kind in output.get("data", {})
    ]
    body = f"{render('back', address=back)}{page.body}"
    shown = {"output_type": "display_data", "metadata": {}, "data": {"text/html": body}}
    code: dict[str, Any] = {"cell_type": "code", "id": "body", "metadata": {}, "source": "", "execution_count": None}
    title = {"cell_type": "markdown", "id": "title", "metadata": {}, "source": f"# {page.title}"}
    cells = [title, code | {"outputs": [shown, *outputs]}]
    origin = dict(document.metadata.get("partnerlab", {}))
    content = {"cells": cells, "metadata": {"partnerlab": origin}, "nbformat": 4, "nbformat_minor": 5}
    return nbformat.from_dict(content)  # type: ignore[no-untyped-call] # it is untyped
