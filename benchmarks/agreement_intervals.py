"""How often the interval of Krippendorff's alpha holds the alpha of the population that items were drawn from.

Run with `python benchmarks/agreement_intervals.py [samples]`. Each item has a true answer; each rater gives it, or with
some probability any answer at random. The population's alpha comes from 200,000 items. For each number of raters and
items it prints the share of samples whose 95% interval holds it, over three degrees of agreement and two sets of
answers: the mean, the least and the median width; and how often there is no interval. Asserts nothing.
"""

from __future__ import annotations

import sys
from itertools import product

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from partnerlab.methods.agreement import krippendorff_alpha

RATERS, ITEMS = (2, 3, 6, 13), (6, 10, 15, 30)
ANSWERS = ((1 / 3, 1 / 3, 1 / 3), (0.15, 0.25, 0.6))
AT_RANDOM = (0.95, 0.5, 0.2)
POPULATION, RESAMPLES, SEED = 200_000, 400, 11


def draw_answers(
    generator: np.random.Generator, items: int, raters: int, shares: tuple[float, ...], at_random: float
) -> NDArray[np.int_]:
    """Return item × rater."""
    truth = generator.choice(len(shares), size=items, p=shares)
    answers = np.repeat(truth[:, None], raters, axis=1)
    random = generator.random(answers.shape) < at_random
    answers[random] = generator.choice(len(shares), size=int(random.sum()), p=shares)
    return answers


def measure(raters: int, items: int, level: str, samples: int) -> str:
    """Return one row of the table."""
    held, widths, none = [], [], 0
    for shares, at_random in product(ANSWERS, AT_RANDOM):
        generator = np.random.default_rng(SEED)
        whole = pd.DataFrame(draw_answers(generator, POPULATION, raters, shares, at_random))
        alpha = krippendorff_alpha(whole, level, resamples=0).value or 0.0  # type: ignore[arg-type]  # a level's name
        inside = []
        for _ in range(samples):
            answers = draw_answers(generator, items, raters, shares, at_random)
            found = krippendorff_alpha(pd.DataFrame(answers), level, resamples=RESAMPLES)  # type: ignore[arg-type]  # as above
            if found.low is None or found.high is None:
                none += 1
                continue
            inside.append(found.low <= alpha <= found.high)
            widths.append(found.high - found.low)
        held += [np.mean(inside)] if inside else []
    share = none / (samples * len(ANSWERS) * len(AT_RANDOM))
    if not held:
        return f"{raters:>6} {items:>5}  no interval"
    return (
        f"{raters:>6} {items:>5}  mean {np.mean(held):6.1%}  least {np.min(held):6.1%}  "
        f"width {np.median(widths):.2f}  none {share:5.1%}"
    )


def main() -> None:
    """Print the tables."""
    samples = int(sys.argv[1]) if len(sys.argv) > 1 else 400
    for level in ("ordinal", "nominal"):
        print(f"{level}, 95% intervals, {samples} samples each; raters, items")
        for raters, items in product(RATERS, ITEMS):
            print(measure(raters, items, level, samples), flush=True)


if __name__ == "__main__":
    main()
