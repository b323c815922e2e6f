"""A .zip of forms: every member is read as a file of its own; nothing is written where it says."""

from __future__ import annotations

import tempfile
import zipfile
from datetime import datetime
from pathlib import Path, PurePosixPath
from zlib import error as ZlibError

from kpi.intake import limits
from kpi.intake.answers import FileRead, SubmissionRead
from kpi.intake.asking import Asking
from kpi.intake.catalogue import Catalogue
from kpi.intake.grid import Refused
from kpi.intake.guard import look_at_members
from kpi.problems import Problem


def read_archive(path: Path, name: str, received_at: datetime, known: Catalogue) -> FileRead:
    """The submissions of all members. A member that cannot be read is a problem of the archive,
    which is then taken without it; an archive with no form at all is refused."""
    from kpi.intake.reading import read_one

    found: list[SubmissionRead] = []
    problems: list[Problem] = []
    try:
        with zipfile.ZipFile(path) as archive, tempfile.TemporaryDirectory() as folder:
            look_at_members(archive.infolist())
            members = [m for m in archive.infolist() if _is_a_file(m)]
            if len(members) > limits.ARCHIVE_FILES:
                most = limits.ARCHIVE_FILES
                raise Refused("unsafe_file", "many_members", count=len(members), most=most)
            for number, member in enumerate(members):
                inner = f"{name}/{member.filename}"
                if member.filename.lower().endswith(".zip"):
                    raise Refused("unsafe_file", "archive_inside")
                # the member's own name never becomes a path
                copy = Path(folder) / f"{number}{PurePosixPath(member.filename).suffix[:8]}"
                copy.write_bytes(archive.read(member))
                read = read_one(copy, inner, received_at, known)
                found += read.submissions
                problems += read.problems
                copy.unlink()
    except (zipfile.BadZipFile, ZlibError, EOFError, NotImplementedError):
        raise Refused("unreadable_file", "truncated") from None
    if not found and not problems:
        problems.append(Asking(known.locale, name).about_file("no_table", "no_table"))
    return FileRead(tuple(found), tuple(problems))


def _is_a_file(member: zipfile.ZipInfo) -> bool:
    name = PurePosixPath(member.filename)
    return not (member.is_dir() or name.name.startswith((".", "~$")) or "__MACOSX" in name.parts)
