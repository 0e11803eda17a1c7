"""Who asked for an analysis, who made it, who checked it and who approved it."""

from partnerlab.analysis.facts.assurance import PARTS, assess_assurance
from partnerlab.partnership import Partnership


def hub(*steps):
    partners = [{"id": "A", "name": "Alpha"}]
    stage = [{"stage": "measuring"}]
    return Partnership(name="Hub", purpose="Reach people", stage=stage, partners=partners, assurance=list(steps))


def test_each_part_has_a_row_in_the_order_of_the_work_also_where_nobody_is_recorded():
    found = assess_assurance(hub())
    assert found["part"].tolist() == list(PARTS)
    assert found["who"].isna().all()


def test_the_latest_of_each_part_counts_and_partners_have_their_names():
    found = assess_assurance(
        hub(
            {"part": "assurer", "who": "A", "on": "2026-03-01", "assumptions": "2"},
            {"part": "assurer", "who": "B", "on": "2025-03-01", "assumptions": "1"},
        )
    ).set_index("part")
    assert found.loc["assurer", ["who", "assumptions"]].tolist() == ["Alpha", "2"]
