"""A followed partnership says the same, and knows what is read of it, as at which date and by which thread."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from partnerlab.analysis.dependencies import FIELDS, NAMED, Followed, follow, noting
from partnerlab.partnership import Partnership, read_partnership
from partnerlab.partnership.members import Partner
from samples import ROOT

EARLIER = date(2025, 3, 1)
NOW = date(2025, 9, 1)


@pytest.fixture
def hub() -> Followed:
    stages = [{"stage": "scoping", "on": "2025-01-10"}, {"stage": "building", "on": "2025-06-01"}]
    whole = Partnership(name="Hub", purpose="Reach people", stage=stages, partners=[{"id": "A", "name": "Ada House"}])
    return follow(whole.at(NOW))


def test_it_says_what_the_partnership_says() -> None:
    plain = read_partnership(ROOT / "parameters" / "riverside-support-hub.yaml")
    followed = follow(plain)
    assert followed.model_dump() == plain.model_dump()
    assert (followed.slug, followed.as_at, followed.inputs) == (plain.slug, plain.as_at, plain.inputs)
    assert followed.at(EARLIER).model_dump() == plain.at(EARLIER).model_dump()


def test_what_a_property_reads_is_noted(hub: Followed) -> None:
    with noting() as reads:
        assert hub.name_of("A") == "Ada House"
    assert reads == {(NOW, "partners"), (NOW, "stakeholders"), NAMED}


def test_what_a_partner_is_called_and_brings_is_noted_apart_from_all_else(hub: Followed) -> None:
    with noting() as reads:
        assert hub.current_partners[0].id == "A"
    assert reads == {(NOW, "partners")}
    partner = hub.partners[0]
    for field in ("name", "name_language", "short_name", "aliases"):
        with noting() as reads:
            getattr(partner, field)
        assert reads == {NAMED}
    apart = set()
    for field in ("representatives", "resources", "reporting_terms"):
        with noting() as reads:
            getattr(partner, field)
        assert len(reads) == 1
        apart |= reads
    assert len({NAMED, *apart}) == 4
    for read in (
        lambda partner: partner == partner.model_copy(),
        hash,
        dict,
        lambda partner: partner.model_dump_json(),
        lambda partner: partner.model_fields_set,
    ):
        with noting() as reads:
            read(partner)
        assert reads == {NAMED, *apart}


def test_partners_that_are_put_in_place_are_followed_too(hub: Followed) -> None:
    plain = Partnership(
        name="Hub", purpose="Reach people", stage=[{"stage": "scoping"}], partners=[{"id": "B", "name": "B"}]
    )
    changed = hub.replace(partners=plain.partners)
    with noting() as reads:
        assert [partner.name for partner in (*changed.partners, *changed.at(EARLIER).partners)] == ["B", "B"]
    assert NAMED in reads
    assert type(plain.partners[0]) is Partner


def test_the_whole_and_earlier_states_are_noted_apart(hub: Followed) -> None:
    with noting() as reads:
        assert hub.at(EARLIER).current_stage == "scoping"
        assert hub.whole.purpose == "Reach people"
        assert hub.at(EARLIER).whole.name == "Hub"
    assert reads == {(EARLIER, "stages"), (None, "purpose"), (None, "name")}


def test_reading_all_at_once_is_reading_each(hub: Followed) -> None:
    for read in (hub.model_dump_json, lambda: hub == hub.model_copy(), lambda: dict(hub), lambda: hash(hub)):
        with noting() as reads:
            read()
        assert {field for on, field in reads if on == NOW} == FIELDS


def test_who_reads_within_reads_for_whoever_asked(hub: Followed) -> None:
    with noting() as outer:
        _ = hub.name
        with noting() as inner:
            _ = hub.risks
    assert inner == {(NOW, "risks")}
    assert outer == {(NOW, "name"), (NOW, "risks")}


def test_each_thread_notes_its_own(hub: Followed) -> None:
    def read(field: str) -> set[tuple[date | None, str]]:
        with noting() as reads:
            for _ in range(200):
                getattr(hub, field)
        return reads

    fields = ["name", "risks", "leads", "actions"]
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(read, fields)) == [{(NOW, field)} for field in fields]


def test_what_replaces_a_field_is_followed_too(hub: Followed) -> None:
    assert isinstance(hub.replace(purpose="Reach people early"), Followed)
