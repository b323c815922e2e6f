"""The lines on where the year will end: how it is estimated, what that says of the target, and what
each remaining month must bring."""

from __future__ import annotations

from collections.abc import Iterator

from kpi.explain.steps import Step
from kpi.plan.units_of_measure import points_of
from kpi.rounding import half_away
from kpi.words import say
from reports.explained.speaker import MINUS, MOST_DECIMALS, Speaker, enough, given


def outlook_lines(speaker: Speaker) -> Iterator[str]:
    row = speaker.row
    # where the plan ends with the year asked, the year's own projection says it
    same_year = row.projection is not None and row.end_year == speaker.found.period.year
    end = None if same_year else row.end_projection
    shown = [row.trend, row.projection, row.required, end]
    if all(value is None for value in shown):
        return
    yield from ("", speaker.say("section.outlook"))
    if row.trend is not None:
        yield speaker.line("trend", say(f"status.trend.{row.trend}", speaker.locale))
    if row.projection is not None:
        yield speaker.line("projection", _projection(speaker))
        yield from _estimate(speaker)
        if row.expected is None:
            yield from profile_lines(speaker)
    if row.likelihood is not None or row.projection is not None:
        yield from _likelihood(speaker)
    if row.required is not None:
        yield speaker.line("required", _required(speaker, row.required))
    if end is not None:
        text = speaker.say(
            "projection.end",
            middle=speaker.measured(speaker.forecast(end)),
            target=speaker.measured(row.end_target),
        )
        yield speaker.line("end_projection", text, year=row.end_year)


def _likelihood(speaker: Speaker) -> Iterator[str]:
    """What the range says of the year's target; without a range the figure alone."""
    row = speaker.row
    if row.likelihood is not None:
        text = say(f"status.likelihood.{row.likelihood}", speaker.locale)
    elif speaker.found.period.month_of_year == 12 or (row.target is None and row.band_low is None):
        return
    else:
        figure = speaker.measured(row.projection)
        text = say("status.likelihood.about", speaker.locale, figure=figure)
    yield speaker.line("likelihood", text)


def _projection(speaker: Speaker) -> str:
    names = {"middle": "projection", "low": "projection_low", "high": "projection_high"}
    figures = {k: getattr(speaker.row, v) for k, v in names.items()}
    shown = {k: speaker.measured(speaker.forecast(v)) for k, v in figures.items()}
    if "estimate" in speaker.steps and not _has_range(speaker):
        return speaker.say("projection.no_range", **shown)
    if not shown["low"]:
        return speaker.say("projection.plain", **shown)
    if shown["low"] == shown["high"] == shown["middle"]:
        return speaker.say("projection.about", **shown)
    same = shown["low"] == shown["high"]
    return speaker.say(f"projection.{'near' if same else 'range'}", **shown)


def _required(speaker: Speaker, value: float) -> str:
    """What each remaining month must bring; of a ceiling what it may, of a level its change."""
    indicator = speaker.indicator
    unit = indicator.unit_of_measure.strip()
    if points := points_of(unit) or ("points" if indicator.measure == "yes_no" else None):
        unit = speaker.say(f"projection.{points}")
    text = f"{speaker.number(abs(value), indicator.decimals + 1)} {unit}"
    if speaker.row.is_at_most:
        return speaker.say("projection.at_most", required=text)
    if indicator.over_time == "stock":
        sign = "+" if value >= 0 else MINUS
        return speaker.say("projection.change", required=sign + text)
    return speaker.say("projection.required", required=text)


def _has_range(speaker: Speaker) -> bool:
    """Whether the way of estimating has ranges: of a ratio of what occurs there is none."""
    return speaker.steps["estimate"].case not in ("parts", "stays") or "width" in speaker.steps


def _estimate(speaker: Speaker) -> Iterator[str]:
    """How the estimate and its range are reckoned, in numbers that can be reckoned after."""
    step, row = speaker.steps.get("estimate"), speaker.found.estimate
    if step is None or row is None:
        return
    values = {
        "reckoning": speaker.reckoning(step), "result": _exact(speaker, row.middle),
        "points": "; ".join(map(speaker.operand, row.known_points)),
        "count": len(row.known_points), "left": row.periods_left,
    }  # fmt: skip
    way = speaker.say(f"estimate.{step.case}", **values)
    if (shown := given(speaker.row.projection)) != row.middle:
        way = speaker.say("estimate.cut", way=way, shown=speaker.measured(shown))
    yield speaker.line("estimate", way)
    if (width := speaker.steps.get("width")) is not None:
        yield speaker.line("width", _width(speaker, width))


def _width(speaker: Speaker, step: Step) -> str:
    """`± 1,886 × 1,224745 × √(6 × (1 + 6 / 3)) = ± 9,8`."""
    parts = {n: speaker.operand(half_away(v, MOST_DECIMALS)) for n, v in step.values.items()}
    width = _exact(speaker, given(step.result))
    return speaker.say(f"width.{step.case}", **parts, width=width)


def _exact(speaker: Speaker, value: float) -> str:
    return speaker.number(value, enough(value, speaker.indicator.decimals))


def profile_lines(speaker: Speaker) -> Iterator[str]:
    """What a learned profile rests on, and how much of the year it has behind it when."""
    profile = speaker.found.profile
    if profile is None or profile.years is None:
        return
    if not profile.years:
        yield speaker.line("profile", speaker.say("profile.no_year"))
        return
    shares = "; ".join(
        speaker.say(
            "profile.by_month",
            month=row.month_of_year,
            share=speaker.percent(100 * row.cumulated),
        )
        for row in profile.shares
    )
    years = ", ".join(str(year) for year in profile.years)
    counted = {"count": len(profile.years), "years": years, "shares": shares}
    yield speaker.line("profile", speaker.say("profile.learned", **counted))
