"""The desk page read back as a browser's tree would give it: sections, tables, links, texts."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

VOID = {"meta", "br", "img", "link"}


@dataclass
class Section:
    """One part of the page: its text, its links (address, label), its tables as rows of cells."""

    text: str = ""
    links: list[tuple[str, str]] = field(default_factory=list)
    tables: list[list[list[str]]] = field(default_factory=list)
    items: list[str] = field(default_factory=list)

    def rows(self, table: int = 0) -> list[list[str]]:
        """The rows below the heads."""
        return self.tables[table][1:]


class Page(HTMLParser):
    """Parts by the id of their section; what stands before them under `header`."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.sections: dict[str, Section] = {"header": Section()}
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self._now = self.sections["header"]
        self._cell: list[str] | None = None
        self._link: tuple[str, list[str]] | None = None
        self.feed(html)
        self.close()

    @classmethod
    def of(cls, path: Path) -> Page:
        return cls(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.tags.append((tag, given))
        if tag not in VOID:
            self.open.append(tag)
        if tag == "section":
            self._now = self.sections[given["id"]] = Section()
        elif tag == "table":
            self._now.tables.append([])
        elif tag == "tr":
            self._now.tables[-1].append([])
        elif tag in {"th", "td"}:
            self._cell = []
        elif tag == "li":
            self._now.items.append("")
        elif tag == "a":
            self._link = (given["href"], [])

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, tag
        if tag in {"th", "td"} and self._cell is not None:
            self._now.tables[-1][-1].append("".join(self._cell))
            self._cell = None
        elif tag == "a" and self._link is not None:
            self._now.links.append((self._link[0], "".join(self._link[1])))
            self._link = None

    def handle_data(self, data: str) -> None:
        self._now.text += data
        if self._cell is not None:
            self._cell.append(data)
        if self._link is not None:
            self._link[1].append(data)
        if "li" in self.open:
            self._now.items[-1] += data

    def tile(self, key: str) -> int:
        """The number with which the page begins for a section."""
        label = dict(self.sections["header"].links)[f"#{key}"]
        digits = ""
        for character in label:
            if not (character.isdigit() or character == "."):
                break
            digits += character
        return int(digits.replace(".", ""))
