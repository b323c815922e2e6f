"""The sentences under the light: the rule that gave it, with its numbers."""

from __future__ import annotations

from collections.abc import Iterator

from kpi.explain import Cause, Cuts, Done
from kpi.periods import Period
from kpi.records.status import REACHED, YEAR_IS_JUDGED, Status
from kpi.words import say
from kpi.words.formats import day
from reports.explained.path_words import path_line
from reports.explained.speaker import Speaker, given


def why_lines(speaker: Speaker) -> Iterator[str]:
    """One sentence or a few."""
    found, row = speaker.found, speaker.row
    if found.cause is not None:
        yield _cause(speaker, found.cause)
    elif speaker.indicator.measure == "milestone":
        yield from _milestone(speaker)
    elif row.status == Status.NO_TARGET:
        yield _no_target(speaker)
    elif row.status == Status.INCONCLUSIVE:
        yield from _inconclusive(speaker)
    elif row.method == "cagr":
        yield from _cagr(speaker)
    elif row.status in YEAR_IS_JUDGED:
        yield _reached(speaker)
    elif row.method == "projection" and speaker.indicator.direction != "within":
        yield from _carried_on(speaker)
    else:
        yield path_line(speaker)


def _cause(speaker: Speaker, cause: Cause) -> str:
    row = speaker.row
    due = day(row.due_on, speaker.locale) if row.due_on else ""
    names = [speaker.plan.indicator_by_id[i] for i in cause.indicators]
    withheld = {
        r.unit for leaf in speaker.found.leaves for r in leaf.reports
        if leaf.indicator == speaker.indicator and r.in_period and r.state == "withheld"
    }  # fmt: skip
    return speaker.say(
        f"cause.{cause.key}",
        indicators="; ".join(f"{i.id} ({i.name})" for i in names),
        method=speaker.method_name(),
        expected=row.units_expected,
        count=len(withheld),
        due_on=due,
        frequency=speaker.say(f"frequency.{speaker.indicator.frequency}"),
    )


def _no_target(speaker: Speaker) -> str:
    year, level = speaker.found.period.year, speaker.row.level
    own = speaker.indicator.measure == "count" and speaker.found.plan_has_target
    key = f"no_target_{level}" if own and level != "plan" else "no_target"
    return speaker.say(f"why.{key}", year=year)


def _inconclusive(speaker: Speaker) -> Iterator[str]:
    """What those who reported say, what it would be with the others, and who is too few."""
    row = speaker.row
    lights = {
        "reported": speaker.status(given(row.reported_status)),
        "completed": speaker.status(given(row.completed_status)),
    }
    if row.completed is None:
        yield speaker.say("why.inconclusive_unknown", **lights)
    elif row.reported_status != row.completed_status:
        yield speaker.say("why.inconclusive_differs", **lights)
    share, floor = given(row.units_reported), speaker.plan.assessment.coverage_floor
    if share < floor * given(row.units_expected):
        yield speaker.say(
            "why.inconclusive_few",
            reported=row.units_reported,
            expected=row.units_expected,
            floor=speaker.percent(100 * floor, 0),
        )


def _reached(speaker: Speaker) -> str:
    row = speaker.row
    way = speaker.indicator.direction
    return speaker.say(
        f"why.{row.status}_{way}",
        assessed=speaker.measured(row.assessed),
        target=speaker.measured(row.target),
        **speaker.band(),
    )


def _cut(speaker: Speaker, status: str, on_track: float, at_risk: float) -> str:
    """`từ 60,0% đến dưới 95,0%`."""
    return speaker.say(
        f"cut.{status}", on_track=speaker.percent(on_track), at_risk=speaker.percent(at_risk)
    )


def _milestone(speaker: Speaker) -> Iterator[str]:
    row = speaker.row
    due = day(row.due_on, speaker.locale) if row.due_on else ""
    done_on = day(row.done_on, speaker.locale) if row.done_on else ""
    if row.level == "unit":
        if row.status == Status.NOT_MET:
            yield speaker.say("why.not_met_milestone", due_on=due)
        else:
            key = "met_late" if row.late else "met_milestone"
            yield speaker.say(f"why.{key}", done_on=done_on, due_on=due)
        return
    done = speaker.found.done
    told = "; ".join(_done_parts(speaker, done))
    yield speaker.say("why.past_due" if row.status == Status.NOT_MET else "why.in_time",
                      due_on=due, told=told)  # fmt: skip
    if row.late:
        yield speaker.say("why.last_late", done_on=done_on, due_on=due)


def _done_parts(speaker: Speaker, done: Done | None) -> Iterator[str]:
    """How many of how many: done, not done, withheld, silent."""
    if done is None or not done.expected:
        yield speaker.say("done.unexpected")
        return
    yield speaker.say("done.done", done=done.done, expected=done.expected)
    for name in ("not_done", "withheld", "silent"):
        count = getattr(done, name)
        if count:
            yield speaker.say(f"done.{name}", count=count)


def _cagr(speaker: Speaker) -> Iterator[str]:
    m, status = speaker.method, speaker.row.status
    values = {
        "latest": speaker.measured(m.latest), "when": _when(speaker, m.moment),
        "goal": speaker.measured(m.goal), "goal_year": m.goal_year,
    }  # fmt: skip
    if status in REACHED:
        yield speaker.say(f"why.cagr_{status}", **values)
        yield from _judged_figure(speaker)
        return
    grown = 100 * given(m.grown)
    if m.goal is None:
        on_track, at_risk = (c * given(m.strictness) for c in _in_per_cent(m.growth_cuts))
        shown = speaker.percent_beside(grown, on_track, at_risk)
        cut = _cut_of_growth(speaker, status, on_track, at_risk)
        yield speaker.say("why.cagr_growth", grown=shown, cut=cut)
    else:
        cuts = _in_per_cent(m.cagr_cuts)
        yield speaker.say(
            "why.cagr",
            grown=speaker.percent(grown),
            needed=speaker.percent(100 * given(m.needed)),
            pace=speaker.percent_beside(100 * given(speaker.row.pace), *cuts),
            cut=_cut(speaker, status, *cuts),
        )
    start = {"start": speaker.measured(m.start), "since": _when(speaker, m.start_moment)}
    yield speaker.say("why.from_to" if m.goal is None else "why.from_to_goal", **start, **values)
    if m.start == 0:
        yield speaker.say("why.zero_start", small=speaker.operand(m.instead_of_zero))
    if m.goal == 0:
        yield speaker.say("why.zero_goal", small=speaker.operand(m.instead_of_zero))
    yield from _judged_figure(speaker)


def _in_per_cent(cuts: Cuts) -> tuple[float, float]:
    return 100 * cuts.on_track, 100 * cuts.at_risk


def _cut_of_growth(speaker: Speaker, status: str, on_track: float, at_risk: float) -> str:
    """Cuts of a growth are small and may stand closer than a decimal."""
    shown = {"on_track": speaker.percent(on_track, 2), "at_risk": speaker.percent(at_risk, 2)}
    return speaker.say(f"cut.{status}", **shown)


def _carried_on(speaker: Speaker) -> Iterator[str]:
    m = speaker.method
    cuts = _in_per_cent(m.gap_cuts)
    yield speaker.say(
        "why.projection",
        gap=speaker.percent_beside(max(0.0, 100 * given(m.gap)), *cuts),
        goal_year=m.goal_year,
        cut=speaker.say(
            f"cut.gap_{speaker.row.status}",
            small=speaker.percent(cuts[0]),
            great=speaker.percent(cuts[1]),
        ),
    )
    yield speaker.say(
        "why.from_to_goal",
        start=speaker.measured(m.recent),
        since=_when(speaker, m.recent_moment),
        latest=speaker.measured(m.latest),
        when=_when(speaker, m.moment),
        goal=speaker.measured(m.goal),
        goal_year=m.goal_year,
    )
    yield from _judged_figure(speaker)


def _judged_figure(speaker: Speaker) -> Iterator[str]:
    """Says it where the figure judged is not that of the period asked."""
    month = _month(given(speaker.method.moment))
    if month != speaker.found.period.last_month:
        yield speaker.say(
            "why.judged_earlier",
            when=_when(speaker, speaker.method.moment),
            period=speaker.title(speaker.found.period),
        )


def _month(moment: float) -> int:
    """The month at whose end a moment lies: the end of a year is its number."""
    return round((moment + 1) * 12) - 1


def _when(speaker: Speaker, moment: float | None) -> str:
    """`năm 2023`, `tháng 6/2024`."""
    if moment is None:
        return ""
    month = _month(moment)
    if month % 12 == 11:
        return speaker.title(Period(month - 11, 12, "year"))
    return speaker.title(Period(month, 1, "month"))


def by_each_method(speaker: Speaker) -> Iterator[str]:
    """What each method says of the row: `Theo ...: Đúng tiến độ`."""
    for one in speaker.found.methods:
        if one.light:
            yield speaker.say(
                "by_method",
                method=say(f"report.method.{one.method}", speaker.locale),
                status=speaker.status(one.status),
            )
