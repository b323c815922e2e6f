"""What counts as wrong: an accident, or an answer that the mutated file does not hold.

An answer that would be loaded (no rule holds it) is right if the good file's answer for the same
unit, period and indicator is the same, or else if a second, simple reading of the mutated file
finds at its very place a content that can mean it, in a row that names its indicator. An answer is
wrong, too, if the second reading finds its cell marked (raised, lowered or struck out), or under a
format of days or of secrets, or the code of its row struck out. A number
is taken to mean every value that one of its notations gives, for which of them is right is the
matter of other tests. What is missing or held is no error: the sender is asked or reminded.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from kpi.records.answers import Answer, FileRead
from tests.forms.plans import PLAN
from tests.fuzz.originals import Original
from tests.fuzz.second_reading import Grid, Raw, second_reading

_YES_OR_NO = {
    "có": 100.0, "x": 100.0, "✓": 100.0, "đạt": 100.0, "true": 100.0, "1": 100.0, "1.0": 100.0,
    "1,0": 100.0, "đã hoàn thành": 100.0, "không": 0.0, "chưa": 0.0, "chưa hoàn thành": 0.0,
    "chưa triển khai": 0.0, "chưa đạt": 0.0, "false": 0.0, "kps": 0.0,
}  # fmt: skip
_NONE = {"kps": 0.0, "không phát sinh": 0.0}
# `.5` is a number of a CSV file (docs/cach-doc-so-lieu.md)
_NUMBER = re.compile(r"-?(?:\d[\d.,\s\u00a0]*|\.\d+)(?:[eE][-+]?\d+)?")
_DAY = re.compile(r"(\d{1,4})\D{1,3}(\d{1,2})\D{1,3}(\d{1,4})")
_INDICATORS = {i.id: i for i in PLAN.indicators}

Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Verdict:
    """`unchanged`, `asked`, `refused`, `edited`, or `wrong` with what is wrong."""

    kind: str
    why: str = ""


def judge(original: Original, content: bytes, read: FileRead) -> Verdict:
    """What the reading of a mutated content is worth."""
    if any(p.rule == "reader_stopped" for p in read.problems):
        return Verdict("wrong", "reader_stopped")
    hidden = _hidden_look(original, content, read)
    if hidden:
        return Verdict("wrong", hidden)
    known = dict(_answers(original.read))
    edited = []
    for key, answer in _answers(read):
        if key not in known or _figures(answer) != _figures(known[key]):
            edited.append((key, answer))
    if edited:
        return _edited(original, content, edited)
    if not read.submissions:
        return Verdict("refused") if read.problems else Verdict("wrong", "nothing said")
    asked = any(s.problems for s in read.submissions) or read.problems
    missing = set(known) - {key for key, _ in _answers(read)}
    return Verdict("asked" if asked else "left out" if missing else "unchanged")


_LOOKS = ("xlsx", "ods", "xls")


def _hidden_look(original: Original, content: bytes, read: FileRead) -> str:
    """An answer that would be loaded though its cell is marked, shows a day, or says that it is
    secret, or though its row's code is struck out; nothing if there is none."""
    taken = dict(_answers(read))
    if original.kind not in _LOOKS or not taken:
        return ""
    try:
        grid = second_reading(original.kind, content)
    except Exception:  # noqa: BLE001 - what cannot be read a second time is judged by its figures
        return ""
    struck = {(s, r, _key(c.text)) for (s, r, _), c in grid.items() if c.struck}
    for key, answer in taken.items():
        found = re.fullmatch(r"([A-Z]+)(\d+)", answer.cell)
        if found is None:
            continue
        row, column = int(found[2]), _number_of(found[1])
        raw = grid.get((answer.sheet, row, column))
        if raw is None:
            continue
        dated = raw.kind == "dated" and answer.done_on is None
        codes = (_key(key[2]), _key(f"{key[2]}.a"), _key(f"{key[2]}.b"))
        gone = any((answer.sheet, row, code) in struck for code in codes)
        if raw.marked or dated or raw.kind == "secret" or gone:
            return f"{key} {_figures(answer)} at {answer.sheet}!{answer.cell}, which is {raw}"
        said = answer.value if answer.numerator is None else answer.numerator
        if raw.kind == "percent" and said == _float(raw.text) not in (None, 0.0):
            return f"{key} {_figures(answer)} at {answer.sheet}!{answer.cell}, a percentage"
    return ""


def _number_of(letters: str) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return column


def _float(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _answers(read: FileRead) -> Iterator[tuple[Key, Answer]]:
    for one in read.submissions:
        if any(p.severity == "file" for p in one.problems):
            continue  # nothing of it is taken
        for answer in one.answers:
            if not answer.held_by:
                yield (one.unit, one.period, answer.indicator), answer


def _figures(answer: Answer) -> tuple[object, ...]:
    return answer.state, answer.numerator, answer.denominator, answer.value, answer.done_on


def _edited(original: Original, content: bytes, edited: list[tuple[Key, Answer]]) -> Verdict:
    try:
        grid = second_reading(original.kind, content, encoding_of(original))
    except Exception as error:  # noqa: BLE001 - the second reading is simple, and may fail
        return Verdict("wrong", f"changed, and no second reading: {type(error).__name__}: {error}")
    for key, answer in edited:
        if not _holds(grid, original, key, answer):
            return Verdict("wrong", f"{key} {_figures(answer)} at {answer.sheet}!{answer.cell}")
    return Verdict("edited")


def encoding_of(original: Original) -> str:
    if original.content[:2] == b"\xff\xfe":
        return "utf-16"
    return "cp1258" if "1258" in original.name else "utf-8"


def _holds(grid: Grid, original: Original, key: Key, answer: Answer) -> bool:
    found = re.fullmatch(r"([A-Z]+)(\d+)", answer.cell)
    if found is None:
        return False
    column = _number_of(found[1])
    sheets = ",;\t" if original.kind == "csv" else (answer.sheet,)
    return any(
        _row_names(grid, sheet, int(found[2]), key)
        and _means(grid, sheet, int(found[2]), column, answer)
        for sheet in sheets
    )


def _row_names(grid: Grid, sheet: str, row: int, key: Key) -> bool:
    """Whether a row of the second reading names the indicator by code or name."""
    indicator = _INDICATORS[key[2]]
    names = {indicator.id, f"{indicator.id}.a", f"{indicator.id}.b", indicator.name}
    names |= {indicator.numerator or indicator.id, indicator.denominator or indicator.id}
    wanted = {_key(n) for n in names}
    return any(_key(c.text) in wanted for (s, r, _), c in grid.items() if (s, r) == (sheet, row))


def _means(grid: Grid, sheet: str, row: int, column: int, answer: Answer) -> bool:
    raw = grid.get((sheet, row, column))
    if raw is None:
        return False
    if answer.state in ("not_applicable", "withheld"):
        return bool(_key(raw.text))
    if answer.state == "none_occurred":
        return _plain(raw) in _NONE
    if answer.numerator is not None:
        beside = [grid.get((sheet, row, column + 1)), raw]
        beside += [grid.get((sheet, r, column)) for r in range(row - 3, row + 4)]
        none = (
            _NONE.get(_plain(raw)) == answer.numerator
        )  # nothing occurred, of a whole that is given
        return (none or _gives(raw, answer.numerator)) and any(
            _gives(c, answer.denominator) for c in beside if c is not None
        )
    if answer.done_on is not None:
        return answer.done_on in _days(raw)
    words = _YES_OR_NO if _is_yes_or_no(answer) else _NONE
    return words.get(_plain(raw)) == answer.value or _gives(raw, answer.value)


def _is_yes_or_no(answer: Answer) -> bool:
    return _INDICATORS[answer.indicator].measure in ("yes_no", "milestone")


def _plain(raw: Raw) -> str:
    text = unicodedata.normalize("NFKC", raw.text).strip().casefold()
    return text.removeprefix("ước").strip(" .") if not text[-1:].isdigit() else text


def _gives(raw: Raw, figure: float | None) -> bool:
    return figure is not None and any(abs(v - figure) <= 1e-9 * abs(v) for v in _values(raw))


def _values(raw: Raw) -> Iterator[float]:
    """Every value that a writing may have, whoever is right about its dots and commas."""
    text = _plain(raw)
    for scale, name in ((1e3, "nghìn"), (1e3, "ngàn"), (1e6, "triệu"), (1e9, "tỷ"), (1e9, "tỉ")):
        if name in text:
            yield from (scale * v for n in _NUMBER.findall(text) for v in _notations(n))
    for number in _NUMBER.findall(text):
        for found in _notations(number):
            yield found
            if raw.percent or "%" in text:
                yield found * 100
                yield round(found * 100, 9)
    if "(" in text:
        yield from (-v for n in _NUMBER.findall(text) for v in _notations(n))


def _notations(number: str) -> Iterator[float]:
    bare = re.sub(r"\s", "", number).rstrip(".,")
    for form in {bare, bare.replace(",", ""), bare.replace(",", "."),
                 bare.replace(".", ""), bare.replace(".", "").replace(",", ".")}:  # fmt: skip
        try:
            yield float(form)
        except ValueError:
            continue


def _days(raw: Raw) -> Iterator[str]:
    for first, middle, last in _DAY.findall(raw.text):
        for year, month, day in ((first, middle, last), (last, middle, first)):
            try:
                yield date(
                    int(year) + (2000 if len(year) == 2 else 0), int(month), int(day)
                ).isoformat()
            except ValueError:
                continue
    try:
        serial = int(float(raw.text))
    except (ValueError, OverflowError):
        return
    for start in (date(1899, 12, 30), date(1904, 1, 1)):
        if 0 < serial < 100_000:
            yield (start + timedelta(serial)).isoformat()


def _key(text: str) -> str:
    folded = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).casefold())
    return re.sub(r"[\W_]+", "", "".join(c for c in folded if not unicodedata.combining(c)))
