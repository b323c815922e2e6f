"""What really changed since the last report, in words: a cause is named by what it moved.

The one rule: "this period's figures" is no reason. Said is whether the result rose or fell, what
became of the plan to date, and how many units have sent.
"""

from __future__ import annotations

from collections.abc import Iterator

from kpi.compare import Part
from kpi.plan.model import Indicator
from kpi.words import formats
from reports.book.reasons.since import Difference, Standing
from reports.edition import Edition
from reports.workbook.quantity import sign_behind

OF_EARLIER = ("new_data", "correction")  # what came late for the period that is compared with


def why(edition: Edition, one: Difference) -> str:
    """All that led from the last report to this one, as one sentence without its end."""
    latest_first = sorted(one.parts, key=lambda part: part.cause != "period")
    said = [text for part in latest_first for text in _because(edition, one, part)]
    return formats.sentence_case("; ".join(said))


def cause(edition: Edition, part: Part) -> str:
    """The cause alone, where what it moved stands beside it."""
    of_its_own = part.cause in (*OF_EARLIER, "period")
    return edition.say(f"{'report.reasons.why' if of_its_own else 'compare.cause'}.{part.cause}")


def measured(edition: Edition, indicator: Indicator, value: float | None) -> str:
    if value is None:
        return edition.say("compare.none")
    return formats.number(value, indicator.decimals, edition.locale) + sign_behind(indicator)


def _because(edition: Edition, one: Difference, part: Part) -> Iterator[str]:
    if part.cause != "period":
        yield cause(edition, part)
        return
    moved = [*_result(edition, part), *_plan(edition, one, part), *_sent(edition, one)]
    yield from moved or [cause(edition, part)]


def _result(edition: Edition, part: Part) -> Iterator[str]:
    if "assessed" not in part.figures:
        return
    before, after = part.figures["assessed"]
    if after is None:
        way = "gone"
    elif before is None:
        way = "first"
    else:
        way = "rises" if after > before else "falls"
    yield edition.say(f"report.reasons.why.{way}")


def _plan(edition: Edition, one: Difference, part: Part) -> Iterator[str]:
    """The plan to date where there is one: against it the result is judged."""
    if one.after.expected is None or one.indicator.measure == "milestone":
        return
    what = edition.say(f"report.reasons.why.plan_{_of_year(edition)}")
    before, after = (
        None if value is None else measured(edition, one.indicator, value)
        for value in part.figures.get("expected", (one.after.expected,) * 2)
    )
    if before is None or before == after:
        yield edition.say("report.reasons.why.plan_stays", what=what, plan=after)
    else:
        moved = {"before": before, "after": after}
        yield edition.say("report.reasons.why.plan_moves", what=what, **moved)


def _of_year(edition: Edition) -> str:
    return "of_year" if edition.period.month_of_year == 12 else "to_date"


def _sent(edition: Edition, one: Difference) -> Iterator[str]:
    before, after = _coverage(one.before), _coverage(one.after)
    if after and before and before != after:
        yield edition.say("report.reasons.why.sent", before=before, after=after)


def _coverage(of: Standing) -> str:
    if of.units_reported is None or not of.units_expected:
        return ""
    return f"{of.units_reported}/{of.units_expected}"
