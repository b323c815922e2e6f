"""`python -m tests.submissions`: the corpus and the table of writings, counted: read right, asked
back, wrong. A case that did not come to what was meant is named."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.submissions.run import Ran, cases, counted, figure, run, writings


def _differs(one: Ran) -> list[str]:
    told = [(s.unit, s.period, s.outcome) for s in one.checked]
    wanted = [(s.unit, s.period, s.outcome) for s in one.case.subs]
    lines = [] if told == wanted else [f"  wanted {wanted}", f"  came to {told}"]
    for checked in one.checked:
        lines += [f"  {p.rule}: {p.message}" for p in checked.problems]
    for read in one.reading.submissions:
        lines += [f"  read {[(a.indicator, figure(a)) for a in read.answers]}"]
        lines += [f"  seen {t}" for t in read.seen]
    return lines


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")


def main(*names: str) -> int:
    every = cases()
    wanted = [c for c in every if any(n in c.name for n in names)] if names else every
    with tempfile.TemporaryDirectory() as folder:
        ran = run(wanted, Path(folder))
    _say(f"{len(ran)} files: {counted(ran.values())}")
    if not names:
        table = writings()
        _say(f"{table.right + table.asked + table.wrong} writings: {table}")
    for name, one in ran.items():
        told = [(s.unit, s.period, s.outcome) for s in one.checked]
        if names or told != [(s.unit, s.period, s.outcome) for s in one.case.subs]:
            _say("\n".join([name, *_differs(one)]))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
