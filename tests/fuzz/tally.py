"""What the generated inputs took: how many were tried, from which seed, and the most that one of them needed."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

SEED = int(os.environ.get("PARTNERLAB_FUZZ_SEED", "20260331"))
"""What the generated inputs follow from; another seed gives others."""
INPUTS = int(os.environ.get("PARTNERLAB_FUZZ_INPUTS", "3300"))
"""Generated inputs of a run, over all tests of them."""
SECONDS, MEGABYTES = 2.0, 300
"""Time of the processor, and memory beyond what the process holds, that one input may take."""
MOST_SECONDS = 180
"""Time of the processor that the inputs of a usual run may take together."""

_STATUS, _CLEAR = Path("/proc/self/status"), Path("/proc/self/clear_refs")


@dataclass
class Tally:
    """Counts over the inputs of a run.

    Parameters
    ----------
    inputs, read
        How many were tried, and how many of them could be read.
    commands
        How many were given to the command line too.
    seconds, longest
        Time of the processor of all, and of the one that took longest.
    megabytes
        Most memory that one took beyond what the process held; 0 where that cannot be told.
    """

    inputs: int = 0
    read: int = 0
    commands: int = 0
    seconds: float = 0.0
    longest: float = 0.0
    megabytes: int = 0

    def add(self, other: dict[str, float]) -> None:
        """Add what was counted in another process."""
        for name, value in other.items():
            mine = getattr(self, name)
            setattr(self, name, max(mine, value) if name in {"longest", "megabytes"} else mine + value)

    def as_dict(self) -> dict[str, float]:
        """Return the counts by name."""
        return asdict(self)

    def tell(self) -> str:
        """Return the counts in a line."""
        refused = self.inputs - self.read
        return (
            f"fuzz: {self.inputs} generated inputs, {self.read} read and {refused} refused, {self.commands} by the "
            f"command line too; {self.seconds:.0f} s in all, {self.longest:.2f} s and {self.megabytes} MB at most; "
            f"seed {SEED} (PARTNERLAB_FUZZ_SEED, PARTNERLAB_FUZZ_INPUTS)"
        )

    @contextmanager
    def measured(self) -> Iterator[None]:
        """Count one input, and hold it to its time and memory."""
        held, started = _forget_peak(), time.process_time()
        yield
        seconds, megabytes = time.process_time() - started, (_read("VmHWM") - held) // 1024 if held else 0
        self.add({"inputs": 1, "seconds": seconds, "longest": seconds, "megabytes": megabytes})
        assert seconds <= SECONDS
        assert megabytes <= MEGABYTES


TALLY = Tally()


def _forget_peak() -> int:
    """Have Linux count the peak of this process anew; return what it holds now, in kilobytes, 0 elsewhere."""
    try:
        _CLEAR.write_text("5", encoding="ascii")
        return _read("VmRSS")
    except OSError:
        return 0


def _read(name: str) -> int:
    return int(_STATUS.read_text(encoding="ascii").partition(f"{name}:")[2].split()[0])
