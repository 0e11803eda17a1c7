from __future__ import annotations

from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from partnerlab import guide
from partnerlab.errors import GuideError, InputError, PartnerlabError

COVERS = ("partnerlab.guide.rows",)

OWN_SCALE = """\
paragraph: ¶4.3
certainty: chosen
source: "not in the guide: board minute 7"
rows:
  - id: likelihood-3
    title: Likelihood
    text: Three steps.
    levels: [{value: 1, label: low}, {value: 2, label: middle}, {value: 3, label: high}]
"""


def written(folder: Path, text: str, name: str = "scales.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_list_is_read_once_and_stays_as_it_is() -> None:
    assert guide.checklist() is guide.checklist()
    with pytest.raises(FrozenInstanceError):
        guide.checklist()[0].text = "changed"  # type: ignore[misc] # that it cannot be set is the point


def test_a_row_is_found_by_its_id() -> None:
    assert guide.failure_reasons().row("failure-3") is guide.failure_reasons()[2]


def test_an_unknown_id_is_answered_with_the_nearest() -> None:
    with pytest.raises(GuideError, match='"failure-33" is not known here; did you mean "failure-3"'):
        guide.failure_reasons().row("failure-33")
    with pytest.raises(GuideError, match='did you mean "managing"'):
        guide.stage("manging")


def test_an_id_like_no_other_is_answered_with_all() -> None:
    with pytest.raises(GuideError, match="known are scoping, building, planning"):
        guide.stage("xyz")


def test_an_unknown_name_is_caught_as_a_partnerlab_error_or_as_a_lookup_error() -> None:
    assert issubclass(GuideError, PartnerlabError)
    assert issubclass(GuideError, LookupError)


def test_a_users_own_scale_reads_like_a_supplied_one(tmp_path: Path) -> None:
    [scale] = guide.read_rows(written(tmp_path, OWN_SCALE), guide.Scale)
    assert scale.level("high").value == 3
    assert scale.source == "not in the guide: board minute 7"
    assert not scale.in_guide


def test_a_row_may_differ_from_what_its_list_has_in_common(tmp_path: Path) -> None:
    own = OWN_SCALE.replace("    title: Likelihood\n", "    title: Likelihood\n    certainty: recalled\n")
    assert guide.read_rows(written(tmp_path, own), guide.Scale)[0].certainty == "recalled"


def test_a_table_reads_like_a_list(tmp_path: Path) -> None:
    table = 'id,title,paragraph,text,certainty,source\nterm-hub,Hub,¶2.1,"A place, or a table.",chosen,ours\n'
    [term] = guide.read_rows(written(tmp_path, table, "terms.csv"), guide.Term)
    assert term.text == "A place, or a table."


def test_every_fault_of_a_file_is_told_with_its_line(tmp_path: Path) -> None:
    own = OWN_SCALE.replace("text: Three steps.", "txt: Three steps.").replace("value: 2,", "value: two,")
    with pytest.raises(InputError) as caught:
        guide.read_rows(written(tmp_path, own), guide.Scale)
    messages = [str(fault) for fault in caught.value.faults]
    assert len(messages) == 3
    assert all(message.startswith('scales.yaml:5: row "likelihood-3": ') for message in messages)
    assert any("levels.1.value" in message for message in messages)


def test_a_certainty_of_another_kind_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="certainty"):
        guide.read_rows(written(tmp_path, OWN_SCALE.replace("chosen", "sure")), guide.Scale)


def test_an_id_that_stands_twice_is_refused(tmp_path: Path) -> None:
    twice = OWN_SCALE + OWN_SCALE.partition("rows:\n")[2]
    with pytest.raises(InputError, match='id "likelihood-3" is there twice'):
        guide.read_rows(written(tmp_path, twice), guide.Scale)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("rows: [", "scales.yaml:1: is not YAML"),
        ("- a list", "has no list of rows"),
        ("rows: 7", "has no list of rows"),
        ("", "has no list of rows"),
        ("rows: [text]", "row number 1"),
    ],
)
def test_a_file_of_another_shape_is_refused_in_words(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        guide.read_rows(written(tmp_path, text), guide.Scale)


def test_a_file_that_is_not_there_is_named_without_its_folder(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"^nowhere\.yaml: cannot be read"):
        guide.read_rows(tmp_path / "nowhere.yaml", guide.Scale)
