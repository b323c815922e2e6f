"""How much a file may ask of us, in one table. Whatever goes beyond is refused, not tried."""

from __future__ import annotations

from typing import Final

FILE_BYTES: Final = 30 * 2**20  # one received file
MEMBERS: Final = 3_000  # parts of a workbook or files of an archive
MEMBER_BYTES: Final = 120 * 2**20  # one part, unpacked
TOTAL_BYTES: Final = 250 * 2**20  # all parts, unpacked
RATIO: Final = 250  # unpacked to packed, for parts above RATIO_FROM
RATIO_FROM: Final = 2**20
SHEET_COLUMNS: Final = 1_024  # a filled cell further right is no form
SHEET_ROWS: Final = 100_000
SHEET_CELLS: Final = 400_000
SHEETS: Final = 200
SHARED_STRINGS: Final = 300_000
CSV_ROWS: Final = 200_000
CSV_CELLS: Final = 1_600_000
ARCHIVE_FILES: Final = 500  # forms in one .zip
SECONDS_PER_FILE: Final = 20.0  # of the processor's time, not of the clock on the wall
IDLE_SECONDS_PER_FILE: Final = 600.0  # without computing: a network drive that is gone
WORKER_BYTES: Final = 900 * 2**20  # address space of a reading process, where the system has it
SIDECAR_BYTES: Final = 256
