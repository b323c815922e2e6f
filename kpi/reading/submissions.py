"""From a workbook's sheets to submissions: one for each unit and period that it speaks for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Literal

from kpi.periods import parse_period
from kpi.reading.asking import Asking
from kpi.reading.assemble import assemble, silent_rows
from kpi.reading.catalogue import Catalogue
from kpi.reading.cells.dates import is_month_first, other_day
from kpi.reading.cells.outcomes import SecretWithNumber, Surroundings
from kpi.reading.identity import Identity, Source, from_file_name
from kpi.reading.notes import comment_text, notes_of
from kpi.reading.secrets import (
    mentions_a_secret,
    place_of_secret,
    says_it_is_secret,
    says_withheld,
    tells_a_secret,
)
from kpi.reading.tables.column_groups import Told
from kpi.reading.tables.drafts import (
    NO_FORMS,
    Draft,
    SeenTable,
    drafts_of,
    in_force,
    is_form_sheet,
    merged,
)
from kpi.reading.tables.entries import Entry, RowWords
from kpi.reading.tables.odd_heads import lost_letters, odd_heads
from kpi.reading.tables.statements import is_statement_sheet, statements
from kpi.reading.vocabulary.period_words import near_period
from kpi.reading.vocabulary.unit_names import near_units
from kpi.records.answers import Answer, FileRead, Note, Seen, SeenColumn, SubmissionRead
from kpi.records.problems import Problem
from kpi.records.reader_rules import (
    PERIOD_AHEAD,
    PERIOD_OUTSIDE_PLAN,
    SECRET_MENTIONED,
    SECRET_WITH_NUMBER,
    UNKNOWN_PERIOD,
    UNKNOWN_UNIT,
    WRONG_PERIOD,
    WRONG_PLAN,
    WRONG_UNIT,
)
from kpi.workbooks.grid import Cell, Workbook, column_letters, place
from kpi.workbooks.marks import is_struck
from kpi.workbooks.refusals import NO_TABLE
from kpi.workbooks.text import key


def read_workbook(book: Workbook, name: str, received_on: date, known: Catalogue) -> FileRead:
    """Everything that a workbook says; its problems name `name`."""
    asking = Asking.of(known, name, book.guessed)
    file = from_file_name(name, known)
    found = drafts_of(book, file, known)
    drafts = merged(found.drafts)
    if not drafts:
        if found.seen:
            return FileRead(problems=(asking.about_file(NO_TABLE, "no_rows"),))
        return FileRead(problems=(_no_table(book, asking),))
    drafts = in_force(drafts)
    around = Surroundings(
        known.first, received_on, since_1904=book.since_1904, twins=known.twins,
        month_first=_writes_the_month_first(book, drafts),
    )  # fmt: skip
    layout: Literal["form", "table", "csv"] = "form"
    if book.kind == "csv":
        layout = "csv"
    comments = _comments(book)
    for draft in drafts:
        _add_comments(draft, comments)
    try:
        secret = next((e for d in drafts if (e := place_of_secret(d.entries))), None)
        if secret is not None:
            return _forgotten(drafts, secret, asking, word_beside(secret, drafts, book))
        read = [_submission(d, around, known, asking, layout) for d in drafts]
    except SecretWithNumber:
        return _forgotten(drafts, None, asking)
    words = _words(book)
    if any(a.state == "withheld" for s in read for a in s.answers) and any(
        tells_a_secret(text) for _, text in words
    ):
        return _forgotten(drafts, None, asking)
    first = replace(read[0], words=words, seen=seen_tables(found.seen))
    return FileRead(_with_notes([first, *read[1:]], notes_of(book, found.seen, known)))


def _no_table(book: Workbook, asking: Asking) -> Problem:
    """No table of figures: its cause where the heads tell one, or the heads themselves."""
    sheets = [s for s in book.sheets if is_form_sheet(s)]
    lost = lost_letters(sheets)
    if lost is not None:
        return asking.about_file(
            NO_TABLE, "lost_letters", sheet=lost.sheet, place=lost.place, written=lost.text
        )
    odd = odd_heads(sheets)
    if book.sheets and all(key(s.name) in NO_FORMS for s in book.sheets):
        return asking.about_file(NO_TABLE, "only_list", sheet=book.sheets[0].name)
    if not odd:
        reason = "no_table_csv" if book.kind == "csv" else "no_table"
        return asking.about_file(NO_TABLE, reason)
    heads = ", ".join(f'"{head.text}" ({head.place})' for head in odd)
    reason = "odd_heads_csv" if book.kind == "csv" else "odd_heads"  # whose sheet has no name
    return asking.about_file(
        NO_TABLE, reason, heads=heads, sheet=odd[0].sheet, place=odd[0].place,
        written=odd[0].text,
    )  # fmt: skip


def _submission(
    draft: Draft, around: Surroundings, known: Catalogue, asking: Asking,
    layout: Literal["form", "table", "csv"],
) -> SubmissionRead:  # fmt: skip
    who = draft.identity
    here = replace(asking, unit=who.unit, period=who.period, parts=draft.entries.part_heads)
    answers, problems = assemble(draft.entries, around, here)
    return SubmissionRead(
        unit=who.unit,
        period=who.period,
        plan=who.plan,
        version=who.version,
        answers=answers,
        problems=(
            *_identity_problems(who, draft.told, known, here),
            *_odd_period(who, around.last_day, known, here),
            *problems,
            *_secrets_told(answers, here),
        ),
        has_explanations=draft.entries.has_explanations,
        layout="table" if layout == "form" and draft.long else layout,
        silent=silent_rows(draft.entries, answers),
        elsewhere="" if answers else draft.entries.elsewhere,
    )


def _writes_the_month_first(book: Workbook, drafts: Sequence[Draft]) -> bool:
    """Whether some date of the file can only be one with the month first; only asked where a
    completion could be read either way."""
    days = (
        e.cell.text
        for draft in drafts
        for e in draft.entries.cells
        if e.asked is not None and e.asked.measure == "milestone" and e.cell.kind == "text"
    )
    if not any(other_day(text) for text in days):
        return False
    cells = (c for sheet in book.sheets for row in sheet.rows.values() for c in row.values())
    return any(c.kind == "text" and is_month_first(c.text) for c in cells)


_Comments = Mapping[tuple[str, int, int], str]


def _comments(book: Workbook) -> _Comments:
    return {
        (sheet.name, *at): text
        for sheet in book.sheets
        for at, comment in sheet.comments.items()
        if (text := comment_text(comment))
    }


def _add_comments(draft: Draft, comments: _Comments) -> None:
    """What is pinned to an input cell is a note of its answer, and may be the word `mật`."""
    if not comments:
        return
    for entry in draft.entries.cells:
        text = comments.get((entry.sheet, entry.row, entry.column))
        if text is not None:
            words = draft.entries.words.setdefault(entry.code, RowWords())
            if text not in words.note:
                words.note.append(text)
            draft.entries.loose.setdefault(entry.code, []).append(Cell("text", text))


def _with_notes(
    read: Sequence[SubmissionRead], notes: Sequence[Note]
) -> tuple[SubmissionRead, ...]:
    """Each note with the first submission that has an answer on its sheet, else with the first."""
    if not notes:
        return tuple(read)
    owner: dict[str, int] = {}
    for number, one in enumerate(read):
        for answer in one.answers:
            owner.setdefault(answer.sheet, number)
    mine: list[list[Note]] = [[] for _ in read]
    for note in notes:
        mine[owner.get(note.sheet, 0)].append(note)
    return tuple(replace(one, notes=tuple(own)) for one, own in zip(read, mine, strict=True))


def seen_tables(tables: Sequence[SeenTable]) -> tuple[Seen, ...]:
    return tuple(_seen(t) for t in tables)


def _seen(seen: SeenTable) -> Seen:
    roles = seen.table.roles()
    columns = (
        SeenColumn(column_letters(c), text[:80], "" if c in seen.passed else roles.get(c, ""))
        for c, text in sorted(seen.table.texts.items())
    )
    return Seen(seen.sheet.name, seen.table.header_row, tuple(columns))


def _words(book: Workbook) -> tuple[tuple[str, str], ...]:
    sheets = [s for s in book.sheets if is_statement_sheet(s.name)]
    return tuple(words for sheet in sheets for words in statements(sheet))


def word_beside(secret: Entry, drafts: Sequence[Draft], book: Workbook) -> str:
    """The place of the word `mật` in the rows of an indicator with a number."""
    entries = [e for d in drafts for e in d.entries.cells if e.code == secret.code]
    sheets = {sheet.name: sheet for sheet in book.sheets}
    rows = {(e.sheet, e.row): sheets[e.sheet].rows.get(e.row, {}) for e in entries}
    figures = {(e.sheet, e.row, e.column) for e in entries}
    said = [
        (not says_withheld(cell), (sheet, number, column) not in figures, number, column)
        for (sheet, number), row in rows.items()
        for column, cell in row.items()
        if mentions_a_secret(cell)
    ]
    return place(*min(said)[2:]) if said else place(secret.row, secret.column)


def _forgotten(
    drafts: list[Draft], secret: Entry | None, asking: Asking, where: str = ""
) -> FileRead:
    """The file says `mật` beside a number: places are named, nothing that was written is kept."""
    sheet = "" if secret is None else secret.sheet
    read = []
    for draft in drafts:
        who = draft.identity
        here = replace(asking, unit=who.unit, period=who.period)
        problem = here.about_file(
            SECRET_WITH_NUMBER, "secret_with_number", place=where, sheet=sheet
        )
        codes = dict.fromkeys(
            e.code for e in draft.entries.cells if e.asked is not None and not e.cell.formula
        )
        answers = tuple(Answer(code, "withheld", held_by=SECRET_WITH_NUMBER) for code in codes)
        read.append(
            SubmissionRead(who.unit, who.period, who.plan, who.version, answers, (problem,))
        )
    return FileRead(tuple(read))


def _identity_problems(
    who: Identity, told: Told, known: Catalogue, asking: Asking
) -> Iterator[Problem]:
    if who.plan and who.plan != known.plan and not (who.unit and who.period):
        # with unit and period known the check of the plan itself says so
        yield asking.about_file(WRONG_PLAN, "wrong_plan", said=who.plan, plan=known.plan)
        return
    if who.unit_conflict:
        yield _conflict(WRONG_UNIT, who.unit_sources, asking, _unit_names(known))
    elif not who.unit:
        reason = "unknown_unit" if who.unknown_unit else "no_unit"
        reason = "struck_unit" if is_struck(who.unknown_unit) else reason
        near = _near(who, known, asking)
        yield asking.about_file(
            UNKNOWN_UNIT, reason, written=who.unknown_unit, near=near,
            **_at(told.sheet, told.unit, asking),
        )  # fmt: skip
    if who.period_conflict:
        yield _conflict(
            WRONG_PERIOD, who.period_sources, asking, _titles(who.period_sources, asking)
        )
    elif not who.period:
        reason = "unknown_period" if who.unknown_period else "no_period"
        reason = "struck_period" if is_struck(who.unknown_period) else reason
        yield asking.about_file(
            UNKNOWN_PERIOD, reason, written=who.unknown_period,
            meant=_period_meant(who.unknown_period, asking.locale),
            **_at(told.sheet, told.period, asking),
        )  # fmt: skip


def _period_meant(written: str, locale: str) -> str:
    """What to write for a period that is nearly said, and why it is not taken as it stands."""
    from kpi.words import say
    from kpi.words.formats import period_title

    near = near_period(written)
    if near is None:
        return say("intake.period_meant.example", locale)
    title = period_title(parse_period(near.label), locale)
    return say(f"intake.period_meant.{near.why}", locale, title=title)


def _at(sheet: str, cell: str, asking: Asking) -> dict[str, str]:
    """The place of a word in a row or head of a table, for its message; none above a table."""
    from kpi.words import say

    if not cell:
        return {"at": ""}
    return {
        "at": say("intake.at_cell", asking.locale, cell=cell), "sheet": sheet, "place": cell,
    }  # fmt: skip


def _odd_period(
    who: Identity, received_on: date, known: Catalogue, asking: Asking
) -> Iterator[Problem]:
    """A period that has not begun, or that lies outside the plan's years, is taken and told."""
    if not (who.unit and who.period):
        return
    from kpi.words.formats import day, period_title

    period = parse_period(who.period)
    first = known.calendar.first_day(period)
    if first > received_on:
        rule = PERIOD_AHEAD
        told = {
            "first": day(first, asking.locale),
            "received": day(received_on, asking.locale),
        }
    elif not known.years[0] <= period.year <= known.years[1]:
        rule = PERIOD_OUTSIDE_PLAN
        told = {"first": str(known.years[0]), "last": str(known.years[1])}
    else:
        return
    title = period_title(period, asking.locale)
    yield asking.about_file(rule, rule, period_title=title, **told)


def _secrets_told(answers: Sequence[Answer], asking: Asking) -> Iterator[Problem]:
    for answer in answers:
        told = next(
            (t for t in (answer.explanation, answer.note) if t and says_it_is_secret(t)), ""
        )
        if told and answer.state not in ("withheld", "not_applicable"):
            problem = asking.about_file(
                SECRET_MENTIONED, "secret_mentioned", cell=answer.cell,
                indicator=answer.indicator, words=told[:200],
            )  # fmt: skip
            yield replace(
                problem, sheet=answer.sheet, cell=answer.cell, indicator=answer.indicator,
                written=answer.written,
            )  # fmt: skip


def _near(who: Identity, known: Catalogue, asking: Asking) -> str:
    """The units that may have been meant, as a question; nothing if none is near."""
    from kpi.words import say

    if not who.unknown_unit:
        return ""
    names = _unit_names(known)
    near = near_units(who.unknown_unit, known, who.period)
    if not near:
        return ""
    return say("intake.near_units", asking.locale, units=", ".join(names[u.id] for u in near))


def _unit_names(known: Catalogue) -> dict[str, str]:
    """What a unit is called in a message: its name, with its id where it has one of its own."""
    return {
        u.id: f"{u.names[0]} ({u.id})" if u.names and u.names[0] != u.id else u.id
        for u in known.units
    }


def _titles(sources: tuple[Source, ...], asking: Asking) -> dict[str, str]:
    """What the periods are called in a message; what is no label of a period stays as it is."""
    from kpi.periods import UnknownPeriod
    from kpi.words.formats import period_title

    titles = {}
    for source in sources:
        try:
            titles[source.label] = period_title(parse_period(source.label), asking.locale)
        except UnknownPeriod:
            continue
    return titles


def _conflict(
    rule: str, sources: tuple[Source, ...], asking: Asking, called: Mapping[str, str]
) -> Problem:
    from kpi.words import say

    said = "; ".join(
        say(f"intake.source.{s.where}", asking.locale, label=called.get(s.label, s.label))
        for s in sources
    )
    return asking.about_file(rule, rule, sources=said)
