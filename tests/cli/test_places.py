from __future__ import annotations

import sys
from pathlib import Path

import click
import pytest

from partnerlab.cli.places import is_here, name_of, place_at


def test_a_path_and_the_address_of_a_file_here_are_the_same_place(tmp_path: Path) -> None:
    assert place_at(str(tmp_path)) == place_at(tmp_path.as_uri()) == tmp_path
    assert is_here(place_at("parameters"))


def test_an_address_elsewhere_is_named_as_it_was_written_but_for_secrets() -> None:
    pytest.importorskip("upath", reason="needs the extra `remote`")
    place = place_at("memory://place/parameters")
    assert not is_here(place)
    assert name_of(place) == "memory://place/parameters"


def test_without_the_extra_the_way_to_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "upath", None)
    with pytest.raises(click.UsageError, match=r"pip install partnerlab\[remote\]"):
        place_at("s3://bucket/parameters")


def test_an_address_that_nothing_can_read_is_refused_without_giving_its_password_away() -> None:
    pytest.importorskip("upath", reason="needs the extra `remote`")
    with pytest.raises(click.BadParameter, match=r"nowhere://host/x cannot be reached \(.*; check the address") as told:
        place_at("nowhere://user:secret@host/x")
    assert "secret" not in told.value.message
