"""Values as nodes of a text that is edited: the door to ruamel.yaml.

One rule: whatever is written here, the plan's own strict reader takes as what it was.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.constructor import RoundTripConstructor
from ruamel.yaml.representer import RoundTripRepresenter
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, FoldedScalarString

from kpi.plan.findings import Place
from kpi.plan.findings import plain as plain_number
from kpi.plan.scalars import (
    THOUSANDS,
    decimal_meant,
    is_null,
    looks_like_date,
    looks_like_number,
)  # fmt: skip
from kpi.plan.yaml_tree import Scalar

WIDE = 100  # letters of a line, as far as words allow
_CAREFUL = re.compile(r"[^\w \-–/.,()+]|^[^\w(]|\s$| {2}")
MOST_WHOLE = 1e15  # whole numbers from here on are written with an exponent


_FLOAT = "tag:yaml.org,2002:float"


class _Number(str):
    """A number as it is written, whatever of it a machine could keep."""


class _Constructor(RoundTripConstructor):
    """Reads numbers with a fraction as they are written: no digit of an untouched one changes."""

    def written_number(self, node: Any) -> _Number:
        return _Number(node.value)


class _Representer(RoundTripRepresenter):
    """Writes them so."""

    def written_number(self, value: _Number) -> Any:
        return self.represent_scalar(_FLOAT, str(value))


_Constructor.add_constructor(_FLOAT, _Constructor.written_number)
_Representer.add_representer(_Number, _Representer.written_number)


def editor() -> YAML:
    """Reads and writes with comments, order, quotes and the plan's own indents."""
    yaml = YAML()
    yaml.Constructor = _Constructor
    yaml.Representer = _Representer
    yaml.preserve_quotes = True
    yaml.width = 4096
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def number_text(value: float) -> str:
    """`97`, `97.5`; never three decimals that could be thousands."""
    text = plain_number(value) if float(plain_number(value)) == value else repr(float(value))
    return decimal_meant(text) if THOUSANDS.fullmatch(text) else text


def dumped(node: Any) -> str:
    stream = io.StringIO()
    editor().dump(node, stream)
    return stream.getvalue()


def as_node(value: Any, *, flow: bool = True, old: Any = None) -> Any:
    """A value of the plan as a node; a text keeps the quotes that `old` was in."""
    if isinstance(value, (bool, date)):
        return value
    if isinstance(value, (int, float)):
        number = float(value)
        whole = number == int(number) and abs(number) < MOST_WHOLE
        return int(number) if whole else _Number(number_text(number))
    if isinstance(value, str):
        return text_node(value, old)
    if isinstance(value, Mapping):
        return _map(value, flow=flow)
    made = CommentedSeq([as_node(item) for item in value])
    if not any(isinstance(item, Mapping) for item in value) or len(value) == 1:
        made.fa.set_flow_style()
    return made


def _map(value: Mapping[Any, Any], *, flow: bool) -> CommentedMap:
    made = CommentedMap()
    for key, item in value.items():
        made[_key_node(key)] = as_node(item)
    if flow:
        made.fa.set_flow_style()
    return made


def _key_node(key: Any) -> Any:
    """A key; months stand without quotes."""
    return int(key) if str(key).isdecimal() and str(int(key)) == str(key) else text_node(str(key))


def text_node(text: str, old: Any = None) -> Any:
    """A text as it is written: plain where that is safe, folded where it is long."""
    if isinstance(old, DoubleQuotedScalarString) or _must_be_quoted(text):
        return DoubleQuotedScalarString(text)
    return text


def folded_node(text: str, indent: int) -> Any:
    """A long text over several lines, if it may be written so."""
    if len(text) + indent <= WIDE or "\n" in text or _CAREFUL.search(text[:1]) or "  " in text:
        return text_node(text)
    node = FoldedScalarString(text)
    node.fold_pos = _folds(text, WIDE - indent)
    return node


def _folds(text: str, room: int) -> list[int]:
    """The blanks at which lines end."""
    found, start = [], 0
    while len(text) - start > room:
        at = text.rfind(" ", start + 1, start + room)
        if at < 0:
            break
        found.append(at)
        start = at + 1
    return found


def _must_be_quoted(text: str) -> bool:
    scalar = Scalar(text, quoted=False, place=Place())
    odd = looks_like_number(scalar) or looks_like_date(scalar) or is_null(scalar)
    return odd or _CAREFUL.search(text) is not None


__all__ = ["CommentedMap", "FoldedScalarString", "as_node", "dumped", "editor", "folded_node"]
