"""The three texts read back: they say what the results say, on one page, in the field's words."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import docx
import pdfplumber
import pytest
from docx.document import Document
from report_case import AS_OF, Case, june, report_of
from report_leading import facts_of, many, rows_of

from kpi.words import formats
from reports.leading import write_texts
from reports.leading.mail import message

ROOT = Path(__file__).parents[2]
POINTS = ("1. Kết quả", "2. Chậm tiến độ", "3. So với", "4. Gửi", "5. Đơn vị xin", "6. Mức độ")
FORBIDDEN = re.compile(
    r"đèn|chắc chắn|xấu nhất|\b\d{4}-(?:\d\d|Q\d|H\d|9M)\b|\b[0-9a-f]{12,}\b|met_so_far|on_track",
    re.IGNORECASE,
)
A_BODYS_OWN = re.compile(r"Tuyên giáo|Tỉnh ủy|của Đảng|ĐẢNG|chuyển đổi số|Quảng Trị", re.IGNORECASE)


def plain(text: str) -> str:
    return " ".join(text.split())


def page_of(path: Path) -> tuple[str, list[float], int]:
    """The text of a PDF, the sizes of its letters, and its pages."""
    with pdfplumber.open(path) as pdf:
        letters: list[Any] = [c for page in pdf.pages for c in page.chars]
        text = " ".join(page.extract_text() or "" for page in pdf.pages)
        return plain(text), [round(c["size"], 2) for c in letters], len(pdf.pages)


def paper_of(path: Path) -> tuple[Document, str]:
    paper = docx.Document(str(path))
    cells = [c.text for t in paper.tables for row in t.rows for c in row.cells]
    return paper, "\n".join([*(p.text for p in paper.paragraphs), *cells])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The texts of the small month, with words of units."""
    made = tmp_path_factory.mktemp("texts")
    case = june()
    case.observation("a1", "A", "N1", value=5.0, explanation="Thiếu máy quét.")
    case.statement("a1", "A", "Đề nghị cấp máy quét.", 3, heading="Kiến nghị, đề xuất")
    case.con.execute("UPDATE outlook SET likelihood = 'misses' WHERE indicator = 'N1'")
    write_texts(made, report_of(case))
    case.con.close()
    return made


def test_page_one_answers_the_six_points_on_one_page(folder: Path) -> None:
    text, sizes, pages = page_of(folder / "tom-tat.pdf")
    assert pages == 1
    assert min(sizes) >= 8
    places = [text.index(point) for point in POINTS]
    assert places == sorted(places)
    said = (
        "45/60, còn thiếu 15 tài liệu", "90/120: Khó đạt nếu giữ tốc độ", "Thiếu máy quét.",
        "Đang đạt mức kế hoạch năm: 1", "Chưa gửi 1 đơn vị: Đơn vị C",
        "Gửi chậm 1 đơn vị: Đơn vị B",
        "“Đề nghị cấp máy quét.” (Đơn vị A)", "R1 Tỷ lệ văn bản điện tử ◐ 2/3 đơn vị",
    )  # fmt: skip
    bare = "".join(text.split())
    assert [s for s in said if "".join(s.split()) not in bare and s not in text] == []


def test_the_message_has_ten_lines(folder: Path) -> None:
    lines = (folder / "thu.txt").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 10
    assert all(lines)
    assert lines[4].startswith("Chậm tiến độ, chưa đạt (1): N1 Số tài liệu: 45/60")


def test_the_message_names_first_who_owes_most_with_the_number_of_forms(case: Case) -> None:
    # A and B sent June alone and owe two months of the quarter, C owes all three
    case.period = case.period.last_of("quarter")
    case.con.execute("UPDATE results SET period = '2024-Q2'")
    lines = message(report_of(case).edition, facts_of(case)).splitlines()
    assert len(lines) == 10
    first, *others = lines[6].split("; ")
    assert first.startswith("Chưa gửi 3 đơn vị, 7 biểu: Đơn vị C (tháng 4/2024, tháng 5/2024, ")
    assert [o.partition(" (")[0] for o in others if o.startswith("Đơn vị")] == [
        "Đơn vị A", "Đơn vị B"
    ]  # fmt: skip


def test_the_paper_has_its_sections_and_marks_what_a_person_fills(folder: Path) -> None:
    paper, _ = paper_of(folder / "report.docx")
    texts = [p.text for p in paper.paragraphs]
    titles = [t for t in texts if re.match(r"(?:I|II|III|IV|V)[-.] ", t)]
    assert [t.split("- ")[0].split(". ")[0] for t in titles] == ["I", "II", "III", "IV", "V"]
    marked = {r.text for p in paper.paragraphs for r in p.runs if r.font.highlight_color}
    open_texts = {t for t in texts if "[…" in t}
    assert open_texts == {m for m in marked if m.startswith("[…")}
    assert len(open_texts) == 6
    assert any("“Thiếu máy quét.” (Đơn vị A)" in t for t in texts)


def test_the_annex_equals_the_results_row_by_row(tmp_path: Path) -> None:
    case = many(30)
    write_texts(tmp_path, report_of(case))
    rows = rows_of(case)
    case.con.close()
    annex = docx.Document(str(tmp_path / "report.docx")).tables[-2:]
    table = next(t for t in annex if len(t.columns) == 11)
    told = [[c.text for c in row.cells] for row in table.rows[1:]]
    assert [line[1].split(".")[0] for line in told] == [r["indicator"] for r in rows]
    for line, r in zip(told, rows, strict=True):
        shown = [formats.number(r[n], 0) or "–" for n in ("assessed", "expected", "target")]
        assert [line[3].split(" ◐")[0], line[4], line[5]] == shown


def test_equal_reports_give_equal_bytes(case: Case, tmp_path: Path) -> None:
    made = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        made.append([p.read_bytes() for p in write_texts(tmp_path / name, report_of(case, AS_OF))])
    assert made[0] == made[1]


def test_page_one_stays_one_page_however_much_there_is_to_say(tmp_path: Path) -> None:
    case = many(200, name="Tỷ lệ cán bộ, công chức được tập huấn, bồi dưỡng kỹ năng " * 3)
    case.submission("a1", "A", AS_OF)
    for n in range(0, 120, 10):
        case.observation("a1", "A", f"N{n + 4:03d}", explanation="Thiếu máy quét khổ lớn. " * 20)
    for n in range(40):
        text = f"Đề nghị cấp thêm máy số {n} và mở lớp tập huấn cho cán bộ phụ trách."
        case.statement("a1", "A", text, n, heading="Kiến nghị, đề xuất")
    write_texts(tmp_path, report_of(case))
    behind = [b.row.indicator for b in facts_of(case).behind]
    case.con.close()
    text, sizes, pages = page_of(tmp_path / "tom-tat.pdf")
    assert pages == 1
    assert min(sizes) >= 8
    assert f"chưa đạt: {len(behind)} chỉ tiêu" in text
    assert [code for code in behind if code not in text] == []  # in the table or behind it by name
    assert "chỉ tiêu chậm hoặc chưa đạt khác" in text  # what the table leaves out is told


def test_a_plan_without_anything_is_told_so(tmp_path: Path, case: Case) -> None:
    for table in ("results", "scores", "submission", "observation", "statement", "outlook"):
        case.con.execute(f"DELETE FROM {table}")  # noqa: S608 - names are ours
    write_texts(tmp_path, report_of(case))
    text, _, pages = page_of(tmp_path / "tom-tat.pdf")
    assert pages == 1
    assert "Không có chỉ tiêu nào chậm tiến độ hoặc chưa đạt." in text


def test_no_forbidden_word_stands_in_the_texts(folder: Path) -> None:
    _, paper = paper_of(folder / "report.docx")
    page, _, _ = page_of(folder / "tom-tat.pdf")
    message = (folder / "thu.txt").read_text(encoding="utf-8")
    assert {m[0] for text in (paper, page, message) for m in FORBIDDEN.finditer(text)} == set()


@pytest.mark.parametrize("locale", ["vi", "en"])
def test_words_are_of_no_body_and_none_is_forbidden(locale: str) -> None:
    text = (ROOT / "kpi" / "words" / locale / "leading.toml").read_text(encoding="utf-8")
    values = "\n".join(line.partition("= ")[2] for line in text.splitlines())
    assert FORBIDDEN.findall(values) == []
    assert A_BODYS_OWN.findall(values) == []


def test_no_body_stands_in_the_code() -> None:
    for path in (ROOT / "reports" / "leading").rglob("*"):
        if path.suffix in {".py", ".sql"}:
            assert A_BODYS_OWN.findall(path.read_text(encoding="utf-8")) == [], path.name
