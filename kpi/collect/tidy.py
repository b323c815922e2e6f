"""A home as whoever changes it should find it: nothing left by killed runs, nothing open to others.

Only under the home's lock.
"""

from __future__ import annotations

from pathlib import Path

from kpi.files import owner_only, private_folder, sweep
from kpi.home import Home
from kpi.receiving.ledger import Ledger


def tidy(home: Home, ledger: Ledger) -> None:
    """Sweeps away what killed runs left, and keeps others out of what is not meant for them."""
    from kpi.receiving.archive import adopt

    private_folder(home.archive)
    adopt(home, ((sha256, path) for path, sha256 in ledger.seen()))
    shared = [home.data / name for name in ("reports", "outbox", "forms")]
    below = [f for top in shared for f in _folders(top)]
    sweep([home.data, home.archive, home.archive / "plans", home.published, *shared, *below])
    for path in (home.warehouse, home.journal, home.log, home.desk):
        if path.exists():
            owner_only(path)


def _folders(top: Path) -> list[Path]:
    """The folders below one, to the depth at which outputs are made."""
    return [f for f in (*top.glob("*"), *top.glob("*/*")) if f.is_dir() and not f.is_symlink()]
