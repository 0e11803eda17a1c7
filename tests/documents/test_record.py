"""What papers take from a record."""

from partnerlab.documents.paper import Gap
from partnerlab.documents.record import paper_of, representatives_of
from partnerlab.partnership import Partnership
from partnerlab.partnership.members import Partner


def test_a_paper_is_headed_with_name_and_date_and_marked_as_the_record():
    hub = Partnership(
        name="Hub",
        purpose="Reach people",
        stage=[{"stage": "scoping", "on": "2026-03-31"}],
        marking="OFFICIAL",
        illustrative=True,
    )
    paper = paper_of(hub.at(hub.newest_date()), "Terms", [])
    assert (paper.subtitle, paper.marking, paper.illustrative) == ("Hub, as at 31 March 2026", "OFFICIAL", True)


def test_who_sits_now_represents_a_partner_and_who_left_does_not():
    partner = Partner(
        id="A",
        name="Alpha",
        representatives=[
            {"role": "Head", "name": "Ann Other", "authority": "commits"},
            {"role": "Clerk", "to": "2025-01-01"},
        ],
    )
    assert representatives_of(partner) == [("Ann Other, Head", "commits")]


def test_a_partner_without_a_representative_is_a_gap():
    assert representatives_of(Partner(id="A", name="Alpha")) == [(Gap("who represents it"), None)]
