"""The keys of a partnership's file, as its schema knows them, through lists and named rows."""

from __future__ import annotations

from functools import cache
from typing import Any

from partnerlab.partnership import partnership_schema

Node = dict[str, Any]


@cache
def schema() -> Node:
    """Return the schema, which takes a moment to make."""
    return partnership_schema()


@cache
def is_key(path: str) -> bool:
    """Whether a file can hold what a path names, such as `risks.title`."""
    node = schema()
    for name in path.split("."):
        fields = _fields_in(node)
        if name not in fields:
            return False
        node = fields[name]
    return True


def _fields_in(node: Node) -> dict[str, Node]:
    """The fields of a part of the file, by name, whatever the part may also be."""
    found: dict[str, Node] = dict(node.get("properties", {}))
    if "$ref" in node:
        found |= _fields_in(schema()["$defs"][node["$ref"].rpartition("/")[2]])
    for part in [part for key in ("anyOf", "oneOf", "allOf") for part in node.get(key, [])]:
        found |= _fields_in(part)
    for part in [node[key] for key in ("items", "additionalProperties") if isinstance(node.get(key), dict)]:
        found |= _fields_in(part)
    return found
