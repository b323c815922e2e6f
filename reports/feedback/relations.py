"""What the parts of a package point at, and of what type each of them is."""

from __future__ import annotations

import posixpath
from typing import Any

from lxml import etree

from reports.feedback.package import CONTENT_TYPES, NotUnderstoodError, Package, parsed, serialized

TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}"


_RELATIONSHIP_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
_KNOWN = {
    "xml": "application/xml",
    "vml": "application/vnd.openxmlformats-officedocument.vmlDrawing",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "emf": "image/x-emf",
    "wmf": "image/x-wmf",
}


def _extension(part: str) -> str:
    name = part.rsplit("/", 1)[-1]
    return name.rsplit(".", 1)[-1].lower() if "." in name else ""


class Relations:
    """What a part points at, by id. `kind` is the last word of a relationship's type."""

    def __init__(self, package: Package, part: str) -> None:
        folder, name = posixpath.split(part)
        self.package, self.folder = package, folder
        self.name = posixpath.join(folder, "_rels", f"{name}.rels")
        self.changed = False
        if self.name in package:
            self.root = parsed(package.read(self.name))
        else:
            empty = f'<Relationships xmlns="{RELATIONSHIPS[1:-1]}"/>'
            self.root = etree.fromstring(empty)

    def of_kind(self, kind: str) -> dict[str, str]:
        """The parts of a kind by relationship id, those that lie outside left out."""
        return {
            r.get("Id", ""): self.target(r)
            for r in self.root.iterfind(f"{RELATIONSHIPS}Relationship")
            if r.get("Type", "").rsplit("/", 1)[-1] == kind and r.get("TargetMode") != "External"
        }

    def targets(self) -> dict[str, str]:
        every = self.root.iterfind(f"{RELATIONSHIPS}Relationship")
        return {r.get("Id", ""): self.target(r) for r in every if r.get("TargetMode") != "External"}

    def target(self, relation: Any) -> str:
        given = relation.get("Target", "")
        return posixpath.normpath(posixpath.join("/", self.folder, given)).lstrip("/")

    def add(self, kind: str, part: str) -> str:
        """A relationship of a whole type to a part; its new id."""
        taken = {r.get("Id", "").lower() for r in self.root}
        number = len(taken) + 1
        while f"rid{number}" in taken:
            number += 1
        etree.SubElement(
            self.root,
            f"{RELATIONSHIPS}Relationship",
            {
                "Id": f"rId{number}",
                "Type": kind,
                "Target": posixpath.relpath(f"/{part}", f"/{self.folder}"),
            },
        )
        self.changed = True
        return f"rId{number}"

    def drop(self, identifier: str) -> None:
        for relation in list(self.root):
            if relation.get("Id") == identifier:
                self.root.remove(relation)
                self.changed = True

    def save(self) -> None:
        if not self.changed:
            return
        if len(self.root):
            self.package.put(self.name, serialized(self.root))
        else:
            self.package.remove(self.name)


class ContentTypes:
    """The types of all parts."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.root = parsed(package.read(CONTENT_TYPES))
        self.changed = False
        if self.root.tag != f"{TYPES}Types":
            raise NotUnderstoodError("odd content types")

    def of(self, part: str) -> str:
        """A part's own type, else that of its extension; empty for none."""
        found = self._override(part)
        if found is None:
            found = self._default(part)
        return "" if found is None else found.get("ContentType", "")

    def set(self, part: str, kind: str) -> None:
        found = self._override(part)
        if found is None:
            found = etree.SubElement(self.root, f"{TYPES}Override", {"PartName": f"/{part}"})
        found.set("ContentType", kind)
        self.changed = True

    def drop(self, part: str) -> None:
        found = self._override(part)
        if found is not None:
            self.root.remove(found)
            self.changed = True

    def default(self, extension: str, kind: str) -> None:
        for given in self.root.iterfind(f"{TYPES}Default"):
            if given.get("Extension", "").lower() == extension:
                return
        element = etree.Element(f"{TYPES}Default", {"Extension": extension, "ContentType": kind})
        self.root.insert(0, element)
        self.changed = True

    def complete(self) -> None:
        """Gives every part a type that has none, and relationships their own: a program may
        refuse a package with a part of no type."""
        for part in self.package.names:
            if part == CONTENT_TYPES or part.endswith("/"):
                continue
            kind = self.of(part)
            if part.endswith(".rels"):
                if kind.lower() != _RELATIONSHIP_TYPE:
                    self.set(part, _RELATIONSHIP_TYPE)
            elif not kind:
                extension = _extension(part)
                self.set(part, _KNOWN.get(extension, "application/octet-stream"))

    def save(self) -> None:
        self.complete()
        if self.changed:
            self.package.put(CONTENT_TYPES, serialized(self.root))

    def _default(self, part: str) -> Any:
        wanted = _extension(part)
        for given in self.root.iterfind(f"{TYPES}Default"):
            if given.get("Extension", "").lower() == wanted:
                return given
        return None

    def _override(self, part: str) -> Any:
        wanted = f"/{part}".lower()
        for given in self.root.iterfind(f"{TYPES}Override"):
            if given.get("PartName", "").lower() == wanted:
                return given
        return None
