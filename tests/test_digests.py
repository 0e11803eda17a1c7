"""Hashes: of a file, and of a package, which change with its content and with nothing else."""

from __future__ import annotations

from pathlib import Path

import partnerlab
from partnerlab.digests import digest_of, library_digest, own_digest

OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
"""SHA-256 of abc, as FIPS 180-2 gives it."""


def test_a_file_is_known_by_its_content(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"abc")
    assert digest_of(tmp_path / "a") == OF_ABC


def test_a_package_is_known_by_names_and_contents_and_not_by_what_python_compiled(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_bytes(b"abc")
    first = library_digest(tmp_path)
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__" / "a.pyc").write_bytes(b"x")
    assert library_digest(tmp_path) == first
    (tmp_path / "a.py").rename(tmp_path / "b.py")
    second = library_digest(tmp_path)
    (tmp_path / "b.py").write_bytes(b"abd")
    assert len({first, second, library_digest(tmp_path)}) == 3


def test_partnerlab_knows_itself() -> None:
    assert own_digest() == library_digest(Path(partnerlab.__file__).parent)
