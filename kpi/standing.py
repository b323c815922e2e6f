"""How things outside the home stand that may give no answer (sources, ways of delivery): a file of
JSON for each kind of thing, with what is known of each.

One rule: it only tells and saves work; where nothing can be read, nothing is known.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Container, Mapping
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from kpi.files import folder, write_whole

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Standing = TypeVar("Standing", bound="DataclassInstance")


class Standings(Generic[Standing]):
    """How each thing stands, by its name, as the file at `path` has it; `made` reads one back.
    `named`: those that there are now; how others stood is forgotten."""

    def __init__(
        self,
        path: Path,
        name_of: Callable[[Standing], str],
        made: Callable[[Mapping[str, Any]], Standing],
        named: Container[str] | None = None,
    ) -> None:
        self._path, self._name_of = path, name_of
        found = {name_of(one): one for one in _read(path, made)}
        self.states = {n: one for n, one in found.items() if named is None or n in named}

    def remember(self, standing: Standing) -> None:
        """Writes down how one stands, for the owner alone. Raises OSError."""
        self.states = {**self.states, self._name_of(standing): standing}
        rows = [plain(one) for one in self.states.values()]
        folder(self._path.parent)
        text = json.dumps(rows, ensure_ascii=False, indent=1)
        write_whole(self._path, text + "\n", private=True)


def _read(path: Path, made: Callable[[Mapping[str, Any]], Standing]) -> list[Standing]:
    try:
        return [made(one) for one in json.loads(path.read_text("utf-8"))]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return []


def plain(row: DataclassInstance) -> dict[str, object]:
    """A row as JSON takes it: moments as text, sets as lists in order."""
    return {name: _plain(value) for name, value in asdict(row).items()}


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    return sorted(value) if isinstance(value, frozenset) else value


def moments(found: Mapping[str, Any], *names: str) -> dict[str, datetime | None]:
    """Moments as they were written, by name; None where there is none."""
    return {n: datetime.fromisoformat(found[n]) if found[n] else None for n in names}
