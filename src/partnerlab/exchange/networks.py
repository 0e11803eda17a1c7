"""A partnership's relationships as other people's tools for networks read them."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import networkx as nx

from partnerlab.errors import Fault, InputError
from partnerlab.partnership.partnership import Partnership
from partnerlab.partnership.relationships import Relationship
from partnerlab.wording import listed

LEVELS = ("needed", "actual")
"""Levels of collaboration of a relationship, on the partnership's own scheme."""

SAID = (*LEVELS, "current_value", "potential_value", "data_sharing")
"""What a relationship says that goes out; free text stays in."""

Attributes = dict[str, Any]


def latest_relationships(partnership: Partnership) -> tuple[Relationship, ...]:
    """Return the latest answer of each partner about each organisation, in the order of the file.

    Examples
    --------
    >>> rows = [{"by": "A", "with": "B", "on": f"2025-0{month}-01", "actual": month} for month in (1, 3)]
    >>> hub = Partnership(name="Hub", purpose="x", stage=[{"stage": "building"}], relationships=rows)
    >>> [row.actual for row in latest_relationships(hub)]
    [3]
    """
    latest: dict[tuple[str, str], Relationship] = {}
    for row in partnership.relationships:
        pair = (row.by, row.about)
        if pair not in latest or row.on >= latest[pair].on:
            latest[pair] = row
    return tuple(latest.values())


def write_network(partnership: Partnership, target: Path) -> bytes:
    """Return the latest relationships of a partnership as a network, in the format of a file's ending.

    Parameters
    ----------
    partnership
        The partnership, as at the day of interest.
    target
        The file that is to be: `.csv` (a list of ties), `.graphml`, `.gexf` or `.json` (Kumu).

    Returns
    -------
    bytes
        A tie leads from who answers to whom the answer is about. Names of people, evidence and notes are left out.

    Raises
    ------
    InputError
        When the ending is none of these, or there are no relationships.
    """
    write = _WRITERS.get(target.suffix.lower())
    if write is None:
        message = f"ends in none of {listed(_WRITERS, last='or')}; name the file by the format you want"
        raise InputError([Fault(target.name, 0, message)])
    if not partnership.relationships:
        has = (
            "has none by that day; use another --as-at" if partnership.whole.relationships else "has none yet; add some"
        )
        raise InputError([Fault(partnership.slug, 0, f"relationships: it {has}")])
    return write(partnership)


def organisations(partnership: Partnership) -> dict[str, Attributes]:
    """Return each partner and stakeholder by id, with its name, what it is, and its sector where known."""
    found: dict[str, Attributes] = {}
    for partner in partnership.partners:
        sector = {"sector": partner.sector} if partner.sector else {}
        found[partner.id] = {"label": partner.name, "kind": "partner", **sector}
    for stakeholder in partnership.stakeholders:
        found.setdefault(stakeholder.id, {"label": stakeholder.name, "kind": "stakeholder"})
    return found


def _ties(partnership: Partnership) -> Iterable[tuple[str, str, Attributes]]:
    for row in latest_relationships(partnership):
        said = {name: value for name in SAID if (value := getattr(row, name)) is not None}
        yield row.by, row.about, {"on": row.on.isoformat(), **said}


def _members(partnership: Partnership) -> dict[str, Attributes]:
    """Return the partners, and those stakeholders that a relationship is about."""
    about = {end for row in latest_relationships(partnership) for end in (row.by, row.about)}
    return {key: each for key, each in organisations(partnership).items() if each["kind"] == "partner" or key in about}


def _graph(partnership: Partnership) -> Any:
    graph: Any = nx.DiGraph()
    graph.add_nodes_from(_members(partnership).items())
    graph.add_edges_from(_ties(partnership))
    return graph


def _as_csv(partnership: Partnership) -> bytes:
    names = {key: each["label"] for key, each in organisations(partnership).items()}
    text = io.StringIO()
    columns = ["source", "target", "type", "source_name", "target_name", "on", *SAID]
    writer = csv.DictWriter(text, columns, restval="", lineterminator="\n")
    writer.writeheader()
    for source, target, said in _ties(partnership):
        ends = {"source": source, "target": target}
        writer.writerow(
            ends | {"type": "directed"} | {f"{end}_name": names.get(key, key) for end, key in ends.items()} | said
        )
    return text.getvalue().encode()


def _as_graphml(partnership: Partnership) -> bytes:
    found = io.BytesIO()
    nx.readwrite.graphml.write_graphml_xml(_graph(partnership), found, named_key_ids=True)
    return found.getvalue()


def _as_gexf(partnership: Partnership) -> bytes:
    found = io.BytesIO()
    nx.write_gexf(_graph(partnership), found, version="1.2draft")
    # The day of writing would make each file differ from the last.
    return re.sub(rb' lastmodifieddate="[^"]*"', b"", found.getvalue(), count=1)


def _as_kumu(partnership: Partnership) -> bytes:
    elements = [
        {
            "id": key,
            "label": each["label"],
            "type": each["kind"],
            **({"sector": each["sector"]} if "sector" in each else {}),
        }
        for key, each in _members(partnership).items()
    ]
    names = {each["id"]: each["label"] for each in elements}
    connections = [
        {"from": names.get(source, source), "to": names.get(target, target), "direction": "directed", **said}
        for source, target, said in _ties(partnership)
    ]
    document = {"elements": elements, "connections": connections}
    return (json.dumps(document, indent=1, ensure_ascii=False) + "\n").encode()


_WRITERS: dict[str, Callable[[Partnership], bytes]] = {
    ".csv": _as_csv,
    ".graphml": _as_graphml,
    ".gexf": _as_gexf,
    ".json": _as_kumu,
}
