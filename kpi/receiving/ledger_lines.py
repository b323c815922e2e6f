"""The lines of the ledger: what each says, and how the file is read.

One rule: a line cut short by a crash never was one.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from kpi.records.act import Act

MOMENTS = ("first_seen_at", "now", "loaded_at", "at")  # what this computer's clock said
ACT_TEXTS = ("act", "who", "reason", "plan_sha256", "submission", "unit", "period", "indicator")
Line = dict[str, Any]


@dataclass(frozen=True, slots=True)
class PastBatch:
    """One run as the ledger has it. `arrivals` lack `original` and `standing`."""

    run: str
    now: datetime
    plan_sha256: str
    arrivals: tuple[Mapping[str, Any], ...]


def batch_of(line: Line) -> PastBatch:
    """The run that a line `batch` tells of."""
    now = moment(line["now"])
    return PastBatch(line["run"], now, line["plan_sha256"], tuple(line["arrivals"]))


def act_of(line: Line) -> Act:
    """The act that a line tells of. `what` is the act's own kind: `kind` is the line's."""
    told = {name: line[name] for name in ACT_TEXTS}
    return Act(kind=line["what"], at=moment(line["at"]), **told)


def act_line(act: Act) -> Line:
    """The line that tells of an act."""
    told = {name: value for name, value in asdict(act).items() if name in ACT_TEXTS}
    return {"kind": "act", "what": act.kind, "at": act.at.isoformat(), **told}


def lines_of(path: Path) -> Iterator[Line]:
    """The lines of the file; none if there is no file."""
    if not path.exists():
        return
    for line in _parsed([raw for raw in path.read_bytes().split(b"\n") if raw]):
        if isinstance(line, dict) and "kind" in line:
            yield line


def _parsed(written: Sequence[bytes]) -> Iterable[object]:
    """All lines in one go, which takes a third of the time; where one was cut short by a crash,
    each by itself and without it."""
    try:
        lines = json.loads(b"[" + b",".join(written) + b"]")
    except ValueError:
        return _parsed_one_by_one(written)
    return lines if len(lines) == len(written) else _parsed_one_by_one(written)


def _parsed_one_by_one(written: Sequence[bytes]) -> Iterator[object]:
    for raw in written:
        with contextlib.suppress(ValueError):
            yield json.loads(raw)


def clamped(lines: list[Line]) -> list[Line]:
    """The lines with every moment that a later `clock` line takes back set to that line's."""
    limit = ""
    for place in range(len(lines) - 1, -1, -1):
        line = lines[place]
        if line["kind"] == "clock":
            limit = min(limit, line["at"]) if limit else line["at"]
        elif limit:
            lines[place] = _no_later(line, limit)
    return lines


def _no_later(line: Line, limit: str) -> Line:
    found = dict(line)
    for key in (*MOMENTS, "received_at"):
        if key in found:
            found[key] = min(found[key], limit, key=moment)
    if "arrivals" in found:
        found["arrivals"] = [_no_later(arrival, limit) for arrival in found["arrivals"]]
    return found


def moment(text: str) -> datetime:
    """A moment as lines have it, UTC without zone."""
    return datetime.fromisoformat(text)
