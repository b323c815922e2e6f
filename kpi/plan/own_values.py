"""What stands in the wrong shape, written in the right one with the planner's own values.

One rule: nothing is offered that the planner did not write; a year that is missing is an ellipsis.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any, get_args

from kpi.plan import scalars
from kpi.plan.context import Context
from kpi.plan.kinds import unwrapped
from kpi.plan.yaml_tree import Mapping, Node, Scalar, Sequence

_YEAR = re.compile(r"(?<!\d)(?:19|20|21)\d\d(?!\d)")
_NUMBER = re.compile(r"(?<![\d.,])[-+]?\d+(?:[.,]\d{1,2})?(?![\d.,])")


def own_values(node: Node, kinds: list[Any], context: Context) -> str:
    """The line as it was probably meant; empty where that cannot be told."""
    if context.key == "baseline" and isinstance(node, Scalar):
        return _baseline(node.text)
    if isinstance(node, Sequence):
        return _one_group(node, context)
    days = any(date in get_args(unwrapped(kind)[0]) for kind in kinds)
    return _days(node, context) if days and isinstance(node, Scalar) else ""


def _baseline(text: str) -> str:
    """`45,5% (2020)` as a year and a value; empty where there is not one number beside it."""
    years = _YEAR.findall(text)
    rest = _YEAR.sub(" ", text, count=1) if years else text
    numbers = _NUMBER.findall(rest)
    if len(years) > 1 or len(numbers) != 1 or scalars.multiplied(text):
        return ""
    year = years[0] if years else "…"
    return f"baseline: {{year: {year}, value: {numbers[0].replace(',', '.')}}}"


def _one_group(node: Sequence, context: Context) -> str:
    """`[2024: 4000, 2025: 5000]` in braces."""
    said: list[str] = []
    for item in node.items:
        for entry in item.entries if isinstance(item, Mapping) else ():
            if entry.bare or not isinstance(entry.value, Scalar):
                return ""
            said.append(f"{entry.key.text}: {entry.value.text}")
        if not isinstance(item, Mapping):
            return ""
    return f"{context.key}: {{{', '.join(said)}}}" if said else ""


def _days(node: Scalar, context: Context) -> str:
    """One day, or some between commas, as a list."""
    parts = [part.strip() for part in re.split(r"[,;]", node.text.strip("[] ")) if part.strip()]
    days = [Scalar(part, quoted=False, place=node.place) for part in parts]
    meant = [day.text if scalars.day(day) else scalars.date_meant(day) or "" for day in days]
    if not all(meant):
        return ""  # whose day is which month is asked about first
    return f"{context.key}: [{', '.join(meant)}]"
