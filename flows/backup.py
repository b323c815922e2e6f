"""`kpi backup FILE` and `kpi restore FILE`."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

from flows.console import Stop, default_locale, note, out, progress
from flows.dates import now_utc
from kpi.backup import BackupProblem, Written, files_to_keep, restore, write_backup
from kpi.home import Home
from kpi.journal import Journal
from kpi.plan.load import read_plan
from kpi.words import say
from kpi.words.formats import moment

MOST_NAMED = 20  # files left out that are named one by one


def backup_now(home: Home, target: Path) -> int:
    """Puts a home into one file; says what it does not hold."""
    plan = read_plan(home.plan).plan
    locale = plan.locale if plan else default_locale()
    zone = {"timezone": plan.timezone} if plan else {}
    try:
        with progress(files_to_keep(home), say("backup.writing", locale)) as advance:
            written = write_backup(home, target, now_utc(), advance=advance, **zone)
    except BackupProblem as problem:
        raise Stop(problem.message(locale)) from None
    for name in written.left_out[:MOST_NAMED]:
        note(say("backup.left_out", locale, name=name))
    if len(written.left_out) > MOST_NAMED:
        note(say("backup.left_out_more", locale, count=len(written.left_out) - MOST_NAMED))
    if written.in_inbox:
        note(say("backup.in_inbox", locale, count=written.in_inbox))
    size = max(1, round(written.size / 2**20))
    out(say("backup.written", locale, members=written.members, size=size, path=written.path))
    harm = _harm(written, locale)
    for line in harm or [say("backup.keep", locale)]:
        note(line)
    return 1 if harm else 0


def _harm(written: Written, locale: str) -> list[str]:
    """What the home itself lacked when it was backed up."""
    lines = [say("backup.damaged", locale, name=name) for name in written.damaged[:MOST_NAMED]]
    lines += [say("backup.missing", locale, name=name) for name in written.missing[:MOST_NAMED]]
    count = len(written.damaged) + len(written.missing)
    return [*lines, say("backup.incomplete", locale, count=count)] if count else []


def restore_now(home: Home, source: Path) -> int:
    """Makes a home from a backup, its warehouse from the archive, and checks all of it; 1 if
    anything is wrong."""
    from flows.verify import verify_now

    locale = default_locale()
    with ExitStack() as shown:
        bars = []

        def begin(total: int) -> None:
            bars.append(shown.enter_context(progress(total, say("backup.unpacking", locale))))

        def advance(done: int) -> None:
            bars[0](done)

        try:
            found = restore(home, source, begin=begin, advance=advance)
        except BackupProblem as problem:
            raise Stop(problem.message(locale)) from None
    about = {"members": len(found.members), "version": found.version}
    Journal(home).add("restore", now_utc(), file=str(source), made_at=found.made_at, **about)
    out(say("backup.restored", locale, path=home.root, at=_shown(found.made_at, locale), **about))
    _rebuild(home, locale)
    return verify_now(home)


def _rebuild(home: Home, locale: str) -> None:
    """The warehouse from the archive; that a run is read otherwise now is told."""
    from kpi.collect import rebuild

    out(say("backup.rebuilt", locale, files=rebuild(home, now_utc())))
    line = Journal(home).last("rebuild")
    changed = line.details.get("changed") if line else None
    if isinstance(changed, dict) and changed:
        note(say("backup.read_otherwise", locale, count=len(changed)))


def _shown(made_at: str, locale: str) -> str:
    """When a backup was made, on this computer's clock."""
    try:
        return moment(datetime.fromisoformat(made_at).astimezone(), locale)
    except (ValueError, OverflowError):
        return made_at
