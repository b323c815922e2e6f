"""Conversations of Excel 365: a cell that has one gets our words as a reply.

A thread's people are listed by themselves; ours is known by its name, whatever number a program
gives it.
"""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from lxml import etree

from kpi.reading.notes import OUR_AUTHOR
from reports.feedback.package import Package, parsed, serialized
from reports.feedback.relations import Relations

_THREADS = "{http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments}"
_OURS = uuid.UUID("5b0c2b1e-7a0f-5d6c-9a55-0d7d3f3a6a10")  # a name space of our own, no secret


class Threads:
    """Conversations of Excel 365: a cell that has one gets our words as a reply."""

    def __init__(self, package: Package, relations: Relations) -> None:
        self.package = package
        self.part = next(iter(relations.of_kind("threadedComment").values()), "")
        self.root: Any = parsed(package.read(self.part)) if self.part in package else None
        self.changed = False
        self.person = "{" + str(uuid.uuid5(_OURS, OUR_AUTHOR)).upper() + "}"

    def reply(self, address: str, text: str, moment: datetime) -> None:
        """Our words below the first comment of a cell; nothing if it has no thread."""
        thread = next((c for c in self._all() if c.get("ref") == address), None)
        if thread is None or self._people_part() not in self.package:
            return
        first = thread.get("parentId") or thread.get("id", "")
        number = uuid.uuid5(_OURS, f"{first}{address}{text}{len(self.root)}")
        about = {
            "ref": address,
            "dT": moment.strftime("%Y-%m-%dT%H:%M:%S.00"),
            "personId": self.person,
            "id": "{" + str(number).upper() + "}",
            "parentId": first,
        }
        reply = etree.Element(f"{_THREADS}threadedComment", about)
        etree.SubElement(reply, f"{_THREADS}text").text = text
        last = [c for c in self._all() if first in (c.get("id"), c.get("parentId"))][-1]
        last.addnext(reply)
        self.changed = True

    def remove_ours(self) -> None:
        ours = self._our_people()
        for comment in self._all():
            if comment.get("personId") in ours:
                comment.getparent().remove(comment)
                self.changed = True

    def save(self) -> None:
        if self.changed:
            self.package.put(self.part, serialized(self.root))
            self._introduce()

    def _all(self) -> list[Any]:
        found = [] if self.root is None else self.root.findall(f"{_THREADS}threadedComment")
        return list(found)

    def _people_part(self) -> str:
        return next(iter(Relations(self.package, "xl/workbook.xml").of_kind("person").values()), "")

    def _our_people(self) -> set[str]:
        """Excel may give our person another number when it saves; the name stays."""
        part = self._people_part()
        if not self._all() or part not in self.package:
            return {self.person}
        people = parsed(self.package.read(part))
        ours = {p.get("id", "") for p in people if p.get("displayName") == OUR_AUTHOR}
        return {self.person} | ours

    def _introduce(self) -> None:
        """Our person among those who may write."""
        part = self._people_part()
        if part not in self.package:
            return
        people = parsed(self.package.read(part))
        if self.person in {p.get("id") for p in people}:
            return
        about = {
            "displayName": OUR_AUTHOR,
            "id": self.person,
            "userId": OUR_AUTHOR,
            "providerId": "None",
        }
        etree.SubElement(people, f"{_THREADS}person", about)
        self.package.put(part, serialized(people))
