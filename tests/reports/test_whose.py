"""Whose plan it is stands in the plan alone: in no file for a health department stands anything of
the body whose plan is shipped, of the Party, or of what that plan is about."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pdfplumber
import pytest

from flows.cli import status_of
from tests.plans import HEADER, a_count, a_ratio, plan_text

ELSEWHERE = re.compile(
    r"tuyên giáo|dân vận|tỉnh ủy|huyện ủy|thành ủy|đảng ủy|cấp ủy|đảng cộng sản|của đảng|đảng bộ"
    r"|bí thư|chuyển đổi số|quảng trị|btg|vptw|vctw|party|digital transformation|\bcđs\b",
    re.IGNORECASE,
)
OWN = "Sở Y tế tỉnh Mẫu"
ABOUT: dict[str, Any] = {
    "id": "y-te", "name": "Kế hoạch tiêm chủng 2024 - 2025", "owner": OWN,
    "reports_to": "Ủy ban nhân dân tỉnh Mẫu", "years": (2024, 2025),
    "report": {"symbol": "BC-SYT", "place": "Mẫu", "form": "state",
               "signer": {"title": "GIÁM ĐỐC", "name": "Trần B"}, "recipients": ["Lưu Văn thư"]},
}  # fmt: skip
SENT = HEADER + "".join(
    f"{unit},2024-{month:02d},VB01,{value},100,,Thiếu vắc xin,\n"
    f"{unit},2024-{month:02d},SP01,,,{count},,\n"
    for month in range(1, 13)
    for unit, value, count in (("A", 45, 3), ("B", 30, 5))
)


def texts_of(path: Path) -> Iterator[str]:
    """Everything that a file says, whatever its kind."""
    if path.suffix in {".xlsx", ".docx"}:
        with zipfile.ZipFile(path) as package:
            yield from (
                re.sub(r"<[^>]+>", " ", package.read(name).decode("utf-8", "replace"))
                for name in package.namelist()
                if name.endswith((".xml", ".rels"))
            )
    elif path.suffix == ".pdf":
        with pdfplumber.open(path) as pdf:
            yield " ".join(page.extract_text() or "" for page in pdf.pages)
            yield str(pdf.metadata)
    elif path.suffix in {".html", ".txt", ".json", ".jsonl", ".csv", ".svg"}:
        yield path.read_text(encoding="utf-8")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    plan = plan_text(
        **ABOUT,
        indicators=(
            a_ratio(lead="A", baseline={"year": 2023, "value": 40}, targets={2024: 60, 2025: 80}),
            a_count(lead="B", targets={2024: 120, 2025: 240}),
        ),
    )
    (tmp_path / "indicators.yaml").write_text(plan, encoding="utf-8")
    inbox = tmp_path / "data" / "inbox"
    inbox.mkdir(parents=True)
    (inbox / "nam-2024.csv").write_text(SENT, encoding="utf-8")
    (inbox / "nam-2024.csv.received").write_text("2024-12-20T08:00:00+07:00", encoding="utf-8")
    return tmp_path


def test_no_file_of_a_health_department_names_another_body(home: Path) -> None:
    run: Callable[..., int] = lambda *a: status_of(["--home", str(home), *a])  # noqa: E731
    assert run("forms", "2024-12") == 0
    run("collect")
    for period in ("2024-Q2", "2024-2025"):
        assert run("report", period) == 0
    assert run("report", "2024-06", "--unit", "A") == 0
    assert run("report", "2024-06", "--field", "F1") == 0
    assert run("remind", "2024-11") == 0
    assert run("catalogue") == 0
    files = [p for p in (home / "data").rglob("*") if p.is_file() and "inbox" not in p.parts]
    found = {
        (path.relative_to(home).as_posix(), match[0])
        for path in files
        for text in texts_of(path)
        for match in ELSEWHERE.finditer(text)
    }
    assert found == set()
    kinds = {p.suffix for p in files}
    assert kinds >= {".xlsx", ".docx", ".pdf", ".html", ".txt", ".svg", ".json"}
    paper = " ".join(texts_of(home / "data" / "reports" / "2024-Q2" / "report.docx"))
    assert OWN.upper() in " ".join(paper.split())
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in paper
    page = " ".join(texts_of(home / "data" / "reports" / "2024-06" / "units" / "A.pdf"))
    assert OWN.upper() in page
