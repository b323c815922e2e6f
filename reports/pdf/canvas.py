"""The pages themselves: text at a place, boxes, tags for screen readers, the foot of each page.

Bytes depend on nothing but what is drawn: the date is given, the fonts are the shipped ones, and
only the letters used are put in. Lengths are points from the top left corner.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from reports.measure import Family, font_file, text_width
from reports.measure.faces import letter_widths
from reports.pdf.blocks import Align
from reports.profiles import Margins

if TYPE_CHECKING:
    from fpdf import FPDF

Fonts: TypeAlias = Mapping[str, Any]  # as fpdf2 holds them

MM = 72 / 25.4
FONT = "serif"
STYLES = {"": (False, False), "B": (True, False), "I": (False, True)}
FOOT_SIZE = 9
ABSENT_SIGN = "□"
LINE = 1.25  # of the size, from one line to the next
BASE = 0.95  # of the size, from a line's top to what its letters stand on


class Canvas:
    """A document being drawn; `top` and `bottom` bound the body of the current page."""

    def __init__(
        self,
        margins: Margins,
        *,
        landscape: bool,
        foot: str,
        pages: int,
        fonts: Fonts | None = None,
    ) -> None:
        """`fonts` are those of a trial, which is counted and never saved."""
        self.pdf = _document(landscape=landscape, fonts=fonts)
        self._owns_fonts = fonts is None
        self.left, self.top = margins.left * MM, margins.top * MM
        self.width = self.pdf.w - self.left - margins.right * MM
        self.bottom = self.pdf.h - margins.bottom * MM
        self.foot, self.pages = foot, pages
        self.y = self.top
        self.new_page()

    def new_page(self) -> None:
        """The next page, its foot drawn."""
        self.pdf.add_page()
        self.y = self.top
        number = f"{self.pdf.page}/{self.pages}"
        y = self.bottom + FOOT_SIZE
        self.pdf._out("/Artifact BMC")  # screen readers pass over it
        self._line(self.foot, self.left, y, self.width, FOOT_SIZE, "I", "left")
        self._line(number, self.left, y, self.width, FOOT_SIZE, "", "right")
        self.pdf._out("EMC")

    def room(self) -> float:
        """What is left of the page's height."""
        return self.bottom - self.y

    @contextmanager
    def tagged(self, kind: str) -> Iterator[None]:
        """What is drawn inside is one element for screen readers (P, H1, TH, TD, Figure)."""
        pdf = self.pdf
        mark = pdf.struct_builder.next_mcid_for_page(pdf.page)
        pdf._add_marked_content(struct_type=f"/{kind}", mcid=mark)
        pdf._out(f"/{kind} <</MCID {mark}>> BDC")
        yield
        pdf._out("EMC")

    def lines(  # noqa: PLR0913 - keywords: of the letters
        self,
        lines: tuple[str, ...],
        x: float,
        y: float,
        width: float,
        size: float,
        *,
        style: str = "",
        align: Align = "left",
    ) -> None:
        """Lines of text below each other from a top edge."""
        for number, line in enumerate(lines):
            self._line(line, x, y + number * size * LINE, width, size, style, align)

    def _line(  # noqa: PLR0913, PLR0917 - of the letters
        self, text: str, x: float, y: float, width: float, size: float, style: str, align: Align
    ) -> None:
        if not text:
            return
        bold, italic = STYLES[style]
        spare = width - text_width(text, size, bold=bold, italic=italic)
        shift = {"left": 0.0, "center": spare / 2, "right": spare}[align]
        self.pdf.set_font(FONT, style, size)
        self.pdf.text(x + shift, y + size * BASE, drawable(text))

    def box(self, x: float, y: float, width: float, height: float, fill: str = "") -> None:
        """A thin black frame, filled if a colour is given."""
        if fill:
            self.pdf.set_fill_color(*(int(fill[n : n + 2], 16) for n in (1, 3, 5)))
        self.pdf._out("/Artifact BMC")
        self.pdf.rect(x, y, width, height, style="DF" if fill else "D")
        self.pdf._out("EMC")

    def save(self, path: Path, *, title: str, author: str, language: str, made: datetime) -> None:
        """Writes the file; `made` is UTC without zone."""
        self.pdf.set_title(title)
        self.pdf.set_author(author)
        self.pdf.set_lang(language)
        self.pdf.set_creation_date(made.replace(microsecond=0, tzinfo=UTC))
        path.write_bytes(bytes(self.pdf.output()))

    def close(self) -> None:
        """Lets go of the fonts' files, if they are its own."""
        if not self._owns_fonts:
            return
        for font in self.pdf.fonts.values():
            font.ttfont.close()  # type: ignore[union-attr]  # all of ours are files


def drawable(text: str) -> str:
    """The text in letters of the font, each in one piece; a box stands for one that it lacks."""
    held = letter_widths()
    whole = unicodedata.normalize("NFC", text.replace("\t", " "))
    return "".join(c if c in held else ABSENT_SIGN for c in whole if _is_seen(c, held))


def _is_seen(letter: str, held: Mapping[str, float]) -> bool:
    """Whether a letter leaves a trace: signs without width that join nothing are left out."""
    if letter in held:
        return held[letter] > 0
    return letter.isprintable() and not unicodedata.combining(letter)


@contextmanager
def trial_fonts() -> Iterator[Fonts]:
    """Fonts for documents that are only counted: reading them is most of a trial's work."""
    held = _document(landscape=False, fonts=None)
    try:
        yield held.fonts
    finally:
        for font in held.fonts.values():
            font.ttfont.close()  # type: ignore[union-attr]  # all of ours are files


def _document(*, landscape: bool, fonts: Fonts | None) -> FPDF:
    from fpdf import FPDF

    pdf = FPDF(orientation="landscape" if landscape else "portrait", unit="pt", format="A4")
    pdf.set_auto_page_break(auto=False)
    pdf.set_margin(0)
    pdf.set_line_width(0.5)
    pdf.set_display_mode("fullwidth")
    if fonts is not None:
        pdf.fonts.update(fonts)
        return pdf
    for style, (bold, italic) in STYLES.items():
        pdf.add_font(FONT, style, font_file(Family.SERIF, bold=bold, italic=italic))
    return pdf
