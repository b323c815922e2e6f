"""Messages that are made to break or to hold up whoever takes them apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpi.receiving.sources import messages
from kpi.receiving.sources.messages import attachments, one_sender
from kpi.receiving.sources.proven import is_forged

HEAD = b"From: vanthu@b.vn\r\nMIME-Version: 1.0\r\n"


def taken_apart(tmp_path: Path, raw: bytes) -> tuple[list[str], bool]:
    copy = tmp_path / "fetched"
    copy.write_bytes(raw)
    found, failed = attachments(copy)
    return [one.name for one in found], failed


@pytest.mark.parametrize("written", [b"(", b":", b"[(", b"a@b.vn,", b"=?utf-8?q?"])
def test_a_sender_s_line_made_to_break_its_reader_names_nobody(written: bytes) -> None:
    headers = b"From: " + written * 20_000 + b"\r\nAuthentication-Results: a.vn; spf=none\r\n\r\n"
    assert one_sender(headers) is None
    assert not is_forged(headers, "a.vn")


def test_a_long_line_that_names_one_sender_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    line = b"From: " + b'"' + b"x" * 50 + b'" <vanthu@b.vn>\r\n\r\n'
    assert one_sender(line) == "vanthu@b.vn"
    monkeypatch.setattr(messages, "SENDER", 60)
    assert one_sender(line) is None


def test_a_header_of_a_hundred_thousand_parameters_is_no_message(tmp_path: Path) -> None:
    raw = HEAD + b"Content-Type: text/csv" + b";a" * 100_000 + b"; name=a.csv\r\n\r\nx"
    assert taken_apart(tmp_path, raw) == ([], True)


def test_parts_in_parts_without_end_are_no_message(tmp_path: Path) -> None:
    nested = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n)
        for n in range(messages.NESTED + 1)
    )
    assert taken_apart(tmp_path, HEAD + nested + b"\r\nx") == ([], True)


def test_parts_beside_parts_without_end_are_no_message(tmp_path: Path) -> None:
    begun = HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n"
    parts = b"--b\r\nContent-Disposition: attachment; filename=a.csv\r\n\r\nx\r\n"
    assert taken_apart(tmp_path, begun + parts * 20 + b"--b--\r\n") == (["a.csv"] * 20, False)
    assert taken_apart(tmp_path, begun + parts * (messages.PARTS + 1)) == ([], True)


def test_more_header_lines_than_any_program_writes_are_no_message(tmp_path: Path) -> None:
    raw = HEAD + b"X: y\r\n" * (messages.HEADERS + 1) + b"Content-Type: text/csv; name=a\r\n\r\nx"
    assert taken_apart(tmp_path, raw) == ([], True)


@pytest.mark.parametrize("end", [b"\r\n", b"\n", b"\r"])
def test_more_lines_than_fit_in_memory_are_no_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, end: bytes
) -> None:
    monkeypatch.setattr(messages, "LINES", 1_000)
    said = HEAD.replace(b"\r\n", end) + b"Content-Type: text/csv; name=a.csv" + end * 2
    assert taken_apart(tmp_path, said + (b"x" + end) * 900) == (["a.csv"], False)
    assert taken_apart(tmp_path, said + (b"x" + end) * 1_100) == ([], True)
