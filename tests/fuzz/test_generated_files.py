"""Whatever a file holds, it is read or refused with faults that can be printed; nothing else ever happens.

`PARTNERLAB_FUZZ_INPUTS=200000` makes a long run, such as each night, and `PARTNERLAB_FUZZ_SEED` another one.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from fuzz.tally import INPUTS, MOST_SECONDS, SEED, TALLY
from partnerlab.cli import main
from partnerlab.errors import InputError
from partnerlab.partnership import Partnership, read_partnership
from partnerlab.partnership.columns import Table, record_type, row_type, tables
from partnerlab.partnership.records import Record
from samples import ROOT, run_partnerlab

EVERY = 40
"""One in so many inputs is given to the command line too."""

CORPUS = sorted((Path(__file__).parent / "corpus").iterdir())

START = "name: Hub\npurpose: Reach people\nstage: scoping\npartners: [{id: A, name: A}, {id: B, name: B}]\n"

ODD = (
    "", " ", "A", "B", "R1", "#1", "# x", "1", "0", "-1", "3.4", "1e308", "-1e308", "1e-320", "nan", "inf", "0x1F",
    "1_000", "99999999999999999999", "9" * 400, "£1,200", "20%", "(300)", "1,5", "yes", "No", "TRUE", "partly",
    "n/a", "tbc", "2026-03-31", "31/03/2026", "05/13/2026", "9999-12-31", "0001-01-01", "2026-02-30", "20260331",
    "2026-03-31T10:00:00", "2019", "2019/20", "2019/25", "2019-13", "2014-10", "2003-07", "2019Q5", "2019 Q1",
    "abc", "-2019", "null", "~", "[]", "{}", "[A, A]", "{a: 1}", "[[[[1]]]]", "&x y", "*x",
    "!!python/object:os.system x", "!!int x", "a: b", "'it''s'", '"\\uD800"', '"\\UFFFFFFFF"', '"\\0"',
    "Support #1", "x" * 2000, "é\u00a0b", "\u200b", "\ufeff", "\x85", "\u2028", "\t", "- a", "? a", "|", "t.csv",
    "T.csv", "hub.yaml", "none.csv", "../x.csv", "book.xlsx#A", "a\x00.csv", "A;B;;A", "=1+1", "-", "scoping",
    "major",
)  # fmt: skip
"""What people and programs leave where something else is meant."""

values = st.one_of(st.sampled_from(ODD), st.sampled_from(ODD), st.text(max_size=12), st.floats().map(str))
lists = st.sampled_from([table for table in tables() if len(table.path) == 1])


@st.composite
def rows(draw: st.DrawFn) -> tuple[Table, list[str], list[list[str]]]:
    """Return a list of the file's format, some of its columns and odd ones, and cells."""
    table = draw(lists)
    names = [column.name for column in table.columns]
    columns = draw(st.lists(st.sampled_from([*names, *names, "ID", "Review by", "colour", ""]), min_size=1, max_size=8))
    needed = [column.name for column in table.columns if column.required] if draw(st.booleans()) else []
    heading = list(dict.fromkeys([*needed, *columns]))
    fitting = {
        column.name: st.sampled_from([*column.choices]) if column.choices else st.sampled_from(["A", "2026-03-31", "3"])
        for column in table.columns
    }
    cells = [
        [draw(fitting.get(name, values) if draw(st.booleans()) else values) for name in heading]
        for _ in range(draw(st.integers(0, 4)))
    ]
    return table, heading, cells


def outcome_of(folder: Path) -> str:
    """Read the file, or return what is printed when it is refused."""
    refused: InputError | None = None
    with TALLY.measured():
        try:
            read_partnership(folder / "hub.yaml").redacted()
        except InputError as error:
            refused = error
    TALLY.read += refused is None
    if TALLY.inputs % EVERY == 0:
        TALLY.commands += 1
        give_to_command_line(folder, code=3 if refused else 0)
    if refused is None:
        return ""
    told = str(refused)
    assert refused.faults
    assert len(refused.lines()) <= 57
    assert len(told) < 60_000
    assert str(folder) not in told
    return told


def give_to_command_line(folder: Path, *, code: int) -> None:
    """Have the command line refuse a faulty file, with the outputs as they were, or check a good one."""
    page = folder / "outputs" / "hub" / "review.html"
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text("as it was", encoding="utf-8")
    command = ["run", str(folder / "hub.yaml"), "-o", str(folder / "outputs")] if code else ["check", str(folder)]
    done = CliRunner().invoke(main, command)
    assert done.exit_code == code, done.output
    assert isinstance(done.exception, SystemExit | None), done.exception
    assert "Traceback" not in done.output
    assert [path.name for path in page.parent.iterdir()] == ["review.html"]
    assert page.read_text(encoding="utf-8") == "as it was"


def test_a_usual_run_tries_at_least_three_thousand_inputs() -> None:
    assert INPUTS >= 3_000 or "PARTNERLAB_FUZZ_INPUTS" in os.environ


def runs(share: float) -> Any:
    """Return the settings of a test that makes its share of the inputs."""
    wanted = max(int(INPUTS * share), 1)
    return settings(
        max_examples=wanted, deadline=None, database=None, suppress_health_check=list(HealthCheck), print_blob=True
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fuzz")


@pytest.mark.slow
@seed(SEED)
@runs(0.4)
@given(rows(), st.tuples(st.sampled_from(",,,;\t"), st.sampled_from(["\n", "\r\n", "\r"]), st.booleans()))
def test_tables_are_read_or_refused(folder: Path, made: Any, written: Any) -> None:
    table, heading, cells = made
    mark, end, quoted = written
    lines = [mark.join(f'"{cell}"' if quoted else cell for cell in row) for row in [heading, *cells]]
    (folder / "t.csv").write_bytes(end.join(lines).encode("utf-8", "surrogatepass"))
    (folder / "hub.yaml").write_text(f"{START if table.name != 'partners' else START[:47]}{table.name}: t.csv\n")
    outcome_of(folder)


@pytest.mark.slow
@seed(SEED)
@runs(0.35)
@given(rows(), st.booleans())
def test_lists_in_the_file_are_read_or_refused(folder: Path, made: Any, flow: bool) -> None:
    table, heading, cells = made
    text = START + f"{table.name}:\n"
    for row in cells:
        pairs = [f"{name or 'x'}: {cell}" for name, cell in zip(heading, row, strict=True)]
        text += f"  - {{{', '.join(pairs)}}}\n" if flow else "  - " + "\n    ".join(pairs) + "\n"
    (folder / "hub.yaml").write_bytes(text.encode("utf-8", "surrogatepass"))
    outcome_of(folder)


SAMPLE = (ROOT / "parameters" / "northern-food-network.yaml").read_bytes()


@pytest.mark.slow
@seed(SEED)
@runs(0.25)
@given(
    st.integers(0, len(SAMPLE)),
    st.integers(0, 60),
    st.one_of(values.map(lambda text: text.encode("utf-8", "replace")), st.binary(max_size=8)),
)
def test_a_file_that_was_damaged_is_read_or_refused(folder: Path, at: int, gone: int, put: bytes) -> None:
    (folder / "hub.yaml").write_bytes(SAMPLE[:at] + put + SAMPLE[at + gone :])
    outcome_of(folder)


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.name)
def test_what_once_went_wrong_is_refused(path: Path, tmp_path: Path) -> None:
    (tmp_path / "hub.yaml").write_bytes(path.read_bytes())
    for name in ("t.csv", "T.csv"):
        (tmp_path / name).write_text("id,title\nR1,x\n", encoding="utf-8")
    assert outcome_of(tmp_path)


def test_the_command_line_says_what_is_wrong_and_leaves_what_was_made_untouched(tmp_path: Path) -> None:
    (tmp_path / "hub.yaml").write_bytes(CORPUS[0].read_bytes())
    page = tmp_path / "outputs" / "hub" / "review.html"
    page.parent.mkdir(parents=True)
    page.write_text("as it was", encoding="utf-8")
    done = run_partnerlab(tmp_path, "run", "hub.yaml")
    assert done.returncode == 3
    assert "Traceback" not in done.stderr
    assert done.stderr.endswith("nothing was run.\n")
    assert [path.name for path in page.parent.iterdir()] == ["review.html"]
    assert page.read_text(encoding="utf-8") == "as it was"


def test_all_inputs_took_no_longer_than_a_run_may() -> None:
    assert TALLY.seconds <= MOST_SECONDS or "PARTNERLAB_FUZZ_INPUTS" in os.environ


def each_field_with(value: Any, record: type[Record]) -> Iterator[dict[str, Any]]:
    """Yield a record for each of its fields, and of those of the records within it, that holds the value alone."""
    for name, field in record.model_fields.items():
        key, row, single = field.alias or name, row_type(field.annotation), record_type(field.annotation)
        yield {key: value}
        if row is not None:
            yield from ({key: [inner]} for inner in each_field_with(value, row))
        elif single is not None:
            yield from ({key: inner} for inner in each_field_with(value, single))


@pytest.mark.slow
@pytest.mark.parametrize("value", [[[1]], {"a": 1}, []], ids=str)
def test_a_list_or_group_in_any_field_is_read_or_refused(folder: Path, value: Any) -> None:
    files = list(each_field_with(value, Partnership))
    assert {"disputes": [{"rung": value}]} in files
    assert {"indicators": [{"groups": [{"values": [{"period": value}]}]}]} in files
    for content in files:
        (folder / "hub.yaml").write_text(json.dumps(content), encoding="utf-8")
        with contextlib.suppress(InputError):
            read_partnership(folder / "hub.yaml")
