"""How the command line speaks: results on stdout, the rest on stderr, never a traceback.

One place turns what can go wrong into a sentence and an exit status (1: no output; 2: wrong use).
"""

from __future__ import annotations

import difflib
import errno
import os
import re
import sys
import traceback
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import click

from kpi.files import owner_only
from kpi.home import Home
from kpi.notices import listen
from kpi.words import LOCALES, say

FEW = 50  # things that need no bar
LAST_SAID: deque[str] = deque(maxlen=12)  # what this process told last, for who was not there
LOG_BYTES = 2**20  # a log of this size is put aside, the one put aside before goes


class Stop(Exception):
    """A command cannot produce its output; the text says why. Exit status 1."""


def default_locale() -> str:
    """The locale before a plan is read: `KPI_LOCALE`, else Vietnamese."""
    chosen = os.environ.get("KPI_LOCALE", "vi")
    return chosen if chosen in LOCALES else "vi"


def out(text: str) -> None:
    LAST_SAID.append(text)
    click.echo(text)


def note(text: str) -> None:
    LAST_SAID.append(text)
    click.echo(text, err=True)


def tell_notice(key: str, values: dict[str, object]) -> None:
    """A notice of a room that has something to tell while it works."""
    note(say(f"notices.{key}", default_locale(), **values))


listen(tell_notice)


@contextmanager
def progress(total: int, title: str) -> Iterator[Callable[[int], None]]:
    """A bar on a terminal, a plain line now and then otherwise; gives a function to call with
    what was done. A few things need neither."""
    if total < FEW:
        yield lambda _: None
        return
    if not sys.stderr.isatty():
        yield _plain_lines(total, title)
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeRemainingColumn(), console=Console(stderr=True)) as bar:
        task = bar.add_task(title, total=total)
        yield lambda done: bar.advance(task, done)


def _plain_lines(total: int, title: str) -> Callable[[int], None]:
    """Says how far it is at every quarter."""
    done = 0
    told = 0

    def advance(step: int) -> None:
        nonlocal done, told
        done += step
        if done * 4 // total > told:
            told = done * 4 // total
            note(f"{title}: {done}/{total}")

    return advance


def near(word: str, known: Sequence[str], locale: str) -> str:
    """A bracket with the word that was likely meant, or nothing."""
    found = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    return say("cli.near", locale, word=found[0]) if found else ""


def usage_message(error: click.UsageError, locale: str) -> str:
    """What was wrong with the command's words, in the locale."""
    context = error.ctx
    if isinstance(error, click.NoSuchOption):
        known = [o for p in context.command.params for o in p.opts] if context else []
        return say(
            "cli.no_such_option",
            locale,
            name=error.option_name,
            near=near(error.option_name, known, locale),
        )
    if isinstance(error, click.MissingParameter):
        name = _called(error.param, context)
        return say("cli.missing_argument", locale, name=name)
    if isinstance(error, click.BadOptionUsage):
        return _lacking(error, locale)
    if extra := re.search(r"extra arguments? \((.*)\)", error.message):
        return say("cli.too_many", locale, name=extra[1])
    if isinstance(error, click.BadParameter) and isinstance(
        getattr(error.param, "type", None), click.Choice
    ):
        return say("cli.one_of", locale, words=", ".join(error.param.type.choices))  # type: ignore[union-attr]
    return error.message


def _lacking(error: click.BadOptionUsage, locale: str) -> str:
    """That an option needs its value, or so many of them."""
    count = re.search(r"requires (\d+) arguments", error.message)
    if count is None:
        return say("cli.needs_value", locale, name=error.option_name)
    return say("cli.needs_values", locale, name=error.option_name, count=count[1])


def _called(parameter: click.Parameter | None, context: click.Context | None) -> str:
    """What a parameter is called on the help page."""
    if parameter is None or context is None:
        return ""
    if isinstance(parameter, click.Option):
        return parameter.opts[-1]
    return parameter.make_metavar(context).strip("[]")


def known_trouble(error: Exception, locale: str) -> str:
    """What to tell of a trouble that has words of its own; empty for any other.

    Asked only when something went wrong, so that no command waits for these rooms.
    """
    from kpi.home import UnusableHome
    from kpi.warehouse.store import WarehouseProblem
    from reports.render import ReportBusy

    within = error.args[0] if error.args else None
    if isinstance(within, OSError):  # as the library that writes workbooks wraps it
        return disk_trouble(within, locale)
    if isinstance(error, UnusableHome):
        return say("disk.question_mark", locale, path=error)
    if isinstance(error, WarehouseProblem):
        return error.message(locale)
    return str(error) if isinstance(error, ReportBusy) else ""


DISK_REASONS = {
    errno.EACCES: "denied",
    errno.EPERM: "denied",
    errno.EROFS: "read_only",
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.ENOENT: "missing",
    errno.ENOTDIR: "no_folder",
    errno.EISDIR: "a_folder",
    errno.EEXIST: "no_folder",
    errno.ENAMETOOLONG: "long_name",
    errno.EIO: "broken",
}

DISK_REPAIRS = {"full": "free_space", "long_name": "shorter"}  # of the others: allow


def disk_reason(error: OSError, locale: str) -> str:
    """Why something could not be written or read, in words of the catalogue."""
    return say(f"disk.{DISK_REASONS.get(error.errno or 0, 'other')}", locale)


def disk_trouble(error: OSError, locale: str, where: Path | None = None) -> str:
    """Which file could not be written (or read), and why; one that the system does not name lies
    in the folder `where`."""
    path = error.filename2 or error.filename or where or say("disk.somewhere", locale)
    known = DISK_REASONS.get(error.errno or 0, "other")
    repair = say(f"disk.repair.{DISK_REPAIRS.get(known, 'allow')}", locale)
    reason = disk_reason(error, locale)
    return say("disk.cannot_write", locale, path=path, reason=reason, repair=repair)


def quiet_ends() -> None:
    """Lets what is thrown away on a full disk go without a traceback: the disk was told of when
    it was written to."""

    def hook(thrown: sys.UnraisableHookArgs) -> None:
        if not isinstance(thrown.exc_value, OSError):
            sys.__unraisablehook__(thrown)

    sys.unraisablehook = hook


def write_log(home: Home, error: BaseException) -> Path:
    """Keeps the details of something unforeseen where a developer can find them."""
    folder = home.data if home.data.is_dir() else Path.cwd()
    return add_to_log(folder / "kpi.log", "".join(traceback.format_exception(error)))


def add_to_log(target: Path, text: str) -> Path:
    """Adds a moment and a text to a log that only its owner may read and that never grows beyond
    two files of 1 MiB; gives its path. What cannot be written is lost: nothing fails for it."""
    with suppress(OSError):
        if target.exists() and target.stat().st_size > LOG_BYTES:
            target.replace(target.with_name(f"{target.name}.1"))
        with target.open("a", encoding="utf-8", errors="backslashreplace") as log:
            owner_only(target)
            log.write(f"{datetime.now(UTC).isoformat(timespec='seconds')}\n{text.rstrip()}\n")
    return target
