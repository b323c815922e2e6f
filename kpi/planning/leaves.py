"""The facts of a plan's mappings one by one, each under its path: made off the document's model.

One rule: a key that the model gains has its column without a word here.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias, get_origin

from kpi.plan.document import HeadW, IndicatorW, OwnerW, RevisionW, Written
from kpi.plan.kinds import keys_of, members_of, unwrapped

Path: TypeAlias = tuple[Any, ...]
"""The keys that lead to a value, from the mapping it belongs to."""
Entry: TypeAlias = dict[str, Any]
"""One mapping of the plan as it is written: keys as in the file, values as the model takes them."""
Flat: TypeAlias = dict[Path, Any]
"""The same, a value a path; what is not written has no path."""

OWNERS, TARGETS = ("owner",), ("targets",)
UNIT_TARGETS, REVISIONS = ("unit_targets",), ("target_revisions",)
BASELINE, BASELINE_YEAR = ("baseline", "value"), ("baseline", "year")
_TABLES: dict[tuple[type[Written], Path], type[Written] | None] = {
    (HeadW, OWNERS): OwnerW,
    (IndicatorW, REVISIONS): RevisionW,
    (IndicatorW, UNIT_TARGETS): None,
    (IndicatorW, TARGETS): None,
}


@dataclass(frozen=True, slots=True)
class Leaf:
    """A fact that one cell holds: its path, its type, and the model whose key it is."""

    path: Path
    kind: Any
    model: type[Written]

    @property
    def key(self) -> str:
        return str(self.path[-1])


@lru_cache(maxsize=32)
def leaves(model: type[Written]) -> tuple[Leaf, ...]:
    """Every fact of a mapping, in the order of its keys, but those that have a table of their
    own or a column a year."""
    return tuple(_leaves(model, (), model))


def _leaves(model: type[Written], before: Path, top: type[Written]) -> list[Leaf]:
    found: list[Leaf] = []
    for name, key in keys_of(model).items():
        path = (*before, name)
        base, _ = unwrapped(key.type)
        if (top, path) in _TABLES:
            continue
        if isinstance(base, type) and get_origin(base) is None and issubclass(base, Written):
            found += _leaves(base, path, top)
        else:
            found.append(Leaf(path, key.type, model))
    return found


def flat(model: type[Written], entry: Entry) -> Flat:
    """The facts that a mapping holds; empty lists and mappings are facts of none."""
    found = {}
    for leaf in leaves(model):
        value = _at(entry, leaf.path)
        if value is not None and value not in ([], {}):
            found[leaf.path] = _lists(leaf.kind, value)
    return found | _apart(model, entry)


def _apart(model: type[Written], entry: Entry) -> Flat:
    """What has a table of its own, or a column a year."""
    if model is HeadW and entry.get("owner"):
        owner = entry["owner"]
        named = [{"name": owner}] if isinstance(owner, str) else owner
        return {OWNERS: named if isinstance(named, list) else [named]}
    if model is not IndicatorW:
        return {}
    yearly = {(*TARGETS, year): value for year, value in entry.get("targets", {}).items()}
    owned = {(*UNIT_TARGETS, unit): dict(t) for unit, t in entry.get("unit_targets", {}).items()}
    revisions = entry.get("target_revisions")
    return yearly | owned | ({REVISIONS: revisions} if revisions else {})


def _lists(kind: Any, value: Any) -> Any:
    """One text where a list may stand too is the list of it."""
    bases = [unwrapped(member)[0] for member in members_of(kind)]
    either = str in bases and any(get_origin(base) is list for base in bases)
    return [value] if isinstance(value, str) and either else value


def _at(entry: Entry, path: Path) -> Any:
    found: Any = entry
    for key in path:
        if not isinstance(found, dict) or key not in found:
            return None
        found = found[key]
    return found


def nested(facts: Flat) -> Entry:
    """The mapping that holds these facts."""
    made: Entry = {}
    for path, value in facts.items():
        inside = made
        for key in path[:-1]:
            inside = inside.setdefault(key, {})
        inside[path[-1]] = value
    return made
