"""Chance that repeats: a draw depends on what it is for, never on when or in what order it is made.

So a form can be written alone, in another process, or again next year, with the same figures.
"""

from __future__ import annotations

import math
from random import Random

SEED = "btg-qt demo 1"


def draw(*what: object) -> Random:
    """The generator of one decision, named by what it decides."""
    return Random("\x1f".join((SEED, *map(str, what))))  # noqa: S311 - made-up figures, no secrets


def poisson(chance: Random, mean: float) -> int:
    """How many of many rare things happened; for large means the rounded normal value."""
    if mean > 40:
        return max(0, round(chance.gauss(mean, math.sqrt(mean))))
    limit, product, count = math.exp(-mean), chance.random(), 0
    while product > limit:
        product *= chance.random()
        count += 1
    return count


def binomial(chance: Random, total: int, share: float) -> int:
    """How many of `total` succeeded; for large totals the rounded normal value."""
    if total > 60:
        spread = math.sqrt(total * share * (1 - share))
        return min(total, max(0, round(chance.gauss(total * share, spread))))
    return sum(chance.random() < share for _ in range(total))
