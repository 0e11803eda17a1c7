"""Of dated answers the latest counts; what has no date is oldest; of one day's, the later row counts."""

from partnerlab.partnership.answers import latest, least
from partnerlab.partnership.relationships import Relationship

COVERS = (
    "partnerlab.partnership.governance",
    "partnerlab.partnership.relationships",
)


def answer(by: str, on: str, actual: int) -> Relationship:
    return Relationship.model_validate({"by": by, "with": "Trust", "on": on, "actual": actual})


def test_the_latest_answer_of_each_counts_in_the_order_of_their_first() -> None:
    said = [answer("B", "2025-03-01", 1), answer("A", "2025-01-01", 2), answer("B", "2025-01-01", 3)]
    assert [(row.by, row.actual) for row in latest(said, lambda row: row.by)] == [("B", 1), ("A", 2)]


def test_of_two_answers_on_one_day_the_later_row_counts() -> None:
    said = [answer("A", "2025-03-01", 1), answer("A", "2025-03-01", 2)]
    assert [row.actual for row in latest(said, lambda row: row.by)] == [2]


def test_the_least_favourable_answer_passes_over_silence() -> None:
    assert least(["yes", None, "no", "partly"]) == "no"
    assert least([]) is least([None]) is None
