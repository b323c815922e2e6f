"""What the cells of a sender's workbook say, read for the few that we must know."""

from __future__ import annotations

from typing import Any

from reports.feedback.package import Package, namespace_of, parsed


class Texts:
    """Texts of cells; the shared ones are read when the first is asked for."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self._shared: list[Any] | None = None

    def of(self, cell: Any) -> str:
        ns = cell.tag[: cell.tag.index("}") + 1]
        if cell.get("t") in ("inlineStr", "s"):
            return _text(self.item(cell), ns)
        return cell.findtext(f"{ns}v") or ""

    def item(self, cell: Any) -> Any:
        """The element of a cell's text, whole or in runs; None if it has none."""
        ns = cell.tag[: cell.tag.index("}") + 1]
        if cell.get("t") == "inlineStr":
            return cell.find(f"{ns}is")
        value = cell.findtext(f"{ns}v") or ""
        if cell.get("t") != "s" or not (value.isascii() and value.isdigit()):
            return None
        shared = self._items()
        return shared[int(value)] if int(value) < len(shared) else None

    def _items(self) -> list[Any]:
        if self._shared is None:
            wanted = "xl/sharedstrings.xml"
            name = next((n for n in self.package.names if n.lower() == wanted), None)
            self._shared = []
            if name is not None:
                root = parsed(self.package.read(name))
                ns = namespace_of(root)
                self._shared = list(root.iterchildren(f"{ns}si"))
        return self._shared


def _text(item: Any, ns: str) -> str:
    """The text of a string, plain or in runs; phonetic guides are left out."""
    if item is None:
        return ""
    plain = item.findtext(f"{ns}t") or ""
    return plain + "".join(run.findtext(f"{ns}t") or "" for run in item.iterchildren(f"{ns}r"))
