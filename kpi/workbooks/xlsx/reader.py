"""Reads .xlsx and .xlsm as far as a form needs it: values, formulas, errors, formats, names.

Libraries hide errors and formulas that nobody computed, or lose number formats; a form's
meaning hangs on them. Nothing is resolved, fetched or run; cells are kept sparse, so that a far
cell costs nothing, and is refused.
"""

from __future__ import annotations

import zipfile
from zlib import error as ZlibError

from lxml import etree

from kpi.workbooks import limits
from kpi.workbooks.grid import Refused, Sheet, Workbook
from kpi.workbooks.package import Package
from kpi.workbooks.refusals import UNREADABLE_FILE, UNSAFE_FILE
from kpi.workbooks.source import Source
from kpi.workbooks.xlsx.cells import CellMaker, Texts
from kpi.workbooks.xlsx.comments import comments_of
from kpi.workbooks.xlsx.parts import Contents, Listed, Relation, contents_of, relations_of
from kpi.workbooks.xlsx.sheets import read_cells
from kpi.workbooks.xlsx.stale import without_made_up
from kpi.workbooks.xlsx.strings import shared_strings
from kpi.workbooks.xlsx.styles import SharedText, Styles, styles_of

_USUAL = "xl/workbook.xml"


def read_xlsx(path: Source, package: Package | None = None) -> Workbook:
    """The workbook of a file that the guard let in, `package` if it is open already; raises
    Refused if it cannot be read."""
    try:
        return _Reading(package or Package(path)).workbook()
    except (zipfile.BadZipFile, ZlibError, EOFError, OSError, NotImplementedError, RuntimeError):
        raise Refused(UNREADABLE_FILE, "truncated") from None
    except (etree.XMLSyntaxError, KeyError, ValueError, OverflowError, LookupError, TypeError):
        raise Refused(UNREADABLE_FILE, "damaged") from None


class _Reading:
    def __init__(self, package: Package) -> None:
        self.package = package
        main = self._main()
        self.folder, _, name = main.rpartition("/")
        self.contents: Contents = contents_of(package.read(main))
        beside = self._member(self._beside(f"_rels/{name}.rels")) or ""
        self.relations = relations_of(package.read(beside), self.folder)
        since_1904 = self.contents.since_1904
        self.maker = CellMaker(self._styles(), Texts(self._strings), since_1904=since_1904)

    def workbook(self) -> Workbook:
        listed = self.contents.sheets
        if len(listed) > limits.SHEETS:
            raise Refused(UNSAFE_FILE, "many_sheets", most=limits.SHEETS)
        parts = {
            r.id: self._member(r.target)
            for r in self.relations
            if r.kind == "worksheet" or "worksheets/" in r.target
        }
        sheets = [
            # what is missing here is a chart sheet, a macro sheet, or a part that is gone
            self._sheet(sheet, part)
            for sheet in listed
            if (part := parts.get(sheet.relation)) is not None
        ]
        old = self.maker.texts.old
        return Workbook(old.settled(sheets), self.contents.since_1904, guessed=old.guessed())

    def _sheet(self, listed: Listed, part: str) -> Sheet:
        filled, merged = read_cells(self.package.read(part), self.maker)
        persons = [self._member(r.target) or "" for r in self.relations if r.kind == "person"]
        sheet = Sheet(
            listed.title,
            filled.rows,
            listed.hidden,
            self.contents.names.get(listed.title, {}),
            {} if self.contents.as_displayed else filled.formulas,
            comments_of(self.package, part, persons),
            merged,
        )
        return without_made_up(sheet) if self.contents.never_computed else sheet

    def _main(self) -> str:
        """The workbook's own part: nearly always of one name, else where the package says."""
        if _USUAL in self.package.members:
            return _USUAL
        for relation in relations_of(self.package.read("_rels/.rels"), ""):
            if relation.kind == "officeDocument" and (part := self._member(relation.target)):
                return part
        raise KeyError(_USUAL)

    def _member(self, name: str) -> str | None:
        """The member of this name; names of parts are the same in any case of letters."""
        if name in self.package.members:
            return name
        low = name.lower()
        return next((m for m in self.package.members if m.lower() == low), None)

    def _beside(self, name: str) -> str:
        """The name of a part in the folder of the workbook's own; it may lie in none."""
        return f"{self.folder}/{name}" if self.folder else name

    def _related(self, kind: str, usual: str) -> str | None:
        found: Relation | None = next((r for r in self.relations if r.kind == kind), None)
        return (self._member(found.target) if found else None) or self._member(usual)

    def _styles(self) -> Styles:
        part = self._related("styles", self._beside("styles.xml"))
        return styles_of(self.package.read(part)) if part else Styles()

    def _strings(self) -> list[SharedText]:
        part = self._related("sharedStrings", self._beside("sharedStrings.xml"))
        return shared_strings(self.package.read(part)) if part else []
