"""What the cells of a sender's workbook say, read for the few that we must know."""

from __future__ import annotations

from typing import Any

from reports.feedback.package import Package, namespace_of, parsed


class Texts:
    """Texts of cells; the shared ones are read when the first is asked for."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self._shared: list[str] | None = None

    def of(self, cell: Any) -> str:
        ns = cell.tag[: cell.tag.index("}") + 1]
        if cell.get("t") == "inlineStr":
            return _text(cell.find(f"{ns}is"), ns)
        value = cell.findtext(f"{ns}v") or ""
        if cell.get("t") != "s":
            return value
        shared = self._texts()
        number = int(value) if value.isascii() and value.isdigit() else len(shared)
        return shared[number] if number < len(shared) else ""

    def _texts(self) -> list[str]:
        if self._shared is None:
            wanted = "xl/sharedstrings.xml"
            name = next((n for n in self.package.names if n.lower() == wanted), None)
            self._shared = []
            if name is not None:
                root = parsed(self.package.read(name))
                ns = namespace_of(root)
                self._shared = [_text(item, ns) for item in root.iterchildren(f"{ns}si")]
        return self._shared


def _text(item: Any, ns: str) -> str:
    """The text of a string, plain or in runs; phonetic guides are left out."""
    if item is None:
        return ""
    plain = item.findtext(f"{ns}t") or ""
    return plain + "".join(run.findtext(f"{ns}t") or "" for run in item.iterchildren(f"{ns}r"))
