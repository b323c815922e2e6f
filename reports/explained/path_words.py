"""The sentence under a light of the year's path: what is missing or how high the level is, with the
cuts. The one rule: it can be reckoned after with the numbers that it prints."""

from __future__ import annotations

from kpi.plan.units_of_measure import points_of
from kpi.rounding import half_away
from reports.explained.speaker import MOST_DECIMALS, Speaker, given

LEVELS = {
    "level_up": ("assessed", "expected"), "level_down": ("expected", "assessed"),
    "below_band": ("assessed", "band_low"), "above_band": ("band_high", "assessed"),
}  # fmt: skip


def path_line(speaker: Speaker) -> str:
    """`Còn thiếu 4,7 điểm phần trăm, bằng 31,3% phần phải tăng của cả năm (15,0 ...); ...`."""
    step = speaker.steps.get("pace")
    case = step.case if step is not None else ""
    if case == "linear" and given(speaker.row.pace) < 1:
        return _of_the_way(speaker)
    if case in LEVELS:
        return _level(speaker, case)
    return _pace(speaker)


def _cuts(speaker: Speaker) -> tuple[float, float]:
    settings = speaker.plan.assessment
    return 100 * settings.on_track, 100 * settings.at_risk


def _pace(speaker: Speaker) -> str:
    cuts = _cuts(speaker)
    pace = 100 * (speaker.row.pace or 0.0)  # a light without a pace is that of none
    return speaker.say("why.pace", pace=speaker.percent_beside(pace, *cuts), cut=_cut(speaker))


def _cut(speaker: Speaker) -> str:
    """`từ 80,0% đến dưới 95,0%`."""
    on_track, at_risk = (speaker.percent(c) for c in _cuts(speaker))
    return speaker.say(f"cut.{speaker.row.status}", on_track=on_track, at_risk=at_risk)


def _of_the_way(speaker: Speaker) -> str:
    """What is short of what is expected now, as a part of the whole year's way."""
    row = speaker.row
    short = abs(given(row.expected) - given(row.assessed))
    way = abs(given(row.target) - given(row.start))
    small, great = (half_away(100 - cut, MOST_DECIMALS) for cut in _cuts(speaker))
    share, places = 100 * short / way, speaker.places_beside(100 * short / way, small, great)
    decimals = _decimals(speaker, short, way, share, places)
    return speaker.say(
        f"why.way_{speaker.indicator.direction}",
        short=_amount(speaker, short, decimals),
        expected=speaker.measured(row.expected, decimals),
        share=speaker.percent(share, places),
        way=_amount(speaker, way, decimals),
        cut=speaker.say(
            f"cut.short_{row.status}", small=speaker.percent(small), great=speaker.percent(great)
        ),
    )


def _level(speaker: Speaker, case: str) -> str:
    """How many per cent one figure is of another."""
    row = speaker.row
    above, below = (given(getattr(row, name)) for name in LEVELS[case])
    share = 100 * given(row.pace)
    places = speaker.places_beside(share, *_cuts(speaker))
    decimals = _decimals(speaker, above, below, share, places)
    return speaker.say(
        f"why.{case}",
        above=speaker.measured(above, decimals),
        below=speaker.measured(below, decimals),
        share=speaker.percent(share, places),
        cut=_cut(speaker),
    )


def _decimals(speaker: Speaker, above: float, below: float, share: float, places: int) -> int:
    """As many as it takes for the printed numbers to give the printed share."""
    for decimals in range(speaker.indicator.decimals, MOST_DECIMALS):
        divisor = half_away(below, decimals)
        if divisor and half_away(100 * half_away(above, decimals) / divisor, places) == half_away(
            share, places
        ):
            return decimals
    return max(speaker.indicator.decimals, MOST_DECIMALS)


def _amount(speaker: Speaker, value: float, decimals: int) -> str:
    """A difference of figures, in points where they are shares."""
    unit = speaker.indicator.unit_of_measure.strip()
    points = points_of(unit) or ("points" if speaker.indicator.is_share_of_units else None)
    if points:
        unit = speaker.say(f"projection.{points}")
    return f"{speaker.number(value, decimals)} {unit}".strip()
