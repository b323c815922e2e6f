"""Lets a light command answer at once: DuckDB loads pandas, a third of a second, to look whether a
parameter is one of its values; without pandas it does well."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_pandas() -> Iterator[None]:
    """The block runs as if pandas were not installed, unless it is loaded already."""
    if "pandas" in sys.modules:
        yield
        return
    sys.modules["pandas"] = None  # type: ignore[assignment]  # how Python marks what cannot be had
    try:
        yield
    finally:
        with_pandas()


def with_pandas() -> None:
    """From here on what needs pandas finds it, also inside such a block: to be called before work
    that is heavy anyway, and before a library looks for pandas and remembers that it found none."""
    if sys.modules.get("pandas", sys) is None:
        del sys.modules["pandas"]


def load_polars() -> None:
    """To be done before `import polars` in code that may run inside such a block: polars looks for
    pandas when it is loaded, and must find it."""
    hidden = "polars" not in sys.modules and sys.modules.get("pandas", sys) is None
    if hidden:
        del sys.modules["pandas"]
    try:
        import polars  # noqa: F401 - loading it is all that is wanted
    finally:
        if hidden and "pandas" not in sys.modules:
            sys.modules["pandas"] = None  # type: ignore[assignment]  # as above
