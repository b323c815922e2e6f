"""The list of titles in `docProps/app.xml`: what a folder view shows of a workbook's sheets."""

from __future__ import annotations

from typing import Any, Final

from lxml import etree

from reports.feedback.package import NotUnderstoodError, Package, parsed, serialized

PART: Final = "docProps/app.xml"


class Titles:
    """Groups of titles with their counts; a list that does not add up is left out when saved,
    as programs write it anew."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.changed = False
        self.root: Any = None
        self.groups: list[tuple[str, list[str]]] = []
        if PART in package:
            try:
                self.root = parsed(package.read(PART))
            except NotUnderstoodError:
                return  # nothing depends on it
        self.groups = self._groups()

    def remove(self, title: str) -> None:
        if self.root is None:
            return
        own = f"'{title.replace(chr(39), chr(39) * 2)}'!"
        self.groups = [
            (name, [t for t in titles if t != title and not t.startswith(own)])
            for name, titles in self.groups
        ]
        self.changed = True

    def insert_first(self, title: str, names: tuple[str, ...]) -> None:
        if self.root is None:
            return
        own = f"'{title.replace(chr(39), chr(39) * 2)}'!"
        for number, (_, titles) in enumerate(self.groups):
            if number == 0:
                titles.insert(0, title)
            elif number == len(self.groups) - 1:
                titles += [f"{own}{name.removeprefix('_xlnm.')}" for name in names]
        self.changed = True

    def save(self) -> None:
        if self.root is None or not self.changed:
            return
        pairs, listed = self._child("HeadingPairs"), self._child("TitlesOfParts")
        if not self.groups:
            for element in (pairs, listed):
                if element is not None:
                    self.root.remove(element)
        else:
            self._write(pairs[0], listed[0])
        self.package.put(PART, serialized(self.root))

    def _groups(self) -> list[tuple[str, list[str]]]:
        pairs, listed = self._child("HeadingPairs"), self._child("TitlesOfParts")
        if pairs is None or listed is None or len(pairs) != 1 or len(listed) != 1:
            return []
        titles = [element.text or "" for element in listed[0]]
        said = ["".join(variant.itertext()).strip() for variant in pairs[0]]
        groups, at = [], 0
        for name, count in zip(said[::2], said[1::2], strict=False):
            if not (count.isascii() and count.isdigit()):
                return []
            groups.append((name, titles[at : at + int(count)]))
            at += int(count)
        return groups if at == len(titles) else []

    def _child(self, name: str) -> Any:
        if self.root is None:
            return None
        return next((c for c in self.root if etree.QName(c).localname == name), None)

    def _write(self, pairs: Any, listed: Any) -> None:
        kept = [(name, titles) for name, titles in self.groups if titles]
        ns = pairs.tag[: pairs.tag.index("}") + 1]
        for vector in (pairs, listed):
            for child in list(vector):
                vector.remove(child)
        for name, titles in kept:
            for tag, text in (("lpstr", name), ("i4", str(len(titles)))):
                variant = etree.SubElement(pairs, f"{ns}variant")
                etree.SubElement(variant, f"{ns}{tag}").text = text
            for title in titles:
                etree.SubElement(listed, f"{ns}lpstr").text = title
        pairs.set("size", str(2 * len(kept)))
        listed.set("size", str(sum(len(titles) for _, titles in kept)))
