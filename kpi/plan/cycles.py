"""Circles among references, found without recursion."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence


def cycles(edges: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, ...]]:
    """Each circle met by a walk in the given order, as `a, b, a`."""
    done: set[str] = set()
    for start in edges:
        if start in done:
            continue
        trail = [start]
        on_trail = {start}
        waiting = [iter(edges[start])]
        while trail:
            step = next((n for n in waiting[-1] if n in edges and n not in done), None)
            if step is None:
                done.add(trail[-1])
                on_trail.discard(trail.pop())
                waiting.pop()
            elif step in on_trail:
                yield (*trail[trail.index(step) :], step)
            else:
                trail.append(step)
                on_trail.add(step)
                waiting.append(iter(edges[step]))
