"""The ways by which files come in and things go out, as the plan names them. No secret is here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

SourceKind = Literal["folder", "share", "sftp", "imap", "webdav", "s3"]
DeliveryKind = Literal["smtp", "folder"]
Delivered = Literal["feedback", "reminders", "unit_pages", "reports", "failures"]


@dataclass(frozen=True, slots=True)
class SourceSettings:
    """A place that files are fetched from: `id` is their folder in the inbox.

    Which keys a kind has says `kpi/plan/check_sources.py`; the others are empty, `port` 0 where
    the kind's own is meant. A `path` of a folder, and `ca` (the file of a certificate that the
    server's is signed with), begin at the home unless they are absolute. No secret is among them.
    """

    id: str
    kind: SourceKind
    path: str = ""
    host: str = ""
    port: int = 0
    url: str = ""
    user: str = ""
    host_key: str = ""
    done: str = ""
    region: str = ""
    ca: str = ""


@dataclass(frozen=True, slots=True)
class DeliverySettings:
    """A way in which things go out: `what` goes by mail from `sender` over the server `host`
    (`smtp`), or is laid into the `folder` at `path`.

    `recipients` are those of reports; what concerns a unit goes to the unit's own, failures to the
    plan's `failures_to`. `port`, `path` and `ca` are as a source's. No secret is here.
    """

    id: str
    kind: DeliveryKind
    what: tuple[Delivered, ...]
    path: str = ""
    host: str = ""
    port: int = 0
    user: str = ""
    sender: str = ""
    recipients: tuple[str, ...] = ()
    ca: str = ""
