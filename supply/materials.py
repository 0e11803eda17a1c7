"""A bill of materials in CycloneDX: `python -m supply.materials > partnerlab.cdx.json`.

The same constraints give the same bytes: no clock, no serial number, no place on a machine, no address of a registry.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from partnerlab import __version__
from supply.pins import Pin, read_pins

SPECIFICATION = "1.6"


def write_materials() -> str:
    """Return every package, what it needs and its licence, as CycloneDX in JSON."""
    pins = read_pins()
    bill = {
        "$schema": f"http://cyclonedx.org/schema/bom-{SPECIFICATION}.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": SPECIFICATION,
        "version": 1,
        "metadata": {"component": _itself()},
        "components": [_component(pin) for pin in pins],
        "dependencies": [
            {"ref": "partnerlab", "dependsOn": sorted(_reference(pin) for pin in pins if pin.need == "always")},
            *({"ref": _reference(pin), "dependsOn": _needed(pin, pins)} for pin in pins),
        ],
    }
    return json.dumps(bill, indent=2, ensure_ascii=False) + "\n"


def _itself() -> dict[str, Any]:
    licence = {"license": {"id": "MIT", "acknowledgement": "declared"}}
    named = {"type": "application", "bom-ref": "partnerlab", "name": "partnerlab", "version": __version__}
    return {**named, "licenses": [licence]}


def _component(pin: Pin) -> dict[str, Any]:
    """Return a package; what users never install is marked as excluded, what they may ask for as optional."""
    scope = {"always": "required", "on request": "optional", "for development": "excluded"}[pin.need]
    return {
        "type": "library",
        "bom-ref": _reference(pin),
        "name": pin.name,
        "version": pin.version,
        "scope": scope,
        "licenses": [{"license": {"name": pin.licence, "acknowledgement": "declared"}}] if pin.licence else [],
        "purl": _reference(pin),
    }


def _reference(pin: Pin) -> str:
    return f"pkg:pypi/{pin.key}@{pin.version}"


def _needed(pin: Pin, pins: tuple[Pin, ...]) -> list[str]:
    return sorted(_reference(other) for other in pins if other.key in pin.requires)


if __name__ == "__main__":
    sys.stdout.write(write_materials())
