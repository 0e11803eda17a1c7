from __future__ import annotations

from pathlib import Path

import pytest
from synthetic import write_partnerships

from partnerlab.partnership import read_partnership


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return write_partnerships(tmp_path_factory.mktemp("parameters"), 12)


def test_made_up_partnerships_are_valid_illustrative_and_of_the_size_of_samples(files: list[Path]) -> None:
    for file in files:
        partnership = read_partnership(file)
        assert partnership.illustrative
        assert 4 <= len(partnership.partners) <= 9
        assert 8 <= len(partnership.risks) <= 19
        assert partnership.indicators


def test_no_two_are_alike(files: list[Path]) -> None:
    assert len({read_partnership(file).name for file in files}) == len(files)
    assert len({(file.with_suffix("") / "ratings.csv").read_bytes() for file in files}) == len(files)


def test_each_is_the_same_whatever_else_is_made(files: list[Path], tmp_path: Path) -> None:
    again = write_partnerships(tmp_path, 3)
    assert [file.read_bytes() for file in again] == [file.read_bytes() for file in files[:3]]
    other = write_partnerships(tmp_path / "other", 1, seed=2)
    assert other[0].read_bytes() != again[0].read_bytes()


def test_varied_ones_are_valid_and_differ_in_stage_in_answers_and_in_what_they_share(tmp_path: Path) -> None:
    made = [read_partnership(file) for file in write_partnerships(tmp_path, 16, varied=True)]
    assert len({partnership.current_stage for partnership in made}) > 2
    assert {bool(partnership.risks) for partnership in made} == {True, False}
    names = [partner.name for partnership in made for partner in partnership.partners]
    assert names.count("National Body 1") > 3
