"""A comparison as lists of a workbook: each cause of each change, scores, the answers that came."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from kpi.compare import Change, Comparison, Part
from kpi.moments import local
from kpi.periods import parse_period
from kpi.plan.units_of_measure import sign_of
from kpi.words import say
from kpi.words.formats import moment, period_title, sentence_case
from reports.compared.text import Shown, Speaker, shown_figures
from reports.explained.figure_words import figure_text
from reports.listing import Column, Content, Figure, Listing, Sheet

WIDTHS = {
    "code": 9.0, "name": 34.0, "unit": 24.0, "cause": 18.0, "figure": 18.0, "before": 12.0,
    "after": 12.0, "by": 15.0, "light_before": 20.0, "light_after": 20.0, "rank_before": 10.0,
    "rank_after": 10.0, "score_before": 11.0, "score_after": 11.0, "period": 16.0, "answer": 34.0,
    "file": 34.0, "cell": 18.0, "received": 17.0,
}  # fmt: skip
HEADS = {
    "changes": ("code", "name", "unit", "light_before", "cause", "figure", "before", "after", "by",
                "light_after"),
    "scores": ("unit", "score_before", "score_after", "by", "rank_before", "rank_after"),
    "answers": ("code", "unit", "period", "answer", "file", "cell", "received"),
}  # fmt: skip
TABLES = {"changes": "thay_doi", "scores": "diem", "answers": "so_lieu_moi"}


def listing_of(found: Comparison, title: str) -> Listing:
    """The workbook of a comparison; `title` says between what."""
    return _Lists(found).listing(title)


class _Lists:
    def __init__(self, found: Comparison) -> None:
        self.found, self.plan = found, found.after.plan
        self.speaker = Speaker(found)
        self.locale = self.plan.locale

    def say(self, key: str, **values: object) -> str:
        return say(f"compare.book.{key}", self.locale, **values)

    def listing(self, title: str) -> Listing:
        now = local(self.found.after.as_of, self.plan.timezone)
        changed = sum(c.status_changed for c in self.found.changes)
        counts = {"lights": changed, "figures": len(self.found.changes) - changed}
        note = self.speaker.say("counts", unchanged=self.found.unchanged, **counts)
        rows = {"changes": self._changes(), "scores": self._scores(), "answers": self._answers()}
        return Listing(
            owner=self.plan.owner_on(now.date()).name,
            title=title,
            marking=self.plan.marking or "",
            as_of=say("due_by.book.as_of", self.locale, at=moment(now, self.locale)),
            page=say("report.page", self.locale),
            sheets=tuple(self._sheet(k, title, note, tuple(made)) for k, made in rows.items()),
            locale=self.locale,
        )

    def _sheet(
        self, key: str, title: str, note: str, rows: tuple[tuple[Content, ...], ...]
    ) -> Sheet:
        return Sheet(
            self.say(f"sheet.{key}"),
            TABLES[key],
            title,
            (note,) if key == "changes" else (self.say(f"sheet.{key}"),),
            tuple(Column(self.say(f"head.{name}"), WIDTHS[name]) for name in HEADS[key]),
            rows,
            self.say("nothing"),
        )

    def _changes(self) -> Iterator[tuple[Content, ...]]:
        for change in self.found.changes:
            light = self.speaker.status(change.before.status if change.before else "")
            for part in change.parts:
                yield from self._part(change, part, light)
                light = self.speaker.status(part.status, "gone")

    def _part(self, change: Change, part: Part, light: str) -> Iterator[tuple[Content, ...]]:
        """A row a figure; of a cause that moved none, one row."""
        indicator = self.speaker.indicator(change.indicator)
        head = (change.indicator, indicator.name, self.speaker.unit(change.unit), light,
                sentence_case(self.speaker.say(f"cause.{part.cause}")))  # fmt: skip
        after = self.speaker.status(part.status, "gone")
        figures = shown_figures(part)
        if not figures:
            yield (*head, None, None, None, None, after)
        for name, (old, new) in figures.items():
            shown = Shown(name, indicator, self.locale, old, new)
            by = None if old is None or new is None else new - old
            sign = sign_of(shown.unit) or ""
            cells = (_figure(shown, v, s) for v, s in ((old, sign), (new, sign), (by, "")))
            yield (*head, self.speaker.say(f"label.{name}"), *cells, after)

    def _scores(self) -> Iterator[tuple[Content, ...]]:
        for one in self.found.scores:
            if one.is_overall:
                scores = (one.before.score, one.after.score, one.gained)
                yield (
                    self.speaker.unit(one.unit),
                    *(None if s is None else Figure(s, 1) for s in scores),
                    one.before.rank, one.after.rank,
                )  # fmt: skip

    def _answers(self) -> Iterator[tuple[Content, ...]]:
        for one in self.found.answers:
            if self.found.only.unit in self.plan.unit_by_id and one.unit != self.found.only.unit:
                continue
            answer = asdict(one)
            figure = figure_text(answer, self.locale)
            if one.is_correction:
                old = {k[4:]: v for k, v in answer.items() if k.startswith("old_")}
                before = figure_text(old, self.locale)
                figure = self.speaker.say("corrected", before=before, after=figure)
            at = local(one.received_at, self.plan.timezone).replace(tzinfo=None, microsecond=0)
            where = "!".join(filter(None, (one.sheet, one.cell)))
            title = sentence_case(period_title(parse_period(one.period), self.locale))
            yield (one.indicator, self.speaker.unit(one.unit), title, figure, one.file, where, at)


def _figure(shown: Shown, value: float | None, sign: str) -> Figure | None:
    return None if value is None else Figure(shown.factor * value, shown.places, sign)
