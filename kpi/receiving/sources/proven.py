"""What the mail server found out about a message's sender, as it wrote above it (RFC 8601).

One rule: only what the plan's own server wrote counts, and only against a message: a line that says
all is well may be anybody's.
"""

from __future__ import annotations

import email
import re
from collections.abc import Iterator

from kpi.receiving.sources.messages import BROKEN

FIELD = "Authentication-Results"
_ASIDE = re.compile(r'\([^()]*\)|"[^"]*"')
_RESULT = re.compile(r"\s*(dmarc|spf)\s*=\s*([a-z]+)", re.IGNORECASE)
FAILED = "fail"


def is_forged(headers: bytes, host: str) -> bool:
    """Whether the server says of these lines' message that it is not from whom it says: DMARC
    failed, or SPF did and DMARC tells nothing better."""
    results: dict[str, set[str]] = {"dmarc": set(), "spf": set()}
    for method, result in _results(headers, host.casefold()):
        results[method].add(result)
    if FAILED in results["dmarc"]:
        return True
    return FAILED in results["spf"] and "pass" not in results["dmarc"]


def _results(headers: bytes, host: str) -> Iterator[tuple[str, str]]:
    try:
        lines = [str(one) for one in email.message_from_bytes(headers).get_all(FIELD, [])]
    except BROKEN:
        return
    for line in lines:
        writer, *told = _ASIDE.sub(" ", line).split(";")
        names = writer.split()
        if not names or not _is_own(names[0].casefold(), host):
            continue
        for one in told:
            if found := _RESULT.match(one):
                yield found[1].lower(), found[2].lower()


def _is_own(writer: str, host: str) -> bool:
    """Whether a line is by the plan's server, or by one beside it: `mx.tinh.vn` takes the mail in
    that `imap.tinh.vn` gives out."""
    beside = host.partition(".")[2]
    own = writer in {host, beside} or writer.endswith(f".{beside}")
    return own if "." in beside and not beside.replace(".", "").isdigit() else writer == host
