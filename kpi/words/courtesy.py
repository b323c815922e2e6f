"""How a message begins what it asks of a unit: a plan's own words, at the head of a sentence and
within one.

One rule: whom a text addresses is said here alone; the catalogue has places for it.
"""

from __future__ import annotations


def asking(please: str) -> dict[str, str]:
    """The values of `{Please}` and `{please}`."""
    first, rest = please[:1], please[1:]
    return {"Please": first.upper() + rest, "please": first.lower() + rest}
