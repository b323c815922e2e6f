"""Signatures of requests to S3-compatible stores (AWS Signature Version 4, requests without a
body)."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote, urlsplit

from kpi.receiving.sources.remote import Login

_METHOD = "AWS4-HMAC-SHA256"
_NO_BODY = hashlib.sha256(b"").hexdigest()
_SIGNED = "host;x-amz-content-sha256;x-amz-date"


def encoded(text: str, *, slashes: bool = False) -> str:
    """A part of an address as it is signed and sent."""
    return quote(text, safe="/-_.~" if slashes else "-_.~")


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Signer:
    """Signs GET requests of one account in one region; `clock` gives this moment, aware."""

    login: Login
    region: str
    clock: Callable[[], datetime] = _now

    def headers(self, url: str, query: str) -> Mapping[str, str]:
        """The headers of a request to `url` (encoded, without its query) with `query` (encoded, in
        order)."""
        parts = urlsplit(url)
        moment = self.clock().astimezone(UTC)
        stamp, day = f"{moment:%Y%m%dT%H%M%SZ}", f"{moment:%Y%m%d}"
        told = f"host:{parts.netloc}\nx-amz-content-sha256:{_NO_BODY}\nx-amz-date:{stamp}\n"
        request = "\n".join(("GET", parts.path or "/", query, told, _SIGNED, _NO_BODY))
        scope = f"{day}/{self.region}/s3/aws4_request"
        digest = hashlib.sha256(request.encode()).hexdigest()
        text = "\n".join((_METHOD, stamp, scope, digest))
        signature = hmac.new(self._key(day), text.encode(), hashlib.sha256).hexdigest()
        signed = f"SignedHeaders={_SIGNED}, Signature={signature}"
        return {
            "x-amz-date": stamp,
            "x-amz-content-sha256": _NO_BODY,
            "Authorization": f"{_METHOD} Credential={self.login.user}/{scope}, {signed}",
        }

    def _key(self, day: str) -> bytes:
        key = f"AWS4{self.login.secret}".encode()
        for part in (day, self.region, "s3", "aws4_request"):
            key = hmac.new(key, part.encode(), hashlib.sha256).digest()
        return key
