"""What a notebook hands to its page and to machines: the type or tag of each, known to both sides."""

from __future__ import annotations

RESULTS_TYPE = "application/vnd.partnerlab.results+json"
"""Type under which a notebook hands its results to whoever runs it."""
CITATIONS_TYPE = "application/vnd.partnerlab.citations+json"
"""Type under which a display hands on what the places of the guide that it cites ask for."""
TERMS_TYPE = "application/vnd.partnerlab.terms+json"
"""Type under which a display hands on what the field's terms mean; a page explains those that it uses."""
FIGURE_TYPE = "application/vnd.partnerlab.figure+json"
"""Type under which a figure hands on its specification, for a page that answers to a pointer."""
NOTICE_TAG = "partnerlab-failure"
"""Tag of the cell that says what failed at the head of a notebook; its markup is shown, not spelled out."""
