"""The reports: every output is what its manifest says, and the manifest what the journal says."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from kpi.files import is_unfinished, left_behind
from kpi.verify.findings import Finding
from kpi.verify.look import Look, plain_files

MANIFEST = "manifest.json"
PARTS = ("units", "fields")  # folders of pages with a manifest of their own
HELD_OPEN = ("~$", ".~lock.")  # beside a file that Excel or LibreOffice has open


def check_reports(look: Look) -> Iterator[Finding]:
    """Every folder of `data/reports` in which something lies."""
    top = look.home.reports("")
    if not top.is_dir():
        return
    reports = [f for f in (*top.glob("*"), *top.glob("*/as-of-*")) if f.is_dir()]
    parts = [f / part for f in reports for part in PARTS if (f / part).is_dir()]
    folders = [*reports, *parts]
    for left in [path for folder in (top, *folders) for path in left_behind(folder)]:
        yield Finding("reports", look.place(left), "leftover")
    told = _told(look)
    for folder in sorted(f for f in folders if not is_unfinished(f)):
        yield from _folder(
            look, folder, told.get(folder.relative_to(look.home.data).as_posix(), frozenset())
        )


def _folder(look: Look, folder: Path, told: frozenset[str]) -> Iterator[Finding]:
    files = {f.relative_to(folder).as_posix(): f for f in plain_files(folder) if _counts(folder, f)}
    manifest = files.pop(MANIFEST, None)
    if manifest is None:
        if files or told:
            yield Finding("reports", look.place(folder), "no_manifest")
        return
    look.counts["reports"] += 1
    if not told:
        yield Finding("reports", look.place(manifest), "untold")
    elif look.fingerprint(manifest) not in told:
        yield Finding("reports", look.place(manifest), "manifest_altered")
    outputs = _outputs(manifest)
    if outputs is None:
        yield Finding("reports", look.place(manifest), "unreadable_manifest")
        return
    for name in sorted(set(outputs) - set(files)):
        yield Finding("reports", look.place(folder / name), "missing")
    for name in sorted(set(files) - set(outputs)):
        yield Finding("reports", look.place(folder / name), "unknown")
    for name in sorted(set(files) & set(outputs)):
        if files[name].is_symlink() or look.fingerprint(files[name]) != outputs[name]:
            yield Finding("reports", look.place(folder / name), "altered")


def _counts(folder: Path, file: Path) -> bool:
    """Whether a file belongs to the report itself: an earlier day's has a folder of its own, and so
    have the pages of units and fields."""
    parts = file.relative_to(folder).parts
    passing = file.name.startswith(HELD_OPEN) or any(is_unfinished(Path(p)) for p in parts)
    apart = parts[0].startswith("as-of-") or (len(parts) > 1 and parts[0] in PARTS)
    return not passing and not apart


def _outputs(manifest: Path) -> dict[str, str] | None:
    """The outputs with their hashes; None where the manifest cannot be read."""
    try:
        given: Any = json.loads(manifest.read_bytes())["outputs"]
        found = {str(name): str(sha256) for name, sha256 in given.items()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return found if all(_is_below(name) for name in found) else None


def _is_below(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and ":" not in name


def _told(look: Look) -> dict[str, frozenset[str]]:
    """The hashes of each folder's manifests by the lines `report` of the journal. A line is written
    before its report takes its place, so after a run cut short an earlier one may stand there."""
    told: dict[str, frozenset[str]] = {}
    for entry in look.journal:
        folder, sha256 = entry.details.get("folder"), entry.details.get("manifest_sha256")
        if entry.what == "report" and isinstance(folder, str) and isinstance(sha256, str):
            told[folder] = told.get(folder, frozenset()) | {sha256}
    return told
