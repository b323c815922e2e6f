"""Makes good files bad by chance and reads them: `python -m tests.fuzz --count 20000 --seed 1`.

Exit status 1 if anything was wrong; the files concerned are kept in the folder of `--keep`.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random

from kpi.reading.process.pool import ReadTask, read_files
from kpi.workbooks.limits import SECONDS_PER_FILE
from tests.forms.plans import PLAN
from tests.fuzz.mutations import mutate
from tests.fuzz.oracle import Verdict, judge
from tests.fuzz.originals import RECEIVED, Original, originals, reading

_SLOW = SECONDS_PER_FILE / 4


def main() -> int:
    """Runs, prints the counts, and says how many were wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--first", type=int, default=0, help="number of the first mutation")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--pool", type=int, default=1_000, help="so many through the real pool too")
    parser.add_argument("--keep", type=Path, help="folder for the files that were read wrong")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        good = originals(Path(folder))
        counts = fuzz(good, asked.seed, range(asked.first, asked.first + asked.count), asked.keep)
        differing = through_pool(good, asked.seed, asked.pool, Path(folder))
    total = Counter(verdict for _, _, verdict in counts.elements())
    for (kind, way), verdicts in sorted(by_kind(counts).items()):
        _tell(f"{kind:5} {way:16}", verdicts)
    _tell("all", total)
    _tell("through the real reading processes", {"read": asked.pool, "differing": differing})
    return 1 if total["wrong"] or differing else 0


def _tell(what: str, counts: Mapping[str, int]) -> None:
    told = "  ".join(f"{name} {count}" for name, count in sorted(counts.items()))
    sys.stdout.write(f"{what} {told}\n")


Counts = Counter[tuple[str, str, str]]


def by_kind(counts: Counts) -> dict[tuple[str, str], Counter[str]]:
    found: dict[tuple[str, str], Counter[str]] = {}
    for (kind, way, verdict), n in counts.items():
        found.setdefault((kind, way), Counter())[verdict] += n
    return found


def mutated(good: Sequence[Original], seed: str, number: int) -> tuple[Original, str, bytes]:
    """The mutation of this number: always the same for the same seed and good files."""
    chance = Random(f"{seed}:{number}")  # noqa: S311 - the same every time
    original = chance.choice(good)
    way, content = mutate(original, good, chance)
    return original, way, content


def fuzz(
    good: Sequence[Original], seed: str, numbers: Sequence[int], keep: Path | None = None
) -> Counts:
    """How many of each (kind of file, way, verdict); what is wrong is told on stderr."""
    counts: Counts = Counter()
    for number in numbers:
        original, way, content = mutated(good, seed, number)
        verdict = _verdict(original, content)
        counts[original.kind, way, verdict.kind] += 1
        if verdict.kind == "wrong":
            told = f"#{number} {original.name} {original.kind} {way}: {verdict.why}"
            sys.stderr.write(told + "\n")
            if keep is not None:
                keep.mkdir(parents=True, exist_ok=True)
                (keep / f"{number}-{original.name}").write_bytes(content)
    return counts


def _verdict(original: Original, content: bytes) -> Verdict:
    began = time.process_time()  # a busy machine is not the file's fault
    try:
        read = reading(original.name, content)
    except Exception:  # noqa: BLE001 - an unhandled error is just what is looked for
        return Verdict("wrong", traceback.format_exc(limit=-4))
    if (took := time.process_time() - began) > _SLOW:
        return Verdict("wrong", f"{took:.1f} seconds")
    return judge(original, content, read)


def through_pool(good: Sequence[Original], seed: str, count: int, folder: Path) -> int:
    """How many of the first mutations the real reading processes read otherwise than we do."""
    tasks, wanted = [], []
    for number in range(count):
        original, _, content = mutated(good, seed, number)
        path = folder / f"pool-{number}"
        path.write_bytes(content)
        tasks.append(ReadTask(original.name, path, RECEIVED))
        wanted.append(reading(original.name, content))
    read = [found for _, found in read_files(tasks, PLAN)]
    return sum(a != b for a, b in zip(wanted, read, strict=True))


if __name__ == "__main__":
    sys.exit(main())
