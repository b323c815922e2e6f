"""Names in place of ids: a planner writes `Văn phòng`, the plan says `VP`.

One rule: an id or a kind that the plan has is itself; a name only where it is one unit's alone,
and so a name without accents.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kpi.plan.likely import fold, is_bare, without_marks
from kpi.planning.leaves import Flat, Path

_OF_UNITS: tuple[Path, ...] = (("reported_by",), ("support",), ("lead",))


@dataclass(frozen=True, slots=True)
class Names:
    """Ids (and kinds) by their folded names; None where several bear one."""

    fields: Mapping[str, str | None]
    units: Mapping[str, str | None]
    known: frozenset[str]

    @classmethod
    def of(cls, fields: Iterable[Flat], units: Iterable[Flat]) -> Names:
        kinds = {str(u[("kind",)]) for u in units if ("kind",) in u}
        ids = {str(f[("id",)]) for f in [*fields, *units] if ("id",) in f}
        named = [(str(u.get(("id",))), [u.get(("name",)), *u.get(("aliases",), [])]) for u in units]
        of_fields = [(str(f.get(("id",))), [f.get(("name",))]) for f in fields]
        of_kinds = [(kind, [kind]) for kind in kinds]
        both = _folded([*named, *of_kinds, *((i, [i]) for i, _ in named)])
        by_field = _folded([*of_fields, *((i, [i]) for i, _ in of_fields)])
        return cls(by_field, both, frozenset(ids | kinds))


def _folded(named: Iterable[tuple[str, Sequence[object]]]) -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    for id, names in named:
        for name in names:
            key = fold(str(name))
            found[key] = id if found.get(key, id) == id else None
    return found


NOBODY = Names({}, {}, frozenset())


def with_ids(facts: Flat, names: Names) -> Flat:
    """The facts with ids where names of fields and units were written."""
    made = dict(facts)
    if ("field",) in made:
        made[("field",)] = _id(str(made[("field",)]), names.fields, names.known)
    for path in _OF_UNITS:
        value = made.get(path)
        if isinstance(value, list):
            made[path] = [i for text in value for i in _ids(text, names)]
        elif value is not None:
            made[path] = _id(str(value), names.units, names.known)
    return made


def _id(text: str, by_name: Mapping[str, str | None], known: frozenset[str]) -> str:
    return text if text in known else by_name.get(fold(text)) or _typed_bare(text, by_name) or text


def _typed_bare(text: str, by_name: Mapping[str, str | None]) -> str | None:
    """The one id that a name without accents means: `tram y te`."""
    if not is_bare(text):
        return None
    bare = without_marks(text)
    found = {id for name, id in by_name.items() if without_marks(name) == bare}
    return found.pop() if len(found) == 1 else None


def _ids(text: str, names: Names) -> list[str]:
    """One unit, or several parted by commas, if each of them is one."""
    whole = _id(text, names.units, names.known)
    parts = [_id(part.strip(), names.units, names.known) for part in re.split(",", text)]
    if whole not in names.known and len(parts) > 1 and all(p in names.known for p in parts):
        return parts
    return [whole]
