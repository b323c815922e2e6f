"""A bucket of an S3-compatible store, or what lies below a prefix in it.

One rule: nothing is asked but lists and contents, each request signed for itself; the secret never
leaves this computer.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from urllib.parse import urlsplit

import httpx

from kpi.receiving.sources import web
from kpi.receiving.sources.kinds import Place
from kpi.receiving.sources.remote import LISTED_AT_MOST, PlainFiles, Unreachable
from kpi.receiving.sources.signing import Signer, encoded
from kpi.receiving.sources.source import SentFile

REGION = "us-east-1"


class Bucket(PlainFiles):
    """The objects below a prefix. An object is there whole or not at all."""

    def __init__(self, client: httpx.Client, url: str, signer: Signer, source: str) -> None:
        super().__init__()
        parts = urlsplit(url)
        bucket, _, prefix = parts.path.strip("/").partition("/")
        if not bucket:
            raise Unreachable("no_place")
        self._client, self._signer, self._source = client, signer, source
        self._server, self._bucket = f"https://{parts.netloc}", bucket
        self._prefix = f"{prefix}/" if prefix else ""

    def listing(self) -> Iterator[SentFile]:
        """Every object, a thousand an answer. Raises OSError."""
        self.left = {}
        token, seen = "", 0
        while True:
            query = {"list-type": "2", "prefix": self._prefix}
            if token:
                query["continuation-token"] = token
            root = web.listed(self._client, self._request(self._bucket, query), self._source)
            space = root.tag.removesuffix("ListBucketResult")
            if space == root.tag:
                raise Unreachable("not_understood")
            for told in root.findall(f"{space}Contents"):
                seen += 1
                if seen > LISTED_AT_MOST:
                    raise Unreachable("too_many", count=LISTED_AT_MOST)
                said = {one.tag.removeprefix(space): one.text or "" for one in told}
                if file := self._file(said):
                    yield file
            following = root.findtext(f"{space}NextContinuationToken") or ""
            if root.findtext(f"{space}IsTruncated") != "true" or not following:
                return
            if following == token or len(root.findall(f"{space}Contents")) == 0:
                raise Unreachable("not_understood")
            token = following

    def fetch(self, file: SentFile) -> Iterator[bytes]:
        """The bytes of an object that is as it was listed."""
        request = self._request(f"{self._bucket}/{file.at}", {})
        return web.content(self._client, request, file.size, self._source)

    def _file(self, said: dict[str, str]) -> SentFile | None:
        """An object as a file; None for the marks of empty folders and what lies elsewhere."""
        key, size = said.get("Key", ""), said.get("Size", "")
        if not key.startswith(self._prefix) or key.endswith("/") or not size.isdigit():
            return None
        changed = said.get("LastModified", "")
        stamp = f"{size}:{said.get('ETag', '')}:{changed}"
        name = key.removeprefix(self._prefix)
        return SentFile(name, key, int(size), stamp, _moment(changed))

    def _request(self, path: str, query: dict[str, str]) -> httpx.Request:
        url = f"{self._server}/{encoded(path, slashes=True)}"
        asked = "&".join(f"{encoded(k)}={encoded(v)}" for k, v in sorted(query.items()))
        whole = f"{url}?{asked}" if asked else url
        return self._client.build_request("GET", whole, headers=self._signer.headers(url, asked))


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


@contextmanager
def opened(place: Place) -> Iterator[Bucket]:
    """The bucket; the server is asked with every list and object. Raises OSError."""
    settings, login = place.settings, place.login
    signer = Signer(login, settings.region or REGION)
    with web.client(place) as client:
        yield Bucket(client, settings.url, signer, settings.id)
