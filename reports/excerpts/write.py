"""The files of one unit and of one field, in folders beside the report's own.

The one rule: such a folder has a manifest of its own, which names every file in it with its hash
and the moment it speaks of; a page written anew changes no other.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kpi.files import named, working_folder
from reports.manifest import sha256
from reports.placing import put_in_place
from reports.report import Report

MANIFEST = "manifest.json"
Tell = Callable[[Path], None]


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The files written, the one to open first, and the manifest of their folder."""

    files: tuple[Path, ...]
    manifest: Path


def write_unit(folder: Path, report: Report, unit: str, tell: Tell | None = None) -> Excerpt:
    """`U.pdf` and `U.xlsx` of a unit of the plan; equal reports give equal bytes.

    `tell` is called with the finished manifest before anything takes its place. Raises OSError,
    bearing the file's name, if one of them is held open; then the earlier ones stand.
    """
    from reports.excerpts.book import write_book_of
    from reports.excerpts.figures import ask_unit
    from reports.excerpts.unit import write_pdf_of
    from reports.forms import safe_unit_name

    page = ask_unit(report, unit)
    with named(folder), working_folder(folder.parent) as made:
        name = safe_unit_name(report.edition.plan, unit)
        write_pdf_of(made / f"{name}.pdf", report.edition, page)
        write_book_of(made / f"{name}.xlsx", report.edition, page)
        return _put(made, folder, report, [f"{name}.pdf", f"{name}.xlsx"], tell)


def write_field(folder: Path, report: Report, field: str, tell: Tell | None = None) -> Excerpt:
    """`F.pdf` of a field of the plan; as `write_unit`."""
    from reports.excerpts.field import write_pdf_of
    from reports.excerpts.figures import ask_field

    page = ask_field(report, field)
    with named(folder), working_folder(folder.parent) as made:
        name = field_name(report, field)
        write_pdf_of(made / f"{name}.pdf", report.edition, page)
        return _put(made, folder, report, [f"{name}.pdf"], tell)


def field_name(report: Report, field: str) -> str:
    """A field's id as a file name; one that is none, or is another's but for case, with six hex
    digits."""
    others = [f.id.casefold() for f in report.edition.plan.fields]
    if re.fullmatch(r"\w[\w.-]*(?<!\.)", field) and others.count(field.casefold()) == 1:
        return field
    safe = re.sub(r"[^\w-]+", "-", field)
    return f"{safe}-{hashlib.sha256(field.encode()).hexdigest()[:6]}"


def _put(made: Path, folder: Path, report: Report, names: list[str], tell: Tell | None) -> Excerpt:
    manifest = made / MANIFEST
    text = json.dumps(_manifest(made, folder, report, names), ensure_ascii=False, indent=2)
    manifest.write_text(text + "\n", encoding="utf-8", newline="\n")
    if tell:
        tell(manifest)
    put_in_place(made, folder, [*names, MANIFEST])
    return Excerpt(tuple(folder / name for name in names), folder / MANIFEST)


def _manifest(made: Path, folder: Path, report: Report, names: list[str]) -> dict[str, object]:
    """The folder's files with what they speak of: those written now, and those of earlier runs
    that are still there."""
    edition = report.edition
    outputs, moments = (
        {name: said for name, said in _earlier(folder, key).items() if (folder / name).is_file()}
        for key in ("outputs", "as_of")
    )
    for name in names:
        outputs[name] = sha256(made / name)
        moments[name] = edition.as_of.isoformat() + "Z"
    return {
        "period": edition.period.label,
        "plan": edition.plan.id,
        "as_of": dict(sorted(moments.items())),
        "outputs": dict(sorted(outputs.items())),
    }


def _earlier(folder: Path, key: str) -> dict[str, str]:
    try:
        told = json.loads((folder / MANIFEST).read_bytes())[key]
        return {str(name): str(said) for name, said in told.items()}
    except (OSError, ValueError, KeyError, AttributeError, TypeError):
        return {}  # none yet, or one that nobody can read: it is made anew
