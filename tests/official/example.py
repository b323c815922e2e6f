"""An official report of each form, with invented bodies: what a paper of ours looks like."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from reports.docx import Issuer, OfficialReport, Paragraph, Section, Signer, Table

PARTY = Issuer(
    body="Ban Tổ chức",
    superior="Tỉnh ủy A",
    heading="ĐẢNG CỘNG SẢN VIỆT NAM",
    symbol="BC/BTCTU",
    place="Quảng Trị",
    signer=Signer("K/T TRƯỞNG BAN\nPHÓ TRƯỞNG BAN", "Nguyễn Văn A"),
    recipients=("Thường trực Tỉnh ủy (báo cáo)", "Lãnh đạo Ban", "Lưu Ban"),
    form="party",
)
STATE = replace(
    PARTY,
    body="Sở Thông tin và Truyền thông",
    superior="Ủy ban nhân dân tỉnh A",
    heading="",
    symbol="BC-STTTT",
    signer=Signer("GIÁM ĐỐC", "Nguyễn Văn A"),
    form="state",
)
PLAIN = Issuer(body="Công ty B", place="Huế", signer=Signer("Giám đốc", ""), symbol="BC")
INDICATORS = Table(
    heads=("Chỉ tiêu", "Kế hoạch năm", "Thực hiện", "Đánh giá"),
    rows=tuple(
        (f"{n}. Tỷ lệ văn bản không mật gửi, nhận trên môi trường mạng", "95,0 %", "91,5 %",
         "● Đúng tiến độ")
        for n in range(1, 25)
    ),
    aligns=("left", "right", "right", "left"),
    title="Biểu 1. Kết quả thực hiện các chỉ tiêu",
)  # fmt: skip
SECTIONS = (
    Section("Công tác lãnh đạo, chỉ đạo, triển khai", (
        Paragraph("Nêu văn bản lãnh đạo, chỉ đạo trong kỳ.", to_fill=True),
    )),
    Section("Kết quả thực hiện các chỉ tiêu, nhiệm vụ", (
        Paragraph("Trong 53 chỉ tiêu có 3 chỉ tiêu vượt, 7 chỉ tiêu đang đạt mức kế hoạch năm, 17 "
                  "chỉ tiêu đúng tiến độ, 10 chỉ tiêu có nguy cơ chậm, 9 chỉ tiêu chậm tiến độ."),
        INDICATORS,
    )),
    Section("Đánh giá chung", (), (
        Section("Kết quả đạt được", (Paragraph("“Đã số hóa 362 tư liệu.”", quoted=True),)),
        Section("Tồn tại, hạn chế và nguyên nhân", (Paragraph("Thiếu máy quét khổ lớn."),)),
    )),
    Section("Phương hướng, nhiệm vụ trọng tâm", (Paragraph("Tiếp tục số hóa tư liệu."),)),
    Section("Kiến nghị, đề xuất", (Paragraph("Bố trí đường truyền cho 8 điểm cầu./."),)),
)  # fmt: skip


def report(issuer: Issuer) -> OfficialReport:
    return OfficialReport(
        issuer=issuer,
        subject="Kết quả thực hiện chỉ tiêu tháng 02/2026",
        sections=SECTIONS,
        year=2026,
        made=datetime(2026, 2, 5, 1, 2, 3),
        number=7,
        day=date(2026, 2, 5),
        opening=(Paragraph("Thực hiện Kế hoạch số 15-KH/BTCTU, Ban báo cáo như sau:"),),
        marking="Lưu hành nội bộ",
    )
