"""A sound plan kept as data, so that a command that only asks need not read its text anew.

The one rule: what is kept counts only for the very text and the very program that it was made
from, and only if nobody else can have written it; else it is as if it were not there.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import fields, is_dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, BinaryIO

from kpi import __version__, periods
from kpi.files import write_whole
from kpi.plan import model, ways
from kpi.plan.model import Plan

_KINDS = {
    name: kind
    for room in (model, ways, periods)
    for name, kind in vars(room).items()
    if isinstance(kind, type) and is_dataclass(kind)
}
_DAMAGED = (OSError, ValueError, TypeError, LookupError, AttributeError, RecursionError)
_OTHERS_MAY_WRITE = 0o022


def kept_plan(path: Path, kept: Path) -> Plan | None:
    """The plan of a file as it was kept; None where that cannot be trusted, or nothing was."""
    try:
        data = path.read_bytes()
        with kept.open("rb") as file:
            if not _is_ours(file):
                return None
            made_from, _, body = file.read().partition(b"\n")
        if made_from != _made_from(data, body):
            return None
        return replace(_plan(body), text=data.decode("utf-8-sig"))
    except _DAMAGED:
        return None


def keep_plan(plan: Plan, path: Path, kept: Path) -> None:
    """Keeps a plan just read from a file, for its owner alone; left out where there is no home yet,
    or nothing can be written."""
    if not kept.parent.is_dir() or kept_plan(path, kept) is not None:
        return
    with suppress(OSError):
        data = path.read_bytes()
        if hashlib.sha256(data).hexdigest() != plan.sha256:
            return  # changed meanwhile
        body = json.dumps(_written(replace(plan, text="")), ensure_ascii=False).encode()
        write_whole(kept, _made_from(data, body) + b"\n" + body, private=True)


def _is_ours(file: BinaryIO) -> bool:
    """Whether nobody but this user can have written a file. Windows: its folder's rights stand."""
    if os.name != "posix":
        return True
    about = os.fstat(file.fileno())
    return about.st_uid == os.geteuid() and not about.st_mode & _OTHERS_MAY_WRITE


def _made_from(data: bytes, body: bytes) -> bytes:
    """The hash of a plan's text, of the program that reads it, and of what came of it."""
    parts = (_program(), hashlib.sha256(data).hexdigest(), hashlib.sha256(body).hexdigest())
    return " ".join(parts).encode()


@lru_cache(maxsize=1)
def _program() -> str:
    """What reads plans, by its version and its files: in a checkout they change without one."""
    with os.scandir(Path(__file__).parent) as found:
        stamps = {f.name: f.stat() for f in found if f.name.endswith(".py")}
    stamps["periods"] = Path(periods.__file__).stat()
    told = sorted((name, s.st_size, s.st_mtime_ns) for name, s in stamps.items())
    return hashlib.sha256(repr((__version__, told)).encode()).hexdigest()


def _written(value: Any) -> Any:
    """A value of the plan as JSON can say it: lists are tuples, whatever else is named."""
    match value:
        case None | str() | int() | float():
            return value
        case tuple():
            return [_written(part) for part in value]
        case date():
            return {"day": value.isoformat()}
        case frozenset():
            return {"set": [_written(part) for part in sorted(value)]}
        case Mapping():
            return {"pairs": [[_written(k), _written(v)] for k, v in value.items()]}
        case _ if type(value) in _KINDS.values():
            of = [_written(getattr(value, f.name)) for f in fields(value)]
            return {"is": type(value).__name__, "of": of}
    raise TypeError(type(value).__name__)


def _plan(body: bytes) -> Plan:
    found = json.loads(body, object_hook=_read)
    if not isinstance(found, Plan):
        raise TypeError(type(found).__name__)
    return found


def _read(said: dict[str, Any]) -> Any:
    match said:
        case {"is": name, "of": parts}:
            return _KINDS[name](*map(_tuple, parts))
        case {"day": day}:
            return date.fromisoformat(day)
        case {"set": parts}:
            return frozenset(parts)
        case {"pairs": pairs}:
            return {key: _tuple(value) for key, value in pairs}
    raise ValueError("no value of a plan")


def _tuple(value: Any) -> Any:
    return tuple(map(_tuple, value)) if isinstance(value, list) else value
