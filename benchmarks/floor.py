"""The floor of a monthly run: what starting the engine and importing the libraries costs anyway.

An empty Prefect flow on its ephemeral server, then great_expectations, polars, duckdb and
matplotlib. Run as a process of its own: `python -m benchmarks.floor PREFECT_HOME`.
"""

from __future__ import annotations

import os
import sys


def main(prefect_home: str) -> None:
    os.environ.update(
        PREFECT_HOME=prefect_home,
        DO_NOT_TRACK="1",
        PREFECT_SERVER_ANALYTICS_ENABLED="false",
        PREFECT_LOGGING_LEVEL="WARNING",
    )
    from prefect import flow

    @flow
    def empty() -> None:
        return None

    empty()
    import duckdb  # noqa: F401 - the import is what is measured
    import great_expectations  # noqa: F401
    import matplotlib.figure  # noqa: F401
    import polars  # noqa: F401


if __name__ == "__main__":
    main(sys.argv[1])
