"""Words of a form's paper that are no answers, as offices write them: what sums are called, how a
foot begins, how a line of a head begins."""

from __future__ import annotations

TOTALS = (
    "Tổng", "Tổng cộng", "Cộng", "Tổng số", "Toàn tỉnh", "Tổng toàn tỉnh", "Toàn Đảng bộ",
    "Toàn Ngành", "Chung toàn tỉnh", "Cộng toàn tỉnh", "Tổng hợp", "Bình quân", "Trung bình",
    "Cả tỉnh", "Tổng chung", "Cộng chung", "Lũy kế", "Total", "Tổng cộng toàn tỉnh", "Cộng dồn",
    "Tổng các đơn vị", "Chung",
)  # fmt: skip
SIGNATURES = (
    "người lập", "thủ trưởng", "trưởng ban", "phó trưởng ban", "trưởng phòng",
    "chánh văn phòng",
    "phó chánh văn phòng", "bí thư", "phó bí thư", "chủ nhiệm", "giám đốc", "người kiểm tra",
    "người tổng hợp", "kế toán", "(ký", "( ký", "ký tên", "ký, ghi", "ký và ghi", "đã ký",
    "k/t", "t/m", "tm.", "kt.", "tl.", "t/l", "tuq.", "xác nhận của", "nơi nhận", "- như trên",
    "như trên", "- lưu", "lưu:", "lưu văn", "điện thoại", "đt:", "email", "họ và tên",
    "cán bộ tổng hợp", "chuyên viên", "đại diện", "chính ủy", "chủ nhiệm chính trị",
)  # fmt: skip
HEAD_LINES = (
    "đảng cộng sản việt nam", "communist party", "cộng hòa xã hội", "độc lập - tự do",
    "biểu số", "mẫu số", "phụ lục", "biểu mẫu", "form ", "(kèm theo", "kèm theo công văn",
    "(attached", "biểu số liệu", "figures", "báo cáo", "tổng hợp số liệu", "số liệu",
    "kết quả thực hiện", "results of", "(số liệu từ", "số liệu từ ngày", "(figures from",
    "đơn vị báo cáo", "reporting unit", "kỳ báo cáo", "kì báo cáo", "period:", "đơn vị nhận",
    "nơi nhận", "send to", "hạn gửi", "due:", "due ", "không nhập, không gửi", "do not enter",
    "đơn vị tính", "đvt", "đơn vị:", "tên đơn vị", "số:", "v/v", "kính gửi", "tỉnh ủy",
    "huyện ủy", "thành ủy", "thị ủy", "đảng ủy", "ban tuyên giáo", "đảng bộ", "ban xây dựng",
    "phần ", "bảng tổng hợp", "bảng số liệu", "lưu hành nội bộ", "tên biểu", "thông tin chung",
    "đơn vị gửi", "đơn vị lập", "cơ quan",
)  # fmt: skip
