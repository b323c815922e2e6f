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
    import polars  # noqa: F401 - it looks for pandas when it is loaded, and must find it

    sys.modules["pandas"] = None  # type: ignore[assignment]  # how Python marks what cannot be had
    try:
        yield
    finally:
        del sys.modules["pandas"]
