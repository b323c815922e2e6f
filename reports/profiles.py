"""How official papers look, as dated data: margins, sizes of letters, marks of each form.

The data is `profiles.toml` beside this file, with the sources; here is what it means.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Margins:
    """Millimetres of an A4 page."""

    top: float
    bottom: float
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Sizes:
    """Points of each part's letters."""

    heading: float
    motto: float
    superior: float
    body_name: float
    number: float
    place: float
    kind: float
    subject: float
    text: float
    table: float
    signature: float
    recipients_title: float
    recipients: float
    page: float


@dataclass(frozen=True, slots=True)
class Profile:
    """`since` is the first day of its papers; None: no bound.

    `heading` is `plan` for the plan's own line, `state` for the country's name and motto, or empty;
    `star` stands under the body's name in place of a line; `number` is the key of the number's
    words in `official.number`, `ends` what stands behind the last sentence.
    """

    key: str
    form: str
    margins: Margins
    sizes: Sizes
    heading: str
    star: bool
    number: str
    subject_mark: str  # "dashes" or "line" under the subject
    recipients_style: str  # "underlined" or "bold italic"
    ends: str
    section_mark: str  # between a section's number and its title
    since: date | None = None
    first_line: float = 10.0  # millimetres
    leading: float = 1.2  # of a line
    between: float = 6.0  # points between paragraphs


def profile_on(day: date, form: str) -> Profile:
    """The profile of a form (party, state, plain) for a paper of a day; KeyError for another."""
    fitting = [p for p in profiles() if p.form == form and (p.since is None or p.since <= day)]
    if not fitting:
        raise KeyError(form)
    return fitting[-1]


@cache
def profiles() -> tuple[Profile, ...]:
    """All that are known, of a form the latest last."""
    text = Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")
    return tuple(read_profiles(tomllib.loads(text)["profile"]))


def read_profiles(told: Iterable[Mapping[str, Any]]) -> Iterator[Profile]:
    """Profiles as the file tells them: a key too many or too few is an error, as is one that is
    like another (`as`) that does not stand before it."""
    before: dict[str, Mapping[str, Any]] = {}
    for own in told:
        like = before[own["as"]] if "as" in own else {}
        whole = {name: value for name, value in {**like, **own}.items() if name != "as"}
        before[whole["key"]] = whole
        margins, sizes = Margins(**whole["margins"]), Sizes(**whole["sizes"])
        yield Profile(**{**whole, "margins": margins, "sizes": sizes})
