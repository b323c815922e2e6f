"""The archive: every content is what its name says, is named by the ledger, and is there; and
what may not be kept is not."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from kpi.files import is_unfinished, left_behind
from kpi.verify.findings import Finding
from kpi.verify.look import Look, plain_files

CONTENT = re.compile(r"([0-9a-f]{2})/(\1[0-9a-f]{62})(\.[a-z0-9]{1,8})?")
PLAN = re.compile(r"plans/([0-9a-f]{64})\.yaml")
_MARK = b"\xef\xbb\xbf"  # a plan's text is kept without the mark that some editors put first


def check_archive(look: Look) -> Iterator[Finding]:
    """Files first, then the ledger: a content is written down before it stands in the archive."""
    archive = look.home.archive
    files = list(plain_files(archive))
    there: set[str] = set()
    left = {
        path for folder in {archive, *(f.parent for f in files)} for path in left_behind(folder)
    }
    for path in files:
        name = path.relative_to(archive).as_posix()
        if name == "ledger.jsonl":
            continue
        if unfinished := _unfinished(archive, path):
            if left & unfinished:
                yield Finding("archive", look.place(path), "leftover")
        elif path.is_symlink() or not path.is_file():
            yield Finding("archive", look.place(path), "no_plain_file")
        else:
            yield from _file(look, path, name, there)
    yield from _missing(look, there)


def _unfinished(archive: Path, path: Path) -> set[Path]:
    """The file and the folders above it, as far as something was being made there."""
    above = (p for p in (path, *path.parents) if p.is_relative_to(archive))
    return {p for p in above if is_unfinished(p)}


def _file(look: Look, path: Path, name: str, there: set[str]) -> Iterator[Finding]:
    if found := PLAN.fullmatch(name):
        yield from _plan(look, path, found[1], there)
    elif found := CONTENT.fullmatch(name):
        yield from _content(look, path, found[2], there)
    else:
        yield Finding("archive", look.place(path), "unnamed")


def _content(look: Look, path: Path, sha256: str, there: set[str]) -> Iterator[Finding]:
    look.counts["contents"] += 1
    place = look.place(path)
    there.add(sha256)
    if sha256 in look.secrets:
        yield Finding("archive", place, "secret_kept")
    elif look.fingerprint(path) != sha256:
        yield Finding("archive", place, "altered", {"file": look.names.get(sha256, "")})
    elif sha256 not in look.names:
        yield Finding("archive", place, "unnamed")


def _plan(look: Look, path: Path, sha256: str, there: set[str]) -> Iterator[Finding]:
    there.add(sha256)
    place = look.place(path)
    if sha256 not in (look.fingerprint(path), _with_mark(path)):
        yield Finding("archive", place, "altered_plan")
    elif sha256 not in {line["sha256"] for line in look.lines("plan")}:
        yield Finding("archive", place, "unnamed")


def _with_mark(path: Path) -> str:
    return hashlib.sha256(_MARK + path.read_bytes()).hexdigest()


def _missing(look: Look, there: set[str]) -> Iterator[Finding]:
    archive = look.home.archive
    for sha256 in sorted({str(n["sha256"]) for n in look.lines("plan")} - there):
        place = look.place(archive / "plans" / f"{sha256}.yaml")
        yield Finding("archive", place, "missing_plan")
    taken = {str(a["sha256"]) for n in look.lines("batch") for a in n["arrivals"]}
    lost = {str(n["sha256"]) for n in look.lines("lost")}
    for sha256, file in sorted(look.names.items()):
        if sha256 in there or sha256 in look.secrets:
            continue
        place = look.place(archive / sha256[:2] / sha256)
        if sha256 in taken:
            yield Finding("archive", place, "missing", {"file": file})
        elif sha256 not in lost:
            yield Finding("archive", place, "not_taken", {"file": file})
