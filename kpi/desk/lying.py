"""What lies in the home for people to open: feedback workbooks and reports, asked of the disk.

One rule: a file or folder that cannot be read is left out; nothing is opened but manifests.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from kpi.desk.facts import Feedback, FeedbackFile, ReportLying, Reports, Shown
from kpi.home import Home
from kpi.moments import as_utc
from kpi.periods import Period, UnknownPeriod, parse_period

ROWS = 20
REPORT_ROWS = 24
UNCLEAR_ROWS = 20
# what a period's folder may hold for readers, by the word that the page calls it with
KINDS: Mapping[str, str] = {
    "workbook": "report.xlsx",
    "document": "report.docx",
    "page": "report.html",
    "annex": "phu-luc.xlsx",
    "summary": "tom-tat.pdf",
    "message": "thu.txt",
}
_FEEDBACK = re.compile(r"(.+?)_(.+)_can-sua\.xls[xm]")
_NOTICE = re.compile(r"(.+?)_(.+)_thong-bao\.txt")
_AS_OF = re.compile(rb'"as_of":\s*"([^"]{10,40})"')
_HEAD = 64 * 1024  # a manifest of thousands of inputs is not read to its end


def feedback_lying(
    home: Home,
    unit_of: Callable[[str], str],
    runs: Sequence[datetime],
    unclear: Sequence[Path],
    waiting: int,
) -> Feedback:
    """The feedback workbooks in the outbox, new ones first, then by period, the latest first.

    `unit_of` gives the unit id of a safe name in a file's name, empty for none; `runs` are moments
    at which runs began (UTC without zone, latest first); `unclear` the workbooks of files whose
    unit or period nobody could tell.
    """
    folder = home.outbox("")
    known = [
        FeedbackFile(path, unit_of(name), period, written, False)
        for path, written in _files(home, folder)
        if (match := _FEEDBACK.fullmatch(Path(path).name))
        for period, name in [match.groups()]
        if _period(period) is not None and Path(path).parent.name == period
    ]
    found = sorted(known, key=lambda f: f.path)
    found.sort(key=lambda f: _order(f.period), reverse=True)
    since = _latest_batch([f.written_at for f in found], runs)
    marked = [_marked(f, since) for f in found]
    marked.sort(key=lambda f: not f.new)
    others = tuple(_below(home, path) for path in unclear)
    return Feedback(
        tuple(marked[:ROWS]),
        len(marked),
        sum(f.new for f in marked),
        Shown(others[:UNCLEAR_ROWS], len(others)),
        waiting,
    )


def notices_lying(home: Home, unit_of: Callable[[str], str]) -> tuple[FeedbackFile, ...]:
    """The latest notices to units of what was decided about their figures."""
    known = [
        FeedbackFile(path, unit_of(name), period, written, False)
        for path, written in _files(home, home.outbox(""))
        if (match := _NOTICE.fullmatch(Path(path).name))
        for period, name in [match.groups()]
        if _period(period) is not None
    ]
    return tuple(sorted(known, key=lambda f: f.written_at, reverse=True)[:ROWS])


def reports_lying(home: Home, owed: Sequence[Period]) -> Reports:
    """The reports of every period, and those that are owed."""
    folders = {p: folder for folder in _folders(home.reports("")) if (p := _period(folder.name))}
    rows = [_report(home, period, folders.get(period), owed) for period in {*folders, *owed}]
    shown = [r for r in rows if r.files or r.owed]
    shown.sort(key=lambda r: (r.period.last_month, r.period.months), reverse=True)
    shown.sort(key=lambda r: not r.owed)
    return Reports(tuple(shown[:REPORT_ROWS]), len(shown), sum(r.owed for r in shown))


def _report(home: Home, period: Period, folder: Path | None, owed: Sequence[Period]) -> ReportLying:
    files = tuple(
        (kind, _below(home, folder / name))
        for kind, name in KINDS.items()
        if folder is not None and (folder / name).is_file()
    )
    as_of = _as_of(folder / "manifest.json") if folder is not None and files else None
    return ReportLying(period, as_of, files, period in owed)


def _as_of(manifest: Path) -> datetime | None:
    """The moment that a report speaks of, from the first that its manifest says of itself."""
    try:
        with manifest.open("rb") as file:
            head = file.read(_HEAD)
        if match := _AS_OF.search(head):
            return as_utc(datetime.fromisoformat(match[1].decode()))
        return as_utc(datetime.fromisoformat(json.loads(manifest.read_bytes())["as_of"]))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def _latest_batch(written: Sequence[datetime], runs: Sequence[datetime]) -> datetime | None:
    """When the run began that wrote the latest of these files; None if no run is known."""
    if not written:
        return None
    newest = max(written)
    return next((started for started in runs if started <= newest), None)


def _marked(file: FeedbackFile, since: datetime | None) -> FeedbackFile:
    new = since is not None and file.written_at >= since
    return FeedbackFile(file.path, file.unit, file.period, file.written_at, new)


def _files(home: Home, top: Path) -> Iterator[tuple[str, datetime]]:
    """Every file in the folders below one, by its path below `data/`, with its time."""
    for folder in _folders(top):
        for path in _inside(folder):
            written = _written(path)
            if written is not None:
                yield _below(home, path), written


def _folders(top: Path) -> list[Path]:
    return [p for p in _inside(top) if p.is_dir() and not p.is_symlink()]


def _inside(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []


def _written(path: Path) -> datetime | None:
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC).replace(tzinfo=None)
    except (OSError, ValueError, OverflowError):
        return None


def _below(home: Home, path: Path) -> str:
    return path.relative_to(home.data).as_posix()


def _period(label: str) -> Period | None:
    try:
        return parse_period(label)
    except UnknownPeriod:
        return None


def _order(label: str) -> tuple[int, int]:
    period = parse_period(label)
    return period.last_month, period.months
