"""What people pinned to the cells of a sheet: notes of old, and threads of newer Excels.

A thread leaves a note for older programs that repeats it; where both are, the thread speaks.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Mapping
from typing import Any
from zlib import error as ZlibError

from lxml import etree

from kpi.workbooks.grid import Comment, Refused
from kpi.workbooks.package import Package
from kpi.workbooks.xlsx.cells import place_of
from kpi.workbooks.xlsx.parts import Relation, namespace_of, parse_xml, relations_of
from kpi.workbooks.xlsx.styles import Run, runs_of

Comments = dict[tuple[int, int], Comment]
_MOST = 5_000  # of one sheet; a form has some dozens
_UNREADABLE = (
    KeyError, ValueError, TypeError, Refused, etree.XMLSyntaxError, zipfile.BadZipFile,
    ZlibError, EOFError, NotImplementedError, RuntimeError,
)  # fmt: skip


def comments_of(package: Package, sheet: str, persons: Iterable[str]) -> Comments:
    """The comments of a sheet's part by (row, column). One that cannot be read is left out:
    a remark that is lost must not cost the figures."""
    folder, _, name = sheet.rpartition("/")
    beside = f"{folder}/_rels/{name}.rels"
    if beside not in package.members:
        return {}
    try:
        relations = relations_of(package.read(beside), folder)
        found = _notes(package, relations)
        found |= _threads(package, relations, persons)
    except _UNREADABLE:
        return {}
    return found


def _notes(package: Package, relations: Iterable[Relation]) -> Comments:
    found: Comments = {}
    for relation in relations:
        if relation.kind != "comments" or relation.target not in package.members:
            continue
        root = parse_xml(package.read(relation.target))
        ns = namespace_of(root)
        authors = [a.text or "" for a in root.iterfind(f"{ns}authors/{ns}author")]
        for element in list(root.iterfind(f"{ns}commentList/{ns}comment"))[:_MOST]:
            column, row = place_of(element.get("ref", ""))
            body = element.find(f"{ns}text")
            text = "" if body is None else "".join(run.text for run in _runs(body, ns))
            author = _listed(authors, element.get("authorId", ""))
            found[row, column] = Comment(_without(author, text).strip(), author)
    return found


def _threads(package: Package, relations: Iterable[Relation], persons: Iterable[str]) -> Comments:
    said: dict[tuple[int, int], list[str]] = {}
    first: dict[tuple[int, int], str] = {}
    names: Mapping[str, str] | None = None
    for relation in relations:
        if relation.kind != "threadedComment" or relation.target not in package.members:
            continue
        if names is None:
            names = _names(package, persons)
        root = parse_xml(package.read(relation.target))
        ns = namespace_of(root)
        for element in list(root.iterfind(f"{ns}threadedComment"))[:_MOST]:
            column, row = place_of(element.get("ref", ""))
            body = element.find(f"{ns}text")
            said.setdefault((row, column), []).append((body.text or "") if body is not None else "")
            first.setdefault((row, column), names.get(element.get("personId", ""), ""))
    return {
        at: Comment("\n".join(t.strip() for t in texts if t.strip()), first[at])
        for at, texts in said.items()
    }


def _names(package: Package, persons: Iterable[str]) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for part in persons:
        if part in package.members:
            root = parse_xml(package.read(part))
            found |= {p.get("id", ""): p.get("displayName", "") for p in root}
    return found


def _runs(body: Any, ns: str) -> tuple[Run, ...]:
    runs = runs_of(body, ns)
    return (Run(runs),) if isinstance(runs, str) else runs


def _listed(authors: list[str], number: str) -> str:
    return authors[int(number)] if number.isdigit() and int(number) < len(authors) else ""


def _without(author: str, text: str) -> str:
    """A note without the line of its author's name that Excel puts first."""
    line, newline, rest = text.partition("\n")
    return rest if newline and author and line.strip() == f"{author}:" else text
