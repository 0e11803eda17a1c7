"""Results as reviews leave them, made up for tests of the portfolio."""

from __future__ import annotations

import json
from pathlib import Path

import partnerlab
from partnerlab.digests import own_digest


def finding(code: str, severity: str, subject: str = "partnership") -> dict:
    return {
        "notebook": "01-scoping",
        "code": code,
        "severity": severity,
        "paragraph": "¶4.4",
        "capability": "lead-for-each-risk",
        "subject": subject,
        "message": f"{subject} is {severity}",
        "evidence": [],
        "remedy": "Do it",
        "stage": "scoping",
    }


def measure(name: str, value: float | str, subject: str = "") -> dict:
    return {"notebook": "03-risk-allocation", "name": name, "value": value, "subject": subject}


def action(what: str, state: str, due: str | None = None) -> dict:
    empty = dict.fromkeys(("owner", "code", "subject", "severity", "paragraph", "since"))
    return {"notebook": "01-scoping", "what": what, "state": state, "due": due, **empty}


def results(slug: str, partners: dict[str, str], **more) -> dict:
    return {
        "schema": 2,
        "version": partnerlab.__version__,
        "library": own_digest(),
        "slug": slug,
        "complete": True,
        "notebooks": ["01-scoping"],
        "missing": [],
        "partnership": {
            "slug": slug,
            "name": slug.title(),
            "stage": "managing",
            "as_at": "2026-03-31",
            "illustrative": True,
            "marking": None,
            "partners": [{"id": key, "name": name, "sector": None} for key, name in partners.items()],
            "outcomes": ["safer"],
        },
        "findings": [],
        "measures": [],
        "actions": [],
        "inputs": [],
    } | more


def partner(name: str, **more) -> dict:
    return {"id": name, "name": name, "sector": None} | more


def leave(folder: Path, slug: str, members: list[dict], outcomes: tuple[str, ...] = ("safer",), **about) -> None:
    """Leave the results of one partnership; what is known about it beside its members is given by name."""
    lists = {name: about.pop(name) for name in ("findings", "measures", "actions") if name in about}
    content = results(slug, {}, **lists)
    content["partnership"] |= {"partners": members, "outcomes": list(outcomes), **about}
    (folder / slug).mkdir(parents=True)
    (folder / slug / "results.json").write_text(json.dumps(content), encoding="utf-8")
