"""What an official report says, as frozen data: its issuer, its sections of words and tables."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs: one or two lines of title, and a name; either may be empty."""

    title: str
    name: str


@dataclass(frozen=True, slots=True)
class Issuer:
    """Whose paper it is, all from the plan; what is empty is left out.

    `heading` is the line at the right of a Party paper, `symbol` what stands behind the number
    (`BC/VP`), `recipients` the lines under `Nơi nhận`.
    """

    body: str
    superior: str = ""
    heading: str = ""
    symbol: str = ""
    place: str = ""
    signer: Signer = Signer("", "")
    recipients: tuple[str, ...] = ()
    form: str = "plain"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph; `to_fill` is marked for a person to write, `quoted` set in italics, one that
    `announces` stands on the page of what follows."""

    text: str
    to_fill: bool = False
    quoted: bool = False
    announces: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table by its heads; columns of figures are `right`. Its title may be empty. `shares` are
    the columns' parts of the width; empty: by their texts."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    aligns: tuple[Literal["left", "center", "right"], ...]
    title: str = ""
    shares: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered section: `I- TITLE`, its parts, and its own numbered sections (`1. Title`)."""

    title: str
    parts: tuple[Paragraph | Table, ...] = ()
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True, slots=True)
class Annex:
    """A table behind the paper, under its own title (`PHỤ LỤC`) and what it holds."""

    title: str
    subject: str
    table: Table


@dataclass(frozen=True, slots=True)
class OfficialReport:
    """The whole paper.

    `number` and `day` are None where a person fills them; `year` is that of the day that is not
    known yet. `made` (UTC without zone) is the file's own date. `marking` is the handling mark.
    `annex` stands behind the signature, on broad pages of its own.
    """

    issuer: Issuer
    subject: str
    sections: tuple[Section, ...]
    year: int
    made: datetime
    number: int | None = None
    day: date | None = None
    opening: tuple[Paragraph, ...] = ()
    marking: str = ""
    locale: str = "vi"
    annex: Annex | None = None
