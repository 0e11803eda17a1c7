"""What the scoping rules say at their edges: none, one, all, ties, unknown; whose demand each is; each way out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from analysis.made import make_partnerships, samples
from partnerlab.analysis import scoping
from partnerlab.analysis.catalogue import rules_in
from partnerlab.analysis.findings import Basis, Finding, Severity, Strength
from partnerlab.analysis.scoping.rules import circumstances, levels, organisations, outcomes, pairs, rationale, terms
from partnerlab.partnership import partnership_schema
from partnerlab.partnership.partnership import PLACEHOLDER_PURPOSE

RULES = rules_in(scoping.rules)

DISAGREES = re.compile(r"(?<!\d)1 partners|\b1 of \d+ [^:;,.]* have\b|\b[02-9] of 1 \w+ (have|are)\b")
"""Verbs and nouns that do not go with their number."""


def found_everywhere() -> Iterator[Finding]:
    """What the rules find in the samples, in thinned ones, and in nearly blank ones at each stage."""
    for partnership in (*samples(), *make_partnerships(40)):
        for row in RULES:
            yield from row.findings(partnership)


def keys(schema: dict, part: dict, path: str = "", depth: int = 0) -> Iterator[str]:
    """Every key path of the file, in the file's own words."""
    part = schema["$defs"][part["$ref"].split("/")[-1]] if "$ref" in part else part
    for name, field in part.get("properties", {}).items():
        yield f"{path}{name}"
        if depth < 4:
            yield from keys(schema, field, f"{path}{name}.", depth + 1)
    for inner in (*part.get("anyOf", ()), part.get("items"), part.get("additionalProperties")):
        if isinstance(inner, dict):
            yield from keys(schema, inner, path, depth + 1)


def test_whatever_cannot_be_told_names_a_key_of_the_file_and_what_to_find_out():
    schema = partnership_schema()
    known = set(keys(schema, schema))
    unknown = [row for row in found_everywhere() if row.severity is Severity.UNKNOWN]
    assert unknown
    for row in unknown:
        assert row.enter is not None, (row.code, row.message)
        assert row.enter.field in known, (row.code, row.enter.field)
        assert row.enter.find_out.rstrip().endswith((".", "?"))
        assert row.enter.missing is None or row.enter.missing > 0


def test_no_sentence_disagrees_with_its_number_or_shows_nothing():
    for row in found_everywhere():
        assert row.message.lstrip('"“£')[0].isupper() or row.message.lstrip("£")[0].isdigit(), row.message
        assert row.message.endswith("."), row.message
        for wrong in (
            "None of 1 ",
            "of 1 partners",
            " nobody.",
            "All 1 ",
            "..",
            "1 of 1 partners",
            "£0 ",
        ):
            assert wrong not in row.message, row.message
        assert not DISAGREES.search(row.message), row.message


def test_red_is_what_the_guide_demands_or_has_a_consequence():
    for row in found_everywhere():
        demanded = row.strength is Strength.DEMANDS and row.basis is not Basis.OURS
        assert row.severity is not Severity.RED or demanded or row.consequence


def test_what_the_guide_does_not_ask_is_marked_as_ours():
    ours = {row.code for row in RULES if row.basis is Basis.OURS}
    added = {"SC815", "SC816", "SC821"}  # the day of a stage, the age of an answer, priorities of a programme
    assert ours == {"SC105", "SC204", "SC205", "SC305", "SC402", "SC503", "SC604", *added}
    assert {row.code for row in RULES if row.severity is Severity.RED} == {
        "SC101", "SC102", "SC304", "SC401", "SC403", "SC601", "SC602",
    }  # fmt: skip


def accepts(by: str, accepted: str = "yes") -> dict:
    return {"on": "2026-02-01", "by": by, "understood": "yes", "accepted": accepted}


@pytest.mark.parametrize(
    ("members", "answers", "message"),
    [
        ("A", [accepts("A")], "The one partner understands and accepts the reason."),
        ("AB", [accepts("A"), accepts("B")], "All 2 partners understand and accept the reason."),
        (
            "ABC",
            [accepts("A"), accepts("B", "partly"), accepts("C")],
            "Body B accepts the reason only in part; 2 of 3 partners asked accept it in full.",
        ),
        ("AB", [], "Cannot tell: 2 of 2 partners have no answer recorded on the reason: Body A and Body B."),
    ],
)
def test_acceptance_in_words(finding, members, answers, message):
    assert finding(rationale.each_partner_accepts_the_reason, members=members, acceptances=answers).message == message


@pytest.mark.parametrize(
    ("purpose", "severity"),
    [("Reach people", "green"), (PLACEHOLDER_PURPOSE, "unknown"), (f" {PLACEHOLDER_PURPOSE.upper()} ", "unknown")],
)
def test_the_question_of_a_new_file_is_no_purpose(hub, purpose, severity):
    (found,) = rationale.the_purpose_is_stated.findings(hub().model_copy(update={"purpose": purpose}))
    assert found.severity == severity
    if severity == "unknown":
        assert (
            found.message
            == "Cannot tell: the purpose is not recorded; the file still holds the question it began with."
        )
        assert found.remedy == "Say in one sentence what the partnership is for. Enter it under `purpose`."


def says(item: int, **answers: str) -> list[dict]:
    return [
        {"on": "2026-02-01", "by": by, "item": item, "answer": answer.replace("_", " ")}
        for by, answer in answers.items()
    ]


def test_nobody_is_named_who_did_not_say_so(finding):
    rows = [*says(1, A="in_place", B="partly", C="in_place"), *says(2, A="not_in_place", B="in_place", C="in_place")]
    found = finding(rationale.partners_see_the_advantage, members="ABC", checklist=rows)
    assert found.message == (
        "Common goals: only partly, says Body B. Advantage over acting alone: not in place, says Body A. "
        "It rests on 6 answers given, of 6 possible."
    )


def test_an_answer_of_an_earlier_round_counts_on_no_page(finding):
    early = [row | {"on": "2025-02-01"} for row in (*says(1, C="not_in_place"), *says(2, C="not_in_place"))]
    rows = [*early, *says(1, A="in_place", B="in_place"), *says(2, A="in_place", B="in_place")]
    found = finding(rationale.partners_see_the_advantage, members="ABC", checklist=rows)
    assert found.message.endswith(
        "every answer to items 1 and 2 says in place, but only 4 answers given, of 6 possible."
    )


def test_one_voice_of_many_is_no_verdict(judge):
    assert judge(rationale.partners_see_the_advantage, members="ABC", checklist=says(1, A="not_in_place")) == {
        "partnership": "unknown"
    }


EVEN = [
    {"id": key, "name": key.title(), "form": form, "scores": {"reach": 5, "cost": 5}}
    for key, form in (("alone", "one body alone"), ("together", "partnership"))
]


def test_options_that_tie_are_both_named_and_none_is_clear(finding):
    criteria = [{"id": "reach", "name": "Reach"}, {"id": "cost", "name": "Cost"}]
    found = finding(rationale.a_partnership_comes_first, criteria=criteria, options=EVEN)
    assert found.severity == "amber"
    assert found.message.startswith("No option is clear among 2 options: ")
    assert "Alone and Together each come first" in found.message or "first under" in found.message


def test_one_criterion_is_nothing_to_weigh(finding):
    found = finding(rationale.a_partnership_comes_first, criteria=[{"id": "reach", "name": "Reach"}], options=EVEN)
    assert found.message == "Cannot tell: 1 of at least 2 criteria recorded."


def tie(by: str, about: str, needed: int, actual: int) -> dict:
    return {"by": by, "with": about, "on": "2026-02-01", "needed": needed, "actual": actual}


def test_the_widest_gap_names_all_pairs_that_share_it(finding):
    ties = [tie("A", "B", 4, 2), tie("A", "C", 4, 2), tie("B", "C", 4, 3)]
    found = finding(pairs.pairs_work_as_closely_as_needed, members="ABC", relationships=ties)
    assert found.message == (
        "3 of 3 pairs judged work together less closely than needed; widest gap, 2 levels: "
        "Body A with Body B and Body A with Body C."
    )
    assert [row.text for row in found.evidence] == [
        "Body A with Body B: 2 levels lacking",
        "Body A with Body C: 2 levels lacking",
        "Body B with Body C: 1 level lacking",
    ]


def test_a_gap_on_which_the_two_disagree_is_at_least_so_wide(finding):
    ties = [tie("A", "B", 5, 2), tie("B", "A", 5, 1), tie("A", "C", 4, 3)]
    found = finding(pairs.pairs_work_as_closely_as_needed, members="ABC", relationships=ties)
    assert "; widest gap, at least 3 levels: Body A with Body B." in found.message


@pytest.mark.parametrize(
    ("sectors", "message"),
    [
        (("academic", "statutory"), "None of 2 partners is from the voluntary, community or private sector."),
        (("academic", "voluntary"), "None of 2 partners is a public body."),
        (("voluntary",), "Cannot tell: 1 partner is recorded, 2 are needed."),
        ((), "Cannot tell: no partners are recorded."),
        (
            ("voluntary", "statutory", None),
            "1 of 3 partners is from outside government, 1 is a public body; of 1 no sector is recorded.",
        ),
        (
            ("voluntary", "statutory", "academic"),
            "1 of 3 partners is from outside government, 1 is a public body; 1 is neither.",
        ),
        (("statutory", None), "Cannot tell: 1 of 2 partners has no sector recorded: Body 1."),
    ],
)
def test_the_mix_of_sectors_in_words(finding, sectors, message):
    partners = [{"id": f"P{n}", "name": f"Body {n}", "sector": sector} for n, sector in enumerate(sectors)]
    assert finding(levels.sectors_are_mixed, partners=partners).message == message


@pytest.mark.parametrize(
    ("stage", "severity", "consequence"),
    [("scoping", "unknown", None), ("building", "amber", None), ("implementing", "red", "nobody in charge")],
)
def test_no_senior_responsible_owner_is_red_once_work_is_planned(finding, stage, severity, consequence):
    found = finding(outcomes.the_outcome_has_an_owner, stage)
    assert (found.severity, found.consequence) == (severity, consequence)


@pytest.mark.parametrize(
    ("stage", "severity"), [("scoping", "unknown"), ("building", "amber"), ("reviewing", "unknown")]
)
def test_a_founding_role_is_expected_on_record_while_building_only(judge, stage, severity):
    assert judge(organisations.the_initiator_is_named, stage) == {"partnership": severity}
    assert judge(organisations.the_broker_is_named, stage) == {"partnership": severity}


def test_a_review_that_was_never_recorded_is_no_fault(judge):
    broker = {"broker": [{"organisation": "A"}]}
    assert judge(organisations.founding_roles_are_reviewed, "implementing", **broker) == {"broker": "unknown"}


TODAY = date(2026, 3, 31)


@pytest.mark.parametrize(
    ("days", "response", "severity", "end"),
    [
        (180, None, "red", "no response is recorded; its date is 27 September 2026."),
        (-1, None, "red", "its date, 30 March 2026, has passed, with no response recorded."),
        (-1, "bid", "amber", "its date, 30 March 2026, has passed."),
    ],
)
def test_a_date_that_is_near_with_nothing_done_is_red(finding, days, response, severity, end):
    limit = {"kind": "deadline", "text": "The grant ends.", "until": str(TODAY + timedelta(days=days))}
    found = finding(circumstances.constraints_are_answered, constraints=[{**limit, "response": response}])
    assert (found.severity, found.message) == (severity, f"“The grant ends”: {end}")
    assert found.subject == "deadline"
    assert found.consequence == ("date" if severity == "red" else None)


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([{"response": "bid"}], "A response is recorded to the one constraint."),
        ([{"lifted": "2026-02-01"}], "1 constraint was lifted."),
        ([{"response": "bid"}, {"lifted": "2026-02-01"}],
         "A response is recorded to the one constraint; 1 constraint was lifted."),
        ([{"response": "bid"}, {"response": "plan"}], "A response is recorded to each of 2 constraints."),
    ],
)  # fmt: skip
def test_answered_constraints_in_words(finding, rows, message):
    limits = [{"kind": "budget", "text": f"limit {n}", "on": "2026-01-10", **row} for n, row in enumerate(rows)]
    assert finding(circumstances.constraints_are_answered, constraints=limits).message == message


@pytest.mark.parametrize(
    ("meetings", "message"),
    [
        ([], "Cannot tell: no meeting is recorded."),
        (["2026-01-10", "2026-01-20"], "No meetings recorded since Body A and Body B joined on 1 February 2026"),
        (["2026-01-10", "2026-02-10"], "Only 1 meeting recorded since Body A and Body B joined on 1 February 2026"),
    ],
)
def test_meetings_since_the_newest_joined(finding, meetings, message):
    partners = [{"id": name, "name": f"Body {name}", "joined": "2026-02-01"} for name in "AB"]
    found = finding(
        circumstances.members_have_bedded_in,
        "implementing",
        partners=partners,
        meetings=[{"on": day} for day in meetings],
    )
    assert found.message.startswith(message)


CHARITY = {"id": "C", "name": "Charity", "sector": "voluntary"}


def visits(*accountable: str) -> list[dict]:
    return [{"id": "T", "name": "Visits", "responsible": ["C"], "accountable": list(accountable)}]


def test_a_body_whose_sector_is_not_recorded_may_be_public(judge, finding):
    partners = [CHARITY, {"id": "X", "name": "Somebody"}]
    asked = {"partners": partners, "tasks": visits("X")}
    assert judge(terms.a_public_body_answers, "planning", **asked) == {"partnership": "unknown"}
    found = finding(terms.a_public_body_answers, "planning", partners=partners, tasks=visits("C"))
    assert (found.severity, found.message) == ("red", "Charity answers for “Visits”; no public body does.")


def test_an_unsigned_contract_binds_nobody(judge):
    draft = [{"kind": "contract", "on": "2026-02-01", "signatories": ["C"]}]
    asked = {"partners": [CHARITY], "tasks": visits("C"), "agreements": draft}
    assert judge(terms.a_public_body_answers, "planning", **asked) == {"task T": "red"}


def test_a_funder_that_is_a_partner_was_consulted(finding):
    funder = [{"id": "F", "name": "Fund", "sector": "funder"}]
    found = finding(organisations.funders_are_consulted, partners=funder)
    assert (found.severity, found.message) == ("green", "Contact is recorded with the one funder.")


def test_one_partner_of_many_does_not_judge_a_condition(finding):
    answers = [{"condition": "assumption-6", "on": "2026-02-01", "by": "A", "holds": "no"}]
    together = [{"condition": f"assumption-{n}", "on": "2026-02-01", "holds": "yes"} for n in (1, 2, 3, 4, 5, 7, 8, 9)]
    found = finding(circumstances.assumptions_hold, members="ABC", conditions=answers + together)
    assert found.message == "Cannot tell: on “All have a say” 1 of 3 partners has answered."
    assert (found.subject, found.enter.missing) == ("assumption-6", 2)
