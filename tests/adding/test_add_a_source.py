"""Adding a source is one file and a line of the list: shown by a folder of a network share.

What holds of any source is shown by it: a file comes, comes again unchanged, comes corrected; a
half-sent one is left; a source that fails is told and stops no other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path

import pytest

from kpi import notices
from kpi.collect import Collected, collect
from kpi.collect.left import left_in_inbox
from kpi.home import Home
from kpi.plan.model import Plan
from kpi.receiving import sources
from kpi.receiving.sources.source import LeftForLater, Listing, SentFile, Source, Trouble
from kpi.warehouse.store import open_warehouse
from tests.plans import HEADER, a_count, a_home, plan_text, put, read_text

PLAN = plan_text(
    units=(
        {"id": "HU-A", "name": "Huyện ủy A", "kind": "district"},
        {"id": "HU-B", "name": "Huyện ủy B", "kind": "district", "senders": ["chia-se/huyen-b"]},
    ),
    indicators=(a_count("N1"),),
)
FIRST, SECOND, THIRD = (datetime(2024, 7, day, 3) for day in (1, 2, 3))
SEVEN = "HU-A,2024-06,N1,,,7,,"


@dataclass
class Share:
    """A source as CONTRIBUTING asks for: here what lies there is said by the test."""

    name: str = "chia-se"
    files: dict[str, bytes] = field(default_factory=dict)
    half_sent: set[str] = field(default_factory=set)
    gone: bool = False

    def listing(self, *, wait: bool) -> Listing:  # noqa: ARG002 - nothing young lies here
        if self.gone:
            raise OSError(112, "Host is down")
        return Listing(tuple(self._file(name) for name in sorted(self.files)))

    def _file(self, name: str) -> SentFile:
        content = self.files[name]
        return SentFile(f"{self.name}/{name}", name, len(content), f"{hash(content)}")

    def fetch(self, file: SentFile) -> Iterator[bytes]:
        yield self.files[file.at][:5]
        if file.at in self.half_sent:
            raise LeftForLater("still coming")
        yield self.files[file.at][5:]

    def put(self, name: str, *rows: str) -> None:
        self.files[name] = (HEADER + "".join(f"{row}\n" for row in rows)).encode()


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return a_home(tmp_path / "nhà", PLAN)


@pytest.fixture
def plan(home: Home) -> Plan:
    return read_text(home.plan.read_text(encoding="utf-8"))


@pytest.fixture
def share(monkeypatch: pytest.MonkeyPatch) -> Share:
    made = Share()
    monkeypatch.setattr(sources, "SOURCES", (*sources.SOURCES, lambda *_: made))
    return made


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, dict[str, object]]]:
    heard: list[tuple[str, dict[str, object]]] = []
    monkeypatch.setattr(notices, "_listeners", [lambda key, values: heard.append((key, values))])
    return heard


@pytest.fixture
def run(home: Home, plan: Plan) -> Callable[[datetime], Collected]:
    return lambda now: collect(home, plan, now)


def outcomes(done: Collected) -> dict[str, str]:
    return {s.file: s.outcome for s in done.submissions}


def test_what_the_sources_are_is_a_protocol_that_the_list_keeps(home: Home, plan: Plan) -> None:
    made: list[Source] = [*sources.sources_of(home, plan), Share()]
    names = [source.name for source in made]
    assert len(set(names)) == len(names)
    assert names[0] == "inbox"


def test_a_file_of_a_source_comes_comes_again_unchanged_and_comes_corrected(run, share) -> None:
    share.put("a.csv", SEVEN)
    first = run(FIRST)
    assert outcomes(first) == {"chia-se/a.csv": "accepted"}
    assert first.submissions[0].received_at == FIRST
    assert first.submissions[0].original.read_bytes() == share.files["a.csv"]
    assert run(SECOND).submissions == ()
    share.put("a.csv", "HU-A,2024-06,N1,,,8,,")
    [corrected] = run(THIRD).submissions
    assert (corrected.superseded, corrected.received_at) == (1, THIRD)


def test_the_source_s_name_is_the_first_folder_of_its_senders(run, share) -> None:
    share.put("huyen-b/b.csv", "HU-B,2024-06,N1,,,3,,")
    share.put("huyen-c/b.csv", "HU-B,2024-05,N1,,,3,,")
    assert outcomes(run(FIRST)) == {
        "chia-se/huyen-b/b.csv": "accepted",
        "chia-se/huyen-c/b.csv": "rejected",
    }


def test_a_half_sent_file_is_left_and_taken_when_it_is_whole(home, plan, run, share) -> None:
    share.put("a.csv", SEVEN)
    share.half_sent = {"a.csv"}
    assert run(FIRST).submissions == ()
    with open_warehouse(home) as warehouse:
        assert left_in_inbox(home, plan, warehouse) == ("chia-se/a.csv",)
    assert [p for p in home.archive.rglob("*") if p.suffix == ".csv"] == []
    share.half_sent = set()
    assert outcomes(run(SECOND)) == {"chia-se/a.csv": "accepted"}


def test_a_source_that_fails_is_told_and_stops_no_other(home, run, share, told) -> None:
    share.gone = True
    put(home, "a.csv", HEADER + SEVEN + "\n")
    done = run(FIRST)
    assert outcomes(done) == {"a.csv": "accepted"}
    silent = Trouble("chia-se", "source_silent", "Host is down")
    assert (done.troubles, told) == ((silent,), [("source_silent", asdict(silent))])


def test_of_two_files_with_one_name_the_first_source_s_is_taken_and_the_other_told(
    home, run, share, told
) -> None:
    here = put(home, "chia-se/a.csv", HEADER + SEVEN + "\n")
    share.put("a.csv", "HU-A,2024-06,N1,,,8,,")
    [taken] = run(FIRST).submissions
    assert taken.original.read_bytes() == here.read_bytes()
    assert told == [("same_name", asdict(Trouble("chia-se", "same_name", "chia-se/a.csv")))]


def test_the_sender_s_place_is_as_it_was(run, share) -> None:
    share.put("a.csv", SEVEN)
    before = dict(share.files)
    run(FIRST)
    assert share.files == before
