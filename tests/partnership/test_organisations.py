"""Partners are named in the partnership's own order; a sector that is not known stands nowhere."""

from partnerlab.partnership import Partnership
from partnerlab.partnership.organisations import OUTSIDE_GOVERNMENT, PUBLIC, is_outside_government, names

HUB = Partnership(
    name="Hub",
    purpose="Reach people",
    stage=[{"stage": "scoping"}],
    partners=[{"id": name, "name": name} for name in ("PSNI", "Council", "Trust")],
)


def test_partners_are_named_in_their_own_order_and_others_after_them() -> None:
    assert names(HUB, ["NIHE", "Trust", "PSNI"]) == "PSNI, Trust and NIHE"
    assert names(HUB, set()) == "nobody"


def test_no_sector_is_both_public_and_outside_government() -> None:
    assert not OUTSIDE_GOVERNMENT & PUBLIC
    assert is_outside_government(None) is None
