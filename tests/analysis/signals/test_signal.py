"""A share supports at the share wanted, contradicts when it cannot be reached any more, and else cannot tell."""

from __future__ import annotations

import pytest

from file_keys import is_key
from partnerlab.analysis.signals.purpose import partners_contribute, reason_is_accepted
from partnerlab.analysis.signals.signal import Polarity, not_recorded, say_open, weigh_records, weigh_share
from partnerlab.partnership import Partnership
from sources import all_sources


@pytest.mark.parametrize(
    ("met", "n", "of", "wanted", "polarity"),
    [
        (4, 5, 5, 0.8, "supports"),
        (3, 5, 5, 0.8, "contradicts"),
        (5, 5, 5, 1.0, "supports"),
        (4, 5, 5, 1.0, "contradicts"),
        (3, 3, 5, 1.0, "cannot tell"),
        (2, 3, 5, 1.0, "contradicts"),
        (3, 3, 5, 0.6, "supports"),
        (0, 0, 0, 1.0, "cannot tell"),
        (0, 0, 5, 0.5, "cannot tell"),
        (0, 3, 5, 0.0, "supports"),
    ],
)
def test_what_is_unknown_decides_only_when_it_could_not_change_the_verdict(met, n, of, wanted, polarity):
    assert weigh_share(met, n, wanted, "text", (), of=of).polarity.value == polarity


def test_tenths_add_up_to_the_share_wanted_whatever_the_arithmetic():
    assert weigh_share(3, 10, 0.1 + 0.2, "text", ()).polarity is Polarity.SUPPORTS


@pytest.mark.parametrize(("n", "of", "least", "coverage"), [(1, 1, 2, 0.0), (1, 5, 1, 0.5)])
def test_below_the_least_evidence_nothing_is_told_and_the_coverage_is_said(n, of, least, coverage):
    found = weigh_share(0, n, 1.0, "nobody", (), of=of, least=least, coverage=coverage, unknown="partners asked")
    assert found.polarity is Polarity.CANNOT_TELL
    assert (found.n, found.of) == (n, of)
    assert found.text == ("nobody" if n == of else "1 of 5 partners asked")


def test_what_is_not_recorded_contradicts_only_from_its_stage_on(hub):
    polarities = [
        not_recorded(hub(stage), "nothing", expected="managing").polarity for stage in ("planning", "managing")
    ]
    assert polarities == [Polarity.CANNOT_TELL, Polarity.CONTRADICTS]
    assert not_recorded(hub("ending"), "nothing", expected=None).polarity is Polarity.CANNOT_TELL


def test_records_support_and_are_the_evidence(hub):
    partners = hub().partners
    found = weigh_records(hub(), partners, "two", "none", "id", expected="scoping")
    assert (found.polarity, found.n, len(found.evidence), found.fact.text) == (Polarity.SUPPORTS, 2, 2, "two")


def test_a_polarity_has_an_opposite_but_cannot_tell_has_not():
    assert [polarity.opposite for polarity in Polarity] == [
        Polarity.CONTRADICTS,
        Polarity.SUPPORTS,
        Polarity.CANNOT_TELL,
    ]


def test_every_source_has_a_name_of_its_own_and_a_topic():
    sources = all_sources()
    assert len({source.name for source in sources}) == len(sources) > 40
    assert {source.topic for source in sources} == {"scoping", "mapping", "risk_allocation", "evaluation"}


def test_a_partnership_of_which_nothing_is_known_supports_and_contradicts_nothing_but_its_stage(hub):
    blank = hub("scoping", partners=[])
    told = {source.name for source in all_sources() if source(blank).polarity is not Polarity.CANNOT_TELL}
    assert told == {"the-work-has-begun", "the-work-ends"}


def test_what_is_missing_is_called_not_recorded_or_no_record_and_never_absent(hub):
    for stage in ("scoping", "reviewing"):
        for source in all_sources():
            assert "there is no" not in source(hub(stage, partners=[])).text, source.name


def test_asking_twice_gives_the_same(hub):
    partnership = hub()
    anew = partnership.model_copy()  # without the answers that the first one keeps
    assert [source(partnership) for source in all_sources()] == [source(anew) for source in all_sources()]


@pytest.mark.parametrize("source", all_sources(), ids=lambda source: source.name)
def test_each_fact_that_is_open_has_a_key_of_the_file_to_be_entered_under(source):
    assert is_key(source.enter)


def test_what_is_open_is_said_with_the_key_that_settles_it():
    hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "scoping"}])
    assert say_open(hub, [reason_is_accepted, partners_contribute]) == (
        "Find out what is open, and enter it: no partner's acceptance of the reason is recorded "
        "(`acceptances.accepted`); no contribution to an outcome is recorded (`outcomes.contributions`)."
    )
