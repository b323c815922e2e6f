"""How files of a home come into place: whole or not at all, readable by whom they are meant for.

Everything unfinished bears a name that begins with `PREFIX`, beside the place it is made for, so
that what a killed run left behind is known and swept away by the next one.
"""

from __future__ import annotations

import json
import os
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

Line = TypeVar("Line")

PREFIX = ".kpi-"
OLD_PREFIXES = (".coming-",)  # of earlier versions
_NEW_FOLDER = 0o777
_USUAL = "KPI_USUAL_MASK"  # tells child processes what the user's system takes from others
_OWNER_FILE = stat.S_IRUSR | stat.S_IWUSR
_OWNER_FOLDER = stat.S_IRWXU
_READ_WRITE = 0o666


@contextmanager
def replacing(target: Path, *, private: bool = False) -> Iterator[Path]:
    """A path to write to; at the end of the block it takes the target's place, after an error it
    goes. `private`: only the owner may read it; else whoever may read its folder.

    Raises OSError (with the target's name) if the target cannot be replaced.
    """
    with named(target):
        folder(target.parent)
        made = unfinished(target.parent, target.suffix)
        try:
            yield made
            _flush(made)
            if private:
                owner_only(made)
            else:
                as_its_folder(made)
            made.replace(target)
        finally:
            made.unlink(missing_ok=True)


@contextmanager
def named(target: Path) -> Iterator[None]:
    """Trouble with the disk in this block bears the name of what is being made, where the system
    gives none (a disk that is full) or that of something unfinished."""
    try:
        yield
    except OSError as error:
        if error.errno and not _is_name(error.filename):
            error.filename = str(target)
        if error.filename2 and not _is_name(error.filename2):
            error.filename2 = str(target)
        raise


def _is_name(said: object) -> bool:
    """Whether what an error names is a file that somebody may know; a number is one that was
    open."""
    return isinstance(said, str) and bool(said) and not Path(said).name.startswith(PREFIX)


def write_whole(target: Path, content: str | bytes, *, private: bool = False) -> None:
    """The content under the target's name, in full or not at all; line ends as they are."""
    data = content.encode("utf-8") if isinstance(content, str) else content
    with replacing(target, private=private) as made:
        made.write_bytes(data)


def add_line(target: Path, line: str) -> None:
    """Add a line to a file that is its owner's alone, on the disk when this returns. One that was
    cut short before is ended first, so that it spoils none but itself. Raises OSError."""
    folder(target.parent)
    new = not target.exists()
    with target.open("ab+") as file:
        if not new and file.seek(0, os.SEEK_END):
            file.seek(-1, os.SEEK_END)
            line = line if file.read(1) == b"\n" else f"\n{line}"
        file.write(line.encode("utf-8", "backslashreplace") + b"\n")
        file.flush()
        os.fsync(file.fileno())
    if new:
        owner_only(target)


def whole_lines(path: Path, made: Callable[[Any], Line]) -> Iterator[Line]:
    """What `made` makes of each line of JSON; one cut short by a crash never was one. Nothing where
    nothing can be read."""
    try:
        raw = path.read_bytes()
    except OSError:
        return
    for text in raw.split(b"\n"):
        try:
            yield made(json.loads(text))
        except (ValueError, KeyError, TypeError, RecursionError):
            continue


@contextmanager
def sole(lock: Path) -> Iterator[bool]:
    """Whether no other process is inside such a block of the same lock's file; it does not wait."""
    from filelock import FileLock, Timeout

    held = FileLock(str(lock), mode=0o600)
    try:
        held.acquire(timeout=0)
    except Timeout:
        yield False
        return
    try:
        yield True
    finally:
        held.release()


def unfinished(place: Path, suffix: str = "") -> Path:
    """An empty file in a folder for what is being made; nobody else may read it."""
    handle, name = tempfile.mkstemp(prefix=f"{PREFIX}{os.getpid()}-", suffix=suffix, dir=place)
    os.close(handle)
    return Path(name)


@contextmanager
def working_folder(parent: Path) -> Iterator[Path]:
    """A folder to make things in, beside the place they are made for; gone after the block."""
    folder(parent)
    prefix = f"{PREFIX}{os.getpid()}-"
    with tempfile.TemporaryDirectory(prefix=prefix, dir=parent, ignore_cleanup_errors=True) as made:
        yield Path(made)


def sweep(places: Iterable[Path]) -> int:
    """Removes what killed runs left unfinished in these folders (not below them); how many.

    What a process that still runs is making stays.
    """
    swept = 0
    for place in places:
        for left in left_behind(place):
            if left.is_dir() and not left.is_symlink():
                shutil.rmtree(left, ignore_errors=True)
            else:
                with suppress(OSError):
                    left.unlink()
            swept += not left.exists()
    return swept


def is_unfinished(path: Path) -> bool:
    """Whether a name says that something was being made there."""
    return path.name.startswith((PREFIX, *OLD_PREFIXES))


def left_behind(place: Path) -> list[Path]:
    """What killed runs left unfinished in a folder (not below it)."""
    try:
        found = sorted(p for p in place.iterdir() if is_unfinished(p))
    except OSError:
        return []
    return [p for p in found if not _is_being_made(p)]


def _is_being_made(path: Path) -> bool:
    """Whether the process whose number the name bears is alive, and is the one that made it."""
    number = path.name.removeprefix(PREFIX).split("-")[0]
    if not path.name.startswith(PREFIX) or not number.isdigit():
        return False
    import psutil  # only where something was left

    try:
        started = psutil.Process(int(number)).create_time()
        return started <= path.lstat().st_mtime
    except (psutil.Error, OSError, ValueError):
        return False


def keep_private() -> None:
    """Whatever this process and its children make is its owner's alone, unless it is made for
    others (see `folder` and `replacing`). Windows has no such mask: rights come from the folder."""
    if os.name == "posix":
        before = os.umask(0o077)
        os.environ.setdefault(_USUAL, f"{before:o}")


def folder(path: Path) -> Path:
    """The folder, made with those above it if it is not there, with the rights that the user's
    system gives to new folders."""
    missing = [p for p in (path, *path.parents) if not p.exists()]
    path.mkdir(parents=True, exist_ok=True)
    if os.name == "posix":
        for made in missing:
            with suppress(OSError):
                made.chmod(_NEW_FOLDER & ~_usual_mask())
    return path


def _usual_mask() -> int:
    """What the user's system takes from others' rights in what is new."""
    told = os.environ.get(_USUAL, "")
    if told and set(told) <= set("01234567"):
        return int(told, 8)
    mask = os.umask(0)
    os.umask(mask)
    return mask


def owner_only(path: Path) -> None:
    """Takes a file or folder out of others' reach. Windows: the folder's own rights stand, and a
    system that knows no rights (a share, a memory stick) keeps what it has."""
    if os.name == "posix":
        with suppress(OSError):
            path.chmod(_OWNER_FOLDER if path.is_dir() else _OWNER_FILE)


def as_its_folder(path: Path) -> None:
    """Lets those read (and write) a file who may do so in its folder."""
    if os.name == "posix":
        with suppress(OSError):
            rights = stat.S_IMODE(path.parent.stat().st_mode) & _READ_WRITE
            path.chmod(rights & ~stat.S_IWOTH | _OWNER_FILE)


def private_folder(path: Path) -> Path:
    """The folder, made if it is not there, for its owner alone."""
    folder(path.parent)
    path.mkdir(exist_ok=True)
    owner_only(path)
    return path


def _flush(path: Path) -> None:
    """Brings a file to the disk: a power cut after the move must not leave it empty."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())
