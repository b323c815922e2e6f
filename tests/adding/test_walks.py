"""The walks of CONTRIBUTING in a copy of the program: what they touch, and that it works then.

A check rule touches four files, a page its folder, the list of pages and the words of each
language, a results column five files, a source two, a kind of source and a way of delivery two,
three of the plan and its words.
"""

from __future__ import annotations

import json

from .checkout import Checkout

RULE = '''"""A count is at most what the plan has units: a rule of a test."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kpi.checks.engine import Expect
from kpi.checks.rule import CheckRule, Expected, Quote
from kpi.checks.wording import Wording
from kpi.plan.model import Plan


def _expects(plan: Plan) -> Sequence[Expect]:
    return (Expect("between", "whole_value", high=float(len(plan.units))),)


def _quote(words: Wording, row: Mapping[str, Any]) -> Quote:
    return Quote(limit=words.figure(len(words.plan.units)), told=row["written"])


LUCKY_NUMBER = CheckRule("lucky_number", "cell", Expected("cells", _expects), _quote)
'''


def test_a_check_is_four_files(checkout: Checkout) -> None:
    rules = "kpi/checks/rules/__init__.py"
    checkout.add("kpi/checks/rules/lucky_number.py", RULE)
    imported = "from kpi.checks.rules.looks_incremental import LOOKS_INCREMENTAL\n"
    own = "from kpi.checks.rules.lucky_number import LUCKY_NUMBER\n"
    checkout.change(rules, imported, imported + own)
    checkout.change(rules, "\n    NOT_WHOLE,\n", "\n    NOT_WHOLE,\n    LUCKY_NUMBER,\n")
    for locale in ("vi", "en"):
        words = f"kpi/words/{locale}/checks.toml"
        for group, text in (("rule", "{told} > {limit}"), ("looks_at", "N"), ("answer", "M")):
            checkout.change(words, f"\n[{group}]\n", f'\n[{group}]\nlucky_number = "{text}"\n')
    assert len(checkout.touched) == 4
    told = checkout.run("""
from kpi.checks.rule import suite_of
from kpi.checks.rules import CHECK_RULES, SEVERITIES
from kpi.checks.rules_page import page_row
from tests.plans import a_plan
print(SEVERITIES["lucky_number"])
print([e.high for rule, e in suite_of(CHECK_RULES, "cells", a_plan()) if rule == "lucky_number"])
print(page_row(CHECK_RULES[[r.name for r in CHECK_RULES].index("lucky_number")]), end="")
""")
    assert told.splitlines() == ["cell", "[3.0]", "| `lucky_number` | N | M |"]


PAGE = {
    "quiet_units.sql": "SELECT unit_name FROM report_delivery WHERE delivery = 'missing';\n",
    "figures.py": '''"""Units that owe forms."""

from __future__ import annotations

from dataclasses import dataclass

from reports.figures.query import row_of
from reports.report import Report


@row_of("quiet_units")
@dataclass(frozen=True, slots=True)
class QuietUnit:
    unit_name: str


def ask(report: Report) -> tuple[QuietUnit, ...]:
    return report.rows(QuietUnit)
''',
    "drawing.py": '''"""A line a unit."""

from __future__ import annotations

from reports.book.quiet.figures import QuietUnit
from reports.workbook.book import Book


def draw(book: Book, units: tuple[QuietUnit, ...]) -> None:
    page = book.page("quiet", (40,))
    for unit in units:
        page.text(0, unit.unit_name, book.cell())
        page.end()
''',
    "__init__.py": '''"""A page of a test."""

from reports.book.quiet.drawing import draw
from reports.book.quiet.figures import ask

__all__ = ["ask", "draw"]
''',
}


def test_a_page_is_its_folder_the_list_and_its_words(checkout: Checkout) -> None:
    """Drawn in `tests/reports/test_book.py`; here what is touched, and that the list has it."""
    for name, text in PAGE.items():
        checkout.add(f"reports/book/quiet/{name}", text)
    pages = "reports/book/__init__.py"
    checkout.change(pages, "    problems,\n    reasons,", "    problems,\n    quiet,\n    reasons,")
    last = '    BookPage("pictures", pictures.ask, pictures.draw, ANNEX),\n'
    checkout.change(pages, last, last + '    BookPage("quiet", quiet.ask, quiet.draw, ANNEX),\n')
    for locale in ("vi", "en"):
        words = f"kpi/words/{locale}/report.toml"
        for group in ("sheets", "cover"):
            checkout.change(words, f"\n[{group}]\n", f'\n[{group}]\nquiet = "Q"\n')
    places = {"PAGE" if p.startswith("reports/book/quiet/") else p for p in checkout.touched}
    assert places - {f"kpi/words/{locale}/report.toml" for locale in ("vi", "en")} == {
        "PAGE",
        pages,
    }
    told = checkout.run("""
from kpi.words import say
from reports.book import PAGES
print(PAGES[-1].key, say("report.sheets.quiet"), say("report.cover.quiet", "en"))
""")
    assert told == "quiet Q Q\n"


def test_a_results_column_is_five_files(checkout: Checkout) -> None:
    """How far the year stands from its path: in the results, in an explanation, in the oracle."""
    before = "    l.is_provisional AS provisional,"
    ahead = "    l.assessed - l.expected AS ahead,\n"
    checkout.change("kpi/assessment/sql/judging/results.sql", before, ahead + before)
    column = """    ahead: Annotated[float | None, Of("the indicator's", "no target")]\n"""
    after = "\n\n@dataclass(frozen=True, slots=True)\nclass UnitScore:"
    checkout.change("kpi/assessment/rows.py", after, column + after)
    checkout.change("kpi/explain/sql/row.sql", "    r.level,", "    r.ahead, r.level,")
    after = "\n\n@dataclass(frozen=True)\nclass ScoreRow:"
    checkout.change("tests/oracle/facts.py", after, "    ahead: float | None = None\n" + after)
    expected = "            expected=aim.expected,\n"
    own = (
        "            ahead=None if figure.assessed is None or aim.expected is None\n"
        "            else figure.assessed - aim.expected,\n"
    )
    checkout.change("tests/oracle/recompute.py", expected, expected + own)
    assert len(checkout.touched) == 5
    told = json.loads(checkout.run(AHEAD))
    # 7 + 9 reported by the end of February; of 60 a year 10 are expected by then
    assert told == {"column": "ahead", "result": 6.0, "explained": 6.0, "oracle": 6.0}


AHEAD = """
import json
from datetime import datetime
from kpi.assessment import RESULT_COLUMNS, assess
from kpi.explain import explain
from kpi.periods import parse_period
from kpi.warehouse.store import open_empty
from tests.oracle.facts import Fact
from tests.oracle.recompute import recompute
from tests.plans import DISTRICTS, a_count, a_plan

indicator = a_count(targets={2024: 60})
plan = a_plan(units=DISTRICTS[:1], indicators=(indicator,))
period, known = parse_period("2024-02"), datetime(2024, 3, 1)
con = open_empty()
facts = []
for number, (month, figure) in enumerate((("2024-01", 7.0), ("2024-02", 9.0))):
    row = ("A", month, "SP01", "value", None, None, figure, None)
    facts.append(Fact(*row, known, number))
    con.execute(
        "INSERT INTO observation (submission, sequence, unit, period, indicator, state, numerator,"
        " denominator, value, done_on, written, sheet, cell, explanation, note, evidence, change,"
        " questioned, known_at)"
        " VALUES ('s', ?, ?, ?, ?, ?, ?, ?, ?, ?, '', '', '',"
        " NULL, NULL, NULL, 'loaded', false, ?)", [number, *row, known])
with assess(con, plan, [period], as_of=known) as made:
    [whole] = [r for r in made.result_rows() if r.unit == "ALL"]
found = explain(con, plan, "SP01", period, "ALL", known)
results, _ = recompute(plan, facts, [period], known)
[told] = [r for r in results if r.unit == "ALL"]
print(json.dumps({"column": RESULT_COLUMNS[-1], "result": whole.ahead,
                  "explained": found.result.ahead, "oracle": told.ahead}))
"""


SOURCE = '''"""A source of a test: one file that never changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kpi.receiving.sources.source import Listing, SentFile


@dataclass(frozen=True, slots=True)
class Shelf:
    name: str = "ke"

    def listing(self, *, wait: bool) -> Listing:
        return Listing((SentFile("ke/a.csv", "a.csv", 3, "1"),))

    def fetch(self, file: SentFile) -> Iterator[bytes]:
        yield b"abc"
'''


def test_a_source_is_two_files(checkout: Checkout) -> None:
    """What holds of any source: `test_add_a_source.py`."""
    listed = "kpi/receiving/sources/__init__.py"
    checkout.add("kpi/receiving/sources/shelf.py", SOURCE)
    imported = "from kpi.receiving.sources.inbox import Inbox\n"
    own = "from kpi.receiving.sources.shelf import Shelf\n"
    checkout.change(listed, imported, imported + own)
    inbox = "    lambda home, plan: Inbox(home.inbox, plan.timezone),\n"
    checkout.change(listed, inbox, inbox + "    lambda home, plan: Shelf(),\n")
    assert len(checkout.touched) == 2
    told = checkout.run("""
from pathlib import Path
from kpi.home import Home
from kpi.receiving.sources import look_at, sources_of
from tests.plans import a_plan
made = sources_of(Home(Path("nha")), a_plan())
print([f"{source.name}: {file.name}" for source, file in look_at(made, wait=False).files])
""")
    assert told == "['ke: ke/a.csv']\n"


DROP = '''"""A kind of a test: one folder of files."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kpi.receiving.sources.kinds import Place
from kpi.receiving.sources.remote import PlainFiles
from kpi.receiving.sources.source import SentFile


class Drop(PlainFiles):
    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder

    def listing(self) -> Iterator[SentFile]:
        self.left = {}
        for one in sorted(self._folder.iterdir()):
            yield SentFile(one.name, str(one), one.stat().st_size, str(one.stat().st_mtime_ns))

    def fetch(self, file: SentFile) -> Iterator[bytes]:
        yield Path(file.at).read_bytes()


@contextmanager
def opened(place: Place) -> Iterator[Drop]:
    yield Drop(place.home.root / place.settings.path)
'''


def test_a_kind_of_source_is_two_files_and_the_plan_s_words(checkout: Checkout) -> None:
    """Bounds, names, times, memory are the same for all: `tests/fetching/`."""
    checkout.add("kpi/receiving/sources/drop.py", DROP)
    listed = '    "sftp": Kind("sftp"),\n'
    own = '    "drop": Kind("drop", whole=True, secret=False),\n'
    checkout.change("kpi/receiving/sources/kinds.py", listed, own + listed)
    kinds = '"webdav", "s3"]'
    for words in ("kpi/plan/ways.py", "kpi/plan/document.py"):
        checkout.change(words, kinds, '"webdav", "s3", "drop"]')
    needs = '    "share": Needs(("path",)),\n'
    own = '    "drop": Needs(("path",)),\n'
    checkout.change("kpi/plan/check_sources.py", needs, needs + own)
    for locale in ("vi", "en"):
        named = f"kpi/words/{locale}/plan_words.toml"
        checkout.change(named, "\n[choices.kind]\n", '\n[choices.kind]\ndrop = "khay"\n')
        meant = f"kpi/words/{locale}/plan.toml"
        checkout.change(meant, '\npath = "folder, share: ', '\npath = "folder, share, drop: ')
    assert len(checkout.touched) == 9
    told = checkout.run("""
from datetime import datetime
from pathlib import Path
from kpi.home import Home
from kpi.plan.schema import plan_schema
from kpi.receiving.fetching import fetch
from tests.plans import plan_text, read_text
drop = Path("nha/khay")
(Path("nha/data/inbox")).mkdir(parents=True)
drop.mkdir()
(drop / "a.csv").write_bytes(b"abc")
plan = read_text(plan_text() + "sources:\\n  - {id: o, kind: drop, path: khay}\\n")
home = Home(Path("nha"))
print([fetch(home, plan, datetime(2024, 7, 1)).files for _ in range(2)])
print((home.inbox / "o" / "a.csv").read_bytes().decode())
print("folder, share, drop" in str(plan_schema()))
""")
    assert told.splitlines() == ["[1, 0]", "abc", "True"]


SPOOL = '''"""A way of a test: a file a thing, on one heap."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from kpi.delivery.item import Item
from kpi.delivery.way import Route
from kpi.files import write_whole


@contextmanager
def opened(route: Route) -> Iterator[Spool]:
    yield Spool(route)


class Spool:
    def __init__(self, route: Route) -> None:
        self._heap = route.home.root / route.settings.path

    def give(self, item: Item, to: Sequence[str]) -> Sequence[str]:
        write_whole(self._heap / f"{item.key}.txt", item.body)
        return ()
'''


def test_a_way_of_delivery_is_two_files_and_the_plan_s_words(checkout: Checkout) -> None:
    """Once only, and never half: `tests/delivery/` shows it of any way."""
    checkout.add("kpi/delivery/spool.py", SPOOL)
    listed = '    "folder": Kind("folder", to_addresses=False),\n'
    own = '    "spool": Kind("spool", to_addresses=False),\n'
    checkout.change("kpi/delivery/kinds.py", listed, listed + own)
    kinds = 'Literal["smtp", "folder"]'
    for words in ("kpi/plan/ways.py", "kpi/plan/document.py"):
        checkout.change(words, kinds, 'Literal["smtp", "folder", "spool"]')
    needs = '    "folder": Needs(("what", "path")),\n'
    own = '    "spool": Needs(("what", "path")),\n'
    checkout.change("kpi/plan/check_delivery.py", needs, needs + own)
    for locale in ("vi", "en"):
        named = f"kpi/words/{locale}/plan_words.toml"
        checkout.change(named, "\n[choices.kind]\n", '\n[choices.kind]\nspool = "hàng đợi"\n')
        meant = f"kpi/words/{locale}/plan.toml"
        checkout.change(meant, '\npath = "folder: ', '\npath = "folder, spool: ')
    assert len(checkout.touched) == 9
    told = checkout.run("""
from datetime import datetime
from pathlib import Path
from kpi.delivery.item import Item
from kpi.delivery.kinds import opened
from kpi.delivery.way import Route
from kpi.home import Home
from kpi.plan.schema import plan_schema
from tests.plans import plan_text, read_text
way = "delivery:\\n  - {id: dong, kind: spool, path: dong, what: [reports]}\\n"
plan = read_text(plan_text() + way)
[settings] = plan.delivery
with opened(Route(Home(Path("nha")), plan, settings)) as spool:
    print(spool.give(Item("reports", "k1", datetime(2024, 7, 1), "S", "B"), ()))
print(Path("nha/dong/k1.txt").read_text("utf-8"))
print("spool" in str(plan_schema()))
""")
    assert told.splitlines() == ["()", "B", "True"]


def test_a_language_is_its_words_and_four_places(checkout: Checkout) -> None:
    for file in sorted((checkout.root / "kpi" / "words" / "en").glob("*.toml")):
        checkout.add(f"kpi/words/fr/{file.name}", file.read_text(encoding="utf-8"))
    words = set(checkout.touched)
    checkout.change("kpi/words/__init__.py", '("vi", "en")', '("vi", "en", "fr")')
    checkout.change("kpi/plan/model.py", 'Literal["vi", "en"]', 'Literal["vi", "en", "fr"]')
    checkout.change("kpi/plan/document.py", 'Literal["vi", "en"]', 'Literal["vi", "en", "fr"]')
    checkout.change(
        "reports/workbook/book.py", '"en": "[$-409]"', '"en": "[$-409]", "fr": "[$-40C]"'
    )
    assert len(checkout.touched - words) == 4
    told = checkout.run("""
from kpi.plan.schema import plan_schema
from kpi.words import say
from kpi.words.formats import number
from reports.workbook.book import LANGUAGE
from tests.plans import a_plan
plan = a_plan(locale="fr")
print(plan.locale, number(1234.5, 1, plan.locale), LANGUAGE[plan.locale])
print(say("cli.help.check", "fr") == say("cli.help.check", "en"))
print('"fr"' in str(plan_schema()).replace("'", '"'))
""")
    assert told.splitlines() == ["fr 1\u202f234,5 [$-40C]", "True", "True"]
