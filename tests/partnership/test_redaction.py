"""What is shared leaves out what is promised, field by field; ids still match; what cannot be struck is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from partnerlab.errors import InputError
from partnerlab.names import Names
from partnerlab.partnership import Partnership, read_partnership
from partnerlab.partnership.columns import Table, tables
from partnerlab.partnership.field_reference import sections
from partnerlab.partnership.records import redact
from partnerlab.partnership.redaction import (
    count_left_out,
    explain_redaction,
    list_places_to_check,
    redaction_reference,
    share,
    strike,
)
from samples import ROOT

NAMES = Names(("Ann Lee", "Ben Moss", "Major"))
FILE = """\
name: Hub for Ann Lee
purpose: What Ben Moss asked for
stage: implementing
story: Ann Lee began it
partners:
  ann-lee: {name: Agency of Ann Lee, aliases: [Lee's, ANN LEE & Co], note: x}
  B: {name: Body B, representatives: [{role: Deputy of Ben Moss, name: Ben Moss, contact: b@example.org}]}
options: [{id: o, name: Own, form: partnership, scores: {ben-moss: 3}}]
criteria: [{id: ben-moss, name: Ben Moss}]
risks:
  R1: {title: Ann Lee leaves, cause: "Ben Moss, they say", shared_by: [ann-lee, B]}
leads: [{risk: R1, lead: ann-lee, on: 2026-01-01}]
relationships: [{by: ann-lee, with: B, on: 2026-01-01, needed: major}]
scales: [{id: own, source: us, levels: [{value: 1, label: major}, {value: 2, label: minor}]}]
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "hub.yaml"
    kept = [line for line in FILE.splitlines() if not line.startswith("relationships")]
    path.write_text("\n".join(kept), encoding="utf-8")
    return path


@pytest.fixture
def names(tmp_path: Path) -> Path:
    path = tmp_path / "names.txt"
    path.write_text("\n".join(NAMES.listed), encoding="utf-8")
    return path


def test_names_are_struck_out_of_every_field_and_ids_still_match(file: Path, names: Path) -> None:
    shared = read_partnership(file, redact_names=names)
    for record in (shared, shared.whole):
        assert not NAMES.find(record.model_dump_json(exclude={"partners": {"__all__": {"representatives"}}}))
    assert [partner.id for partner in shared.partners] == ["[name 1]", "B"]
    assert shared.risk("R1").shared_by == ("[name 1]", "B")
    assert shared.leads[0].lead == "[name 1]"
    assert shared.options[0].scores == {"[name 2]": 3.0}
    assert shared.name == "Hub for [name 1]"
    assert shared.scales[0].levels[0].label == "[name 3]"


def test_words_of_the_format_are_not_struck(file: Path) -> None:
    whole = read_partnership(file).whole
    assert strike(whole, Names(("implementing", "partnership"))).current_stage == "implementing"
    assert strike(whole, Names(("partnership",))).options[0].form == "partnership"


def test_a_partnership_says_what_was_left_out_of_it_at_any_date(file: Path, names: Path) -> None:
    assert read_partnership(file).redaction == ""
    assert read_partnership(file, redact=True).redaction.startswith("Redacted: ")
    both = read_partnership(file, redact=True, redact_names=names, as_at="2026-02-01")
    assert both.redaction == both.whole.redaction == explain_redaction(redacted=True, struck=True)


def test_whatever_is_left_out_or_struck_is_counted_by_field(file: Path) -> None:
    left = count_left_out(read_partnership(file).whole, redacted=True, names=NAMES)
    assert dict(left.fields) == {"story": 1, "note": 1, "name": 1, "contact": 1}
    assert left.struck["title"] == 1
    assert left.struck["name"] == 3  # of the partnership, a partner and a criterion
    assert count_left_out(read_partnership(file).whole, redacted=False, names=None).struck == {}


def test_two_ids_that_would_become_one_are_refused() -> None:
    twins = Partnership(
        name="Hub", purpose="x", stage=[{"stage": "scoping"}], partners=[{"id": i, "name": i} for i in ("Ben", "BEN")]
    )
    with pytest.raises(InputError, match="give it an id without a name"):
        strike(twins, Names(("ben",)))


def test_a_file_whose_name_holds_a_name_is_refused_without_telling_it(tmp_path: Path) -> None:
    (tmp_path / "ann-lee.yaml").write_text("name: Hub\npurpose: x\nstage: scoping\n", encoding="utf-8")
    with pytest.raises(InputError, match="holds name 1 of the list") as refused:
        share(read_partnership(tmp_path / "ann-lee.yaml"), redacted=False, names=NAMES)
    assert not NAMES.find(str(refused.value))


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Ann Lee asked for it", True),
        ("as Dr Moss said", True),
        ("A. Moss will write", True),
        ("write to someone@example.org", True),
        ("Seán O’Hara-Moss left", True),
        ("Seán O’Hara left", True),
        ("reach people early", False),
        ("The Northern Ireland Board", False),
        ("Shared Partnership Outcomes", False),
        ("Body Beta decides", False),
    ],
)
def test_places_whose_words_look_like_names_are_told_and_ordinary_words_are_not(words: str, found: bool) -> None:
    partners = [{"id": "B", "name": "Body Beta"}]
    hub = Partnership(name="Hub", purpose=words, stage=[{"stage": "scoping"}], partners=partners)
    assert [field for _, field in list_places_to_check(hub)] == ["purpose"] * found


def test_the_promise_names_every_field_of_every_part_once() -> None:
    rows = dict(line[2:].split(" | ", 1) for line in redaction_reference().splitlines() if line.startswith("| "))
    for section in sections():
        for column in section.columns:
            assert rows[section.name or "the partnership"].count(f"`{column.name}`") == 1


@pytest.mark.parametrize("table", tables(), ids=lambda table: table.name)
def test_what_the_promise_leaves_out_is_what_redacting_empties(table: Table) -> None:
    fields = table.record.model_fields
    made = table.record.model_construct(**dict.fromkeys(fields, "Ann Lee"))
    emptied = {name for name in fields if getattr(redact(made), name) is None}
    assert {fields[name].alias or name for name in emptied} == {
        column.name for column in table.columns if column.private
    }


def test_the_page_kept_is_up_to_date() -> None:
    kept = (ROOT / "docs" / "redaction.md").read_text(encoding="utf-8")
    assert kept == redaction_reference(), "run: partnerlab schema --format redaction > docs/redaction.md"
