"""Whose word on a sender counts."""

from __future__ import annotations

import pytest

from kpi.receiving.sources.proven import is_forged


@pytest.mark.parametrize(
    ("writer", "counts"),
    [
        ("imap.tinh.vn", True),
        ("MX1.Tinh.VN", True),
        ("tinh.vn", True),
        ("mx.khac.vn", False),
        ("khac-tinh.vn", False),
        ("vn", False),
    ],
)
def test_the_server_of_the_plan_and_those_beside_it_are_believed(writer: str, counts: bool) -> None:
    line = f"Authentication-Results: {writer};\r\n dmarc=fail header.from=b.vn\r\n\r\n".encode()
    assert is_forged(line, "imap.tinh.vn") is counts


def test_a_host_that_has_no_domain_is_its_own_alone() -> None:
    line = b"Authentication-Results: mx.vn; dmarc=fail\r\n\r\n"
    assert not is_forged(line, "imap.vn")
    assert not is_forged(b"Authentication-Results: 9.0.0.1; dmarc=fail\r\n\r\n", "127.0.0.1")
