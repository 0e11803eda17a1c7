"""The first meeting's pack."""

from partnerlab import read_partnership
from partnerlab.documents.agenda import write_agenda
from partnerlab.documents.paper import Bullets, Gap, Heading, Paragraph, Table
from partnerlab.guide import agenda
from partnerlab.partnership import Partnership
from samples import ROOT


def test_all_eight_items_of_the_guide_are_there_in_order():
    pack = write_agenda(read_partnership(ROOT / "parameters" / "northern-food-network.yaml"))
    headings = [block.text for block in pack.blocks if isinstance(block, Heading) and block.level == 1]
    assert [text for text in headings if text[0].isdigit()] == [f"{item.number}. {item.title}" for item in agenda()]


def test_notes_of_the_record_stand_under_known_and_open():
    pack = write_agenda(read_partnership(ROOT / "parameters" / "northern-food-network.yaml"))
    items = [item for block in pack.blocks if isinstance(block, Bullets) for item in block.items]
    assert "The council and the larder have worked together on holiday meals" in items
    assert Gap("money, and who takes the minutes (for Northern Coast Council to settle)") in items


def test_who_is_invited_is_listed_with_what_each_may_decide():
    hub = Partnership(
        name="Hub",
        purpose="Reach people",
        stage=[{"stage": "scoping"}],
        partners=[
            {"id": "A", "name": "Alpha", "representatives": [{"role": "Head", "authority": "commits"}]},
            {"id": "B", "name": "Beta"},
        ],
    )
    (invited,) = [row for row in write_agenda(hub).blocks if isinstance(row, Table) and row.caption == "Who is invited"]
    assert invited.rows == (
        ("Alpha", "Head", "Authorised to commit its organisation", ""),
        ("Beta", Gap("who represents it"), Gap("authority to decide"), ""),
    )


def test_a_record_that_holds_nothing_gives_an_agenda_of_gaps_only():
    hub = Partnership(name="Hub", purpose="What are we for? One sentence.", stage=[{"stage": "scoping"}])
    pack = write_agenda(hub)
    texts = [gap.text for gap in pack.gaps]
    assert "who is invited" in texts
    assert "the purpose, in one sentence" in texts


def test_each_item_says_what_the_guide_would_have_discussed():
    hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "scoping"}])
    said = [block.text for block in write_agenda(hub).blocks if isinstance(block, Paragraph)]
    for item in agenda():
        assert f"To discuss: {'; '.join(item.prompts)}." in said
