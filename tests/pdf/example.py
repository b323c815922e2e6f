"""The example page: what a leader's page one may look like, with invented figures."""

from __future__ import annotations

from datetime import date, datetime

from reports.looks import STATUS
from reports.pdf import (
    About,
    Block,
    Column,
    Heading,
    Paragraph,
    Space,
    StatusBar,
    StatusPart,
    Table,
)
from reports.profiles import profile_on

MARGINS = profile_on(date(2024, 6, 30), "party").margins
ABOUT = About(
    title="Tóm tắt tháng 6/2024",
    author="Ban Tuyên giáo Tỉnh ủy A",
    language="vi",
    made=datetime(2024, 6, 30, 16, 59, 59),
    foot="Lưu hành nội bộ. Chỉ tiêu là đề xuất, chờ duyệt. Số liệu tính đến ngày 30/6/2024",
)
COUNTS = (
    ("exceeded", "Vượt chỉ tiêu", 3), ("met_so_far", "Đang đạt mức kế hoạch năm", 7),
    ("on_track", "Đúng tiến độ", 17), ("at_risk", "Có nguy cơ chậm tiến độ", 10),
    ("behind", "Chậm tiến độ", 9), ("not_due", "Chưa đến hạn", 7),
)  # fmt: skip
PARTS = tuple(StatusPart(STATUS[s].symbol, word, n, STATUS[s].fill) for s, word, n in COUNTS)
BEHIND = (
    ("VH01. Tư liệu về văn hóa, văn nghệ được số hóa", "362", "575", "còn thiếu 213",
     "428/700", "Phòng Khoa giáo, Văn hóa - Văn nghệ", "“Thiếu máy quét khổ lớn” (3 đơn vị)"),
    ("LS02. Tài liệu lịch sử Đảng được số hóa", "41,5 %", "55,0 %", "còn thiếu 13,5 điểm",
     "63/80 %", "Phòng Lý luận chính trị, Lịch sử Đảng", "chưa nêu"),
)  # fmt: skip
PAGE: tuple[Block, ...] = (
    Heading("TÓM TẮT KẾT QUẢ THỰC HIỆN CHỈ TIÊU THÁNG 6/2024", size=15, align="center"),
    Paragraph("Kế hoạch chuyển đổi số giai đoạn 2021 - 2025", italic=True, align="center"),
    Space(4),
    Heading("1. Trong 53 chỉ tiêu", level=2, size=12),
    StatusBar(PARTS),
    Heading("2. Chậm tiến độ (9)", level=2, size=12),
    Table(
        (Column("Chỉ tiêu"), Column("Thực hiện", "right"), Column("Kế hoạch đến kỳ", "right"),
         Column("Chênh lệch"), Column("Dự kiến cả năm", "right"), Column("Đơn vị chủ trì"),
         Column("Nguyên nhân đơn vị nêu")),
        BEHIND,
        size=9,
        fills=((0, 3, STATUS["behind"].fill), (1, 3, STATUS["behind"].fill)),
    ),
    Heading("3. So với báo cáo trước", level=2, size=12),
    Paragraph("Tốt hơn 3 (LL02, BC01, BC02); kém hơn 2 (TT03, BCV03); lần đầu đánh giá: DL01."),
    Heading("4. Gửi báo cáo", level=2, size=12),
    Paragraph("Chưa gửi 1/57: Huyện ủy Hướng Hóa (6 tháng); gửi chậm 4."),
    Heading("5. Xin ý kiến chỉ đạo", level=2, size=12),
    Paragraph("Đường truyền điểm cầu (8 đơn vị); máy quét khổ lớn (3 đơn vị)."),
)  # fmt: skip
