"""A partnership's file: what is read, what is refused, and how a fault is told."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from partnerlab.errors import InputError
from partnerlab.partnership import Place, read_partnership, reading

COVERS = (
    "partnerlab.partnership.cache",
    "partnerlab.partnership.case",
    "partnerlab.partnership.explanations",
    "partnerlab.partnership.members",
    "partnerlab.partnership.references",
    "partnerlab.partnership.shaping",
)

LEAST = "name: Hub\npurpose: Reach people early\nstage: scoping\n"


@pytest.fixture
def write(tmp_path: Path):
    def written(text: str, **tables: str | bytes) -> Path:
        for name, content in tables.items():
            table = tmp_path / "hub" / f"{name}.csv"
            table.parent.mkdir(exist_ok=True)
            table.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        file = tmp_path / "hub.yaml"
        file.write_text(text, encoding="utf-8")
        return file

    return written


def faults(file: Path) -> list[str]:
    with pytest.raises(InputError) as caught:
        read_partnership(file)
    return [str(fault) for fault in caught.value.faults]


def test_name_purpose_and_stage_are_enough(write):
    partnership = read_partnership(write(LEAST))
    assert (partnership.name, partnership.current_stage, partnership.slug) == ("Hub", "scoping", "hub")
    assert partnership.as_at is None


def test_what_is_missing_is_named(write):
    assert faults(write("name: Hub\n")) == [
        "hub.yaml:1: purpose is missing; add it",
        "hub.yaml:1: stage is missing; add it",
    ]


@pytest.mark.parametrize(
    ("heading", "told"),
    [
        ("id,titel,class", ['hub/risks.csv:1: heading "titel" is not known here; did you mean "title"?']),
        ("id,cause,class", ["hub/risks.csv:2: risks row 1, title is missing; add it"]),
    ],
)
def test_a_column_that_is_missing_is_told_once_and_not_for_each_row(write, heading: str, told: list[str]):
    rows = "".join(f"R{number},Late,shared\n" for number in range(1, 4))
    assert faults(write(f"{LEAST}risks: hub/risks.csv\n", risks=f"{heading}\n{rows}")) == told


def test_entries_written_one_by_one_are_each_told_what_they_lack(write):
    text = f"{LEAST}risks:\n  - {{id: R1, class: own}}\n  - {{id: R2, class: own}}\n"
    assert faults(write(text)) == [
        "hub.yaml:5: risks row 1, title is missing; add it",
        "hub.yaml:6: risks row 2, title is missing; add it",
    ]


def test_five_mistakes_give_five_messages_with_their_lines(write):
    text = LEAST + (
        "partnrs: 3\n"
        "partners:\n"
        "  PSNI:\n"
        "    name: Police\n"
        "    sector: police\n"
        "    joined: 2025-13-01\n"
        "leads:\n"
        "  - {risk: R1, lead: DfI}\n"
    )
    found = faults(write(text))
    assert found == [
        'hub.yaml:4: "partnrs" is not known here; did you mean "partners"?',
        'hub.yaml:8: partners row 1, sector: "police" is not one of statutory, local government, voluntary, '
        "community, private, academic or funder",
        'hub.yaml:9: partners row 1, joined: "2025-13-01" is not a day of the calendar; '
        "write YYYY-MM-DD, such as 2026-03-31",
        'hub.yaml:11: lead "DfI" is not a partner; known are PSNI',
        'hub.yaml:11: risk "R1" is not a risk; the file lists none; add it under `risks`',
    ]


def test_another_name_of_a_partner_is_answered_with_its_id(write):
    text = (
        "name: Hub\npurpose: Meet\nstage: planning\npartners:\n"
        "  - {id: PSNI, name: Police Service, short_name: Police, aliases: [The peelers]}\n"
        "tasks:\n  - {id: T1, name: Meet, responsible: [police service, Police, the peelers, psni]}\n"
    )
    told = [fault.partition(" is not a partner")[2] for fault in faults(write(text)) if "is not a partner" in fault]
    assert sorted(way_out.partition("; ")[2] for way_out in told) == [
        'did you mean "PSNI"?',
        *('write its id, "PSNI"',) * 3,
    ]


def test_rows_may_stand_in_a_table_beside_the_file(write):
    file = write(
        LEAST + "partners: {PSNI: {name: Police}, NIHE: {name: Housing}}\nrisks: hub/risks.csv\n",
        risks="id,title,class,shared_by,probability,low,likely,high\nR1,Late data,shared,PSNI; NIHE,0.25,1,2,3\n",
    )
    risk = read_partnership(file).risk("R1")
    assert risk.shared_by == ("PSNI", "NIHE")
    assert (risk.probability, risk.low, risk.high, risk.kind) == (0.25, 1.0, 3.0, "shared")
    assert risk.place == Place("hub/risks.csv", 2)


def test_a_fault_in_a_table_names_the_table_and_its_line(write):
    file = write(LEAST + "risks: hub/risks.csv\n", risks="id,title,probability\nR1,First,0.5\nR2,Second,1.4\n")
    assert faults(file) == ['hub/risks.csv:3: risks row 2, probability: "1.4" must be at most 1']


def test_a_quoted_line_break_in_a_table_keeps_the_line_numbers_true(write):
    file = write(LEAST + "risks: hub/risks.csv\n", risks='id,title,probability\nR1,"two\nlines",0.5\nR2,Second,2\n')
    assert faults(file)[0].startswith("hub/risks.csv:4:")


def test_costs_that_fall_from_low_to_high_are_refused(write):
    file = write(LEAST + "risks: [{id: R1, title: A, low: 5, likely: 3, high: 9}]\n")
    assert faults(file) == ["hub.yaml:4: risks row 1: costs must rise from low to likely to high, not 5, 3, 9"]


def test_days_that_fall_are_told_together_with_costs_that_fall(write):
    file = write(LEAST + "risks: [{id: R1, title: A, low: 5, likely: 3, days_low: 60, days_high: 20}]\n")
    assert faults(file) == [
        "hub.yaml:4: risks row 1: costs must rise from low to likely to high, not 5, 3; "
        "days of delay must rise from low to likely to high, not 60, 20"
    ]
    below = write(LEAST + "risks: [{id: R1, title: A, days_low: -1}]\n")
    assert "days_low" in faults(below)[0]
    assert "-1" in faults(below)[0]


def test_ids_that_look_like_numbers_stay_as_typed(write):
    file = write(LEAST + "partners: {0010: {name: 12e3}, NO: {name: yes}}\n")
    assert [(partner.id, partner.name) for partner in read_partnership(file).partners] == [
        ("0010", "12e3"),
        ("NO", "yes"),
    ]


def test_a_year_is_a_period_without_quotes(write):
    file = write(
        LEAST + "indicators: {a: {title: A, unit: '%', good_direction: up, values: [{period: 2019, value: 3}]}}\n"
    )
    assert read_partnership(file).indicators[0].values[0].period == "2019"


def test_a_quoted_number_is_text_and_refused_where_a_number_is_asked(write):
    file = write(LEAST + "risks: [{id: R1, title: A, probability: '0.5'}]\n")
    assert faults(file) == ['hub.yaml:4: risks row 1, probability: "0.5" must be a number, without quotes']


def test_a_comma_in_unquoted_text_is_explained(write):
    found = faults(write(LEAST + "constraints: [{kind: budget, text: at most £600,000 a year}]\n"))
    assert found == [
        'hub.yaml:4: "000 a year" is not known here; quote the text before it when this is part of it; '
        "write several values in brackets, as [A, B]"
    ]


def test_an_id_used_twice_is_refused(write):
    file = write(LEAST + "risks:\n  - {id: R1, title: A}\n  - {id: R1, title: B}\n")
    assert faults(file) == ['hub.yaml:6: id "R1" is also used at hub.yaml:5; ids are unique in a table']


def test_each_further_use_of_an_id_names_the_first(write):
    file = write(LEAST + "risks:\n" + "".join(f"  - {{id: {name}, title: A}}\n" for name in ("R1", "R2", "R1", "R1")))
    assert faults(file) == [
        f'hub.yaml:{line}: id "R1" is also used at hub.yaml:5; ids are unique in a table' for line in (7, 8)
    ]


@pytest.mark.parametrize("other", ["\u0410", "\uff21", "A\u200b"])
def test_an_id_that_only_looks_like_another_is_refused(write, other):
    text = f"{LEAST}partners:\n  - {{id: A, name: One}}\n  - {{id: {other}, name: Two}}\n"
    (told,) = faults(write(text))
    assert told.startswith("hub.yaml:6: ")
    assert "looks the same as the one at hub.yaml:5, but is typed with other characters" in told


def test_ids_that_differ_in_capitals_or_noughts_are_two(write):
    text = f"{LEAST}partners: [{{id: a, name: n}}, {{id: A, name: n}}, {{id: 7, name: n}}, {{id: 007, name: n}}]\n"
    assert [partner.id for partner in read_partnership(write(text)).partners] == ["a", "A", "7", "007"]


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ('"a\\x1b[31mb"', "holds a control character (U+001B); delete it"),
        ('"a\\0b"', "(U+0000)"),
        ("a\u202eb", "turns text round (U+202E); delete it"),
        ('"a\\u2066b"', "(U+2066)"),
        ("a\ufeffb", "(U+FEFF)"),
        ("a\U000e0041b", "(U+E0041)"),
        ("!!null lost", "has the tag `!!null`, by which"),
    ],
)
def test_what_a_page_would_drop_or_hide_is_refused_where_it_stands(write, typed, says):
    (told,) = faults(write(f"{LEAST}story: {typed}\n"))
    assert told.startswith("hub.yaml:4: ")
    assert says in told


@pytest.mark.parametrize("typed", ["'  '", "\u200b", '"\\u00a0"'])
def test_a_text_that_must_be_given_is_not_blank(write, typed):
    assert faults(write(LEAST.replace("name: Hub", f"name: {typed}"))) == ["hub.yaml:1: name is blank; fill it in"]
    assert faults(write(f"{LEAST}partners: [{{id: A, name: {typed}}}]\n")) == ["hub.yaml:4: name is blank; fill it in"]
    assert read_partnership(write(f"{LEAST}story: {typed}\n")).story is None


def test_a_fault_inside_a_row_names_its_own_line(write):
    text = LEAST + (
        "partners:\n"
        "  PSNI:\n"
        "    name: Police\n"
        "risks:\n"
        "  - id: R1\n"
        "    title: A\n"
        "    shared_by:\n"
        "      - PSNI\n"
        "      - DfI\n"
        "    probability:\n"
        "      2\n"
        "options:\n"
        "  a:\n"
        "    name: A\n"
        "    form: network\n"
        "    scores:\n"
        "      cost: 1\n"
        "      reach: many\n"
    )
    assert faults(write(text)) == [
        'hub.yaml:12: shared_by "DfI" is not a partner; known are PSNI',
        'hub.yaml:13: risks row 1, probability: "2" must be at most 1',
        'hub.yaml:21: options row 1, scores, reach: "many" must be a number',
    ]


def test_records_know_the_line_they_begin_on(write):
    text = LEAST + (
        "partners:\n"
        "  PSNI:\n"
        "    name: Police\n"
        "    readiness:\n"
        "      - {on: 2024-11-20, ready: yes}\n"
        "      - on: 2025-11-20\n"
        "outcomes:\n"
        "  own: {calm: {name: Calm}}\n"
    )
    partnership = read_partnership(write(text))
    partner = partnership.partner("PSNI")
    lines = [
        record.place.line for record in (partner, *partner.readiness, partnership.outcomes, *partnership.outcomes.own)
    ]
    assert lines == [5, 8, 9, 11, 11]
    assert (partnership.place, partnership.stages[0].place) == (Place("hub.yaml", 1), Place("hub.yaml", 3))
    assert partnership.thresholds.place == Place("hub.yaml", 1)


def test_what_stands_once_in_a_file_knows_the_line_of_each_of_its_fields(write):
    lines = ["name: Hub", "purpose: Reach people", "stage: scoping", "rationale: >-", "  No one sees", "  all", ""]
    settings = "risk_settings:\n  appetite: 9\n  correlation: 0.1\n"
    partnership = read_partnership(write("\n".join(lines) + settings), as_at="2026-01-01")
    found = [partnership.place_of(field).line for field in ("name", "purpose", "rationale", "sponsor")]
    assert found == [1, 2, 4, 1]
    assert [partnership.risk_settings.place_of(field).line for field in ("appetite", "correlation")] == [8, 9]


@pytest.mark.parametrize(
    ("typed", "read"), [("012", 12.0), ("+12", 12.0), ("1.2e1", 12.0), ("nan", None), ("inf", None), ("1,2", 1.2)]
)
def test_numbers_are_read_as_they_are_typed(typed, read, write):
    file = write(LEAST + "risks: hub/risks.csv\n", risks=f'id,title,low\nR1,A,"{typed}"\n')
    if read is None:
        assert faults(file) == [f'hub/risks.csv:2: risks row 1, low: "{typed}" must be a number']
    else:
        assert read_partnership(file).risks[0].low == read


@pytest.mark.parametrize(("typed", "read"), [("true", True), ("FALSE", False), ("yes", None), ("'true'", None)])
def test_only_true_and_false_say_whether(typed, read, write):
    file = write(f"{LEAST}illustrative: {typed}\n")
    if read is None:
        way_out = ", without quotes" if "'" in typed else ""
        typed = typed.strip("'")
        assert faults(file) == [f'hub.yaml:4: illustrative: "{typed}" must be true or false{way_out}']
    else:
        assert read_partnership(file).illustrative is read


def test_what_has_the_wrong_shape_is_refused_where_it_stands(write):
    assert faults(write(LEAST + "rationale: [a, b]\nlevels: {a: b}\noutcomes: DoJ\n")) == [
        "hub.yaml:4: rationale: a list must be text",
        "hub.yaml:5: levels: a group must be text",
        'hub.yaml:6: outcomes: "DoJ" must hold names and values, such as `{role: Director}`',
    ]


def test_a_key_written_twice_is_refused(write):
    assert faults(write(LEAST + "name: Other\n")) == ['hub.yaml:4: "name" is here and on line 1; keep one']


def test_an_unknown_outcome_of_a_known_framework_is_refused(write):
    file = write(LEAST + "outcomes: {framework: odp-2018-19, aligned: [outcome-99]}\n")
    assert faults(file) == ['hub.yaml:4: aligned "outcome-99" is not an outcome; did you mean "outcome-9"?']


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("conditions: [{condition: assumption-10, on: 2026-01-01, holds: yes}]", 'did you mean "assumption-1"?'),
        ("surveys: [{instrument: vichelth, on: 2026-01-01, score: 90}]", 'did you mean "vichealth"?'),
        ("levels: frei", 'did you mean "frey"?'),
        ("spending: [{on: 2026-01-01, amount: 3, milestone: M1}]", "the file lists none"),
        ("pathway: {a: {name: A, organisation: X, next: b}}", '"b" is not a step of the pathway'),
    ],
)
def test_a_mistyped_id_is_never_silently_ignored(write, text, words):
    assert any(words in fault for fault in faults(write(LEAST + text + "\n")))


def test_an_unknown_framework_is_refused_once(write):
    found = faults(write(LEAST + "outcomes: {framework: pfg-2030, aligned: [outcome-1, outcome-2]}\n"))
    assert len(found) == 1
    assert "odp-2018-19" in found[0]


def test_a_partnership_may_serve_several_frameworks(write):
    both = (
        "outcomes: {framework: odp-2018-19, other_frameworks: [wellbeing-2024], aligned: [outcome-1, caring-society]}\n"
    )
    assert read_partnership(write(LEAST + both)).outcomes.aligned == ("outcome-1", "caring-society")
    found = faults(write(LEAST + both.replace("wellbeing-2024", "pfg-2030").replace("caring-society", "outcome-2")))
    assert len(found) == 1
    assert 'framework "pfg-2030" is not known' in str(found[0])


def test_outcomes_of_ones_own_framework_are_known(write):
    file = write(LEAST + "outcomes: {framework: own, own: {calm: {name: Calm streets}}, aligned: calm}\n")
    assert read_partnership(file).outcomes.aligned == ("calm",)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("name: [unclosed\n", "is not YAML"),
        ("- a\n- b\n", "holds no lines of names and values"),
        ("", "holds no lines of names and values"),
        ("name: !!python/object:os.system {}\n", "purpose is missing"),
        (LEAST + "story: " + "[" * 40 + "]" * 40 + "\n", "nested more than"),
    ],
)
def test_a_file_that_is_no_partnership_is_refused(write, text, words):
    assert any(words in fault for fault in faults(write(text)))


def test_aliases_that_unfold_without_end_are_refused(write):
    bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{new}: &{new} [{','.join([f'*{old}'] * 9)}]\n" for old, new in zip("abcdef", "bcdefg", strict=True)
    )
    assert any("aliases" in fault for fault in faults(write(bomb)))


def test_a_missing_table_is_named_where_it_is_asked_for(write):
    found = faults(write(LEAST + "risks: hub/none.csv\n"))
    assert len(found) == 1
    assert found[0].startswith('hub.yaml:4: file "hub/none.csv" does not exist')


def test_a_table_outside_the_folder_is_refused(write):
    assert "outside the folder" in faults(write(LEAST + "risks: ../other.csv\n"))[0]


def test_a_table_that_is_not_utf8_names_the_line(write):
    found = faults(write(LEAST + "risks: hub/risks.csv\n", risks=b"id,title\nR1,ok\nR2,caf\xe9\n"))
    assert found == [
        "hub/risks.csv:1: is not text in encoding UTF-8: line 3 holds the byte 0xe9; save the file with encoding UTF-8 "
        "(in Excel: Save As, CSV UTF-8)"
    ]


def test_more_cells_than_headings_are_refused(write):
    found = faults(write(LEAST + "risks: hub/risks.csv\n", risks="id,title\nR1,A, B\n"))
    assert found == ["hub/risks.csv:2: has 3 cells under 2 headings; quote cells that hold a comma"]


def test_a_table_saved_by_a_spreadsheet_with_a_byte_order_mark_is_read(write):
    file = write(LEAST + "risks: hub/risks.csv\n", risks=b"\xef\xbb\xbfid,title\r\nR1,A\r\n")
    assert read_partnership(file).risks[0].title == "A"


def test_a_date_that_is_none_is_refused_before_reading(write):
    with pytest.raises(InputError, match="write YYYY-MM-DD"):
        read_partnership(write(LEAST), as_at="31/03/2026")


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", date(1, 1, 1)])
def test_an_absurd_date_is_an_input_error(write, day):
    with pytest.raises(InputError, match="choose one from 1801 to 2199"):
        read_partnership(write(LEAST), as_at=day)


def test_today_is_the_day_on_which_it_is_read(write, monkeypatch):
    monkeypatch.setattr(reading, "today", lambda: date(2026, 3, 31))
    assert read_partnership(write(LEAST), as_at="today").as_at == date(2026, 3, 31)


def test_a_date_before_the_first_stage_is_said_unless_a_stage_is_not_dated(write):
    dated = LEAST.replace(
        "stage: scoping", "stage: [{stage: scoping, on: 2026-10-01}, {stage: building, on: 2026-11-01}]"
    )
    assert reading.say_before(read_partnership(write(dated), as_at="2026-06-30")) == (
        "Its first stage is dated 1 October 2026, which is later: on this date it may not have begun."
    )
    assert reading.say_before(read_partnership(write(dated), as_at="2026-10-01")) == ""
    assert reading.say_before(read_partnership(write(dated))) == ""
    assert reading.say_before(read_partnership(write(LEAST), as_at="2026-06-30")) == ""
    partly = dated.replace("{stage: scoping, on: 2026-10-01}", "{stage: scoping}")
    assert reading.say_before(read_partnership(write(partly), as_at="2026-06-30")) == ""


def test_a_newest_date_that_lies_ahead_is_said_unless_it_was_chosen_or_is_made_up(write, monkeypatch):
    monkeypatch.setattr(reading, "today", lambda: date(2026, 3, 31))
    slip = LEAST + "reviews: [2026-03-30, 2062-03-30]\n"
    ahead = reading.say_ahead(read_partnership(write(slip)))
    assert ahead.startswith("The newest date in the data, 30 March 2062, is after today, 31 March 2026")
    assert reading.say_ahead(read_partnership(write(slip), as_at="2026-03-31")) == ""
    assert reading.say_ahead(read_partnership(write(slip + "illustrative: true\n"))) == ""
    assert reading.say_ahead(read_partnership(write(LEAST + "reviews: [2026-03-31]\n"))) == ""


def test_the_newest_date_in_the_data_is_the_date_it_is_seen_at(write):
    file = write(LEAST + "broker: {organisation: DoH, from: 2025-02-01}\nreviews: [2024-12-01, 2025-03-01]\n")
    partnership = read_partnership(file)
    assert partnership.as_at == date(2025, 3, 1)
    assert partnership.last_review == date(2024, 12, 1)


@pytest.mark.parametrize(
    ("table", "row", "day"),
    [
        ("actions", "{id: A1, title: Sign, on: 2025-03-01, due: 2025-12-31, done: 2025-06-01}", date(2025, 6, 1)),
        ("risks", "{id: R1, title: Delay, on: 2025-03-01, closed: 2025-06-01}", date(2025, 6, 1)),
        ("agreements", "{kind: MoU, on: 2025-03-01, ended: 2030-03-01}", date(2025, 3, 1)),
    ],
)
def test_what_is_done_or_closed_is_seen_and_an_end_that_is_set_beforehand_moves_no_review(write, table, row, day):
    partnership = read_partnership(write(LEAST + f"{table}:\n  - {row}\n"))
    assert partnership.as_at == day
    (seen,) = getattr(partnership, table)
    assert getattr(seen, "done", getattr(seen, "closed", None)) == (day if table != "agreements" else None)


def test_the_files_read_are_known_by_their_hash(write):
    file = write(LEAST + "risks: hub/risks.csv\n", risks="id,title\nR1,A\n")
    inputs = {item.file: item.sha256 for item in read_partnership(file).inputs}
    assert sorted(inputs) == ["hub.yaml", "hub/risks.csv"]
    # printf 'id,title\nR1,A\n' | sha256sum
    assert inputs["hub/risks.csv"] == "7caf7c04d0ea51fe91583c199c3a60988c1d31155230e1988e354d48d1d14dc1"


def test_a_name_that_belongs_elsewhere_leads_there(write):
    (fault,) = faults(write(LEAST + "risks: [{id: R1, title: A, likelyhood: 3}]\n"))
    assert fault == 'hub.yaml:4: "likelyhood" is not known here; did you mean "likelihood"? It belongs under `ratings`'
    (fault,) = faults(write(LEAST + "risks: [{id: R1, title: A, likly: 3}]\n"))
    assert fault == 'hub.yaml:4: "likly" is not known here; did you mean "likely"?'


def test_a_space_that_is_no_space_is_named(write):
    text = 'partners: [{id: "Alpha Co", name: A}]\nrisks: [{id: R, title: t, shared_by: ["Alpha\u00a0Co"]}]\n'
    (fault,) = faults(write(LEAST + text))
    assert "is not a partner; it holds a no-break space (U+00A0) as character 6; type it again" in fault


def test_text_after_a_hash_that_would_be_lost_is_told_and_a_remark_is_not(write):
    assert read_partnership(write(LEAST + "story: calm # since May\n")).story == "calm"
    assert read_partnership(write(LEAST + "story: calm#1\n")).story == "calm#1"
    (fault,) = faults(write(LEAST + "story: Support #1\n"))
    assert fault.startswith("hub.yaml:4: in YAML, text after a space and # is a remark. All that is read here is")


def test_a_tag_is_refused_and_makes_nothing_happen(write):
    (fault,) = faults(write(LEAST + "story: !!python/object:os.system x\n"))
    assert 'has the tag "tag:yaml.org,2002:python/object:os.system", which means nothing here' in fault


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("reviews: [20260331]", 'on: "20260331" is a number, not a date; write YYYY-MM-DD'),
        ("reviews: ['1767225600']", 'on: "1767225600" is a number, not a date'),
        ("reviews: [9999-12-31]", 'on: "9999-12-31" is outside the years 1801 to 2199'),
        ("risks: [{id: R, title: t, low: 1e308}]", 'low: "1e308" is too large; numbers run up to'),
        ("risks: [{id: R, title: t, appetite: 99999999999999999999}]", "is too large"),
        ("risks: [{id: R, title: t, low: 1e-300}]", "is too small to differ from 0; write 0"),
        ('risks: [{id: R, title: t, low: "5"}]', "must be a number, without quotes"),
    ],
)
def test_a_value_beyond_what_is_read_is_told_once(text, says, write):
    (fault,) = faults(write(f"{LEAST}{text}\n"))
    assert says in fault


def test_a_partnership_that_is_not_there_is_told_as_on_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "parameters").mkdir()
    (tmp_path / "parameters" / "hub.yaml").write_text("name: Hub\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError) as caught:
        read_partnership("parameters/hbu.yaml")
    assert str(caught.value) == "there is no file parameters/hbu.yaml; did you mean parameters/hub.yaml?"
    with pytest.raises(InputError, match=r"^there is no file hub\.yaml; check its name$"):
        read_partnership("hub.yaml")


def test_what_names_rows_of_a_table_that_cannot_be_read_is_no_fault_of_its_own(tmp_path: Path) -> None:
    """One missing file is one fault, not one for each place that names a risk; what is known is still checked."""
    text = (
        "name: Hub\npurpose: Reach people\nstage: managing\npartners: {A: {name: Alpha}}\nrisks: hub/none.csv\n"
        "leads: [{risk: R1, lead: A, on: 2026-01-05}, {risk: R2, lead: B, on: 2026-01-05}]\n"
    )
    (tmp_path / "hub.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_partnership(tmp_path / "hub.yaml")
    assert [fault.message.partition(";")[0] for fault in caught.value.faults] == [
        'file "hub/none.csv" does not exist',
        'lead "B" is not a partner',
    ]
