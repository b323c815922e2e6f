"""Errors of the places that files are fetched from.

One rule: a source's id begins the names of its files, so it is one plain name of its own; what is
said of a source is what its kind needs, and never a secret.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from kpi.plan.findings import Book
from kpi.plan.likely import fold
from kpi.plan.records import Record


@dataclass(frozen=True, slots=True)
class Needs:
    """The keys that a kind of source must have, and those that it may have."""

    must: tuple[str, ...]
    may: tuple[str, ...] = ()


KINDS: Mapping[str, Needs] = {
    "folder": Needs(("path",)),
    "share": Needs(("path",)),
    "sftp": Needs(("host", "user", "host_key"), ("port", "path")),
    "imap": Needs(("host", "user"), ("port", "path", "done", "ca")),
    "webdav": Needs(("url", "user"), ("ca",)),
    "s3": Needs(("url", "user"), ("region", "ca")),
}
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
_TAKEN = frozenset({"inbox", "nhap-tay"})  # the inbox itself, and figures entered by hand
_HOST = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|[0-9a-fA-F:]+")
_HOST_KEY = re.compile(r"SHA256:[A-Za-z0-9+/]{43}=?")


def check_sources(top: Record, book: Book) -> None:
    """Reports ids that are unfit, taken or doubled, and what a kind of source lacks or is not."""
    first: dict[str, Record] = {}
    for source in top.records("sources"):
        check_id(source, first, book, "source")
        check_keys(source, KINDS, book, "source")
        _values(source, book)


def check_id(place: Record, first: dict[str, Record], book: Book, what: str) -> None:
    """Reports an id that is unfit, or that one of the places in `first` has; `what` begins the
    names of the rules."""
    name = place.text("id")
    if name is None:
        return
    if not _PLAIN.fullmatch(name) or fold(name) in _TAKEN:
        book.report(f"{what}_id", place.at("id"), where=place.where, id=name)
    before = first.setdefault(_as_variable(name), place)
    if before is not place:
        line = before.at("id").line
        book.report(f"{what}_twice", place.at("id"), where=place.where, id=name, line=line)


def _as_variable(name: str) -> str:
    """What a computer may take for one: folders without regard to case, names of variables too."""
    return fold(name).replace("-", "_")


def check_keys(place: Record, kinds: Mapping[str, Needs], book: Book, what: str) -> None:
    """Reports keys that the kind of a place lacks, or does not have."""
    kind = place.text("kind")
    needs = kinds.get(kind or "")
    if needs is None:
        return
    told = {"where": place.where, "kind": kind}
    for key in needs.must:
        if not place.has(key):
            book.report(f"{what}_needs", place.at("kind"), key=key, **told)
    for key in place.keys:
        if key not in {"id", "kind", *needs.must, *needs.may}:
            keys = ", ".join((*needs.must, *needs.may))
            book.report(f"{what}_key", place.key(key), key=key, keys=keys, **told)


def is_host(written: str) -> bool:
    """Whether this is the name or address of a server, without port and path."""
    return bool(_HOST.fullmatch(written))


def _values(source: Record, book: Book) -> None:
    host, url, host_key = (source.text(key) for key in ("host", "url", "host_key"))
    if host is not None and not is_host(host):
        book.report("source_host", source.at("host"), where=source.where, written=host)
    if url is not None and not _is_safe(url):
        book.report("source_url", source.at("url"), where=source.where)
    if host_key is not None and not _HOST_KEY.fullmatch(host_key):
        book.report("source_host_key", source.at("host_key"), where=source.where)


def _is_safe(url: str) -> bool:
    """Whether an address is one of a server that proves who it is, and holds no secret."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return False
    plain = not (parts.query or parts.fragment or "@" in parts.netloc) and port != 0
    return parts.scheme == "https" and plain and bool(_HOST.fullmatch(parts.hostname or ""))
