"""How official papers look, as dated data: margins, sizes of letters, marks of each form.

A profile is never changed once papers were written by it; a new rule is a new entry with its day.
Sources: `party` Hướng dẫn 36-HD/VPTW (3/4/2018) and 05-HD/VPTW (27/5/2026); `state` Nghị định
30/2020/NĐ-CP, appendix I; `plain` is ours, for bodies that follow neither.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date


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
    since: date | None
    margins: Margins
    sizes: Sizes
    heading: str
    star: bool
    number: str
    subject_mark: str  # "dashes" or "line" under the subject
    recipients_style: str  # "underlined" or "bold italic"
    ends: str
    section_mark: str  # between a section's number and its title
    first_line: float = 10.0  # millimetres
    leading: float = 1.2  # of a line
    between: float = 6.0  # points between paragraphs


PARTY = Profile(
    key="36-HD/VPTW",
    form="party",
    since=None,
    margins=Margins(20, 20, 30, 15),
    sizes=Sizes(heading=15, motto=0, superior=14, body_name=14, number=14, place=14, kind=16,
                subject=15, text=14, table=12, signature=14, recipients_title=14, recipients=12,
                page=13),
    heading="plan",
    star=True,
    number="party",
    subject_mark="dashes",
    recipients_style="underlined",
    ends=".",
    section_mark="- ",
)  # fmt: skip

PROFILES: tuple[Profile, ...] = (
    PARTY,
    # nothing is known yet of what it draws otherwise; where it does, this entry alone changes
    replace(PARTY, key="05-HD/VPTW", since=date(2026, 5, 27)),
    Profile(
        key="30/2020/NĐ-CP",
        form="state",
        since=None,
        margins=Margins(20, 20, 30, 15),
        sizes=Sizes(heading=12, motto=13, superior=12, body_name=12, number=13, place=13, kind=14,
                    subject=14, text=14, table=12, signature=14, recipients_title=12,
                    recipients=11, page=13),
        heading="state",
        star=False,
        number="state",
        subject_mark="line",
        recipients_style="bold italic",
        ends="./.",
        section_mark=". ",
    ),
    Profile(
        key="plain",
        form="plain",
        since=None,
        margins=Margins(20, 20, 25, 20),
        sizes=Sizes(heading=0, motto=0, superior=12, body_name=13, number=12, place=12, kind=15,
                    subject=14, text=13, table=11, signature=13, recipients_title=12,
                    recipients=11, page=11),
        heading="",
        star=False,
        number="plain",
        subject_mark="line",
        recipients_style="bold italic",
        ends=".",
        section_mark=". ",
    ),
)  # fmt: skip


def profile_on(day: date, form: str) -> Profile:
    """The profile of a form (party, state, plain) for a paper of a day; KeyError for another."""
    fitting = [p for p in PROFILES if p.form == form and (p.since is None or p.since <= day)]
    if not fitting:
        raise KeyError(form)
    return fitting[-1]
