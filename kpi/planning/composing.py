"""The plan that a workbook asks for: what it says, over the plan as it is.

One rule: what the workbook has no column for stays as it is; only a year whose column is gone
goes with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from kpi.plan.document import FieldW, HeadW, IndicatorW, OwnerW, RuleW, UnitW, Written
from kpi.plan.likely import fold
from kpi.planning.codes import Codes, codes_of
from kpi.planning.finding import year_in
from kpi.planning.from_list import filled_in, new_id
from kpi.planning.layout import INDICATOR, NAME, UNIT, SheetKey, columns_of, requires
from kpi.planning.leaves import (
    OWNERS,
    REVISIONS,
    TARGETS,
    UNIT_TARGETS,
    Entry,
    Flat,
    Path,
    flat,
    nested,
)
from kpi.planning.problems import BookProblem, Spot
from kpi.planning.references import NOBODY, Names, with_ids
from kpi.planning.renamed import Renamed, Section, renamed, with_former_ids
from kpi.planning.taking import KEYS, Taken, TakenRow

ID, FIELD, WAS = ("id",), ("field",), ("was",)
SECTIONS: dict[SheetKey, type[Written]] = {"fields": FieldW, "units": UnitW, "rules": RuleW}


@dataclass(slots=True)
class Composed:
    """The facts of each section's items in order, and where each was read; `blanks` are the cells
    in which one is not written. `assumed` are facts
    that a list left out and that were taken as usual; `renamed` are items that look like ones of
    the plan under another id."""

    head: Flat = field(default_factory=dict)
    items: dict[SheetKey, list[Flat]] = field(default_factory=dict)
    spots: dict[Path, Spot] = field(default_factory=dict)
    blanks: dict[Path, Spot] = field(default_factory=dict)
    problems: list[BookProblem] = field(default_factory=list)
    assumed: list[tuple[str, Path, Any]] = field(default_factory=list)
    names: Names = NOBODY
    codes: Codes = field(default_factory=Codes)
    gone: set[str] = field(default_factory=set)  # ids of the plan as it is: rows of those that go
    renamed: tuple[Renamed, ...] = ()
    # no workbook shows them: they are of a computer, not of the plan
    sources: Sequence[Entry] = ()
    delivery: Sequence[Entry] = ()

    def document(self) -> Entry:
        """The plan as it would be written."""
        made: Entry = {"plan": nested(self.head)}
        for key in ("fields", "units", "indicators", "rules"):
            made[key] = [nested(facts) for facts in self.items.get(key, [])]
        if not made["rules"]:
            del made["rules"]
        if self.sources:
            made["sources"] = list(self.sources)
        if self.delivery:
            made["delivery"] = list(self.delivery)
        return made


def composed(current: Entry, taken: Taken, keep: Sequence[Renamed] = ()) -> Composed:
    """What the workbook asks for; `current` is the plan as it is written, empty for none. Items of
    `keep` name the ids that they bore."""
    found = Composed(
        problems=list(taken.problems),
        sources=current.get("sources") or (),
        delivery=current.get("delivery") or (),
    )
    _head(found, current, taken)
    for key in ("fields", "units", "rules"):
        _section(found, key, current, taken)
    found.names = Names.of(found.items["fields"], found.items["units"])
    _indicators(found, current, taken)
    found.gone = {i["id"] for i in current.get("indicators", [])}
    found.problems += (*_years_lost(current, taken), *_said_twice(taken), *_left_blank(taken))
    found.problems += _names_known(current, taken)
    _look_for_renamed(found, current)
    _details(found, taken)
    _revisions(found, taken)
    _unit_targets(found, taken)
    for key, model in _RENAMED.items():
        before = [flat(model, entry) for entry in current.get(key, [])]
        pairs = [pair for pair in keep if pair.section == key]
        found.items[key] = with_former_ids(found.items[key], before, pairs)
    return found


def _years_lost(current: Entry, taken: Taken) -> Iterator[BookProblem]:
    """Heads that nobody understands, and that name a year whose targets would go."""
    spoken = taken.spoken.get("indicators", frozenset())
    years = {year for i in current.get("indicators", []) for year in i.get("targets", {})}
    for spot in taken.unread if taken.whole else ():
        year = year_in(spot.written)
        is_main = spot.sheet == taken.names.get("indicators")
        if is_main and year in years and (*TARGETS, year) not in spoken:
            yield BookProblem("year_head", spot, {"year": year})


def _said_twice(taken: Taken) -> Iterator[BookProblem]:
    """Two rows for one thing, where one of them would be lost."""
    for key in ("indicators", "units", "fields", "details"):
        first: dict[str, Spot] = {}
        for row in taken.rows.get(key, []):
            path = KEYS[key]
            code = str(row.facts.get(path, "")).casefold()
            if code in first:
                yield BookProblem("code_twice", row.spots[path], {"first": first[code].cell})
            elif code:
                first[code] = row.spots[path]


def _names_known(current: Entry, taken: Taken) -> Iterator[BookProblem]:
    """New codes of a plain list beside the name of an indicator that the list does not speak of
    otherwise: a slip in the code, another code for it, or another indicator; nobody can tell."""
    rows = [] if taken.whole else taken.rows.get("indicators", [])
    spoken = {code for row in rows for code in codes_of(row.facts)}
    left = {
        fold(str(i.get("name"))): i["id"]
        for i in current.get("indicators", [])
        if spoken.isdisjoint({i["id"], *i.get("was", [])})
    }
    known = {c for i in current.get("indicators", []) for c in (i["id"], *i.get("was", []))}
    for row in rows:
        same = left.get(fold(str(row.facts.get(NAME))))
        if same and ID in row.spots and known.isdisjoint(codes_of(row.facts)):
            yield BookProblem("name_known", row.spots[ID], {"known": same})


def _left_blank(taken: Taken) -> Iterator[BookProblem]:
    """Blank cells of the plan's workbook without which a row cannot be."""
    for key in ("indicators", "units", "fields") if taken.whole else ():
        wanted = [c for c in columns_of(key) if requires(c) and c.path != ID]
        for row in taken.rows.get(key, []):
            if KEYS[key] not in row.spots:
                continue
            for column in wanted:
                if column.path in row.blank:
                    name = row.facts.get(KEYS[key], "")
                    values = {"head": taken.heads[key][column.path], "item": name}
                    yield BookProblem("blank_cell", row.blank[column.path], values)


_RENAMED: dict[Section, type[Written]] = {"indicators": IndicatorW, "units": UnitW}


def _look_for_renamed(found: Composed, current: Entry) -> None:
    for key, model in _RENAMED.items():
        before = [flat(model, entry) for entry in current.get(key, [])]
        found.renamed += renamed(key, before, found.items[key])


def _head(found: Composed, current: Entry, taken: Taken) -> None:
    before = flat(HeadW, current.get("plan", {}))
    (row,) = taken.rows.get("settings") or [TakenRow({}, {}, Spot())]
    found.head = _over(before, row.facts, taken.spoken.get("settings", frozenset()))
    found.spots |= {("plan", *path): spot for path, spot in row.spots.items()}
    if "owners" in taken.rows:
        spoken = taken.spoken["owners"]
        known = [flat(OwnerW, o) for o in before.get(OWNERS, [])]
        owners = []
        for n, owner in enumerate(taken.rows["owners"]):
            same = next((o for o in known if o.get(NAME) == owner.facts.get(NAME)), {})
            owners.append(nested(_over(same, owner.facts, spoken)))
            _spots(found, ("plan", *OWNERS, n), owner)
        found.head = {p: v for p, v in found.head.items() if p != OWNERS}
        found.head |= {OWNERS: owners} if owners else {}


def _over(before: Flat, said: Flat, spoken: Iterable[Path]) -> Flat:
    """What is said, and of what was before what has no column."""
    columns = set(spoken)
    kept = {path: value for path, value in before.items() if path not in columns}
    return {**kept, **said}


def _section(found: Composed, key: SheetKey, current: Entry, taken: Taken) -> None:
    model = SECTIONS[key]
    before = [flat(model, entry) for entry in current.get(key, [])]
    if key not in taken.rows:
        found.items[key] = before
        return
    by_id = {facts.get(KEYS[key]): facts for facts in before}
    made: list[Flat] = []
    for row in taken.rows[key]:
        if KEYS[key] not in row.spots:
            found.problems.append(_without_code(row, KEYS[key]))
            continue
        same: Flat = by_id.get(row.facts.get(KEYS[key]), {})
        _spots(found, (key, len(made)), row)
        made.append(_over(same, row.facts, taken.spoken[key]))
    found.items[key] = made


def _spots(found: Composed, at: Path, row: TakenRow) -> None:
    found.spots[at] = row.spots.get(ID, row.spot)
    found.spots |= {(*at, *path): spot for path, spot in row.spots.items()}
    found.blanks |= {(*at, *path): spot for path, spot in row.blank.items()}


def _indicators(found: Composed, current: Entry, taken: Taken) -> None:
    before = [flat(IndicatorW, entry) for entry in current.get("indicators", [])]
    made = [] if taken.whole else [dict(facts) for facts in before]
    if "indicators" not in taken.rows:
        found.items["indicators"] = [dict(facts) for facts in before]
        return
    named = [row for row in taken.rows["indicators"] if row.spots.keys() != {NAME}]
    found.codes = Codes.of(before, named)
    for at, row in enumerate(taken.rows["indicators"]):
        if row.spots.keys() == {NAME}:
            _heading(found, at, taken)
        else:
            _indicator(found, row, made, before, taken)
    found.items["indicators"] = made


def _without_code(row: TakenRow, code: Path) -> BookProblem:
    """A row without its code, told by the cell where it would stand."""
    return BookProblem("no_code", _code_cell(row, code))


def _code_cell(row: TakenRow, code: Path) -> Spot:
    return row.blank.get(code, row.spot)


def _heading(found: Composed, at: int, taken: Taken) -> None:
    """A field's name above its indicators; in a list also that of a new one."""
    row, fields = taken.rows["indicators"][at], found.items["fields"]
    text = str(row.facts.get(NAME, ""))
    if any(fold(text) in {fold(str(f.get(NAME, ""))), fold(str(f.get(ID, "")))} for f in fields):
        return
    if taken.whole and _heads_a_field(taken.rows["indicators"], at):
        return  # its name is another by now on the sheet of fields
    if any(fold(text) == fold(str(r.facts.get(NAME, ""))) for r in taken.rows.get("fields", [])):
        return  # a field whose own row is not understood
    if taken.whole:
        found.problems.append(BookProblem("name_alone", row.spots[NAME]))
    else:
        fields.append({ID: new_id(text, {str(f.get(ID)) for f in fields}), NAME: text})


def _heads_a_field(rows: Sequence[TakenRow], at: int) -> bool:
    """Whether the row below belongs to another field than those above, and no heading stands
    between."""
    if at and FIELD not in rows[at - 1].facts:
        return False
    below = rows[at + 1].facts.get(FIELD) if at + 1 < len(rows) else None
    above = next((r.facts[FIELD] for r in reversed(rows[:at]) if FIELD in r.facts), None)
    return below is not None and below != above


def _indicator(
    found: Composed, row: TakenRow, made: list[Flat], before: list[Flat], taken: Taken
) -> None:
    facts = with_ids(row.facts, found.names)
    if not taken.whole:
        facts = _of_a_list(found, row, facts, before)
    if ID not in facts and ID not in row.spots:
        found.problems.append(_without_code(row, ID))
        return
    same = next((f for f in before if f.get(ID) == facts.get(ID)), None)
    if same is None and not taken.whole:  # a list that says which one it was changes its code
        same = next((f for f in before if f.get(ID) in facts.get(WAS, [])), None)
    spoken = {*taken.spoken["indicators"], *(p for p in same or {} if p[:1] == TARGETS)}
    merged = _over(same or {}, facts, spoken if taken.whole else facts)
    if taken.whole or same is None:
        made.append(merged)
        at = len(made) - 1
    else:
        at = before.index(same)
        made[at] = merged
    _spots(found, ("indicators", at), row)


def _of_a_list(found: Composed, row: TakenRow, facts: Flat, before: list[Flat]) -> Flat:
    """A list's row: its field from the heading above, its code by its name, the rest as usual."""
    fields, made = found.items["fields"], dict(facts)
    named = str(made.get(FIELD) or row.heading)
    if named and named not in {f[ID] for f in fields}:
        same_name = (f[ID] for f in fields if fold(str(f.get(NAME))) == fold(named))
        code = next(same_name, None)
        if code is None and FIELD in made:
            code = new_id(named, {str(f[ID]) for f in fields})
            fields.append({ID: code, NAME: made[FIELD]})
        made[FIELD] = code or named
    elif named:
        made[FIELD] = named
    if ID not in row.spots:
        own = found.codes.next(made)
        if own is None:
            values = {"known": found.codes.likely(made)}
            found.problems.append(BookProblem("which_of_several", _code_cell(row, ID), values))
        made[ID] = own or new_id("", found.codes.used)
    earlier = _under_any_id(made, before)
    return filled_in(made, found.assumed) if earlier is None else _with_all_ids(made, earlier)


def _under_any_id(facts: Flat, before: Sequence[Flat]) -> Flat | None:
    """The indicator of the plan that a list's row means: by its code, a former one, or the one
    that the row says it bore."""
    code, named = facts.get(ID), facts.get(WAS, [])
    tellings = (
        lambda f: f.get(ID) == code,
        lambda f: code in f.get(WAS, []),
        lambda f: f.get(ID) in named,
    )
    return next((f for tells in tellings for f in before if tells(f)), None)


def _with_all_ids(facts: Flat, earlier: Flat) -> Flat:
    """A list adds former ids and takes none away; a row under a former one means the present."""
    former, code = earlier.get(WAS, []), facts.get(ID)
    made = {**facts, ID: earlier[ID]} if code in former else dict(facts)
    known = dict.fromkeys([*former, *facts.get(WAS, [])])
    return {**made, WAS: [i for i in known if i != made[ID]]} if WAS in facts else made


def _details(found: Composed, taken: Taken) -> None:
    spoken = taken.spoken.get("details", frozenset())
    for row, at in _rows_of(found, taken, "details"):
        said = {p: v for p, v in row.facts.items() if p != INDICATOR}
        facts = found.items["indicators"][at]
        found.items["indicators"][at] = _over(facts, with_ids(said, found.names), spoken)
        found.spots |= {("indicators", at, *p): s for p, s in row.spots.items() if p != INDICATOR}
        found.blanks |= {("indicators", at, *p): s for p, s in row.blank.items()}


def _rows_of(found: Composed, taken: Taken, key: SheetKey) -> Iterator[tuple[TakenRow, int]]:
    """The rows of a sheet that belong to an indicator, with its place in the list."""
    at = {facts.get(ID): n for n, facts in enumerate(found.items["indicators"])}
    rows = taken.rows.get(key, [])
    own = {row.facts.get(INDICATOR) for row in rows}
    for pair in found.renamed:  # rows that still have the former code are the same indicator's
        if pair.section == "indicators" and pair.new not in own:
            at[pair.old] = at[pair.new]
    for row in rows:
        code = row.facts.get(INDICATOR)
        if INDICATOR not in row.spots:
            found.problems.append(_without_code(row, INDICATOR))
        elif code in at:
            yield row, at[code]
        elif code is not None and code not in found.gone:
            found.problems.append(BookProblem("unknown_code", row.spots[INDICATOR]))


def _revisions(found: Composed, taken: Taken) -> None:
    if "revisions" not in taken.rows:
        return
    for facts in found.items["indicators"]:
        facts.pop(REVISIONS, None)
    for row, at in _rows_of(found, taken, "revisions"):
        facts = found.items["indicators"][at]
        revisions = facts.setdefault(REVISIONS, [])
        revisions.append(nested({p: v for p, v in row.facts.items() if p != INDICATOR}))
        base = ("indicators", at, *REVISIONS, len(revisions) - 1)
        found.spots[base] = row.spot
        found.spots |= {(*base, *p): s for p, s in row.spots.items()}


def _unit_targets(found: Composed, taken: Taken) -> None:
    if "unit_targets" not in taken.rows:
        return
    for facts in found.items["indicators"]:
        for path in [p for p in facts if p[:1] == UNIT_TARGETS]:
            del facts[path]
    for row, at in _rows_of(found, taken, "unit_targets"):
        if UNIT not in row.spots:
            found.problems.append(BookProblem("no_unit", row.spot))
            continue
        unit = with_ids({("lead",): row.facts.get(UNIT)}, found.names)[("lead",)]
        facts = found.items["indicators"][at]
        if (*UNIT_TARGETS, unit) in facts:
            found.problems.append(BookProblem("unit_twice", row.spots[UNIT]))
            continue
        facts[*UNIT_TARGETS, unit] = {
            p[-1]: v for p, v in row.facts.items() if p[:1] == UNIT_TARGETS
        }
        found.spots["indicators", at, *UNIT_TARGETS, unit] = row.spots[UNIT]
        found.spots |= {
            ("indicators", at, *UNIT_TARGETS, unit, p[-1]): s
            for p, s in row.spots.items() if p[:1] == UNIT_TARGETS
        }  # fmt: skip
