"""What a unit is told of decisions about its figures: withdrawn, entered, excused, kept out.

One rule: a text beside its feedback, written when something was decided and made anew as a whole,
so that whoever has sent or deleted one finds it again only when there is more to tell.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated

from flows.act_words import shown_at
from flows.console import disk_reason, note
from flows.excused_forms import covers
from kpi.database.frames import ask, sql_text
from kpi.database.present_ids import under_ids_of
from kpi.files import write_whole
from kpi.home import Home
from kpi.periods import parse_period
from kpi.plan.model import Plan
from kpi.records.schema import Of
from kpi.warehouse.acts import LATEST
from kpi.warehouse.decisions import Decision, decisions
from kpi.warehouse.store import Warehouse
from kpi.words import say
from kpi.words.courtesy import asking
from kpi.words.formats import period_title

Key = tuple[str, str]  # unit, period
NAMED = "thong-bao"  # the end of a notice's name, as `can-sua` is that of feedback
TOLD = ("withdraw", "enter", "excuse")


@dataclass(frozen=True, slots=True)
class KeptEver:
    """A submission that came after its period was closed."""

    submission: str
    unit: str
    period: str
    file: str
    received_at: datetime
    until: Annotated[datetime | None, Of(empty="it does not count to this day")]


def notices(plan: Plan, warehouse: Warehouse) -> Mapping[Key, tuple[str, ...]]:
    """What is to be told of each unit and period, a sentence each, oldest first."""
    with under_ids_of(warehouse.con, plan):
        acts = decisions(warehouse.con, LATEST, plan.locale)
        kept = ask(warehouse.con, sql_text("warehouse", "kept_ever"), KeptEver)
    found: dict[Key, list[str]] = {}
    for act in acts:
        if act.kind in TOLD:
            found.setdefault((act.unit, act.period), []).append(_of_act(plan, act))
    for one in kept:
        found.setdefault((one.unit, one.period), []).append(_of_kept(plan, one))
    return {key: tuple(lines) for key, lines in found.items() if key[0] in plan.unit_by_id}


def tell_units(home: Home, plan: Plan, warehouse: Warehouse, about: Collection[Key]) -> None:
    """Writes the notices of these units and periods, and says where they lie."""
    known = notices(plan, warehouse)
    written = [_write(home, plan, key, known[key]) for key in dict.fromkeys(about) if key in known]
    _tell_written(home, plan, [path for path in written if path])


def _tell_written(home: Home, plan: Plan, paths: Iterable[Path]) -> None:
    found = list(paths)
    if len(found) == 1:
        note(say("unit_told.written", plan.locale, path=found[0]))
    elif found:
        folder = home.data / "outbox"
        note(say("unit_told.written_many", plan.locale, count=len(found), folder=folder))


def _write(home: Home, plan: Plan, key: Key, lines: tuple[str, ...]) -> Path | None:
    """The notice; None, and a word of it, if it cannot be replaced."""
    from reports.forms.write import safe_unit_name

    unit, label = key
    name = f"{label}_{safe_unit_name(plan, unit)}_{NAMED}.txt"
    path = home.outbox(label) / name
    try:
        write_whole(path, _text(plan, key, lines).encode("utf-8-sig"))  # for Notepad
    except OSError as error:
        reason = disk_reason(error, plan.locale)
        note(say("outputs.feedback_blocked", plan.locale, file=path, reason=reason))
        return None
    return path


def _text(plan: Plan, key: Key, lines: tuple[str, ...]) -> str:
    unit, label = key
    period = parse_period(label)
    values = {
        "owner": plan.owner_on(plan.calendar.last_day(period)).name,
        "unit": plan.unit_by_id[unit].name,
        "period": period_title(period, plan.locale),
        **asking(plan.please),
    }
    title, end = (say(f"unit_told.{part}", plan.locale, **values) for part in ("title", "end"))
    return "\n".join((title, "", *(f"- {line}" for line in lines), "", end, ""))


def _of_act(plan: Plan, act: Decision) -> str:
    told = _said_of_act(plan, act)
    if act.kind == "excuse" and (inside := covers(plan, act.unit, parse_period(act.period))):
        told += " " + say("unit_told.excuse_inside", plan.locale, inside=inside)
    return told


def _said_of_act(plan: Plan, act: Decision) -> str:
    known = plan.indicator_by_id.get(act.indicator)
    named = f"{known.id}: {known.name}" if known else act.indicator
    return say(
        f"unit_told.{act.kind}",
        plan.locale,
        indicator=named or say("unit_told.whole", plan.locale),
        written=act.written,
        at=shown_at(plan, act.at),
        reason=act.reason,
        **asking(plan.please),
    )


def _of_kept(plan: Plan, kept: KeptEver) -> str:
    sent = kept.file.rpartition("/")[2]  # folders of the inbox are not the unit's
    values = {"file": sent, "at": shown_at(plan, kept.received_at)}
    if kept.until is None:
        return say("unit_told.kept", plan.locale, **values)
    return say("unit_told.taken", plan.locale, since=shown_at(plan, kept.until), **values)
