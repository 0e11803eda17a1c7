"""Each pinned package is described: version, licence, needs, and who needs it."""

from __future__ import annotations

from email.message import Message
from importlib.metadata import PackageMetadata
from typing import cast

import pytest
from supply.pins import licence_of, read_pins, read_versions


def described(**fields: str) -> PackageMetadata:
    message = Message()
    for name, value in fields.items():
        message[name.replace("_", "-")] = value
    return cast("PackageMetadata", message)


@pytest.mark.parametrize(
    ("fields", "licence"),
    [
        ({"License_Expression": "MIT OR Apache-2.0", "License": "whatever"}, "MIT OR Apache-2.0"),
        ({"License": "BSD-3-Clause"}, "BSD-3-Clause"),
        ({"License": "MIT license"}, "MIT"),
        ({"License": "BSD", "Classifier": "License :: OSI Approved :: BSD License"}, "BSD"),
        ({"License": "BSD 3-Clause License\n\nCopyright (c) somebody"}, "BSD-3-Clause"),
        ({"License": "UNKNOWN", "Classifier": "License :: OSI Approved :: ISC License (ISCL)"}, "ISC"),
        ({"License": "Copyright (c) somebody", "Classifier": "License :: OSI Approved :: BSD License"}, "BSD"),
        ({}, ""),
    ],
)
def test_a_licence_is_named_as_its_makers_declare_it(fields: dict[str, str], licence: str) -> None:
    assert licence_of(described(**fields)) == licence


def test_every_pin_is_described_once_with_a_licence() -> None:
    pins = read_pins()
    assert {pin.name: pin.version for pin in pins} == read_versions()
    assert [pin.name for pin in pins if not pin.licence] == []


def test_what_users_need_is_told_from_what_developers_need() -> None:
    needs = {pin.name: pin.need for pin in read_pins()}
    assert needs["pandas"] == "always"
    assert needs["python-dateutil"] == "always"  # which pandas needs
    assert needs["distributed"] == "on request"
    assert needs["pytest"] == "for development"
