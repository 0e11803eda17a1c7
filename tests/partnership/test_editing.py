"""Files are changed where a change is meant, and nowhere else."""

from __future__ import annotations

import csv
import errno
import io
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partnerlab import ChangeError, InputError, edit_partnership, read_partnership
from partnerlab.characters import says_nothing
from partnerlab.partnership.csv_files import read_csv
from partnerlab.partnership.drafts import Part, differences, draft_of, inner_plan, new_part
from partnerlab.partnership.history import history_of, read_history, undo
from partnerlab.partnership.nodes import Mapping
from partnerlab.partnership.partnership import Partnership
from partnerlab.partnership.records import Place
from partnerlab.partnership.shaping import Plan, Shaper, plans
from partnerlab.partnership.sources import Folder
from partnerlab.partnership.splicing import SpliceError, undone
from partnerlab.partnership.writing import Writer
from partnerlab.partnership.yaml_files import read_yaml
from samples import ROOT, SAMPLES

COVERS = (
    "partnerlab.partnership.parts",
    "partnerlab.partnership.changes",
    "partnerlab.partnership.csv_changes",
    "partnerlab.partnership.drafts",
    "partnerlab.partnership.history",
    "partnerlab.partnership.replacing",
    "partnerlab.partnership.splicing",
    "partnerlab.partnership.writing",
    "partnerlab.partnership.yaml_changes",
    "partnerlab.partnership.yaml_texts",
)

MARK = b"\xef\xbb\xbf"
START = "name: Hub\npurpose: Reach people\nstage: building\n"
PARTNERS = "partners:\n  A: {name: Alpha}\n  B: {name: Beta}\n"

ODD = {
    "lines": """# odd
name:   "Hub"   # the name
purpose: 'It''s
  folded'
stage: building # bare
"rationale": |+
  keep

  lines

# after what is kept
story: >2
    indented
   more
risks:
- id: R1
  title: a # one
  # between
  shared_by:
  - PSNI
  # in
  - Council   # x

- # a lone dash
  id: R2
  title: >-
    two
    lines


-
  id: R3
  title: c
ratings: []   # none yet
leads: ~ # null
controls:
# before the next
meetings: [ {on: 2025-01-01, present: [A, B,], }, {on: 2025-02-01, # c
   present: A}, ]
partners: { PSNI: {name: P, sector: , joined: 2020-01-01}, Council: {"name":"C"} }
criteria:
    one: {name: x}   # deep step
    two:
        name: y
        weight: 3
    # trailing
reviews: [2025-01-01, {on: 2025-02-01, name: "b"}]
initiator:
  organisation: PSNI
  role: x
  # inner
  from: 2020-01-01
broker: {organisation: A, role: b}
outcomes:
  aligned: outcome-1
options:
  - id: o1
    name: n
    scores: {a: 1,
             b: 2}
  - {id: o2, name: m}
thresholds: {}
""",
    "braces": """{name: Hub, purpose: x, stage: [scoping, {stage: building, on: 2025-01-01}], risks: [],
 partners: [{id: A, name: a}, {id: B, name: b}], # c
 ratings: [{risk: R1, likelihood: 1,
   impact: 2}], story: }
""",
    "marked": """---
name: Hub
purpose: x
stage:
  stage: building
  on: 2025-01-01
risks: &r
  - {id: R1, title: x}
  - {id: R2, title: y}
reviews: 2025-01-01
agenda:
  - item: 1

    known: >
      text

      more

    open: z
...
""",
}
"""Files laid out as few are, each a mapping in its own way."""

TEXTS = st.one_of(
    st.sampled_from(
        [
            *("yes", "no", "null", "~", "0010", "12e3", "1", "true", "a: b", "a #b", "# a", "- a", "it's", '"d"'),
            *("a,b", "[x]", "{y}", "*a", "&b", "!t", "|", "> x", "...", "--- a", "a:", "10:30", "=1+1", "@x", "%p"),
            *("multi\nline", "one\n\n  deep\ntwo", "a\rb", "tab\tin", "\u2028x", "\x85z", "\x07", "\ufeffb", "é😀"),
            *("2026-01-01", "http://x/y?z=1#f", " outer ", "x" * 150, "\\n", "-", "?"),
        ]
    ),
    st.text(st.characters(blacklist_categories=["Cs"]), min_size=1, max_size=12),
    st.integers(-3, 10**6),
    st.booleans(),
    st.floats(allow_infinity=False, allow_nan=False),
    st.dates(),
)


def shaped(folder: Path, name: str, contents: dict[str, bytes]) -> tuple[Folder, Shaper, Any]:
    source = Folder(folder, meant=contents)
    root = read_yaml(source, name)
    shaper = Shaper(source)
    return source, shaper, shaper.record(root, Partnership, ()) if root is not None else None


def parts_of(part: Part) -> list[Part]:
    inner = part.value.values() if isinstance(part.value, dict) else part.value if isinstance(part.value, list) else ()
    return [part, *(found for item in inner for found in parts_of(item))]


def is_simple(plan: Plan) -> bool:
    return plan.rows is None and plan.record is None and plan.named is None and plan.item is None


def new_row(data: st.DataObject, model: Any) -> dict[str, Any]:
    names = [name for name, plan in plans(model).items() if is_simple(plan) and name != "id"]
    row = {name: data.draw(TEXTS) for name in data.draw(st.lists(st.sampled_from(names), min_size=1, unique=True))}
    return {"id": f"N{data.draw(st.integers(0, 10**9))}", **row} if "id" in plans(model) else row


def change(data: st.DataObject, draft: Part) -> None:  # noqa: PLR0912  # one branch for each kind of change
    """Change a draft in one way or another, whether or not the schema would take it."""
    parts = parts_of(draft)
    kind = data.draw(st.sampled_from(["set", "drop", "fill", "add rows", "remove row", "remove all", "items"]))
    holders = [part for part in parts if isinstance(part.value, dict)]
    tables = [part for part in parts if isinstance(part.value, list) and part.plan.rows is not None]
    lists = [part for part in parts if isinstance(part.value, list) and part.plan.rows is None]
    if kind == "set":
        part = data.draw(st.sampled_from([part for part in parts if not isinstance(part.value, dict | list)]))
        meant = new_part(data.draw(TEXTS), part.plan)
        if meant is not None and not isinstance(meant.value, dict | list):
            part.value = meant.value
    elif kind == "drop":
        holder = data.draw(st.sampled_from(holders))
        if names := [name for name in holder.value if name != "id" and holder is not draft]:
            del holder.value[data.draw(st.sampled_from(names))]
    elif kind == "fill":
        holder = data.draw(st.sampled_from([part for part in holders if part.plan.record is not None]))
        model = holder.plan.record
        assert model is not None
        missing = [name for name in plans(model) if name not in holder.value and name != "id"]
        if missing:
            name = data.draw(st.sampled_from(missing))
            plan = plans(model)[name]
            value: Any = data.draw(TEXTS)
            if plan.rows is not None:
                value = [new_row(data, plan.rows)]
            elif plan.record is not None:
                value = new_row(data, plan.record)
            elif plan.named is not None:
                value = {"a": 1, "b c": 2}
            holder.put(name, value)
    elif kind == "add rows" and tables:
        table = data.draw(st.sampled_from(tables))
        for _ in range(data.draw(st.integers(1, 3))):
            if row := new_part(new_row(data, table.plan.rows), inner_plan(table.plan, 0)):
                table.value.append(row)
    elif kind == "remove row" and (full := [part for part in tables if part.value]):
        table = data.draw(st.sampled_from(full))
        del table.value[data.draw(st.integers(0, len(table.value) - 1))]
    elif kind == "remove all" and tables:
        data.draw(st.sampled_from(tables)).value.clear()
    elif kind == "items" and lists:
        part = data.draw(st.sampled_from(lists))
        meant = new_part(
            [*data.draw(st.permutations(part.plain())), *data.draw(st.lists(TEXTS, max_size=2))], part.plan
        )
        if meant is not None:
            part.become(meant)


def dressed(contents: dict[str, bytes], line_break: str, mark: bytes, *, final: bool, tabs: bool) -> dict[str, bytes]:
    """The same files with other line breaks, a byte order mark, no last line break, tabs between cells."""
    return {
        name: mark + _text(name, data, final, tabs).replace("\n", line_break).encode()
        for name, data in contents.items()
    }


def _text(name: str, data: bytes, final: bool, tabs: bool) -> str:
    text = data.decode()
    if tabs and name.endswith(".csv"):
        written = io.StringIO(newline="")
        csv.writer(written, delimiter="\t", lineterminator="\n").writerows(csv.reader(io.StringIO(text)))
        text = written.getvalue()
    return text if final else text.rstrip("\n")


def contents_of(name: str) -> dict[str, bytes]:
    if name in ODD:
        return {"hub.yaml": ODD[name].encode()}
    source, _, _ = shaped(ROOT / "parameters", f"{name}.yaml", {})
    return source.contents


def is_missing(_: Any, meant: Any, read: Any) -> bool:
    """Whether what was written is read as missing since it only holds a place, such as a question mark."""
    return read is None and isinstance(meant, str) and says_nothing(meant)


@pytest.mark.parametrize("name", [*SAMPLES, *ODD])
@settings(deadline=None, max_examples=8, derandomize=True, suppress_health_check=list(HealthCheck))
@given(
    data=st.data(),
    line_break=st.sampled_from(["\n", "\r\n"]),
    mark=st.sampled_from([b"", MARK]),
    shape=st.fixed_dictionaries({"final": st.booleans(), "tabs": st.booleans()}),
)
def test_what_is_written_reads_as_it_was_meant(name, data, line_break, mark, shape) -> None:
    file = f"{name}.yaml" if name in SAMPLES else "hub.yaml"
    contents = dressed(contents_of(name), line_break, mark, **shape)
    source, shaper, read = shaped(ROOT / "parameters", file, contents)
    assert source.faults == []
    draft = draft_of(read, Plan(record=Partnership), ())
    for _ in range(data.draw(st.integers(1, 3))):
        change(data, draft)
    writer = Writer(source.contents, shaper.nodes, file)
    try:
        writer.write(draft)
        written = {name: text.spliced() for name, text in writer.texts.items()}
    except (InputError, SpliceError):
        return  # refused with nothing written; which cases these are stands in tests below
    _, _, again = shaped(ROOT / "parameters", file, {**contents, **written})
    differing = [row for row in differences(draft.plain(), again) if not is_missing(*row)]
    assert differing == []
    for changed, text in writer.texts.items():
        assert undone(written[changed], text.reverse()) == contents[changed]
        assert written[changed].startswith(MARK) == contents[changed].startswith(MARK)


@pytest.mark.parametrize("name", [*SAMPLES, *ODD])
def test_what_is_not_changed_is_not_written(name) -> None:
    file = f"{name}.yaml" if name in SAMPLES else "hub.yaml"
    source, shaper, read = shaped(ROOT / "parameters", file, contents_of(name) if name in ODD else {})
    writer = Writer(source.contents, shaper.nodes, file)
    writer.write(draft_of(read, Plan(record=Partnership), ()))
    assert [splice for text in writer.texts.values() for splice in text.splices] == []


@pytest.mark.parametrize("name", SAMPLES)
@settings(deadline=None, max_examples=8, derandomize=True, suppress_health_check=list(HealthCheck))
@given(data=st.data(), line_break=st.sampled_from(["\n", "\r\n"]), final=st.booleans())
def test_one_change_touches_only_its_own_lines(name, data, line_break, final) -> None:
    contents = dressed(contents_of(name), line_break, b"", final=final, tabs=False)
    source, shaper, read = shaped(ROOT / "parameters", f"{name}.yaml", contents)
    draft = draft_of(read, Plan(record=Partnership), ())
    tables = [
        part for part in parts_of(draft) if isinstance(part.value, list) and part.plan.rows and len(part.value) > 1
    ]
    table = data.draw(st.sampled_from(tables))
    number = data.draw(st.integers(0, len(table.value) - 1))
    adds = data.draw(st.booleans())
    if adds:
        table.value.append(new_part({"note": "added"}, inner_plan(table.plan, 0)))
        if "id" in table.value[0].value:
            table.value[-1].put("id", "N1")
    else:
        node = shaper.nodes[table.value[number].at]
        del table.value[number]
    writer = Writer(source.contents, shaper.nodes, f"{name}.yaml")
    writer.write(draft)
    (text,) = [text for text in writer.texts.values() if text.splices]
    before, after = text.whole, text.spliced().decode()
    if adds:
        edits = text.edits()
        assert [splice for splice in edits if splice.end > splice.start] == []
        assert "added" in after
    elif isinstance(node, Mapping) and node.entries and not node.flow:
        (splice,) = text.edits()
        assert before[: splice.start] + before[splice.end :] == after
        assert after.count("#") == before.count("#") - before[splice.start : splice.end].count("#")
    assert after.endswith(line_break) == final


@pytest.fixture
def hub(tmp_path: Path):
    def written(text: str, **tables: str) -> Path:
        file = tmp_path / "hub.yaml"
        file.write_bytes(text.encode())
        for name, rows in tables.items():
            (tmp_path / f"{name}.csv").write_bytes(rows.encode())
        return file

    return written


def saved(edit) -> str:
    edit.save()
    return edit.file.read_bytes().decode()


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("in place", "in place"),
        ("yes", "yes"),
        ("0010", '"0010"'),
        ("12e3", '"12e3"'),
        ("null", '"null"'),
        ("2026-03-31", "2026-03-31"),
        ("a: b", '"a: b"'),
        ("a #b", '"a #b"'),
        ("#1", '"#1"'),
        ("it's", "it's"),
        ('"so"', r'"\"so\""'),
        ("é 😀", "é 😀"),
        ("two\n\nlines", "|-\n  two\n\n  lines"),
    ],
)
def test_a_text_is_quoted_only_where_it_must_be(value, written, hub) -> None:
    file = hub(START)
    assert saved(edit_partnership(file).set("rationale", value)) == f"{START}rationale: {written}\n"
    assert read_partnership(file).rationale == value


@pytest.mark.parametrize("value", ["a\x00b", "a\x1b[31mb", "a\u202eb", "a\ufeffb"])
def test_a_character_that_would_be_refused_is_not_written(value, hub) -> None:
    file = hub(START)
    with pytest.raises(ChangeError, match="; delete it"):
        edit_partnership(file).set("rationale", value).save()
    assert file.read_text(encoding="utf-8") == START


def test_quotes_and_comments_around_a_value_stay(hub) -> None:
    file = hub("name:   'Hub'   # the name\npurpose: \"p\" # why\nstage: building\n")
    edit = edit_partnership(file).set("name", "It's").set("purpose", "two\nlines")
    assert saved(edit) == "name:   'It''s'   # the name\npurpose: \"two\\nlines\" # why\nstage: building\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", 'risks:\n  - {id: R1, title: "One: two"}\n'),
        ("risks:\n", 'risks:\n  - {id: R1, title: "One: two"}\n'),
        ("risks: # none yet\n", 'risks: # none yet\n  - {id: R1, title: "One: two"}\n'),
        ("risks: []\n", 'risks:\n  - {id: R1, title: "One: two"}\n'),
        ("risks: ~\n", 'risks:\n  - {id: R1, title: "One: two"}\n'),
        ("risks: [{id: R0, title: x}]\n", 'risks: [{id: R0, title: x}, {id: R1, title: "One: two"}]\n'),
        ("risks:\n- {id: R0, title: x}\n", 'risks:\n- {id: R0, title: x}\n- {id: R1, title: "One: two"}\n'),
        ("risks:\n  - id: R0\n    title: x\n", 'risks:\n  - id: R0\n    title: x\n  - id: R1\n    title: "One: two"\n'),
        ("risks:\n  R0: {title: x}\n", 'risks:\n  R0: {title: x}\n  R1: {title: "One: two"}\n'),
        ("risks: {id: R0, title: x}\n", 'risks: [{id: R0, title: x}, {id: R1, title: "One: two"}]\n'),
        ("risks:\n  id: R0\n  title: x\n", 'risks:\n  - id: R0\n    title: x\n  - id: R1\n    title: "One: two"\n'),
    ],
)
@pytest.mark.parametrize("line_break", ["\n", "\r\n"])
def test_a_row_is_added_as_the_table_is_written(before, after, line_break, hub) -> None:
    file = hub((START + before).replace("\n", line_break))
    edit = edit_partnership(file).add("risks", {"id": "R1", "title": "One: two"})
    assert saved(edit) == (START + after).replace("\n", line_break)


@pytest.mark.parametrize(
    ("rows", "added"),
    [
        ("id,title\r\nR1,x\r\n", '\r\nR2,"a, ""b"""\r\n'),
        ("id,title\nR1,x", '\nR2,"a, ""b"""'),
        ("id\ttitle\nR1\tx\n", '\nR2\t"a, ""b"""\n'),
        ('"title","id"\n"x","R1"\n', '\n"a, ""b""","R2"\n'),
        ("id,title\n# none yet\n", None),
    ],
)
def test_a_row_is_added_to_a_csv_file_as_its_rows_are_written(rows, added, hub) -> None:
    file = hub(f"{START}risks: risks.csv\n", risks=rows)
    edit = edit_partnership(file).add("risks", {"id": "R2", "title": 'a, "b"'})
    edit.save()
    expected = rows.rstrip("\r\n") + added if added else 'id,title\nR2,"a, ""b"""\n# none yet\n'
    assert (file.parent / "risks.csv").read_bytes().decode() == expected
    assert file.read_bytes().decode() == f"{START}risks: risks.csv\n"


@pytest.mark.parametrize("title", ["=1+1", "+x", "@y", "-z", "two\nlines", "a;b", "yes", "0010", "a\tb"])
def test_any_text_in_a_cell_reads_as_it_was_meant(title, hub) -> None:
    file = hub(f"{START}risks: risks.csv\n", risks="id,title\nR1,x\n")
    edit_partnership(file).add("risks", {"id": "R2", "title": title}).save()
    assert read_partnership(file).risk("R2").title == title


def test_a_new_column_is_added_only_when_needed_and_is_said(hub) -> None:
    file = hub(f"{START}risks: risks.csv\n", risks="# register\nid,title\nR1,x\nR2,y\n")
    edit = edit_partnership(file).set("risks.R2.group", "harm")
    assert edit.propose().notes == ('risks.csv gains the column "group"',)
    edit.save()
    assert (file.parent / "risks.csv").read_text() == "# register\nid,title,group\nR1,x,\nR2,y,harm\n"
    assert read_history(file)[0].changes == ("risks.R2.group: set to harm", 'risks.csv gains the column "group"')


def test_lists_stand_in_a_cell_parted_by_semicolons(hub) -> None:
    file = hub(f"{START}{PARTNERS}risks: risks.csv\n", risks="id,title,shared_by\nR1,x,A\n")
    edit_partnership(file).set("risks.R1.shared_by", ["A", "B"]).save()
    assert (file.parent / "risks.csv").read_text() == "id,title,shared_by\nR1,x,A;B\n"


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ({"id": "R2", "title": "x", "shared_by": ["A; B", "B"]}, "holds a semicolon, which separates several values"),
        ({"id": "#2", "title": "x"}, "cannot be in the first column, where # begins a comment"),
        ({"id": "R2", "title": {"a": 1}}, "has several parts, which one cell cannot hold"),
    ],
)
def test_what_no_cell_can_hold_is_refused(row, fault, hub) -> None:
    file = hub(f"{START}{PARTNERS}risks: risks.csv\n", risks="id,title,shared_by\nR1,x,A\n")
    with pytest.raises(InputError, match=fault):
        edit_partnership(file).add("risks", row).save()
    assert (file.parent / "risks.csv").read_text() == "id,title,shared_by\nR1,x,A\n"


def test_all_faults_are_told_at_once_in_the_readers_words_and_nothing_is_written(hub) -> None:
    file = hub(f"{START}{PARTNERS}risks:\n  - {{id: R1, title: x}}\n")
    before = file.read_bytes()
    edit = edit_partnership(file).rate("R9", by="A", on="soon", likelihood=0, impact=3)
    edit.set("partners.A.sector", "charity").set("partners.B.colour", "red")
    with pytest.raises(InputError) as raised:
        edit.save()
    told = str(raised.value)
    assert 'risk "R9" is not a risk; known are R1' in told
    assert '"colour" is not known here' in told
    assert [fault.line for fault in raised.value.faults] == sorted(fault.line for fault in raised.value.faults)
    assert len(raised.value.faults) == 5
    assert told in edit.preview()
    assert "+  - {risk: R9" in edit.preview()
    assert file.read_bytes() == before
    assert not history_of(file).exists()


@pytest.mark.parametrize(
    ("path", "fault"),
    [
        ("riskz.R1.title", 'did you mean "risks"'),
        ("risks.R7.title", '"risks" has no row "R7"; known are R1'),
        ("name.first", '"name" is a single value'),
    ],
)
def test_a_path_that_leads_nowhere_is_told(path, fault, hub) -> None:
    file = hub(f"{START}risks:\n  - {{id: R1, title: x}}\n")
    with pytest.raises(InputError, match=fault):
        edit_partnership(file).set(path, "x")


def test_a_file_that_changed_meanwhile_is_not_written_and_both_changes_are_shown(hub) -> None:
    file = hub(START)
    edit = edit_partnership(file).set("marking", "OFFICIAL")
    file.write_text(START.replace("Reach people", "Reach all"), encoding="utf-8")
    with pytest.raises(ChangeError) as raised:
        edit.save()
    assert "hub.yaml changed since it was read" in str(raised.value)
    assert "+purpose: Reach all" in str(raised.value)
    assert "+marking: OFFICIAL" in str(raised.value)
    assert file.read_text(encoding="utf-8") == START.replace("Reach people", "Reach all")


def test_a_part_repeated_by_an_alias_is_not_changed_by_the_way(hub) -> None:
    text = f"{START}partners:\n  A: &a {{name: Alpha}}\n  B: *a\n"
    file = hub(text)
    with pytest.raises(ChangeError, match=r"partners.0.name would read as Other, not as Alpha"):
        edit_partnership(file).set("partners.B.name", "Other").save()
    assert file.read_text(encoding="utf-8") == text


def test_many_rows_are_added_at_once_and_undone_at_once(hub) -> None:
    rows = "risk,by,on,likelihood,impact\r\nR1,A,2025-01-01,1,1\r\n"
    file = hub(f"{START}{PARTNERS}risks:\n  - {{id: R1, title: x}}\nratings: ratings.csv\n", ratings=rows)
    edit = edit_partnership(file, command="minutes")
    for day in range(1, 29):
        for month in range(1, 13):
            edit.rate("R1", by="B", on=date(2025, month, day), likelihood=2, impact=3)
    assert len(edit.changes) == 336
    edit.save()
    assert edit.changes == ()
    assert len(read_partnership(file).ratings) == 337
    (entry,) = read_history(file)
    assert entry.command == "minutes"
    edit.undo()
    assert (file.parent / "ratings.csv").read_bytes().decode() == rows


def test_verbs_say_what_they_change(hub) -> None:
    file = hub(f"{START}{PARTNERS}risks:\n  - {{id: R1, title: x}}\n  - {{id: R2, title: y}}\n")
    edit = edit_partnership(file)
    edit.answer(10, by="A", on=date(2026, 3, 31), answer="partly", evidence="minutes").lead("R1", "A", on="2026-03-31")
    edit.update("risks", {"class": "shared", "title": "z"}, title="y").remove("risks", id="R1").remove("partners.B")
    assert [str(change) for change in edit.changes] == [
        "checklist: added on 2026-03-31, by A, item 10, answer partly, evidence minutes",
        "leads: added risk R1, lead A, on 2026-03-31",
        "risks.R2: set to id R2, title z, class shared, was id R2, title y",
        "risks: removed id R1, title x",
        "partners.B: removed id B, name Beta",
    ]
    assert edit.rows("risks") == [{"id": "R2", "title": "z", "class": "shared"}]
    with pytest.raises(InputError, match="1 place still refers to R1"):
        edit.save()
    edit.set("leads", None)
    assert saved(edit) == (
        f"{START}partners:\n  A: {{name: Alpha}}\nrisks:\n  - {{id: R2, title: z, class: shared}}\n"
        "checklist:\n  - {on: 2026-03-31, by: A, item: 10, answer: partly, evidence: minutes}\n"
    )


def test_changes_are_undone_one_after_the_other_to_the_byte(hub) -> None:
    file = hub(START.replace("\n", "\r\n"))
    states = [file.read_bytes()]
    for text in ("a", "b", "c"):
        edit_partnership(file).set("rationale", text).save()
        states.append(file.read_bytes())
    for state in reversed(states[:-1]):
        undo(file)
        assert file.read_bytes() == state
    with pytest.raises(ChangeError, match="no change by partnerlab is left to undo"):
        undo(file)
    assert [entry.undoes for entry in read_history(file)] == [None, None, None, 3, 2, 1]


def test_undo_is_refused_after_a_change_by_hand(hub) -> None:
    file = hub(START)
    edit_partnership(file).set("rationale", "a").save()
    by_hand = file.read_text(encoding="utf-8") + "marking: OFFICIAL\n"
    file.write_text(by_hand, encoding="utf-8")
    with pytest.raises(ChangeError, match=r"hub.yaml changed since the change of .*\n.*rationale: set to a"):
        undo(file)
    assert file.read_text(encoding="utf-8") == by_hand


def test_a_history_that_is_gone_or_damaged_hinders_nobody(hub) -> None:
    file = hub(START)
    edit_partnership(file).set("rationale", "a").save()
    with history_of(file).open("ab") as history:
        history.write(b'{"number": 2, "at')
    edit_partnership(file).set("rationale", "b").save()
    assert len(read_history(file)) == 2
    undo(file)
    assert read_partnership(file).rationale == "a"
    shutil.rmtree(history_of(file).parent)
    assert read_history(file) == ()
    edit_partnership(file).set("rationale", "c").save()
    assert read_partnership(file).rationale == "c"


def test_a_change_that_was_remembered_and_not_made_is_passed_over(hub) -> None:
    file = hub(START)
    edit_partnership(file).set("rationale", "a").save()
    made = file.read_bytes()
    edit_partnership(file).set("rationale", "b").save()
    file.write_bytes(made)  # as if the machine had stopped before the second was written
    undo(file)
    assert file.read_text(encoding="utf-8") == START


def test_a_change_that_reached_one_file_of_two_is_taken_back(hub) -> None:
    rows = "risk,lead\nR1,\n"
    file = hub(f"{START}{PARTNERS}risks:\n  - {{id: R1, title: x}}\nleads: leads.csv\n", leads=rows)
    before = file.read_bytes()
    edit_partnership(file).set("leads.1.lead", "A").set("marking", "OFFICIAL").save()
    file.write_bytes(before)  # as if the machine had stopped between the two
    edit_partnership(file).set("marking", "OFFICIAL").save()  # and somebody had completed it
    for _ in range(2):
        undo(file)
    assert file.read_bytes() == before
    assert (file.parent / "leads.csv").read_bytes().decode() == rows


def test_what_a_killed_writer_left_is_removed_by_the_next_and_nothing_else(hub) -> None:
    file = hub(START)
    for name in (".part-abcdefgh-hub.yaml~", ".part-abcdefgh-other.csv~", "hub.yaml~"):
        (file.parent / name).touch()
    edit_partnership(file).set("marking", "OFFICIAL").save()
    found = sorted(path.name for path in file.parent.iterdir())
    assert found == [".history", ".part-abcdefgh-other.csv~", "hub.yaml", "hub.yaml~"]


def test_files_that_cannot_be_replaced_all_stay(hub, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = "risk,lead\nR1,\n"
    file = hub(f"{START}{PARTNERS}risks:\n  - {{id: R1, title: x}}\nleads: leads.csv\n", leads=rows)
    before = file.read_bytes()
    edit = edit_partnership(file).set("leads.1.lead", "A").set("marking", "OFFICIAL")
    replace = Path.replace
    calls: list[Any] = []

    def fail_second(source: Any, target: Any) -> None:
        calls.append(target)
        if len(calls) == 2:
            raise PermissionError(13, "in use", str(source), None, str(target))  # as Python says it of a move
        replace(Path(source), target)

    monkeypatch.setattr("partnerlab.partnership.replacing.os.replace", fail_second)
    with pytest.raises(ChangeError) as caught:
        edit.save()
    assert str(caught.value).startswith(f"{calls[1]} cannot be written (in use); close it elsewhere; nothing changed")
    assert file.read_bytes() == before
    assert (file.parent / "leads.csv").read_bytes().decode() == rows
    assert read_history(file) == ()
    assert sorted(path.name for path in file.parent.iterdir()) == [".history", "hub.yaml", "leads.csv"]


@pytest.mark.parametrize("place", ["replacing.os.fsync", "replacing.FileLock.acquire"])
def test_a_full_disk_loses_nothing_and_leaves_nothing(hub, monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    file = hub(f"{START}{PARTNERS}risks:\n  - {{id: R1, title: x}}\nleads: leads.csv\n", leads="risk,lead\nR1,\n")
    edit_partnership(file).set("marking", "OFFICIAL").save()

    def contents() -> dict[str, bytes]:
        return {each.name: each.read_bytes() for each in file.parent.rglob("*") if each.suffix in {".yaml", ".jsonl"}}

    def full(*_: Any, **__: Any) -> Any:
        raise OSError(errno.ENOSPC, "No space left on device")

    before, names = contents(), sorted(each.name for each in file.parent.rglob("*"))
    edit = edit_partnership(file).set("leads.1.lead", "A").set("marking", "SECRET")
    monkeypatch.setattr(f"partnerlab.partnership.{place}", full)
    with pytest.raises(ChangeError, match=r"\(No space left on device\); make room on the disk; nothing changed"):
        edit.save()
    assert contents() == before
    assert sorted(each.name for each in file.parent.rglob("*")) == names


def test_saving_nothing_writes_nothing(hub) -> None:
    file = hub(START)
    assert edit_partnership(file).save() is None
    assert edit_partnership(file).set("name", "Hub").save() is None
    assert not history_of(file).parent.exists()


def test_the_row_that_stands_in_a_file_of_its_own_is_changed_there(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "parameters", tmp_path / "parameters")
    file = tmp_path / "parameters" / "glens-health-alliance.yaml"
    before = file.read_bytes()
    edit = edit_partnership(file)
    edit.set("instruments.1.title", "Another title").save()
    assert file.read_bytes() == before
    assert read_partnership(file).instruments[0].title == "Another title"
    edit.undo()
    assert read_partnership(file).instruments[0].title != "Another title"


def test_cells_of_a_tabbed_table_are_read_as_written(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text('a\tb\n"x\ty"\t2\n', encoding="utf-8")
    rows = read_csv(Folder(tmp_path), "t.csv", named_at=Place())
    assert rows is not None
    assert rows.items[0].items["a"].text == "x\ty"


def test_a_criterion_that_options_are_scored_on_is_not_removed_by_itself(tmp_path: Path) -> None:
    file = tmp_path / "hub.yaml"
    start = "name: Hub\npurpose: x\nstage: scoping\ncriteria: [{id: near, name: Near}, {id: cost, name: Cost}]\n"
    file.write_text(start + "options: [{id: o, name: O, form: network, scores: {cost: 3}}]\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"1 place still refers to cost: hub\.yaml line 5"):
        edit_partnership(file).remove("criteria.cost").propose()
    assert edit_partnership(file).remove("criteria.near").propose().contents
