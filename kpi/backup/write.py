"""A backup is written while nobody else writes, read back, and only then takes its name."""

from __future__ import annotations

import hashlib
import json
import stat
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import kpi
from kpi.backup.members import ARCHIVE, FOR_OTHERS, LIST, Source, sources
from kpi.backup.package import BLOCK, FORMAT, PROGRAM, BackupProblem, Member, is_backup, opened
from kpi.collect.access import writing
from kpi.files import replacing
from kpi.home import Home
from kpi.journal import Journal
from kpi.verify.archive import CONTENT
from kpi.verify.look import Look
from kpi.warehouse.store import Warehouse, WarehouseUnreadable, locked

if TYPE_CHECKING:
    from kpi.receiving.sources.source import SentFile

WAIT_SECONDS = 600.0  # for a run of the month
PACKED = frozenset({".xlsx", ".xlsm", ".docx", ".ods", ".zip", ".png", ".pdf", ".jpg", ".jpeg"})
_LEVEL = 1
_GREAT = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Written:
    """What a backup holds, and what it does not: `left_out` names, and `in_inbox` the number of
    files that wait in the inbox (None: not known). `damaged` are contents that are not what was
    received, `missing` files that were received and are not there."""

    path: Path
    members: int
    size: int
    left_out: tuple[str, ...]
    in_inbox: int | None
    damaged: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


def write_backup(
    home: Home,
    target: Path,
    now: datetime,
    *,
    timezone: str = "Asia/Ho_Chi_Minh",
    advance: Callable[[int], None] = lambda _: None,
) -> Written:
    """Writes a home's backup to `target`; an earlier backup there is replaced, nothing else is.

    `now` is UTC without zone; `advance` is told the files as they are written and read back.
    Raises BackupProblem, WarehouseProblem, OSError; then the target is as it was.
    """
    place = target.expanduser().absolute()
    _refuse_place(home, place)
    with _kept_still(home, now) as warehouse:
        kept, left_out = sources(home)
        damaged, missing = _harm(home, kept)
        if (damaged or missing) and place.exists():
            raise BackupProblem("over_a_good_one", path=place, count=len(damaged) + len(missing))
        with replacing(place, private=True) as made:
            members = _write(made, kept, left_out, _About(home, now, advance))
            _read_back(made, advance)
        waiting = _in_inbox(home, warehouse, timezone)
        size = place.stat().st_size
        with suppress(OSError):  # a home on a disk that can be read only has its backup too
            about = {"members": len(members), "size": size, "left_out": len(left_out)}
            Journal(home).add("backup", now, file=str(place), **about)
    return Written(place, len(members), size, tuple(left_out), waiting, damaged, missing)


def _harm(home: Home, kept: list[Source]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(contents of the archive that are not what was received, files that were received and whose
    content is gone), by the ledger."""
    look = Look(home)
    contents = {m[2]: s for s in kept if (m := CONTENT.fullmatch(s.name.removeprefix(ARCHIVE)))}
    damaged = [s.name for sha256, s in contents.items() if look.fingerprint(s.path) != sha256]
    lost = {str(line["sha256"]) for line in look.lines("lost")} | look.secrets
    missing = [look.names[sha] for sha in sorted(set(look.names) - set(contents) - lost)]
    return tuple(damaged), tuple(missing)


def files_to_keep(home: Home) -> int:
    """How many files a backup takes, for whoever shows how far it is: each is read twice."""
    return 2 * len(sources(home)[0])


@dataclass(frozen=True, slots=True)
class _About:
    """What all members of one backup have in common."""

    home: Home
    now: datetime
    advance: Callable[[int], None]


def _refuse_place(home: Home, place: Path) -> None:
    if not home.plan.is_file():
        raise BackupProblem("no_home", path=home.root)
    resolved = place.resolve()
    if resolved.is_relative_to(home.data.resolve()):
        raise BackupProblem("inside", path=place, data=home.data)
    if place.is_dir():
        raise BackupProblem("a_folder", path=place)
    if not place.parent.is_dir():
        raise BackupProblem("no_folder", path=place.parent)
    if place.exists() and not is_backup(place):
        raise BackupProblem("other_file", path=place)


@contextmanager
def _kept_still(home: Home, now: datetime) -> Iterator[Warehouse | None]:
    """Nobody else writes meanwhile. A warehouse that cannot be had, or a folder that cannot be
    written, keeps nobody from a backup."""
    with ExitStack() as held:
        warehouse = None
        try:
            warehouse = held.enter_context(writing(home, now, seconds=WAIT_SECONDS))
        except WarehouseUnreadable:
            with suppress(WarehouseUnreadable):
                held.enter_context(locked(home, WAIT_SECONDS))
        yield warehouse


def _write(made: Path, kept: list[Source], left_out: list[str], about: _About) -> list[Member]:
    secrets = Look(about.home).secrets
    members = []
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as package:
        for source in kept:
            member = _add(package, source, about.now)
            about.advance(1)
            if member is None:
                left_out.append(source.name)
                continue
            if member.sha256 in secrets:
                raise BackupProblem("secret", name=member.name)
            members.append(member)
        told = {
            "program": PROGRAM,
            "format": FORMAT,
            "version": kpi.__version__,
            "made_at": about.now.isoformat() + "Z",
            "members": [asdict(member) for member in members],
        }
        text = json.dumps(told, ensure_ascii=False, indent=1) + "\n"
        package.writestr(
            _info(LIST, about.now, compressed=True), text.encode(), compresslevel=_LEVEL
        )
    return members


def _add(package: zipfile.ZipFile, source: Source, now: datetime) -> Member | None:
    """One file into the package; None if one that can be made again cannot be read now."""
    try:
        file = source.path.open("rb")
    except OSError:
        if source.name.startswith(FOR_OTHERS):
            return None
        raise
    info = _info(source.name, now, compressed=source.path.suffix.lower() not in PACKED)
    digest, size = hashlib.sha256(), 0
    with file, package.open(info, "w", force_zip64=source.path.stat().st_size > _GREAT) as target:
        while block := file.read(BLOCK):
            digest.update(block)
            size += len(block)
            target.write(block)
    return Member(source.name, size, digest.hexdigest())


def _info(name: str, now: datetime, *, compressed: bool) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, (max(now.year, 1980), now.month, now.day, now.hour, now.minute, 0))
    info.compress_type = zipfile.ZIP_DEFLATED if compressed else zipfile.ZIP_STORED
    info.external_attr = (stat.S_IFREG | stat.S_IRUSR | stat.S_IWUSR) << 16
    return info


def _read_back(made: Path, advance: Callable[[int], None]) -> None:
    with opened(made) as backup:
        for member in backup.members:
            backup.copy(member)
            advance(1)


def _in_inbox(home: Home, warehouse: Warehouse | None, timezone: str) -> int | None:
    """How many files of the inbox the backup does not have, for they are not collected yet."""
    from kpi.receiving.sources import look_at
    from kpi.receiving.sources.inbox import Inbox
    from kpi.warehouse.stamps import known_stamps

    if warehouse is None:
        return None
    known = known_stamps(warehouse.con)
    look = Look(home)
    taken = {(str(a["path"]), str(a["sha256"])) for n in look.lines("batch") for a in n["arrivals"]}
    return sum(
        known.get(file.name) != file.stamp and not _is_taken(look, file, taken)
        for _, file in look_at([Inbox(home.inbox, timezone)], wait=False).files
    )


def _is_taken(look: Look, file: SentFile, taken: set[tuple[str, str]]) -> bool:
    """Whether a file whose stamp is not known (the warehouse was built anew) was taken before."""
    try:
        return (file.name, look.fingerprint(Path(file.at))) in taken
    except OSError:
        return False
