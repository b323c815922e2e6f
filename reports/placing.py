"""A set of files in the place of the earlier set: all of it, or none.

They are made in a folder beside their place. Whatever cannot be replaced (Excel has it open) has
everything before it put back, so that no set is half new.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from kpi.files import as_its_folder, folder, named

_BEFORE = "before"  # where the earlier files are kept meanwhile, in the folder of the new ones


def put_in_place(made: Path, place: Path, names: Sequence[str]) -> None:
    """Moves files (names relative, with slashes) from `made` to `place`, over the earlier ones.

    The first is the one that people have open most often. The last one says that the set is whole:
    it goes before anything is moved, so that a set that was cut short does not pass for one.
    Raises OSError, bearing the name of the file that could not be replaced; then the earlier set
    stands as it did.
    """
    moved: list[str] = [names[-1]]
    try:
        _keep(made, place, names[-1])
        (place / names[-1]).unlink(missing_ok=True)
        for name in names:
            if name != names[-1]:
                _keep(made, place, name)
            with named(place / name):
                (made / name).replace(place / name)
            moved.append(name)
            as_its_folder(place / name)
    except BaseException:
        for name in reversed(moved):
            _put_back(made, place, name)
        raise


def _keep(made: Path, place: Path, name: str) -> None:
    """A copy of the earlier file, so that there is no moment without one."""
    folder((place / name).parent)
    kept = made / _BEFORE / name
    kept.parent.mkdir(parents=True, exist_ok=True)
    if (place / name).exists():
        shutil.copy2(place / name, kept)


def _put_back(made: Path, place: Path, name: str) -> None:
    kept = made / _BEFORE / name
    with suppress(OSError):
        if kept.exists():
            shutil.copy2(kept, place / name)
        else:
            (place / name).unlink()
