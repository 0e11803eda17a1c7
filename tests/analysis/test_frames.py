"""A frame has the columns that its rows declare, typed as they are, with or without rows."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date

import pandas as pd
import pytest

from partnerlab.analysis import evaluation, mapping, risk_allocation, scoping
from partnerlab.analysis.evaluation.report_cards import IndicatorRow
from partnerlab.analysis.evaluation.scenarios import ScenarioRow
from partnerlab.analysis.evaluation.verdicts import VerdictRow
from partnerlab.analysis.frames import columns_of, frame_of
from partnerlab.analysis.mapping.accountability import AccountabilityRow
from partnerlab.analysis.mapping.communication import MessageRow
from partnerlab.analysis.risk_allocation.pairings import PairingRow
from partnerlab.analysis.risk_allocation.status import StatusRow
from partnerlab.analysis.scoping.founders import FounderRow
from partnerlab.analysis.scoping.readiness import ReadinessRow
from partnerlab.analysis.scoping.terms import TermsRow
from partnerlab.partnership import Partnership, read_partnership
from samples import ROOT

COVERS = ("partnerlab.analysis.evaluation.report_cards",)

DECLARED = {
    scoping.assess_readiness: ReadinessRow,
    scoping.assess_founders: FounderRow,
    scoping.assess_terms: TermsRow,
    mapping.assess_accountability: AccountabilityRow,
    mapping.assess_communication: MessageRow,
    risk_allocation.assess_costs: PairingRow,
    risk_allocation.assess_status: StatusRow,
    evaluation.compare_verdicts: VerdictRow,
    evaluation.compare_scenarios: ScenarioRow,
    evaluation.assess_population: IndicatorRow,
}


@dataclass(frozen=True)
class Seen:
    partner: str | None
    on: date | None
    risks: int
    rank: int | None
    share: float | None
    sure: bool
    maybe: bool | None
    tags: tuple[str, ...]


TYPES = ["object", "object", "int64", "Int64", "float64", "bool", "object", "object"]
FULL = Seen("PSNI", date(2026, 3, 31), 2, 1, 0.5, True, False, ("a", "b"))
BARE = Seen(None, None, 0, None, None, False, None, ())


@pytest.mark.parametrize("rows", [[], [BARE], [BARE, FULL], [FULL, FULL]])
def test_columns_are_typed_as_declared_whatever_the_rows(rows: list[Seen]) -> None:
    frame = frame_of(rows, Seen)
    assert list(frame) == [field.name for field in fields(Seen)]
    assert frame.dtypes.astype(str).tolist() == TYPES
    assert len(frame) == len(rows)


def test_what_is_absent_is_missing_among_numbers_and_none_elsewhere() -> None:
    frame = frame_of([FULL, BARE], Seen)
    assert frame[["rank", "share"]].isna().to_numpy().tolist() == [[False, False], [True, True]]
    for name in ("partner", "on", "maybe"):
        assert frame[name].tolist() == [getattr(FULL, name), None]
    assert frame["tags"].tolist() == [("a", "b"), ()]


def test_rows_of_another_kind_are_refused() -> None:
    with pytest.raises(TypeError, match="cannot hold"):
        frame_of([FULL, "PSNI"], Seen)  # type: ignore[list-item]  # what is tested


def test_a_kind_without_fields_declares_no_columns() -> None:
    with pytest.raises(TypeError, match="no dataclass"):
        columns_of(str)


@pytest.mark.parametrize("assess", DECLARED, ids=lambda assess: assess.__name__)
@pytest.mark.parametrize("sample", ["riverside-support-hub", None])
def test_what_analysis_hands_on_has_the_columns_that_are_declared(assess, sample) -> None:
    empty = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "scoping"}])
    partnership = read_partnership(ROOT / "parameters" / f"{sample}.yaml") if sample else empty
    declared = columns_of(DECLARED[assess])
    frame: pd.DataFrame = assess(partnership)
    assert list(frame)[: len(declared)] == list(declared)
    assert frame.dtypes.astype(str).to_dict() | declared == frame.dtypes.astype(str).to_dict()
