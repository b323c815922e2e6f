"""A text of the plan that follows a grammar of its own and could not be read.

One rule: it names a rule of the findings and the place; whoever reads the plan says it in words.
"""

from __future__ import annotations


class NotRead(ValueError):
    """Why a text could not be read: a rule of the findings, the offset of the place, what is
    there."""

    def __init__(self, rule: str, offset: int, written: str = "") -> None:
        super().__init__(rule, offset, written)
        self.rule = rule
        self.offset = offset
        self.written = written
