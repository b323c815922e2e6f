"""Entries of a mapping that a comma cut in two, or that lost their colon.

One rule: what was parted is shown as a whole again; the repair loses nothing of it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import replace

from kpi.plan import scalars
from kpi.plan.characters import as_typed, is_odd, named, stands_for, with_sign, without_odd
from kpi.plan.findings import Book, Place, Term
from kpi.plan.flow_text import quoted, without_curly
from kpi.plan.yaml_tree import Entry, Mapping, Scalar

_KEY_AND_VALUE = re.compile(r"(\w+)(?:\s*[:=]|\s+(?:[-–—]>?|→)(?=\s)|\s)\s*(\S.*)")
_YEAR = re.compile(r"(?:19|20|21)\d\d")


def whole_entries(
    node: Mapping,
    known: Collection[str],
    where: Term,
    book: Book,
    lists: Collection[str] = (),
) -> Iterator[Entry]:
    """The entries as they were meant; what a comma, a missing colon or a character that looks like
    nothing made of them is told. The value of one of `lists` is given whole and untold: a list
    without its brackets, which the reader tells."""
    entries = [_without_odd(entry, where, book) for entry in node.entries]
    for number, entry in enumerate(entries):
        last = _last_part(entries, number, known)
        if last is not None and entry.key.text in lists:
            yield Entry(entry.key, replace(last.key, text=last.bare, place=_begun(entry, last)))
        elif last is not None:
            yield _joined(entry, last, where, book)
        elif not entry.bare or entry.key.text in known:
            yield entry
        elif found := _key_and_value(entry, known):
            repair = f"{found[0]}: {found[1]}"
            book.report("yaml_no_colon", entry.key.place, where=where, repair=repair)
            yield Entry(replace(entry.key, text=found[0]), replace(entry.key, text=found[1]))
        elif _parted_from(entries, number) is None:
            yield entry


def _without_odd(entry: Entry, where: Term, book: Book) -> Entry:
    """The entry with a key of plain characters; a blank that is none may have hidden its colon."""
    text = entry.key.text
    at = next((n for n, mark in enumerate(text) if is_odd(mark)), None)
    if at is None:
        return _typed(entry, where, book)
    place = Place(entry.key.place.line, entry.key.place.column + at + entry.key.quoted)
    said: dict[str, object] = {"where": where, "character": named(text[at]), "at": place.column}
    if sign := stands_for(text[at]):
        book.report("odd_sign", place, **said, sign=sign, repair=with_sign(text, at))
    else:
        book.report("odd_character", place, **said)
    name, colon, value = without_odd(text).partition(":")
    key = replace(entry.key, text=as_typed(name.strip()))
    if colon and isinstance(entry.value, Scalar) and not entry.value.text:
        return Entry(key, replace(entry.key, text=value.strip()))
    return Entry(key, entry.value, entry.bare)


def _typed(entry: Entry, where: Term, book: Book) -> Entry:
    """The entry with its key in the keyboard's letters and figures."""
    text, meant = entry.key.text, as_typed(entry.key.text)
    if entry.bare or meant == text:
        return entry
    at = next(n for n, (a, b) in enumerate(zip(text, meant, strict=True)) if a != b)
    place = Place(entry.key.place.line, entry.key.place.column + at + entry.key.quoted)
    book.report(
        "look_alike", place, where=where, character=named(text[at]), at=place.column,
        sign=meant[at], repair=f"{meant}:",
    )  # fmt: skip
    return replace(entry, key=replace(entry.key, text=meant))


def _last_part(entries: list[Entry], number: int, known: Collection[str]) -> Entry | None:
    """The last of the parts that commas cut off this entry's value; None if there are none."""
    last = None
    for entry in entries[number + 1 :]:
        if entries[number].bare or not entry.bare or entry.key.text in known:
            break
        if _key_and_value(entry, known):
            break
        last = entry
    return last


def _parted_from(entries: list[Entry], number: int) -> Entry | None:
    """The entry whose value a comma cut before this part; it has been told with it."""
    before = [e for e in entries[:number] if not e.bare]
    return before[-1] if before else None


def _key_and_value(entry: Entry, known: Collection[str]) -> tuple[str, str] | None:
    found = _KEY_AND_VALUE.fullmatch(entry.key.text)
    named = found and (found[1] in known or _YEAR.fullmatch(found[1]))
    return (found[1], found[2].strip()) if found and named else None


def _begun(first: Entry, last: Entry) -> Place:
    return first.value.place if isinstance(first.value, Scalar) else last.key.place


def _joined(first: Entry, last: Entry, where: Term, book: Book) -> Entry:
    whole, key, place = last.bare, first.key.text, last.key.place
    number = scalars.comma_number(whole)
    if key in scalars.SHARES_OF_ONE:
        number = scalars.of_one(whole) or number
    said: dict[str, object] = {"where": where, "written": whole, "key": key}
    if number is None and (scalars.in_full(whole) or scalars.range_of(whole)):
        return Entry(first.key, replace(last.key, text=whole))  # told with both readings
    if number is None and (plain := scalars.without_grouping(whole)):
        book.report("grouped_number", place, **said, repair=f"{key}: {plain}")
        return Entry(first.key, replace(last.key, text=plain))
    if number is None:
        text = whole[1:].replace(whole[0], "", 1) if whole[0] in "\"'" else without_curly(whole)
        book.report("comma_in_text", place, **said, repair=f"{key}: {quoted(text)}")
        return Entry(first.key, replace(last.key, text=text))
    decimal = scalars.decimal_meant(number) if scalars.THOUSANDS.fullmatch(number) else number
    if decimal == number:
        book.report("comma_in_number", place, **said, repair=f"{key}: {number}")
    else:
        bare = f"{key}: {number.replace('.', '')}"
        book.report("comma_in_thousands", place, **said, whole=bare, decimal=f"{key}: {decimal}")
    return Entry(first.key, replace(last.key, text=decimal))


def baseline_as_table(node: Mapping, where: Term, book: Book) -> bool:
    """Whether it is `{2020: 40}`, as targets are written, in place of `{year: …, value: …}`."""
    if not node.entries or not all(other.bare for other in node.entries[1:]):
        return False
    first, others = node.entries[0], node.entries[1:]
    year = scalars.key_number(first.key)
    if year is None or not 1900 <= year <= 2199:
        return False
    shown = "…"
    if isinstance(first.value, Scalar):
        shown = scalars.number_meant(first.value) or first.value.text
    if others:
        shown = scalars.comma_number(others[-1].bare) or others[-1].bare
    repair = f"baseline: {{year: {year}, value: {shown}}}"
    book.report("baseline_as_table", first.key.place, where=where, repair=repair)
    return True
