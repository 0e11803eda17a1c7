"""The public face: each name is there, leads somewhere, and costs nothing until it is used."""

from __future__ import annotations

import subprocess
import sys

import pytest

import partnerlab


@pytest.mark.parametrize("name", partnerlab.__all__)
def test_each_public_name_is_found(name):
    assert getattr(partnerlab, name) is not None


def test_the_list_and_the_homes_agree():
    assert sorted(name for names in partnerlab._HOMES.values() for name in names) == sorted(partnerlab.__all__)


def test_a_name_that_is_not_there_is_refused():
    with pytest.raises(AttributeError, match="no attribute 'chart'"):
        partnerlab.chart  # noqa: B018  # the look-up is what is tested


def test_importing_the_package_alone_imports_no_notebook_software():
    code = "import sys, partnerlab; print(sorted({'altair', 'pandas', 'papermill', 'IPython'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
