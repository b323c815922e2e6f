"""The sections of the desk page, one function each."""

from __future__ import annotations

from collections.abc import Iterator

from kpi.desk import Desk, Due
from kpi.desk.facts import (
    Arrived,
    Debtor,
    FeedbackFile,
    HeldOf,
    Notice,
    ReportLying,
    SourceLook,
)
from kpi.words import say as words
from reports.desk import outgoing
from reports.desk.parts import Markup, element, link, name, short, table, text, together
from reports.desk.speaker import Speaker

Tile = tuple[str, Markup, bool]  # number, words, whether it calls for somebody


def tiles(say: Speaker, desk: Desk) -> Iterator[tuple[str, Tile]]:
    """What the page begins with: a number for each section that has one."""
    count = say.count
    notices = len(desk.notices)
    yield "attention", (count(notices), say("tile.attention"), notices > 0)
    new = count(desk.feedback.new)
    yield "feedback", (count(desk.feedback.total), say("tile.feedback", new=new), False)
    if desk.sent is not None:
        refused = say("tile.sent", refused=count(desk.sent.turned_down))
        yield "sent", (count(desk.sent.total), refused, False)
    if desk.due is not None:
        overdue = sum(d.debt.missing for d in desk.due if d.days_late)
        yield "owed", (count(overdue), say("tile.owed"), False)
    if desk.held is not None:
        held = say("tile.held", warnings=count(desk.held.warnings))
        yield "held", (count(desk.held.cells), held, False)
    if desk.came is not None:
        key = "tile.came_last" if desk.came.last_run else "tile.came"
        yield "came", (count(desk.came.total), say(key), False)
    yield "reports", (count(desk.reports.owed), say("tile.reports"), desk.reports.owed > 0)


def attention(say: Speaker, desk: Desk) -> Markup:
    if not desk.notices:
        return element("p", say("attention.none"), class_="well")
    items = [element("li", _notice(say, notice)) for notice in desk.notices]
    return element("ul", *items, class_="notices")


def feedback(say: Speaker, desk: Desk) -> Markup:
    found, told = desk.feedback, outgoing.notices(say, desk)
    if not found.total:
        return together((element("p", say("feedback.none"), class_="well"), told))
    heads = say.heads("feedback", "unit", "period", "written")
    rows = [_feedback_row(say, file) for file in found.rows]
    more = _more(say, "more_files", found.left)
    folder = element("p", link("outbox/", say("open_folder")))
    made = table(say.plain("feedback.caption"), heads, rows)
    return together((element("p", say("feedback.lead")), made, more, folder, told))


def owed(say: Speaker, desk: Desk) -> Markup:
    if desk.due is None or desk.due_since is None:
        return _no_warehouse(say)
    if not desk.due:
        return element("p", say("owed.none"), class_="well")
    heads = say.heads("owed", "period", "due", "sent", "units")
    rows = [_due_row(say, due) for due in desk.due]
    lead = element("p", say("owed.lead", since=say.day(desk.due_since)))
    return together((lead, table(say.plain("owed.caption"), heads, rows)))


def held(say: Speaker, desk: Desk) -> Markup:
    if desk.held is None:
        return _no_warehouse(say)
    found = desk.held
    if not found.units.total:
        return element("p", say("held.none"), class_="well")
    counts = {key: say.count(getattr(found, key)) for key in ("cells", "warnings", "files")}
    counts["units"] = say.count(found.units.total)
    heads = say.heads("held", "unit", "cells", "warnings", "files", "periods")
    rows = [_held_row(say, one) for one in found.units.rows]
    return together(
        (
            element("p", say("held.lead")),
            element("p", say("held.total", **counts)),
            table(say.plain("held.caption"), heads, rows),
            _more(say, "more_units", found.units.left),
        )
    )


def came(say: Speaker, desk: Desk) -> Markup:
    if desk.came is None:
        return _no_warehouse(say)
    found = desk.came
    if not found.total:
        return element("p", say("came.none"))
    since = say.moment(found.since) if found.last_run else say.day(say.day_of(found.since))
    key = "came.lead_last" if found.last_run else "came.lead"
    counts = [(_outcome(say, outcome), text(say.count(count))) for outcome, count in found.counts]
    heads = say.heads("came", "file", "unit", "period", "at", "outcome")
    return together(
        (
            element("p", say(key, since=since, total=say.count(found.total))),
            table(say.plain("came.counts"), say.heads("came", "outcome", "count"), counts),
            table(say.plain("came.caption"), heads, [_came_row(say, one) for one in found.rows]),
            _more(say, "more_files", found.left),
        )
    )


def reports(say: Speaker, desk: Desk) -> Markup:
    found = desk.reports
    if not found.rows:
        return element("p", say("reports.none"))
    heads = say.heads("reports", "period", "as_of", "files")
    made = table(say.plain("reports.caption"), heads, [_report_row(say, one) for one in found.rows])
    return together((made, _more(say, "more_periods", found.left)))


def runs(say: Speaker, desk: Desk) -> Markup:
    engine = desk.engine
    pairs = []
    if engine.last:
        state = words(f"failures.state.{engine.last.state}", say.locale)
        said = say("runs.last_said", at=say.moment(engine.last.at), state=state)
        pairs.append((say("runs.last"), said))
    else:
        pairs.append((say("runs.last"), say("runs.last_none")))
    if engine.taken_at:
        pairs.append((say("runs.taken"), text(say.moment(engine.taken_at))))
    if engine.looked_at:
        pairs.append((say("runs.looked"), text(say.moment(engine.looked_at))))
    pairs += [_source(say, one) for one in engine.sources]
    state = {True: "alive", False: "dead", None: "none"}[engine.schedule_alive]
    pairs.append((say("runs.schedule"), say(f"runs.schedule_{state}")))
    if ahead := engine.ahead:
        said = say("runs.next_said", due=say.day(ahead.due), period=say.title(ahead.period))
        pairs.append((say("runs.next"), said))
        pairs.append((say("runs.next_report"), text(say.day(say.day_of(ahead.reports_at)))))
    else:
        pairs.append((say("runs.next"), say("runs.next_none")))
    return element("dl", *(p for t, d in pairs for p in (element("dt", t), element("dd", d))))


def _source(say: Speaker, one: SourceLook) -> tuple[Markup, Markup]:
    name_of = say("runs.source", source=one.source)
    if one.looked_at is None:
        return name_of, say("runs.source_never")
    return name_of, say("runs.source_said", at=say.moment(one.looked_at), count=one.came)


def _notice(say: Speaker, notice: Notice) -> Markup:
    parts = [element("h3", text(notice.title, 300)), element("p", text(notice.text))]
    if notice.link:
        last = notice.link.rstrip("/").rsplit("/", 1)[-1]
        parts.append(element("p", link(notice.link, name(say.plain("open", name=last)))))
    return together(parts)


def _feedback_row(say: Speaker, file: FeedbackFile) -> list[Markup]:
    label = say.unit(file.unit) if file.unit else name(file.path.rsplit("/", 1)[-1])
    state = element("b", say("feedback.new"), class_="new") if file.new else say("feedback.told")
    written = together((short(say.moment(file.written_at)), state), ", ")
    return [link(file.path, label), say.period(file.period), written]


def _due_row(say: Speaker, due: Due) -> list[Markup]:
    if due.days_late:
        when = element("b", say("owed.late", days=say.count(due.days_late)), class_="late")
    elif due.days_left:
        when = say("owed.days_left", days=say.count(due.days_left))
    else:
        when = say("owed.due_today")
    debt = due.debt
    units = [_debtor(say, debtor) for debtor in debt.shown.rows]
    if more := debt.shown.left:
        units.append(say("more_units", count=say.count(more)))
    return [
        say.period_of(debt.period),
        together((short(say.day(due.due)), when), ", "),
        short(say.plain("owed.of", sent=say.count(debt.sent), expected=say.count(debt.expected))),
        together(units, "; ") if units else say("owed.all_sent"),
    ]


def _debtor(say: Speaker, debtor: Debtor) -> Markup:
    unit = say.unit(debtor.unit)
    if not debtor.refused:
        return unit
    return together((unit, Markup(" ("), element("b", say("owed.refused")), Markup(")")))


def _held_row(say: Speaker, one: HeldOf) -> list[Markup]:
    counts = [text(say.count(n)) for n in (one.cells, one.warnings, one.files)]
    first, *others = one.periods
    title = say.period(first)
    if others:
        title = Markup(say.plain("held.and_more", first=title.html, count=say.count(len(others))))
    return [say.unit(one.unit), *counts, title]


def _came_row(say: Speaker, one: Arrived) -> list[Markup]:
    file = one.file.rsplit("/", 1)[-1]
    outcome = [_outcome(say, one.outcome)]
    if one.held:
        outcome.append(say("came.held", held=say.count(one.held), cells=say.count(one.cells)))
    at = [short(say.moment(one.received_at))] + ([say("came.late")] if one.late else [])
    return [
        name(file),
        say.unit(one.unit),
        say.period(one.period),
        together(at, ", "),
        together(outcome, "; "),
    ]


def _report_row(say: Speaker, one: ReportLying) -> list[Markup]:
    title = say.title(one.period)
    as_of = short(say.moment(one.as_of)) if one.as_of else Markup("")
    files = []
    if one.owed:
        files.append(element("b", say("reports.owed"), class_="late"))
        files.append(say("reports.owed_text"))
    for kind, path in one.files:
        label = say.plain(f"reports.{kind}")
        files.append(link(path, say("reports.link", kind=label, period=title)))
    return [say.period_of(one.period), as_of, together(files, " ")]


def _outcome(say: Speaker, outcome: str) -> Markup:
    return text(words(f"status.outcome.{outcome}", say.locale))


def _more(say: Speaker, key: str, count: int) -> Markup:
    if count <= 0:
        return Markup("")
    return element("p", say(key, count=say.count(count)), class_="more")


def _no_warehouse(say: Speaker) -> Markup:
    return element("p", say("no_warehouse"))
