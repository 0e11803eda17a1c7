"""A sector that is not known stands nowhere."""

from partnerlab.partnership.sectors import OUTSIDE_GOVERNMENT, PUBLIC, is_outside_government


def test_no_sector_is_both_public_and_outside_government() -> None:
    assert not OUTSIDE_GOVERNMENT & PUBLIC
    assert is_outside_government(None) is None
