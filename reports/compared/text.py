"""A comparison in words: each indicator's light and figures before and after, cause by cause."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from kpi.compare import Answer, Change, Comparison, Part, QuietUnit
from kpi.compare.decided import CAUSE_OF
from kpi.moments import local
from kpi.periods import parse_period
from kpi.plan.model import Indicator, Plan
from kpi.plan.units_of_measure import PERCENT, is_percent, sign_of
from kpi.records.act import Act
from kpi.records.status import Status, shown_status
from kpi.words import say
from kpi.words.formats import day, moment, number, period_title
from reports.compared.score_text import score_lines
from reports.explained.figure_words import entity_name, figure_text, places_to_tell, signed_step

EVIDENCE = 5  # answers shown of one change
LINES = 60  # rows of units and areas
PER_CENT = ("achievement", "pace")


def lines_of(found: Comparison, title: str) -> Iterator[str]:
    speaker = Speaker(found)
    yield title
    if not found.changes and not found.scores:
        yield speaker.say("nothing")
        return
    if found.changes:
        yield from _changes(found, speaker)
    else:
        yield speaker.say("only_scores")
    yield from score_lines(found)


def _changes(found: Comparison, speaker: Speaker) -> Iterator[str]:
    lights = sum(c.status_changed for c in found.changes)
    figures = len(found.changes) - lights
    yield speaker.say("counts", lights=lights, figures=figures, unchanged=found.unchanged)
    asked = found.only.unit or "ALL"
    whole = [c for c in found.changes if c.unit == asked]
    if whole:
        heading = speaker.say("plan_rows") if asked == "ALL" else speaker.unit(asked).upper()
        yield from ("", heading)
        for change in whole:
            yield from speaker.change(change)
    others = [c for c in found.changes if c.unit != asked and c.status_changed]
    if others:
        yield from ("", speaker.say("other_rows"))
        yield from (speaker.line(c) for c in others[:LINES])
        if len(others) > LINES:
            yield speaker.say("more", count=len(others) - LINES)


class Speaker:
    def __init__(self, found: Comparison) -> None:
        self.found = found
        self.plan: Plan = found.after.plan
        self.locale = self.plan.locale
        self.ends_year = found.period.month_of_year == 12

    def say(self, key: str, /, **values: object) -> str:
        return say(f"compare.{key}", self.locale, **values)

    def indicator(self, code: str) -> Indicator:
        known = self.plan.indicator_by_id.get(code)
        return known or self.found.before.plan.indicator_by_id[code]

    def unit(self, unit: str) -> str:
        return entity_name(unit, self.locale, self.plan, self.found.before.plan)

    def status(self, status: str, missing: str = "none") -> str:
        if not status:
            return self.say(missing)
        word = shown_status(status, ends_year=self.ends_year)
        return say(f"status.result.{word}", self.locale)

    def change(self, change: Change) -> Iterator[str]:
        indicator = self.indicator(change.indicator)
        yield self.say("head", code=indicator.id, name=indicator.name)
        before = change.before.status if change.before else ""
        after = change.after.status if change.after else ""
        if change.status_changed:
            shown = {"before": self.status(before), "after": self.status(after, "gone")}
            yield self.say("status", **shown)
        else:
            yield self.say("same_status", status=self.status(after, "gone"))
        for part in change.parts:
            yield from self.part(change, part, indicator)

    def line(self, change: Change) -> str:
        before = change.before.status if change.before else ""
        after = change.after.status if change.after else ""
        causes = ", ".join(self.say(f"cause.{p.cause}") for p in change.parts)
        return self.say(
            "line",
            code=change.indicator,
            unit=self.unit(change.unit),
            before=self.status(before),
            after=self.status(after, "gone"),
            causes=causes,
        )

    def part(self, change: Change, part: Part, indicator: Indicator) -> Iterator[str]:
        cause = self.say(f"cause.{part.cause}")
        yield self.say("because", cause=cause, status=self.status(part.status, "gone"))
        yield from self.beside(part)
        for name, (before, after) in shown_figures(part).items():
            shown = Shown(name, indicator, self.locale, before, after)
            yield self.say(
                "figure",
                label=self.say(f"label.{name}"),
                before=shown.text(before) or self.say("none"),
                after=shown.text(after) or self.say("none"),
                by=self.by(shown, before, after),
            )
        if part.cause in ("new_data", "correction", "entered"):
            yield from self.answers(change, part.cause)
        if part.cause in ("withdrawn", "excused"):
            yield from self.acts(change, part.cause)
        if part.cause == "revision":
            yield from self.revisions(change)
        if part.cause in ("silent", "stand_in"):
            yield from self.quiet_units(change, part)

    def beside(self, part: Part) -> Iterator[str]:
        """Of what cannot be concluded, what each side would say."""
        if part.status == Status.INCONCLUSIVE:
            yield self.say(
                "beside",
                reported=self.status(part.reported_status or ""),
                completed=self.status(part.completed_status or ""),
            )

    def quiet_units(self, change: Change, part: Part) -> Iterator[str]:
        found = [u for u in self.found.quiet.get(part.place, ()) if self.concerns(change, u)]
        yield from (self.quiet_unit(u) for u in found[:EVIDENCE])
        if len(found) > EVIDENCE:
            yield "    " + self.say("more", count=len(found) - EVIDENCE)

    def quiet_unit(self, one: QuietUnit) -> str:
        indicator = self.indicator(one.indicator)
        shown = Shown("value", indicator, self.locale)
        before, after = (
            shown.parts(amount, base) or self.say("none")
            for amount, base in zip(one.amount, one.base, strict=True)
        )
        if one.cause == "stand_in":
            key = "stand_in"
        else:
            key = (
                "spoke" if not one.missing[1] else "fell_silent" if not one.missing[0] else "fewer"
            )
        return self.say(
            f"quiet.{key}",
            unit=self.unit(one.unit),
            code=one.indicator,
            was=one.missing[0],
            count=one.missing[1],
            before=before,
            after=after,
        )

    def by(self, shown: Shown, before: float | None, after: float | None) -> str:
        """` (+1,2 điểm phần trăm)`: by how much; nothing where a figure comes or goes."""
        if before is None or after is None:
            return ""
        text = signed_step(shown.factor * before, shown.factor * after, shown.places, self.locale)
        if not text:
            return ""
        in_points = is_percent(shown.unit)
        return self.say("by", change=self.say("points", change=text) if in_points else text)

    def answers(self, change: Change, cause: str) -> Iterator[str]:
        found = [
            a for a in self.found.answers
            if cause == cause_of(a) and self.concerns(change, a)
        ]  # fmt: skip
        yield from (self.evidence(a) for a in found[:EVIDENCE])
        if len(found) > EVIDENCE:
            yield "    " + self.say("more", count=len(found) - EVIDENCE)

    def acts(self, change: Change, cause: str) -> Iterator[str]:
        """The acts behind a part, each with its reason."""
        for act in self.found.acts:
            if CAUSE_OF[act.kind] == cause and self.concerns(change, act):
                yield self.say(
                    f"act.{act.kind}",
                    unit=self.unit(act.unit),
                    period=period_title(parse_period(act.period), self.locale),
                    indicator=act.indicator,
                    who=act.who,
                    at=moment(local(act.at, self.plan.timezone), self.locale),
                    reason=act.reason,
                )

    def concerns(self, change: Change, one: Answer | Act | QuietUnit) -> bool:
        """Whether a row may rest on a unit's answer, an act, or its silence: of its units, and of
        what it is made from."""
        if one.indicator and one.indicator not in self.made_of(self.indicator(change.indicator)):
            return False
        unit = self.plan.unit_by_id.get(one.unit)
        area = f"area:{unit.area}" if unit and unit.area else ""
        return change.unit in ("ALL", one.unit, area)

    def made_of(self, indicator: Indicator) -> set[str]:
        found = {indicator.id}
        for operand in (*indicator.operands, *filter(None, [indicator.weighted_by])):
            found |= self.made_of(self.indicator(operand))
        return found

    def evidence(self, answer: Answer) -> str:
        written = asdict(answer)
        figure = figure_text(written, self.locale)
        if answer.is_correction:
            old = {k[4:]: v for k, v in written.items() if k.startswith("old_")}
            figure = self.say("corrected", before=figure_text(old, self.locale), after=figure)
        sheet, cell = answer.sheet, answer.cell
        where = self.say("where", sheet=sheet, cell=cell) if sheet and cell else ""
        return self.say(
            "evidence",
            unit=self.unit(answer.unit),
            period=period_title(parse_period(answer.period), self.locale),
            figure=figure,
            where=where if sheet else f"{cell}, " if cell else "",
            file=answer.file,
            received=moment(local(answer.received_at, self.plan.timezone), self.locale),
        )

    def revisions(self, change: Change) -> Iterator[str]:
        for indicator, revision in self.found.revisions:
            if indicator.id == change.indicator:
                yield self.say(
                    "revised",
                    value=Shown("target", indicator, self.locale).text(revision.value),
                    decision=revision.decision,
                    day=day(revision.decided, self.locale),
                )


def cause_of(answer: Answer) -> str:
    """The stage of a comparison in which an answer counts for the first time."""
    if answer.entered:
        return "entered"
    return "correction" if answer.is_correction else "new_data"


def shown_figures(part: Part) -> dict[str, tuple[float | None, float | None]]:
    """A part's figures; what is completed only where it says more than what was reported."""
    figures = dict(part.figures)
    if figures.get("completed") == figures.get("assessed"):
        figures.pop("completed", None)
    return figures


class Shown:
    """How a figure of an indicator is shown: its unit, and decimals at which a change shows."""

    def __init__(
        self, name: str, indicator: Indicator, locale: str,
        before: float | None = None, after: float | None = None,
    ) -> None:  # fmt: skip
        self.locale = locale
        per_cent = name in PER_CENT or indicator.is_share_of_units
        self.unit = PERCENT if per_cent else indicator.unit_of_measure
        self.factor = 100 if name == "pace" else 1
        self.places = 1 if name in PER_CENT else indicator.decimals
        if before is not None and after is not None:
            self.places = places_to_tell(self.factor * before, self.factor * after, self.places)

    def text(self, value: float | None) -> str:
        if value is None:
            return ""
        between = "" if sign_of(self.unit) else " "
        return f"{number(self.factor * value, self.places, self.locale)}{between}{self.unit}"

    def parts(self, amount: float | None, base: float | None) -> str:
        """What stands in for reports: of a ratio both parts, as they would be written."""
        if amount is None or base is None:
            return self.text(amount)
        return f"{number(amount, 1, self.locale)}/{number(base, 1, self.locale)}"
