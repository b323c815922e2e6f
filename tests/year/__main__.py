"""A year of the office under a set clock: `python -m tests.year` (`--months 1 2`: a part of it).

`kpi run --when-due` as whole processes with the real engine; the demo's files of 2024 come into a
share, over OpenSSH and into a Dovecot mailbox, some late, broken or corrected; letters go to a mail
server; servers are gone at times, processes are killed at times. Needs Debian's `faketime`,
`openssh-server`, `dovecot-imapd`, and `strace` for the list of connections. Exit status 1 if
anything was lost, doubled, answered twice or not at all, connected elsewhere, or shown.
"""

from __future__ import annotations

import argparse
import csv
import os
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from tests.year.by_hand import begin_engine, tell
from tests.year.calls import Call, calls
from tests.year.counting import (
    Books,
    kind_of,
    lost,
    secrets_lying,
    wrong_answers,
    wrong_journal,
    wrong_reports,
)
from tests.year.office import Office, address, an_office, way_of
from tests.year.running import Ran, Runner
from tests.year.sendings import sendings

FORGED = "la@noi-khac.vn"
WHAT = ("unit", "period", "indicator", "numerator", "denominator", "value", "state")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.year", description=__doc__)
    parser.add_argument("--months", nargs="+", type=int, default=list(range(1, 13)))
    parser.add_argument("--units", nargs="+", help="ids; all of them if none are named")
    asked = parser.parse_args()
    if shutil.which("faketime") is None:
        tell("faketime is needed: apt-get install faketime")
        return 2
    with tempfile.TemporaryDirectory(prefix="kpi-year-") as name:
        try:
            wrong = a_year(Path(name), asked.months, asked.units)
        except pytest.skip.Exception as lacking:
            tell(str(lacking))
            return 2
    for one in wrong:
        tell(f"WRONG: {one}")
    return 1 if wrong else 0


def a_year(
    folder: Path,
    months: Collection[int],
    units: Collection[str] | None = None,
    asked: Sequence[Call] | None = None,
) -> list[str]:
    """Lets it all happen, tells the counts, and gives what was wrong. `asked`: the calls; all of
    these months if none are given."""
    files = sendings(folder / "minh-hoa", months, units)
    with an_office(folder) as office:
        home = folder / "nhà một"
        home.mkdir()
        (home / "indicators.yaml").write_text(office.plan(), "utf-8")
        begin_engine(home)
        runner = Runner(home, office.secrets(), office.ports())
        year = Year(office, Books(office, files), runner)
        whole = asked or calls(months)
        for call in whole:
            year.pass_by(call)
        found = [*year.books.wrong, *year.looked_through(whole)]
        year.tell_counts()
    return found


@dataclass
class Year:
    """The year while it goes by."""

    office: Office
    books: Books
    runner: Runner
    before: frozenset[str] | None = None
    kills: int = 0
    ends: float = 20.0  # seconds of the last whole run
    figures: int = 0

    @property
    def home(self) -> Path:
        return self.runner.home

    def pass_by(self, call: Call) -> None:
        """One call of the scheduler: what came until then, what is gone then, what came of it."""
        self.office.stand(call.gone)
        self.books.send_until(call)
        if "thu" not in call.gone:
            self.office.mail(FORGED, "2024-01_VP.xlsx", b"PK", call.at - timedelta(hours=1))
            self.books.refused_mails += 1
        again = call.at
        if call.killed:
            chance = Random(str(call.at))  # noqa: S311 - the same moments every time
            moment = chance.uniform(0.1, 0.95) * self.ends
            ran = self.runner.run(call.at, "run", "--when-due", kill_after=moment)
            self.kills += ran.status < 0
            tell(f"{call.at} killed after {moment:.1f} s")
            again += timedelta(minutes=20)
        there = self.reports_there()
        ran = self.runner.run(again, "run", "--when-due")
        self.ends = ran.seconds
        self.books.call_ended(call)
        made = self.reports_there() - there
        if self.before is None:
            self.before = frozenset(made - set(call.reports))
        self._look(call, ran)
        tell(f"{again} {ran.seconds:6.1f} s, {' '.join(sorted(made)) or 'no report'}")

    def reports_there(self) -> set[str]:
        return {p.parent.name for p in (self.home / "data" / "reports").glob("*/report.xlsx")}

    def _look(self, call: Call, ran: Ran) -> None:
        wrong = self.books.wrong
        if ran.status not in {0, 1} or "Traceback" in ran.said:
            wrong.append(f"{call.at}: ended with {ran.status}: {ran.said[-800:]}")
        if call.gone and ran.status != 1:
            wrong.append(f"{call.at}: {call.gone} gone, and the run ended with {ran.status}")
        wrong += [f"{call.at}: {r} not made" for r in call.reports if r not in self.reports_there()]

    def looked_through(self, asked: Collection[Call]) -> Iterator[str]:
        """What is wrong at the end of the year."""
        books, home, runner = self.books, self.home, self.runner
        expected = {label for call in asked for label in call.reports} | (self.before or set())
        yield from wrong_reports(books, home, expected)
        yield from wrong_answers(books)
        yield from wrong_journal(books, home)
        yield from lost(books, home)
        yield from (f"{s.name} was never fetched" for s in books.waiting)
        after = max(call.at for call in asked) + timedelta(days=1)
        verified = runner.run(after, "verify")
        if verified.status != 0:
            yield f"kpi verify: {verified.said[-800:]}"
        yield from self._unlike_carried_by_hand(after)
        left = sum(1 for part in ("new", "cur") for _ in (self.office.maildir / part).glob("*"))
        if left != books.refused_mails:
            yield f"{left} messages lie in the mailbox, {books.refused_mails} are nobody's"
        yield from secrets_lying(self.office.secrets(), (home, runner.folder))
        yield from (f"connected to {w}" for w in runner.watched.elsewhere)
        yield from (f"a secret in the {w}" for w in runner.watched.shown)

    def _unlike_carried_by_hand(self, at: datetime) -> Iterator[str]:
        """The figures are those of a home into whose inbox all was carried by hand, once."""
        other = self.home.parent / "mang tay"
        text = self.office.plan()
        (other / "data" / "inbox").mkdir(parents=True)
        (other / "indicators.yaml").write_text(text[: text.index("\nsources:")], "utf-8")
        for number, one in enumerate(sorted(self.books.seen, key=lambda s: s.at)):
            below = address(one.unit) if way_of(one.unit) == "thu" else one.unit
            path = other / "data/inbox" / way_of(one.unit) / below / f"{number}" / one.name
            path.parent.mkdir(parents=True)
            path.write_bytes(one.content)
            path.with_name(f"{one.name}.received").write_text(f"{one.at.isoformat()}Z\n")
            moment = one.at.timestamp()
            os.utime(path, (moment, moment))
        carried = self.runner.run(at, "collect", home=other)
        if carried.status not in {0, 1}:
            yield f"what was carried by hand was not taken in: {carried.said[-800:]}"
        ours, theirs = (observations(self.runner, home, at) for home in (self.home, other))
        for row, times in ours.items():
            if times > 1:
                yield f"doubled: {row}"
        yield from (f"not in the home carried by hand: {row}" for row in sorted(ours - theirs)[:20])
        yield from (f"only in the home carried by hand: {r}" for r in sorted(theirs - ours)[:20])
        self.figures = len(ours)

    def tell_counts(self) -> None:
        """The counts for whoever reads them."""
        books, watched = self.books, self.runner.watched
        kinds = Counter(kind_of(one) for one in books.messages())
        made = self.reports_there() - (self.before or set())
        length = Counter(self._length(label) for label in made)
        again = len(self.office.smtp.messages) - len(books.messages())
        broken = sum(one.broken for one in books.seen)
        tell(
            f"reports: {dict(sorted(length.items()))}; of before the year: {len(self.before or ())}"
        )
        tell(
            f"files: {len(books.seen)} sent and seen, {broken} of them broken,"
            f" {books.overwritten} overwritten before anybody looked,"
            f" {books.refused_mails} messages of a forged sender; {self.figures} figures"
        )
        tell(f"states of units' periods: {sum(books.states.values())}; letters: {dict(kinds)}")
        tell(f"letters that came twice under one id: {again}; runs killed: {self.kills}")
        tell(f"connections: {dict(watched.connections)}; elsewhere: {dict(watched.elsewhere)}")
        tell(f"processes looked at: {len(watched.looked_at)}; secrets seen: {len(watched.shown)}")

    @staticmethod
    def _length(label: str) -> str:
        for mark, name in (("Q", "quarterly"), ("H", "half-yearly"), ("9M", "nine months")):
            if mark in label:
                return name
        return "monthly" if "-" in label else "yearly"


def observations(runner: Runner, home: Path, at: datetime) -> Counter[tuple[str, ...]]:
    """The figures that a home holds, with how often each is there."""
    target = home / "observations.csv"
    runner.run(at, "export", "observations", "--out", str(target), home=home)
    with target.open(encoding="utf-8", newline="") as lines:
        return Counter(tuple(row[c] for c in WHAT) for row in csv.DictReader(lines))


if __name__ == "__main__":
    sys.exit(main())
