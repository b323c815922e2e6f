"""What units send in 2024, and when: the demo's files, some of them broken on the way first.

Late files and corrections are the demo's own; a twentieth of the files comes broken, and whole two
days later under the same name.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from demo.write import write_demo

BROKEN = 0.05


@dataclass(frozen=True, slots=True)
class Sent:
    """One file of one unit and period; `at` is UTC without zone."""

    at: datetime
    unit: str
    period: str
    name: str
    content: bytes
    broken: bool = False

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def labels(months: Collection[int]) -> set[str]:
    """The reporting periods that end with these months of 2024."""
    longer = {3: ["Q1"], 6: ["Q2", "H1"], 9: ["Q3"], 12: ["Q4", "H2"]}
    found = {f"2024-{label}" for month in months for label in longer.get(month, [])}
    return found | {f"2024-{m:02d}" for m in months} | ({"2024"} if 12 in months else set())


def sendings(folder: Path, months: Collection[int], units: Collection[str] | None) -> list[Sent]:
    """All of it, in the order in which it comes."""
    write_demo(folder, periods=labels(months), units=units)
    chance = Random("a twentieth")  # noqa: S311 - the same ones every time
    found = []
    paths = sorted((folder / "data" / "inbox").rglob("*.xlsx"))
    cut_short = set(chance.sample(paths, round(BROKEN * len(paths))))
    for path in paths:
        told = path.with_name(f"{path.name}.received").read_text("utf-8").strip()
        at = datetime.fromisoformat(told).astimezone(UTC).replace(tzinfo=None)
        period, unit = path.stem.split("_")[:2]
        whole = Sent(at, unit, period, path.name, path.read_bytes())
        if path in cut_short:
            cut = whole.content[: len(whole.content) * 3 // 5]
            found.append(Sent(at, unit, period, path.name, cut, broken=True))
            whole = Sent(at + timedelta(days=2), unit, period, path.name, whole.content)
        found.append(whole)
    return sorted(found, key=lambda one: (one.at, one.name))
