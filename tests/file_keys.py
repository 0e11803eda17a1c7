"""Whether a key that a page names is a key of a partnership's file."""

from __future__ import annotations

from typing import Any

from partnerlab.partnership.schema import partnership_schema


def field_exists(path: str) -> bool:
    """Whether the schema of a partnership's file knows a key path."""
    schema = partnership_schema()
    node: dict[str, Any] = schema
    for key in path.split("."):
        node = properties_of(node, schema).get(key, {})
        if not node:
            return False
    return True


def properties_of(node: Any, schema: dict[str, Any]) -> dict[str, Any]:
    """Return the properties that a node of a schema has, wherever it keeps them."""
    if isinstance(node, list):
        return {name: value for part in node for name, value in properties_of(part, schema).items()}
    if "$ref" in node:
        return properties_of(schema["$defs"][node["$ref"].rsplit("/", 1)[-1]], schema)
    below = [value for key, value in node.items() if key in {"items", "anyOf", "oneOf", "allOf"}]
    return {**properties_of(below, schema), **node.get("properties", {})} if below else node.get("properties", {})
