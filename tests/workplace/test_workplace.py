"""A place to work in, laid out in a folder of the user's."""

from __future__ import annotations

import json
from pathlib import Path

from partnerlab import workplace
from partnerlab.partnership import partnership_schema, read_partnership
from samples import ROOT


def test_it_holds_the_notebooks_the_samples_and_a_folder_for_reviews(tmp_path: Path):
    written = workplace.lay_out(tmp_path)
    assert {path.name for path in (tmp_path / "notebooks").iterdir()} == {
        path.name for path in (ROOT / "notebooks").glob("*.ipynb")
    }
    assert (tmp_path / "outputs").is_dir()
    assert len(written) >= 9
    for file in (tmp_path / "parameters").glob("*.yaml"):
        assert read_partnership(file).illustrative


def test_what_is_there_already_is_left_as_it_is(tmp_path: Path):
    workplace.lay_out(tmp_path)
    mine = tmp_path / "parameters" / "riverside-support-hub.yaml"
    mine.write_text("name: Mine\npurpose: Ours\nstage: scoping\n", encoding="utf-8")
    assert workplace.lay_out(tmp_path) == ()
    assert read_partnership(mine).name == "Mine"


def test_the_schema_that_files_name_lies_beside_them(tmp_path: Path):
    workplace.lay_out(tmp_path)
    file = tmp_path / "parameters" / "partnership.schema.json"
    assert json.loads(file.read_text(encoding="utf-8")) == json.loads(json.dumps(partnership_schema()))


def test_the_schema_kept_with_the_samples_is_up_to_date():
    kept = (ROOT / "parameters" / "partnership.schema.json").read_text(encoding="utf-8")
    assert json.loads(kept) == json.loads(json.dumps(partnership_schema()))
