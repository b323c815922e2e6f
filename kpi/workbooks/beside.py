"""What one section of a number format makes of a number besides its digits: texts, another scale,
nothing at all.

What every sheet is full of (a sign, brackets, spaces, decimals that are rounded) is no such thing.
"""

from __future__ import annotations

import math
import re
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from kpi.workbooks.format_tokens import Token, is_place, plain_of, words_of
from kpi.workbooks.grid import Format


class Beside(NamedTuple):
    """What a section writes `before` and `behind` a number, where that is more than the number
    itself; whether it writes the number at all (`digits`), by how many thousands less, and the
    `pattern` of its digits where it writes texts between them. `vanishes`: a number that is
    rounded to nought leaves no digit; `percents` are the signs that each multiply by 100, `powers`
    the digits before the point of a number written with a power of ten (0: as usual). `unsigned`:
    a negative number is shown without its sign; `filled`: what stands behind fills the cell."""

    before: str = ""
    behind: str = ""
    digits: bool = True
    thousands: int = 0
    decimals: int = 0
    pattern: str = ""
    vanishes: bool = False
    percents: int = 0
    powers: int = 0
    unsigned: bool = False
    filled: bool = False

    def is_quiet(self, kind: Format) -> bool:
        """Whether nothing stands beside the digits, and these are the number's own, if rounded."""
        other = self.thousands or self.percents > 1 or self.powers or self.unsigned
        return self.digits and not self.pattern and not other and self._is_bare(kind)

    def changes(self, number: float, kind: Format) -> bool:
        """Whether a cell shows something else of this number than its digits, rounded as usual."""
        if self.powers and self._replace(powers=0).is_quiet(kind):
            return float(in_powers(number, self)) != number
        if not self.is_quiet(kind):
            return True
        scaled = abs(number) * (100 if kind == "percent" else 1)
        if self.leaves_nothing_of(scaled):
            return True
        return self._rounds_shares(kind) and 0 < scaled < 1

    def leaves_nothing_of(self, scaled: float) -> bool:
        return self.vanishes and not rounded(scaled, self.decimals)

    def never_changes(self, kind: Format) -> bool:
        return self.is_quiet(kind) and not self.vanishes and not self._rounds_shares(kind)

    def _is_bare(self, kind: Format) -> bool:
        words = (self.before + self.behind).replace(" ", "").replace(_NBSP, "")
        return not (words.replace("%", "", 1) if kind == "percent_sign" else words)

    def _rounds_shares(self, kind: Format) -> bool:
        """Whether it is a percentage shown without decimals: 0,85 % as 1 %."""
        return kind in ("percent", "percent_sign") and self.decimals == 0


def in_powers(number: float, beside: Beside) -> str:
    """A number with a power of ten, as a format writes it: `1.2E+3`."""
    power = math.floor(math.log10(abs(number))) if number else 0
    power -= power % beside.powers
    mantissa = rounded(Decimal(repr(number)).scaleb(-power), beside.decimals)
    return f"{mantissa:f}E{power:+}"


def rounded(number: float | Decimal, decimals: int) -> Decimal:
    """A number as a spreadsheet rounds it: half away from nought."""
    exact = Decimal(repr(number)) if isinstance(number, float) else number
    return exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


_NBSP = "\u00a0"
_SCALING = re.compile(r",+\.")
_POWER = re.compile(r"([0#?]+)(?:\.([0#?]*))?E[+-]", re.IGNORECASE)
_POINT = ("plain", ".")
# a cell's width filled with such signs leaves the number what it is
_FILLS_BEFORE, _FILLS_BEHIND = f" {_NBSP}*_=~0", f" {_NBSP}*_=~.-"
_ALL_DECIMALS = 15  # those of a number that is shown as it is
_FILLED = 3  # how often a sign that fills a cell is told


def beside_of(tokens: list[Token], kind: Format) -> Beside | None:
    """What a section shows besides its number; None if that is nothing but spaces."""
    if kind in ("date", "month", "time"):
        return None
    places = [n for n, token in enumerate(tokens) if is_place(*token)]
    if not places:
        shown = _all_beside(tokens)
        brackets = [text.strip()[:1] for kind, text in tokens if kind == "bracket"]
        # a colour alone leaves the number, a condition alone (`[=0];General`) hides it
        bare = not shown and bool(brackets) and not set(brackets) & set("<=>")
        return None if bare else Beside(shown.strip(), "", digits=False)
    first, last = places[0], places[-1]
    before, between, behind = tokens[:first], tokens[first : last + 1], tokens[last + 1 :]
    commas = next((n for n, t in enumerate(behind) if t != ("plain", ",")), len(behind))
    body = plain_of(between)
    inner = _SCALING.search(body)
    thousands = commas + (len(inner[0]) - 1 if inner else 0)
    decimals = len(re.sub(r"[^0#?]", "", body.partition(".")[2]))
    if any(kind == "general" for kind, _ in between):
        decimals = _ALL_DECIMALS
    texts = (
        _all_beside(before[:-1] if before[-1:] == [_POINT] else before),
        "".join(words_of(*t) for t in between).strip(),
        _all_beside(behind[commas + (behind[commas : commas + 1] == [_POINT]) :]),
    )
    pattern = "" if thousands or "." in body else _pattern(between)
    behind_it = texts[2] if pattern else " ".join(filter(None, texts[1:]))
    power = _POWER.search(body)
    fill = _filled(between + behind, _FILLS_BEHIND + "0" * ("." in body))
    found = Beside(
        texts[0] + _filled(before, _FILLS_BEFORE), fill + behind_it,
        thousands=thousands, decimals=len(power[2] or "") if power else decimals, pattern=pattern,
        vanishes=_vanishes(between), percents=plain_of(tokens).count("%"),
        powers=len(power[1]) if power else 0, filled=bool(fill),
    )  # fmt: skip
    return _noted(found, kind)


def _vanishes(between: list[Token]) -> bool:
    """Whether nought leaves no digit: `#`, `#.##`. A fraction (`# ?/?`) always leaves one."""
    body = plain_of(between)
    return not any(kind == "general" for kind, _ in between) and not set("0@/") & set(body)


def _filled(tokens: list[Token], harmless: str) -> str:
    """What a sign that fills the rest of the cell's width adds to the number."""
    fills = (text for kind, text in tokens if kind == "fill")
    return "".join(text * _FILLED for text in fills if text not in harmless)


def _pattern(between: list[Token]) -> str:
    """The digits of a section with the texts between them (`0\\.00`), where those are more than
    spaces; empty for every other section, such as a fraction or a power of ten."""
    said = [t if k == "plain" and t not in "0#?," else words_of(k, t) for k, t in between]
    texts = "".join(said).strip().strip(_NBSP)
    read = re.search(r"[/@%E]", plain_of(between), re.IGNORECASE) is None
    read = read and not any(kind == "general" for kind, _ in between)
    if not texts or not read or any(char in "0#?" for char in texts):
        return ""
    places = (k == "plain" and t in "0#?" for k, t in between)
    return "".join(t[1] if is_digit else s for t, s, is_digit in zip(between, said, places,
                                                                     strict=True))  # fmt: skip


def _noted(beside: Beside, kind: Format) -> Beside | None:
    """What stands beside a number, if it is more than spaces and the sign of a percentage."""
    if kind == "percent":
        beside = beside._replace(
            before=beside.before.replace("%", ""), behind=beside.behind.replace("%", "")
        )
    return None if beside.never_changes(kind) else beside


def _all_beside(tokens: list[Token]) -> str:
    return "".join(t[1] if t[0] in ("plain", "date") else words_of(*t) for t in tokens)
