"""What a workbook would change in the plan, fact by fact, and in words.

One rule: items are matched by their ids, so that a row that only moved is no change of its facts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from kpi.plan.document import FieldW, HeadW, IndicatorW, OwnerW, RevisionW, RuleW, UnitW, Written
from kpi.planning.layout import Column, heads_of
from kpi.planning.leaves import OWNERS, REVISIONS, TARGETS, UNIT_TARGETS, Flat, Path, leaves
from kpi.planning.showing import record_text, text_of
from kpi.words import say

Kind = Literal["added", "removed", "changed", "moved"]
LONGEST = 70  # letters of a value in words
SECTIONS: Mapping[str, type[Written]] = {
    "plan": HeadW, "fields": FieldW, "units": UnitW, "indicators": IndicatorW, "rules": RuleW,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: of an item as a whole, or of one of its facts (`path`)."""

    section: str
    kind: Kind
    item: str
    name: str = ""
    path: Path = ()
    before: Any = None
    after: Any = None

    def text(self, locale: str) -> str:
        """`VB01: kế hoạch 2024 từ 95 thành 97`."""
        about = {"item": self.item, "name": cut(self.name)}
        if self.kind != "changed":
            return say(f"plan_book.changes.{self.kind}.{self.section}", locale, **about)
        fact = fact_name(self.section, self.path, locale)
        values = {"item": self.item, "fact": fact, "before": self._said(self.before, locale),
                  "after": self._said(self.after, locale)}  # fmt: skip
        kind = "set" if self.before is None else "unset" if self.after is None else "fact"
        key = f"{kind}_of_plan" if self.section == "plan" else kind
        return say(f"plan_book.changes.{key}", locale, **values)

    def as_it_is(self, locale: str) -> str:
        """`VB01: kỳ báo cáo Tháng`: the fact alone."""
        fact = fact_name(self.section, self.path, locale)
        values = {"item": self.item, "fact": fact, "after": self._said(self.after, locale)}
        return say("plan_book.changes.is", locale, **values)

    def _said(self, value: Any, locale: str) -> str:
        return "" if value is None else cut(value_text(self.section, self.path, value, locale))


def cut(text: str) -> str:
    one = " ".join(text.split())
    return one if len(one) <= LONGEST else one[: LONGEST - 1] + "…"


def value_text(section: str, path: Path, value: Any, locale: str) -> str:
    """A fact's value in words."""
    if path[0] in {OWNERS[0], REVISIONS[0]}:
        model = OwnerW if path[0] == OWNERS[0] else RevisionW
        return "; ".join(f"({record_text(model, one, locale)})" for one in value)
    if path[:1] == UNIT_TARGETS and isinstance(value, dict):
        return "; ".join(f"{y}: {text_of(float, '', v, locale)}" for y, v in sorted(value.items()))
    if path[0] == TARGETS[0]:
        return text_of(float, "", value, locale)
    leaf = next(leaf for leaf in leaves(SECTIONS[section]) if leaf.path == path)
    return text_of(leaf.kind, leaf.key, value, locale)


def fact_name(section: str, path: Path, locale: str) -> str:
    """What a fact is called in the workbook."""
    if path[:1] == UNIT_TARGETS:
        return say("plan_book.changes.unit_targets", locale, unit=path[1])
    if path in {OWNERS, REVISIONS}:
        return _small(
            say(f"plan_book.sheets.{'owners' if path == OWNERS else 'revisions'}", locale)
        )
    if path[:1] == TARGETS:
        return _small(say("plan_book.year_head", locale, year=path[1]))
    leaf = next(leaf for leaf in leaves(SECTIONS[section]) if leaf.path == path)
    return _small(heads_of(Column(leaf.path, leaf.kind, leaf.model.__name__), locale)[0])


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]


def changes(
    before: Mapping[str, Sequence[Flat]], after: Mapping[str, Sequence[Flat]]
) -> tuple[Change, ...]:
    """Every difference, in the order of the plan."""
    return tuple(c for key in SECTIONS for c in _of_section(key, before[key], after[key]))


def _id_of(key: str, facts: Flat) -> str:
    return "" if key == "plan" else str(facts.get(("check",) if key == "rules" else ("id",), ""))


def _of_section(key: str, before: Sequence[Flat], after: Sequence[Flat]) -> Iterator[Change]:
    old, new = ({_id_of(key, f): f for f in facts} for facts in (before, after))
    for item, facts in old.items():
        if item not in new:
            yield Change(key, "removed", item, str(facts.get(("name",), "")))
    for item, facts in new.items():
        if item not in old:
            yield Change(key, "added", item, str(facts.get(("name",), "")))
        else:
            yield from _of_item(key, item, old[item], facts)
    stayed = [item for item in old if item in new]
    if stayed != [item for item in new if item in old]:
        yield Change(key, "moved", "")


def _of_item(key: str, item: str, before: Flat, after: Flat) -> Iterator[Change]:
    paths = [*before, *(path for path in after if path not in before)]
    for path in paths:
        if before.get(path) != after.get(path):
            yield Change(key, "changed", item, "", path, before.get(path), after.get(path))
