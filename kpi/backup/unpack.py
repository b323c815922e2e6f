"""A home out of a backup: unpacked and verified beside its place, then moved there, the plan last.

Until the plan stands in it a folder is no home for any command, so one that was killed half-way is
none either; the next attempt starts anew.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from kpi.backup.members import ARCHIVE, FOR_OTHERS, SCHEMA, THE_PLAN
from kpi.backup.package import Backup, BackupProblem, opened
from kpi.files import (
    as_its_folder,
    folder,
    is_unfinished,
    owner_only,
    private_folder,
    sweep,
    working_folder,
)
from kpi.home import Home

MARK = "restore-unfinished"  # stands in `data` until the plan stands beside it
SPARE_BYTES = 64 * 2**20


def restore(
    home: Home,
    path: Path,
    *,
    begin: Callable[[int], None] = lambda _: None,
    advance: Callable[[int], None] = lambda _: None,
) -> Backup:
    """Unpacks a backup into a home that is not there yet; gives what it was (closed).

    `begin` is told how many files there are, `advance` how many more are done. Raises
    BackupProblem or OSError; then nothing of it is left behind.
    """
    with opened(path) as backup:
        _refuse_taken(home)
        new = not home.root.exists()
        folder(home.root)
        try:
            _refuse_full(home, backup)
            sweep([home.root])
            begin(len(backup.members))
            with working_folder(home.root) as made:
                _unpack(backup, made, advance)
                _put_in_place(made, home)
        except BaseException:
            if new:
                with suppress(OSError):
                    home.root.rmdir()
            raise
        return backup


def _refuse_taken(home: Home) -> None:
    if home.root.exists() and not home.root.is_dir():
        raise BackupProblem("taken", path=home.root)
    if home.plan.exists() or home.plan.is_symlink():
        raise BackupProblem("taken", path=home.root)
    if (home.data / MARK).exists():
        return
    if home.data.is_symlink() or (home.data.exists() and any(home.data.iterdir())):
        raise BackupProblem("taken", path=home.root)
    if home.root.exists() and any(_is_others(home, path) for path in home.root.iterdir()):
        raise BackupProblem("not_empty", path=home.root)


def _is_others(home: Home, path: Path) -> bool:
    """Whether something in the folder is neither an empty `data` nor left by a killed restore."""
    return path != home.data and not is_unfinished(path)


def _refuse_full(home: Home, backup: Backup) -> None:
    free = shutil.disk_usage(home.root).free
    if backup.size + SPARE_BYTES > free:
        need, there = (n // 2**20 for n in (backup.size + SPARE_BYTES, free))
        raise BackupProblem("no_room", path=home.root, need=need, free=there)


def _unpack(backup: Backup, made: Path, advance: Callable[[int], None]) -> None:
    folder(made / "data")
    for member in backup.members:
        target = made / member.name
        if member.name.startswith(ARCHIVE):
            private_folder(made / ARCHIVE)
            private_folder(target.parent)
        else:
            folder(target.parent)
        try:
            with target.open("xb") as file:
                backup.copy(member, file)
        except FileExistsError:  # two names that this system does not tell apart
            raise BackupProblem("unsafe_member", path=backup.path, name=member.name) from None
        if member.name.startswith(FOR_OTHERS):
            as_its_folder(target)
        else:
            owner_only(target)
        advance(1)


def _put_in_place(made: Path, home: Home) -> None:
    """`data` first, marked as unfinished, the plan last."""
    (made / "data" / MARK).touch()
    if (home.data / MARK).exists():
        shutil.rmtree(home.data)
    if home.data.exists():
        home.data.rmdir()
    (made / "data").replace(home.data)
    for name in (SCHEMA, THE_PLAN):
        if (made / name).exists():
            (made / name).replace(home.root / name)
            as_its_folder(home.root / name)
    (home.data / MARK).unlink()
