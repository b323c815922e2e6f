"""What is counted in the simulated year, each thing found another way than in the product's books:
at the mail server, in the folders, in the bytes that were sent.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import quote

from kpi.periods import parse_period
from kpi.words.formats import period_title
from tests.year.calls import Call
from tests.year.office import LEADERS, Office, address, way_of
from tests.year.sendings import Sent

NAMED = re.compile(r"Tệp (\S+)\s+của|^- (\S+) \(nhận lúc", re.MULTILINE)
REFUSED = re.compile("chưa tiếp nhận được", re.IGNORECASE)


@dataclass
class Books:
    """What the year's harness knows by itself. `seen`: what lay at a source that answered when a
    run came to its end; `states`: how often a unit's state of a period changed so; `wrong`: what is
    not as it should be."""

    office: Office
    waiting: list[Sent]
    seen: list[Sent] = field(default_factory=list)
    states: Counter[tuple[str, str]] = field(default_factory=Counter)
    overwritten: int = 0
    refused_mails: int = 0
    wrong: list[str] = field(default_factory=list)
    _lying: list[Sent] = field(default_factory=list)
    _contents: set[str] = field(default_factory=set)
    _messages: int = 0

    def send_until(self, call: Call) -> None:
        """Lets units send what is due by then, but for those whose way is gone."""
        now = [s for s in self.waiting if s.at <= call.at and way_of(s.unit) not in call.gone]
        for one in now:
            self.waiting.remove(one)
            self.office.give(one.unit, one.name, one.content, one.at)
            if way_of(one.unit) != "thu":
                over = [s for s in self._lying if (s.unit, s.name) == (one.unit, one.name)]
                self.overwritten += len(over)
                self._lying = [s for s in self._lying if s not in over]
            self._lying.append(one)

    def call_ended(self, call: Call) -> None:
        """A run came to its end: what lay at the sources that answered is taken in."""
        new = [s for s in self._lying if way_of(s.unit) not in call.gone]
        self._lying = [s for s in self._lying if s not in new]
        self.seen += new
        fresh = [s for s in new if s.sha256 not in self._contents]
        self._contents |= {s.sha256 for s in new}
        self.states.update({(s.unit, s.period) for s in fresh})
        self._look_at_reminders(call)

    def _look_at_reminders(self, call: Call) -> None:
        """Nobody is reminded of what was taken; who owes the month is, at the latest the day after
        it was due."""
        letters, self._messages = self.messages()[self._messages :], len(self.messages())
        taken = self.taken()
        for letter in letters:
            if kind_of(letter) != "reminders":
                continue
            told = text_of(letter)
            for unit, period in taken:
                if letter["To"] == address(unit) and f"- {title(period)}:" in told:
                    self.wrong.append(f"{call.at}: {unit} is reminded of {period}")

    def taken(self) -> set[tuple[str, str]]:
        """What units were told was taken, at least in part."""
        answers = [one for one in self.messages() if kind_of(one) == "feedback"]
        last = {key: text_of(one) for one in answers for key in named(one)}
        return {key for key, told in last.items() if not REFUSED.search(told)}

    def messages(self) -> list[EmailMessage]:
        """What the mail server has, each once: a message that came again keeps its id."""
        found: dict[str, EmailMessage] = {}
        for one in self.office.smtp.messages:
            found.setdefault(str(one["Message-ID"]), one)
        return list(found.values())


def kind_of(message: EmailMessage) -> str:
    subject = str(message["Subject"])
    for words, kind in (
        ("kết quả tiếp nhận số liệu", "feedback"),
        ("tệp chưa tiếp nhận được", "feedback"),
        ("đề nghị gửi số liệu", "reminders"),
        (": báo cáo ", "reports"),
    ):
        if words in subject:
            return kind
    return "failures"


def text_of(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    return str(body.get_content()) if body else ""


def named(message: EmailMessage) -> list[tuple[str, str]]:
    """The unit and period of each file that an answer names."""
    found = [one or listed for one, listed in NAMED.findall(text_of(message))] or ["?_?"]
    parts = [name.rpartition("/")[2].removesuffix(".xlsx").split("_")[:2] for name in found]
    return [(unit, period) for period, unit in parts]


def title(label: str) -> str:
    return period_title(parse_period(label), "vi")


def wrong_answers(books: Books) -> Iterator[str]:
    """Every state of a unit's period was answered once, to the unit's own address."""
    answers: Counter[tuple[str, str]] = Counter()
    for one in books.messages():
        if kind_of(one) == "feedback":
            answers.update(named(one))
            if {one["To"]} != {address(unit) for unit, _ in named(one)}:
                yield f"the answer about {named(one)} went to {one['To']}"
    for key in sorted({*answers, *books.states}):
        if answers[key] != books.states[key]:
            yield f"{key}: {books.states[key]} states, {answers[key]} answers"


def wrong_reports(books: Books, home: Path, expected: Iterable[str]) -> Iterator[str]:
    """Each report was made, whole, and went out once; no other was made."""
    made = {p.parent.name for p in (home / "data" / "reports").glob("*/report.xlsx")}
    for label in sorted(made ^ set(expected)):
        yield f"report {label}: {'not asked for' if label in made else 'missing'}"
    letters = [one for one in books.messages() if kind_of(one) == "reports"]
    sent = Counter(str(one["Subject"]).rpartition(": báo cáo ")[2] for one in letters)
    for label in sorted(made):
        if sent[title(label)] != 1:
            yield f"report {label} went out {sent[title(label)]} times"
    yield from (f"a report went to {m['To']}" for m in letters if m["To"] != LEADERS)


def wrong_journal(books: Books, home: Path) -> Iterator[str]:
    """What the journal says was sent is what the mail server has."""
    told: Counter[str] = Counter()
    for line in (home / "data" / "journal.jsonl").read_text("utf-8").splitlines():
        entry = json.loads(line)
        if entry.get("what") == "send":
            told.update(
                i["what"] for i in entry.get("items", entry.get("details", {}).get("items", []))
            )
    there = Counter(kind_of(one) for one in books.messages())
    for kind in sorted({*told, *there}):
        if told[kind] != there[kind]:
            yield f"{kind}: the journal tells of {told[kind]}, the mail server has {there[kind]}"


def lost(books: Books, home: Path) -> Iterator[str]:
    """Every content that was sent and seen is in the archive, byte for byte."""
    kept = {
        hashlib.sha256(p.read_bytes()).hexdigest() for p in (home / "data" / "archive").glob("??/*")
    }
    for one in books.seen:
        if one.sha256 not in kept:
            yield f"{one.name} of {one.at} is not in the archive"
    if strangers := len(kept) - len({one.sha256 for one in books.seen}):
        yield f"{strangers} contents of the archive were never sent"


def secrets_lying(secrets: Mapping[str, str], folders: Iterable[Path]) -> Iterator[str]:
    """Where a secret lies in any writing."""
    wanted = [w for secret in secrets.values() for w in _writings(secret)]
    for top in folders:
        for path in top.rglob("*"):
            if path.is_file() and any(w in (content := path.read_bytes()) for w in wanted):
                yield f"{path} holds a secret ({len(content)} bytes)"


def _writings(secret: str) -> Iterator[bytes]:
    """A password as it may be written down; of a key the line in its middle."""
    lines = secret.strip().splitlines()
    word = lines[len(lines) // 2]
    yield word.encode()
    yield word.encode("utf-16-le")
    yield json.dumps(word)[1:-1].encode()
    yield quote(word).encode()
    yield base64.b64encode(word.encode())
