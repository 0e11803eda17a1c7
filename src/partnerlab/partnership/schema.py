"""The JSON Schema of a partnership's file, so that editors complete keys and explain them."""

from __future__ import annotations

from typing import Any

from partnerlab.partnership.case import Stage
from partnerlab.partnership.evaluation import ReviewDate
from partnerlab.partnership.instruments import InstrumentItem, OwnInstrument
from partnerlab.partnership.partnership import Partnership

_TABLE = {
    "type": "string",
    "pattern": r"\.([cC][sS][vV]|([xX][lL][sS][xXmMbB]?|[oO][dD][sS])(#.+)?)$",
    "description": "A CSV file below this folder, or a sheet of a workbook: `register.xlsx#Risks`.",
}
_FILE = {"type": "string", "pattern": r"\.[yY][aA]?[mM][lL]$", "description": "A YAML file below this folder."}


def partnership_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of `parameters/<slug>.yaml`.

    A list of rows may also be written as a mapping from id to row, as one row alone, or as the name of a CSV
    file, and an instrument as the name of a YAML file; the schema allows each.

    Examples
    --------
    >>> sorted(partnership_schema()["required"])
    ['name', 'purpose', 'stage']
    """
    schema = Partnership.model_json_schema(by_alias=True)
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = "A partnership, as partnerlab reads it"
    definitions = schema["$defs"]
    for record in [schema, *definitions.values()]:
        for name, part in record.get("properties", {}).items():
            record["properties"][name] = _widened(part, definitions)
    return schema


def _widened(part: dict[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    reference = part.get("items", {}).get("$ref", "") if part.get("type") == "array" else ""
    if not reference:
        return part
    name = reference.rsplit("/", 1)[-1]
    row = definitions[name]
    alone = [
        row["properties"][record.shorthand] | {"description": "The value alone."}
        for record in (Stage, ReviewDate, InstrumentItem)
        if record.__name__ == name
    ]
    alone += [_FILE] if name == OwnInstrument.__name__ else []
    one_row = {"anyOf": [{"$ref": reference}, *alone]} if alone else {"$ref": reference}
    rows = {"type": "array", "items": one_row} | {key: part[key] for key in ("minItems",) if key in part}
    without = {"anyOf": [_without_id(row), *alone]} if alone else _without_id(row)
    choices = [
        rows,
        _TABLE,
        {"type": "object", "additionalProperties": without} if "id" in row["properties"] else one_row,
    ]
    choices += [_FILE] if name == OwnInstrument.__name__ else []
    rest = {key: value for key, value in part.items() if key not in {"type", "items", "minItems"}}
    return {"anyOf": choices, **rest}


def _without_id(row: dict[str, Any]) -> dict[str, Any]:
    properties = {name: part for name, part in row["properties"].items() if name != "id"}
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": properties,
        "required": [name for name in row.get("required", []) if name != "id"],
    }
