from __future__ import annotations

from itertools import cycle

import pytest
from killed_runs import VICTIMS, working_place

from partnerlab.runner.kernel.process import forking_is_safe

pytestmark = pytest.mark.skipif(not forking_is_safe(), reason="needs Linux")


@pytest.mark.slow
def test_runs_killed_at_random_moments_end_in_the_bytes_of_an_undisturbed_one() -> None:
    with working_place(samples=2, light=True, seed=20) as campaign:
        campaign.prepare()
        turns = cycle(VICTIMS)
        for number in range(2):
            campaign.play(number, turns)
    assert sum(campaign.repetitions.values()) == 2
    assert not campaign.faults
