"""What belongs into a backup, by name: the one rule for writing and for reading one.

Whatever lies elsewhere is made anew (the warehouse, the engine's files) or is others' (the inbox).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kpi.files import is_unfinished
from kpi.home import Home
from kpi.verify.archive import CONTENT, PLAN
from kpi.verify.look import Look, plain_files

THE_PLAN = "indicators.yaml"
SCHEMA = "indicators.schema.json"
SINGLE = (THE_PLAN, SCHEMA, "data/journal.jsonl")
ARCHIVE = "data/archive/"
FOR_OTHERS = ("data/reports/", "data/outbox/", "data/forms/", "data/plans/")
LIST = "backup.json"
# What Windows lets no name hold, or end with.
_REFUSED_THERE = frozenset('<>:"|?*')
_ENDS = (" ", ".")


@dataclass(frozen=True, slots=True)
class Source:
    """A file of the home and its name in the backup."""

    name: str
    path: Path


def is_member(name: str) -> bool:
    """Whether a name is one that a backup may hold: it leads to one place below a home."""
    if name in SINGLE:
        return True
    if name.startswith(ARCHIVE):
        rest = name.removeprefix(ARCHIVE)
        return rest == "ledger.jsonl" or bool(CONTENT.fullmatch(rest) or PLAN.fullmatch(rest))
    return name.startswith(FOR_OTHERS) and _is_plain(name)


def is_writable_on_windows(name: str) -> bool:
    """Whether Windows can keep a file of this name, under this name."""
    return not any(set(part) & _REFUSED_THERE or part.endswith(_ENDS) for part in name.split("/"))


def sources(home: Home) -> tuple[list[Source], list[str]]:
    """The files to be kept, and those in their folders that cannot be (by name): links, special
    files, names that no backup may hold. A content that may not be kept is in neither."""
    look = Look(home)
    kept: list[Source] = []
    left_out: list[str] = []
    for name, path in _candidates(home):
        if _is_secret(look, name):
            continue
        plain = path.is_file() and not path.is_symlink()
        if plain and is_member(name):
            kept.append(Source(name, path))
        else:
            left_out.append(name)
    return kept, left_out


def _candidates(home: Home) -> Iterator[tuple[str, Path]]:
    for name in SINGLE:
        if (path := home.root / name).exists():
            yield name, path
    for top in (ARCHIVE, *FOR_OTHERS):
        folder = home.root / top
        for path in plain_files(folder):
            parts = path.relative_to(folder).parts
            if not any(is_unfinished(Path(part)) for part in parts):
                yield path.relative_to(home.root).as_posix(), path


def _is_secret(look: Look, name: str) -> bool:
    found = CONTENT.fullmatch(name.removeprefix(ARCHIVE))
    return found is not None and found[2] in look.secrets


def _is_plain(name: str) -> bool:
    """No part of the name leads up, to another root, or to another drive; all of it is text."""
    parts = name.split("/")
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return False
    controls = any(ord(c) < 32 or ord(c) == 127 for c in name)
    return not controls and "\\" not in name and all(p not in ("", ".", "..") for p in parts)
