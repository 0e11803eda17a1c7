"""Draws of losses that may strike together: one normal score for each risk and draw, tied by a copula.

Each risk has a stream of random numbers of its own, found from the seed and its name. So another order of the risks,
one risk more or more draws change no score of the others: what differs between two registers is what was changed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from partnerlab.methods.correlation import factor_in_order
from partnerlab.methods.severity import cost_quantiles

Floats = NDArray[np.float64]
Losses = NDArray[np.floating]

CHUNK = 16384  # draws at a time, which keeps memory low
COMMON = "what strikes all alike"  # name of the stream that a single correlation is drawn from
NODES = 193  # points at which each quantile function is worked out
CELLS = 1024  # steps of the table looked up, even in the square root of the distance above the threshold
FARTHEST = 9.0  # standard deviations at which the normal scale is cut off
WHOLE_IN_SINGLE = 2**24  # the largest amount up to which single precision holds every whole pound


def draw_losses(risks: pd.DataFrame, correlation: Floats, draws: int, seed: int) -> tuple[Losses, float]:
    """Return what each risk costs in each draw (risk × draw), and the share of draws in which any occurs.

    A risk occurs when its score passes the normal quantile of 1 - probability; its cost is the quantile
    of its distribution at the score's place within that upper part. The cost is looked up in a table of
    the score, which is quick and keeps the order of the scores.

    Parameters
    ----------
    risks
        As `partnerlab.methods.severity.read_risks` returns it; the index names each risk's random numbers.
    correlation
        Risk × risk.
    draws, seed
        How many draws, from which seed.

    Examples
    --------
    >>> import numpy as np, pandas as pd
    >>> from partnerlab.methods.severity import read_risks
    >>> certain = {"probability": 1.0, "low": 5, "likely": 5, "high": 5}
    >>> losses, share = draw_losses(read_risks(pd.DataFrame([certain])), np.eye(1), 3, seed=1)
    >>> losses.tolist(), share
    ([[5.0, 5.0, 5.0]], 1.0)
    """
    thresholds, scale, steps = _tables(risks)
    # A risk is struck by its own upper tail. Drawing "whether" and "how much" apart would tie the first only, and then
    # two risks that strike together would still cost independently. A certain risk must be struck in every draw, in one
    # beyond the cut-off scale of its table as well.
    passed = np.where(risks["probability"] >= 1, -np.inf, thresholds).astype(np.float32)
    # Single precision halves the memory. Beyond what it holds to the pound, a certain amount would be told as another.
    precise = np.float64 if risks["high"].max() > WHOLE_IN_SINGLE else np.float32
    losses = np.zeros((len(risks), draws), dtype=precise)
    costs = steps.astype(precise)
    rises = np.diff(costs, axis=1, append=costs[:, -1:])
    struck = 0
    order = standing_order(risks)
    names = [str(name) for name in risks.index[order]]
    for start, scores in _scores(names, correlation[np.ix_(order, order)], draws, seed):
        any_here = np.zeros(scores.shape[1], dtype=bool)
        for risk, row in zip(order, scores, strict=True):
            occurs = row > passed[risk]
            any_here |= occurs
            here = np.flatnonzero(occurs)
            place = np.sqrt(np.maximum(row[here] - thresholds[risk], 0) * scale[risk]).astype(precise)
            losses[risk, start:][here] = _look_up(place, costs[risk], rises[risk])
        struck += int(np.count_nonzero(any_here))
    losses.flags.writeable = False
    return losses, struck / draws


def standing_order(risks: pd.DataFrame) -> NDArray[np.intp]:
    """Return the places of the risks in an order that the table's own does not change: by name, those of nothing last.

    Scores tied by a matrix build on those before, and sums round as they are added: in this order neither depends on
    where a row stands, or on rows that add nothing.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"probability": [0.5, 0.0, 0.5], "high": [9, 9, 9]}, index=["R3", "R1", "R2"])
    >>> standing_order(table).tolist()
    [2, 0, 1]
    """
    nothing = ((risks["probability"] == 0) | (risks["high"] == 0)).tolist()
    names = [str(name) for name in risks.index]
    return np.array(sorted(range(len(names)), key=lambda place: (nothing[place], names[place])), dtype=np.intp)


def _tables(risks: pd.DataFrame) -> tuple[Losses, Losses, Floats]:
    """Return for each risk the score it must pass, what turns a distance above into cells, and its costs there."""
    from scipy import special

    probability = risks["probability"].to_numpy(dtype=float)[:, None]
    # One table a risk instead of a quantile function a draw: that of PERT needs the inverse of a beta, which is slow.
    levels = np.sin(np.linspace(0, np.pi / 2, NODES)) ** 2  # dense at both ends, where quantiles are steep
    costs = cost_quantiles(risks, levels)
    with np.errstate(divide="ignore"):  # the ends of the scale lie at infinity, then are cut off
        nodes = np.clip(-special.ndtri(probability * (1 - levels)), -FARTHEST, FARTHEST)
    # Squared steps put half of the cells into the first quarter above the threshold, where most struck draws fall.
    reach = np.maximum(FARTHEST - nodes[:, 0], 1.0)
    scores = nodes[:, :1] + reach[:, None] * np.linspace(0, 1, CELLS + 1) ** 2
    steps = np.array([np.interp(*row) for row in zip(scores, nodes, costs, strict=True)])
    return nodes[:, 0].astype(np.float32), (CELLS**2 / reach).astype(np.float32), steps


def _look_up(place: Losses, steps: Losses, rises: Losses) -> Losses:
    """Interpolate between the steps of a table; beyond its last step nothing rises. The places become the costs."""
    cell = np.minimum(place, CELLS).astype(np.intp)
    place -= cell
    place *= rises.take(cell)
    place += steps.take(cell)
    return place


def _scores(names: list[str], correlation: Floats, draws: int, seed: int) -> Iterator[tuple[int, Losses]]:
    """Yield normal scores with these correlations, some draws at a time, and the place of the first of them.

    What is yielded stands in the same memory each time: the next draws overwrite it.
    """
    size = len(correlation)
    streams = [_stream(seed, name) for name in names]
    # One correlation for all is one common factor: two draws a risk instead of a matrix product, and none to factor.
    pairs = correlation[np.triu_indices(size, 1)]
    same = float(pairs[0]) if len(pairs) and np.ptp(pairs) == 0 and pairs[0] >= 0 else None
    weights = None if same is not None or size == 1 else factor_in_order(correlation).astype(np.float32)
    shared = _stream(seed, COMMON)  # from a name of its own, so that no risk's numbers shift when it is not needed
    room = np.empty((2, size * min(CHUNK, draws)), dtype=np.float32)
    for start in range(0, draws, CHUNK):
        count = min(CHUNK, draws - start)
        own, tied = (part[: size * count].reshape(size, count) for part in room)
        for row, stream in zip(own, streams, strict=True):
            stream.standard_normal(dtype=np.float32, out=row)
        if weights is not None:
            own = np.matmul(weights, own, out=tied)
        elif same:
            common = shared.standard_normal(count, dtype=np.float32)
            own *= np.float32((1 - same) ** 0.5)
            own += np.float32(same**0.5) * common
        yield start, own


def _stream(seed: int, name: str) -> np.random.Generator:
    """Return the random numbers that belong to a name: the same on every machine, whatever else is drawn."""
    # Python's own hash of a string differs from run to run; this one is the same everywhere.
    mark = int.from_bytes(hashlib.blake2b(name.encode(), digest_size=16).digest(), "big")
    return np.random.default_rng(np.random.SeedSequence([seed, mark]))
