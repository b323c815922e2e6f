"""`kpi plan to-excel` and `kpi plan from-excel`: asks, tells, and writes when a person agrees.

One rule: the plan is written only after its difference was shown, and the former one is kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flows.console import Stop, disk_reason, note, out
from flows.dates import now_utc, today
from flows.former_books import former_plan_of
from flows.plan_check import plan_of, without_effect
from kpi.files import folder, write_whole
from kpi.home import Home
from kpi.moments import local
from kpi.periods import Period
from kpi.plan.likely import without_marks
from kpi.plan.model import Plan
from kpi.words import say
from kpi.words.formats import day

if TYPE_CHECKING:
    from kpi.planning.proposal import Proposal
    from kpi.planning.renamed import Renamed
    from reports.plan_book.write import About

MOST = 200  # changes told one by one


def plan_to_excel(home: Home, target: Path) -> int:
    """Writes the home's plan as a workbook."""
    from kpi.planning.document import written_document
    from kpi.planning.tables import plan_tables
    from reports.plan_book.write import TextTooLong, write_plan_book

    plan = plan_of(home)
    locale = plan.locale
    if target.suffix.lower() != ".xlsx":
        raise Stop(say("plan_book.told.no_xlsx", locale, file=target))
    _refuse_unread_edits(home, target, plan)
    try:
        write_plan_book(target, plan_tables(written_document(plan.text), locale), _about(plan))
    except TextTooLong as found:
        raise Stop(say("plan_book.told.too_long", locale, text=found)) from None
    out(say("plan_book.told.written", locale, path=target, indicators=len(plan.indicators)))
    out(say("plan_book.told.written_next", locale, file=_named(target)))
    return 0


def _refuse_unread_edits(home: Home, target: Path, plan: Plan) -> None:
    """Nothing that a planner typed and did not bring back is written over."""
    from kpi.planning.proposal import says_the_same

    if not target.exists() or says_the_same(target, plan.text, alone=True):
        return
    if former_plan_of(home, target) is None:
        raise Stop(say("plan_book.told.exists", plan.locale, file=_named(target)))


def _named(path: Path) -> str:
    text = str(path)
    return f'"{text}"' if " " in text else text


def _about(plan: Plan) -> About:
    from reports.plan_book.write import About

    locale, approved = plan.locale, plan.approved
    approval = say("plan_book.not_approved", locale)
    if approved:
        signed = day(approved.date, locale)
        approval = say("plan_book.approved", locale, decision=approved.decision, day=signed)
    owner = plan.owner_on(today(plan, now_utc())).name
    return About(owner, plan.name, approval, plan.marking or "", locale)


def plan_from_excel(home: Home, source: Path, period: Period | None, *, yes: bool) -> int:
    """Shows what a workbook would change, and writes it with `yes` or when a person agrees."""
    plan = plan_of(home)
    locale = plan.locale
    content = home.plan.read_bytes()
    found = _proposed(source, content.decode("utf-8"), locale)
    _tell_unread(found, locale)
    _sound(found, locale)
    if not found.changes:
        out(say("plan_book.told.nothing", locale))
        return 0
    _tell_changes(found, locale)
    if former := former_plan_of(home, source):
        kept = former.relative_to(home.root)
        note(say("plan_book.told.former", locale, file=_named(source), kept=kept))
    found = _with_former_ids(home, found, source, content.decode("utf-8"), locale, ask=not yes)
    wanted = _sound(found, locale)
    _tell_figures(home, plan, wanted, period)
    for line in without_effect(plan, wanted):
        note(line)
    if not yes and not _agreed(say("plan_book.told.ask", locale)):
        out(say("plan_book.told.not_written", locale, file=_named(source)))
        return 0
    if home.plan.read_bytes() != content:
        raise Stop(say("plan_book.told.changed_meanwhile", locale))
    _write(home, plan, found, source)
    return 0


def _proposed(
    source: Path, text: str, locale: str, keep: Sequence[Renamed] = ()
) -> Proposal:  # fmt: skip
    from kpi.planning.proposal import propose
    from kpi.workbooks.grid import Refused

    try:
        return propose(source, text, keep)
    except Refused as refused:
        why = say(f"plan_book.refused.{refused.rule}", locale, file=source.name)
        again = say("plan_book.refused.again", locale, file=_named(source))
        raise Stop(f"{why} {again}") from None
    except OSError as error:
        why = disk_reason(error, locale)
        raise Stop(say("plan_book.told.cannot_open", locale, file=source, reason=why)) from None


def _sound(found: Proposal, locale: str) -> Plan:
    """The plan that is proposed; Stop, with everything that is wrong, if there is none."""
    if found.plan is not None:
        return found.plan
    for problem in found.problems:
        out(problem.text(locale))
    raise Stop(say("plan_book.told.problems", locale, count=len(found.problems)))


def _tell_unread(found: Proposal, locale: str) -> None:
    for spot in found.unread:
        values = {"sheet": spot.sheet, "cell": spot.cell, "head": spot.written}
        key = "unread" if spot.cell else "unread_sheet"
        note(say(f"plan_book.told.{key}", locale, **values))


def _tell_changes(found: Proposal, locale: str) -> None:
    out(say("plan_book.told.changes", locale, count=len(found.changes)))
    for change in found.changes[:MOST]:
        out("  " + change.text(locale))
    if len(found.changes) > MOST:
        out(say("plan_book.told.more", locale, count=len(found.changes) - MOST))
    if found.remarks.assumed:
        out(say("plan_book.told.assumed", locale))
        for change in found.remarks.assumed:
            out("  " + change.as_it_is(locale))
    for warning in found.remarks.warnings:
        note(say("plan_book.told.warning", locale, text=warning.text(locale)))
    if found.remarks.comments_lost:
        note(say("plan_book.told.comments_lost", locale))


def _with_former_ids(  # noqa: PLR0913 - whose, of what, and whether a person is there
    home: Home, found: Proposal, source: Path, text: str, locale: str, *, ask: bool
) -> Proposal:  # fmt: skip
    """Tells of new ids in the place of ones under which figures are stored, and lets a person keep
    the figures."""
    keep = []
    for pair, figures in _stored_under(home, found).items():
        values = {"old": pair.old, "new": pair.new, "figures": figures}
        out("  " + say(f"plan_book.told.renamed.{pair.section}", locale, **values))
        if ask and _agreed(say("plan_book.told.ask_keep", locale, **values)):
            keep.append(pair)
    if not keep:
        return found
    for pair in keep:
        out("  " + say("plan_book.told.kept_figures", locale, old=pair.old, new=pair.new))
    return _proposed(source, text, locale, keep)


def _stored_under(home: Home, found: Proposal) -> dict[Renamed, int]:
    """Of the items with a new id those whose former id has stored figures, with their number."""
    if not found.renamed or found.plan is None or not home.warehouse.is_file():
        return {}
    from kpi.collect.access import reading
    from kpi.warehouse.orphans import orphans
    from kpi.warehouse.store import WarehouseProblem

    try:
        with reading(home, now_utc()) as warehouse:
            lost = {(o.thing, o.id): o.figures for o in orphans(warehouse.con, found.plan)}
    except WarehouseProblem:
        return {}
    known = ((pair, lost.get((pair.section, pair.old), 0)) for pair in found.renamed)
    return {pair: figures for pair, figures in known if figures}


def _tell_figures(home: Home, plan: Plan, wanted: Plan, period: Period | None) -> None:
    """What it does to figures, as `kpi diff` says it; nothing is known where nothing came yet."""
    from kpi.warehouse.store import WarehouseProblem

    if not home.warehouse.is_file():
        out(say("plan_book.told.no_figures", plan.locale))
        return
    from flows.compare import figures_between

    chosen = period or plan.calendar.last_closed(today(plan, now_utc()))
    try:
        out(f"\n{figures_between(home, plan, wanted, chosen)}\n")
    except WarehouseProblem as problem:
        note(problem.message(plan.locale))


def _agreed(words: str) -> bool:
    try:
        answer = str(click.prompt(words, default="", show_default=False, err=True))
    except click.Abort:
        return False
    return without_marks(answer.strip()) in {"c", "co", "y", "yes"}


def _write(home: Home, plan: Plan, found: Proposal, source: Path) -> None:
    now = now_utc()
    kept = _keep_former(home, plan, now)
    write_whole(home.plan, found.text.encode("utf-8"))
    _remember(home, plan, found, source, now)
    out(say("plan_book.told.done", plan.locale, path=home.plan, kept=kept.relative_to(home.root)))
    out(say("plan_book.told.done_next", plan.locale))


def _keep_former(home: Home, plan: Plan, now: datetime) -> Path:
    """A copy of the plan's file, named by the day; two of one day do not replace each other."""
    stamp = local(now, plan.timezone).strftime("%Y-%m-%d")
    places = folder(home.former_plans)
    name = next(
        p for n in range(1, 10_000)
        if not (p := places / f"indicators-{stamp}{f'-{n}' if n > 1 else ''}.yaml").exists()
    )  # fmt: skip
    write_whole(name, home.plan.read_bytes())
    return name


def _remember(home: Home, plan: Plan, found: Proposal, source: Path, now: datetime) -> None:
    """In the warehouse as a version, where there is one, and in the journal."""
    from kpi.journal import Journal

    Journal(home).add(
        "plan", now, file=source.name, before=plan.sha256,
        after=found.plan.sha256 if found.plan else "", changes=len(found.changes),
    )  # fmt: skip
    if home.warehouse.is_file() and found.plan is not None:
        from kpi.collect.access import remember_plan

        remember_plan(home, found.plan, now)
