"""The bill of materials names every package, its licence and needs, and nothing of the machine it is made on."""

from __future__ import annotations

import json
import re
from pathlib import Path

from supply.materials import write_materials
from supply.pins import read_versions


def test_every_pinned_package_is_a_component_with_a_version_and_a_licence() -> None:
    bill = json.loads(write_materials())
    assert {part["name"]: part["version"] for part in bill["components"]} == read_versions()
    assert all(part["licenses"] for part in bill["components"])


def test_whatever_is_needed_is_a_component_and_each_is_named_once() -> None:
    bill = json.loads(write_materials())
    names = [part["bom-ref"] for part in bill["components"]]
    assert len(set(names)) == len(names)
    assert {name for row in bill["dependencies"] for name in row["dependsOn"]} <= set(names)
    assert {row["ref"] for row in bill["dependencies"]} == {"partnerlab", *names}


def test_it_holds_no_clock_no_serial_number_no_place_and_no_registry() -> None:
    text = write_materials()
    bill = json.loads(text)
    assert "serialNumber" not in bill
    assert "timestamp" not in bill["metadata"]
    assert re.findall(r"https?://[^/\"]+", text) == ["http://cyclonedx.org"]
    assert str(Path.home()) not in text
