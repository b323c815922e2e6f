"""How large a plan is: of few figures time is what matters, of very many memory.

The one rule: whoever does it otherwise for a large plan asks here, and the outcome is the same.
"""

from __future__ import annotations

from kpi.plan.model import Plan

LARGE = 60_000  # figures a month: a province of 57 units has some 3,000, the country 132,000


def is_large(plan: Plan) -> bool:
    """Whether units by indicators are so many that a few tables of them fill the memory."""
    return len(plan.units) * len(plan.indicators) > LARGE
