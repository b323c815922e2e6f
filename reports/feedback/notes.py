"""Comments of one sheet: ours are added and taken away, a person's stay word for word.

A comment needs three things that agree: its text, its box (VML), and what points at both. Ours
begins with a mark, because LibreOffice forgets authors; where a cell has a comment already, ours
follows below it, and in a thread it is a reply.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lxml import etree

from kpi.reading.notes import OUR_AUTHOR, OUR_MARK
from reports.feedback.addresses import split
from reports.feedback.boxes import Boxes
from reports.feedback.package import (
    DOCUMENT,
    NotUnderstoodError,
    Package,
    namespace_of,
    parsed,
    serialized,
)
from reports.feedback.relations import ContentTypes, Relations
from reports.feedback.sheet import SheetPart
from reports.feedback.threads import Threads

_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(frozen=True, slots=True)
class Said:
    """A comment of ours: paragraphs, each with the words that stand out at its beginning."""

    paragraphs: tuple[tuple[str, str], ...]

    @property
    def text(self) -> str:
        return "\n\n".join(f"{strong}{rest}" for strong, rest in self.paragraphs)


class Notes:
    """The comments of one sheet. `kinds` is the beginning of a relationship's type here."""

    def __init__(
        self, package: Package, sheet: SheetPart, types: ContentTypes, kinds: str = DOCUMENT
    ) -> None:
        self.package, self.sheet, self.types, self.kinds = package, sheet, types, kinds
        self.relations = Relations(package, sheet.part)
        found = self.relations.of_kind("comments")
        if len(found) > 1:
            raise NotUnderstoodError("two sets of comments")
        self.relation, self.part = next(iter(found.items()), ("", ""))
        self.root: Any = parsed(package.read(self.part)) if self.part else None
        self.ns = namespace_of(self.root) if self.root is not None else sheet.ns
        self.boxes = Boxes(package, sheet, types, self.relations, kinds)
        self.threads = Threads(package, self.relations)
        self.changed = False
        self._by_address: dict[str, Any] | None = None

    def ours(self) -> list[tuple[int, int]]:
        """The cells with a comment of ours or with words of ours in it."""
        authors = self._authors()
        found = [split(c.get("ref", "")) for c in self._comments() if self._is_ours(c, authors)]
        return [at for at in found if at is not None]

    def remove_ours(self) -> None:
        """Takes away what we wrote; a comment that was only ours goes with its box."""
        authors, self._by_address = self._authors(), None
        for comment in self._comments():
            if not self._is_ours(comment, authors):
                continue
            at = split(comment.get("ref", ""))
            if self._is_only_ours(comment, authors):
                comment.getparent().remove(comment)
                if at is not None:
                    self.boxes.remove(*at)
            else:
                _cut(comment.find(f"{self.ns}text"), self.ns)
            self.changed = True
        self.threads.remove_ours()

    def add(self, row: int, column: int, address: str, said: Said, moment: datetime) -> None:
        """Our comment at a cell, below what stands there already."""
        self._begin()
        self.changed = True
        if self._by_address is None:
            self._by_address = {c.get("ref", ""): c for c in self._comments()}
        given = self._by_address.get(address)
        if given is None:
            listed = self.root.find(f"{self.ns}commentList")
            author = {"ref": address, "authorId": self._our_number()}
            comment = etree.SubElement(listed, f"{self.ns}comment", author)
            self._by_address[address] = comment
            self._write(etree.SubElement(comment, f"{self.ns}text"), said, f"{OUR_MARK}\n")
            self.boxes.add(row, column, f"{OUR_MARK}\n{said.text}")
            return
        text = given.find(f"{self.ns}text")
        if text is None:
            text = etree.SubElement(given, f"{self.ns}text")
        self._write(text, said, f"\n\n{OUR_MARK}\n")
        self.boxes.enlarge(row, column, self._text(text))
        self.threads.reply(address, said.text, moment)

    def save(self) -> None:
        if self.changed:
            if self._comments():
                self.package.put(self.part, serialized(self.root))
            else:
                self._end()
        self.threads.save()
        self.boxes.save(empty=not self._comments())
        self.relations.save()

    def _begin(self) -> None:
        if self.root is not None:
            return
        self.part = self.package.free_name("xl/comments{}.xml")
        empty = f'<comments xmlns="{self.ns[1:-1]}"><authors/><commentList/></comments>'
        self.root = etree.fromstring(empty)
        self.package.put(self.part, b"")
        self.types.set(self.part, _TYPE)
        self.relation = self.relations.add(f"{self.kinds}/comments", self.part)

    def _end(self) -> None:
        self.package.remove(self.part)
        self.types.drop(self.part)
        self.relations.drop(self.relation)

    def _comments(self) -> list[Any]:
        if self.root is None:
            return []
        return list(self.root.iterfind(f"{self.ns}commentList/{self.ns}comment"))

    def _authors(self) -> dict[str, str]:
        if self.root is None:
            return {}
        listed = self.root.findall(f"{self.ns}authors/{self.ns}author")
        return {str(number): (author.text or "") for number, author in enumerate(listed)}

    def _our_number(self) -> str:
        for number, author in self._authors().items():
            if author == OUR_AUTHOR:
                return number
        listed = self.root.find(f"{self.ns}authors")
        if listed is None:
            raise NotUnderstoodError("comments without authors")
        etree.SubElement(listed, f"{self.ns}author").text = OUR_AUTHOR
        return str(len(listed.findall(f"{self.ns}author")) - 1)

    def _is_ours(self, comment: Any, authors: dict[str, str]) -> bool:
        return self._is_only_ours(comment, authors) or OUR_MARK in self._text(comment)

    def _is_only_ours(self, comment: Any, authors: dict[str, str]) -> bool:
        if authors.get(comment.get("authorId", "")) == OUR_AUTHOR:
            return True
        return self._text(comment).lstrip().startswith(OUR_MARK)

    def _text(self, comment: Any) -> str:
        return "".join(t.text or "" for t in comment.iter(f"{self.ns}t"))

    def _write(self, text: Any, said: Said, before: str) -> None:
        runs = [(before, False)]
        for number, (strong, rest) in enumerate(said.paragraphs):
            runs += [("\n\n" if number else "", True), (strong, True), (rest, False)]
        for content, bold in runs:
            if not content:
                continue
            run = etree.SubElement(text, f"{self.ns}r")
            looks = etree.SubElement(run, f"{self.ns}rPr")
            if bold:
                etree.SubElement(looks, f"{self.ns}b")
            for name, value in (
                ("sz", "10"),
                ("color", "81"),
                ("rFont", "Tahoma"),
                ("family", "2"),
            ):
                key = "indexed" if name == "color" else "val"
                etree.SubElement(looks, f"{self.ns}{name}", {key: value})
            words = etree.SubElement(run, f"{self.ns}t")
            words.text = content
            words.set(_XML_SPACE, "preserve")


def _cut(text: Any, ns: str) -> None:
    """Ends a comment's text before our mark."""
    if text is None:
        return
    pieces = list(text.iter(f"{ns}t"))
    whole = "".join(piece.text or "" for piece in pieces)
    left = len(whole[: whole.index(OUR_MARK)].rstrip("\n")) if OUR_MARK in whole else len(whole)
    for piece in pieces:
        words = piece.text or ""
        piece.text, left = words[:left], max(0, left - len(words))
        run = piece.getparent()
        if not piece.text and run is not text:
            text.remove(run)
