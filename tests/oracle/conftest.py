"""The published series are read where they lie, beside the checkout; a clone elsewhere has none."""

from __future__ import annotations

from pathlib import Path

SDG = Path(__file__).parents[3] / "shared" / "data" / "sdg"
collect_ignore = [] if SDG.is_dir() else ["test_sdg.py"]
