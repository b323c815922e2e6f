"""The warehouse built once more from the archive, beside the present one: do they say the same?"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kpi.collect.replay import replay
from kpi.files import working_folder
from kpi.home import Home
from kpi.receiving.ledger import Ledger
from kpi.verify.findings import Finding
from kpi.verify.look import Look
from kpi.warehouse.digest import acts_digest, run_digests
from kpi.warehouse.store import open_file


def differing_runs(look: Look) -> Iterator[Finding]:
    """The runs that the archive gives otherwise than the warehouse has them; runs that only one
    of the two has are left to the other checks. Raises WarehouseProblem, OSError."""
    if look.con is None:
        return
    home, ledger = look.home, Ledger(look.home)
    with _working_folder(home) as folder:
        again = open_file(folder / home.warehouse.name)
        try:
            replay(home, again, ledger)
            built = run_digests(again, ledger.runs())
            acts = acts_digest(again)
        finally:
            again.close()
    if acts != acts_digest(look.con):
        yield Finding("warehouse", look.place(home.warehouse), "rebuilt_differs")
    present = run_digests(look.con, sorted(built))
    for run in sorted(set(present) & set(built)):
        if present[run] != built[run]:
            yield Finding("warehouse", f"{look.place(home.warehouse)}:{run}", "rebuilt_differs")


@contextmanager
def _working_folder(home: Home) -> Iterator[Path]:
    """Beside the warehouse; where nothing can be written there, in the system's own place."""
    if os.access(home.data, os.W_OK):
        with working_folder(home.data) as folder:
            yield folder
    else:
        with tempfile.TemporaryDirectory() as made:
            yield Path(made)
