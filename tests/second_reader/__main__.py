"""`python -m tests.second_reader`: how many cells two readers read alike, and why others differ."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.second_reader.compare import Compared, compare
from tests.second_reader.corpus import workbooks


def main() -> int:
    """Prints the counts; exit status 1 if anything differs without a reason."""
    found = Compared()
    with tempfile.TemporaryDirectory() as folder:
        for name, path in workbooks(Path(folder)):
            compare(path, name, found)
    told = [f"{found.files} workbooks, {found.sheets} sheets, {found.cells} cells compared",
            f"{found.equal} alike"]  # fmt: skip
    told += [f"{count} {reason}" for reason, count in sorted(found.reasons.items())]
    told += [f"{len(found.unopened)} workbooks opened by our reader alone", *found.unopened]
    told += [f"{len(found.differences)} without a reason", *found.differences]
    sys.stdout.write("\n".join(told) + "\n")
    return 1 if found.differences else 0


if __name__ == "__main__":
    sys.exit(main())
