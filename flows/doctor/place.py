"""The home: where it lies, what lies in it, and who may read and write it."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from flows.doctor.case import Answer, Case
from kpi.files import left_behind
from kpi.home import Home

LONGEST_PATH = 150  # Windows allows 260 for all of a file's path
SYNCHRONISED = ("onedrive", "dropbox", "google drive", "googledrive", "icloud", "zalo")
KNOWN = ("indicators.yaml", "indicators.schema.json")
OTHERS = stat.S_IRWXG | stat.S_IRWXO
MOST_NAMED = 5


def path(case: Case) -> Answer:
    """A place that troubles no library and that no other program changes."""
    root = case.home.root
    if any(name in part.lower() for part in root.parts for name in SYNCHRONISED):
        return Answer("odd", "synchronised", {"path": root})
    if os.name == "nt" and len(str(root)) > LONGEST_PATH:
        return Answer("odd", "long", {"path": root, "length": len(str(root))})
    return Answer("good", "good", {"path": root})


def plan(case: Case) -> Answer:
    """The plan is there and can be read."""
    if not case.home.plan.is_file():
        return Answer("bad", "missing", {"path": case.home.plan})
    found = case.reading
    if found.plan is None:
        return Answer("bad", "errors", {"count": len(found.errors)})
    return Answer("good", "good", {"name": found.plan.name, "warnings": len(found.warnings)})


def plan_names(case: Case) -> Answer:
    """No other file looks like the plan and is not read."""
    root = case.home.root
    found = sorted(p.name for p in root.glob("*") if _looks_like_a_plan(p)) if root.is_dir() else []
    if found:
        return Answer("odd", "others", {"names": _few(found)})
    return Answer("good", "good")


def _looks_like_a_plan(file: Path) -> bool:
    low = file.name.lower()
    return low.startswith("indicators") and file.name not in KNOWN and file.is_file()


def writable(case: Case) -> Answer:
    """The data folder, or the folder that will hold it, can be written."""
    data = case.home.data
    where = data if data.is_dir() else case.home.root
    if not where.is_dir():
        return Answer("bad", "missing", {"path": where})
    shut = [p for p in (where, *_below(case.home)) if p.is_dir() and not os.access(p, os.W_OK)]
    if shut:
        return Answer("bad", "shut", {"path": shut[0]})
    return Answer("good", "good", {"path": where})


def _below(home: Home) -> Iterator[Path]:
    yield from (home.archive, home.outbox(""), home.forms(""), home.reports(""))


def leftovers(case: Case) -> Answer:
    """Nothing lies there that a killed run left unfinished."""
    home = case.home
    shared = (home.outbox(""), home.forms(""), home.reports(""))
    below = [f for top in shared if top.is_dir() for f in (*top.glob("*"), *top.glob("*/*"))]
    places = (home.root, home.data, home.archive, home.archive / "plans", home.published, *shared)
    left = [p for place in (*places, *(f for f in below if f.is_dir())) for p in left_behind(place)]
    if left:
        return Answer("odd", "left", {"count": len(left)})
    return Answer("good", "good")


def rights(case: Case) -> Answer:
    """What is private is its owner's alone."""
    if os.name != "posix":
        return Answer("good", "folder_rights")
    home = case.home
    private = (
        home.archive, home.archive / "ledger.jsonl", home.warehouse, home.published, home.journal,
        home.log, home.desk, home.due, home.prefect,
    )  # fmt: skip
    names = [p.relative_to(home.root).as_posix() for p in private if _is_open(p)]
    if names:
        return Answer("bad", "open", {"names": " ".join(names)})
    return Answer("good", "good")


def _is_open(file: Path) -> bool:
    try:
        return bool(stat.S_IMODE(file.stat().st_mode) & OTHERS)
    except OSError:
        return False


def outputs(case: Case) -> Answer:
    """Every report can be replaced by a new one."""
    top = case.home.reports("")
    folders = sorted(p for p in top.glob("*") if p.is_dir()) if top.is_dir() else []
    held = [p for folder in folders for p in _held(folder)]
    if held:
        names = [p.relative_to(case.home.root).as_posix() for p in held]
        return Answer("bad", "held", {"names": _few(names)})
    return Answer("good", "good")


def _held(folder: Path) -> Iterator[Path]:
    """What stands in the way of a new report: a folder that is shut, a file that is open."""
    if not os.access(folder, os.W_OK):
        yield folder
        return
    yield from (*folder.glob("~$*"), *folder.glob(".~lock.*#"))
    if os.name == "nt":
        yield from (file for file in folder.iterdir() if file.is_file() and _is_in_use(file))


def _is_in_use(file: Path) -> bool:
    """Windows: whether another program keeps a file from being written. Nothing is written."""
    try:
        with file.open("r+b"):
            return False
    except PermissionError:
        return True


def _few(names: list[str]) -> str:
    rest = len(names) - MOST_NAMED
    return ", ".join(names[:MOST_NAMED]) + (f", ... (+{rest})" if rest > 0 else "")
