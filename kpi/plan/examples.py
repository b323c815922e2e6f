"""An example of every key of the plan, as it is written in the file.

The guide `docs/khoa-ke-hoach.md` shows the same lines, and messages offer them; a test reads each.
"""

from __future__ import annotations

from collections.abc import Mapping

EXAMPLES: Mapping[str, Mapping[str, str]] = {
    "DocumentW": {
        "plan": "plan: {id: ke-hoach-2021-2025, name: Kế hoạch năm năm, years: [2021, 2025]}",
        "fields": "fields: [{id: HT, name: Hạ tầng}]",
        "units": "units: [{id: SO-TC, name: Sở Tài chính, kind: department}]",
        "indicators": (
            "indicators: [{id: DT01, name: Số lớp, field: HT, measure: count, "
            "unit_of_measure: lớp, frequency: month, reported_by: [department]}]"
        ),
        "rules": 'rules: [{check: "CH03.b <= CH02.b", message: Đề nghị kiểm tra lại}]',
        "sources": "sources: [{id: o-chung, kind: share, path: /mnt/o-chung/bao-cao}]",
        "delivery": (
            "delivery: [{id: tra-loi, kind: folder, what: [feedback], path: /mnt/o-chung/tra-loi}]"
        ),
    },
    "HeadW": {
        "id": "id: ke-hoach-2021-2025",
        "name": "name: Kế hoạch giai đoạn 2021 - 2025",
        "owner": "owner: Văn phòng Ủy ban nhân dân tỉnh",
        "reports_to": "reports_to: Ủy ban nhân dân tỉnh",
        "years": "years: [2021, 2025]",
        "approved": 'approved: {decision: "Số 15/KH-UBND", date: 2022-01-10}',
        "marking": "marking: Lưu hành nội bộ",
        "scope_note": "scope_note: Từ 7/2025 số liệu theo 37 xã, phường",
        "ranks": "ranks: annex",
        "locale": "locale: vi",
        "timezone": "timezone: Asia/Ho_Chi_Minh",
        "calendar": "calendar: {closes_on: 14, due_working_days: 2}",
        "assessment": "assessment: {method: linear, on_track: 0.95, at_risk: 0.80}",
        "missing_in_score": "missing_in_score: zero",
        "failures_to": "failures_to: vanthu@tinh.gov.vn",
        "forms": "forms: one",
        "form_texts": 'form_texts: {symbol: KH05, title: "Kết quả thực hiện kế hoạch năm năm"}',
        "report": "report: {place: Hà Nội, signer: {title: CHÁNH VĂN PHÒNG}, form: state}",
    },
    "FormTextsW": {
        "heading": "heading: CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "superiors": "superiors: [Ủy ban nhân dân, Sở]",
        "symbol": "symbol: KH05",
        "title": "title: Kết quả thực hiện kế hoạch năm năm",
        "receiver": "receiver: Văn phòng",
        "please": "please: Đề nghị quý đơn vị",
    },
    "ReportW": {
        "symbol": "symbol: BC-VP",
        "place": "place: Hà Nội",
        "signer": "signer: {title: CHÁNH VĂN PHÒNG, name: Nguyễn Văn A}",
        "recipients": "recipients: [Ủy ban nhân dân tỉnh, Lưu Văn thư]",
        "form": "form: state",
    },
    "SignerW": {
        "title": "title: CHÁNH VĂN PHÒNG",
        "name": "name: Nguyễn Văn A",
    },
    "OwnerW": {
        "name": "name: Văn phòng Ủy ban nhân dân tỉnh",
        "symbol": "symbol: VP-UBND",
        "from": "from: 2025-03-01",
    },
    "ApprovalW": {
        "decision": 'decision: "Số 15/KH-UBND"',
        "date": "date: 2022-01-10",
    },
    "CalendarW": {
        "closes_on": "closes_on: {default: 25, 12: 31}",
        "due_working_days": "due_working_days: 2",
        "days_off": "days_off: [2026-01-02]",
        "working_days": "working_days: [2026-01-10]",
    },
    "AssessmentW": {
        "method": "method: linear",
        "on_track": "on_track: 0.95",
        "at_risk": "at_risk: 0.80",
        "coverage_floor": "coverage_floor: 0.5",
    },
    "FieldW": {
        "id": "id: HT",
        "name": "name: Hạ tầng",
        "weight": "weight: 1.5",
    },
    "UnitW": {
        "id": "id: TP-A",
        "name": "name: Ủy ban nhân dân thành phố A",
        "kind": "kind: district",
        "area": "area: A",
        "aliases": "aliases: [TP A, UBND thành phố A]",
        "was": "was: [TP-01]",
        "from": "from: 2025-07-01",
        "to": "to: 2025-06-30",
        "spans": "spans: [{from: 2021-01-01, to: 2023-12-31}, {from: 2025-01-01}]",
        "succeeds": "succeeds: [{unit: TP-A, share: 0.55}]",
        "senders": "senders: [tp-a@tinh.gov.vn]",
        "recipients": "recipients: [tp-a@tinh.gov.vn]",
    },
    "SpanW": {"from": "from: 2021-01-01", "to": "to: 2023-12-31"},
    "SucceedsW": {"unit": "unit: TP-A", "share": "share: 0.55"},
    "WeightedByW": {"weighted_by": "weighted_by: TH01"},
    "WithinW": {"within": "within: [30, 60]"},
    "BaselineW": {"year": "year: 2020", "value": "value: 45"},
    "RevisionW": {
        "year": "year: 2024",
        "value": "value: 97",
        "decided": "decided: 2024-03-15",
        "decision": 'decision: "Số 12/QĐ-UBND"',
    },
    "ChecksW": {
        "min": "min: 0",
        "max": "max: 100",
        "max_change": "max_change: 30",
        "not_decreasing": "not_decreasing: true",
        "evidence": "evidence: required",
    },
    "IndicatorW": {
        "id": "id: VB01",
        "name": "name: Tỷ lệ văn bản gửi, nhận trên mạng",
        "field": "field: HT",
        "was": "was: [YT01]",
        "definition": "definition: Đếm văn bản không mật",
        "basis": 'basis: "Quyết định số 5 ngày 03/6/2020"',
        "measure": "measure: ratio",
        "formula": "formula: 0.4*CQS + 0.6*KTS",
        "unit_of_measure": 'unit_of_measure: "%"',
        "decimals": "decimals: 1",
        "numerator": "numerator: Số văn bản điện tử",
        "denominator": "denominator: Tổng số văn bản",
        "over_time": "over_time: flow",
        "across_units": "across_units: mean",
        "direction": "direction: up",
        "frequency": "frequency: month",
        "reported_by": "reported_by: [district, VP]",
        "lead": "lead: VP",
        "support": "support: [TP-A]",
        "baseline": "baseline: {year: 2020, value: 45}",
        "targets": "targets: {2021: 60, 2022: 75, 2023: 85, 2024: 95, 2025: 100}",
        "unit_targets": "unit_targets: {district: {2025: 60}, TP-A: {2024: 98}}",
        "target_revisions": (
            "target_revisions: [{year: 2024, value: 97, decided: 2024-03-15, "
            'decision: "Số 12/QĐ-UBND"}]'
        ),
        "due": "due: 2024-06-30",
        "path": "path: flat",
        "profile": "profile: [5, 5, 8, 8, 8, 10, 8, 8, 10, 10, 10, 10]",
        "method": "method: cagr",
        "limit": "limit: 100",
        "weight": "weight: 2",
        "checks": "checks: {min: 0, max: 100}",
    },
    "SourceW": {
        "id": "id: o-chung",
        "kind": "kind: share",
        "path": "path: /mnt/o-chung/bao-cao",
        "host": "host: thu.tinh.gov.vn",
        "port": "port: 993",
        "url": "url: https://tep.tinh.gov.vn/dav/bao-cao",
        "user": "user: kpi@tinh.gov.vn",
        "host_key": 'host_key: "SHA256:ohD8VZEXGWo6Ez8GSEJQ9WpafgLFsOfLOtGGQCQo6Og"',
        "done": "done: Đã thu nhận",
        "region": "region: vn-1",
        "ca": "ca: chung-thu.pem",
    },
    "DeliveryW": {
        "id": "id: tra-loi",
        "kind": "kind: smtp",
        "what": "what: [feedback, reminders]",
        "path": "path: /mnt/o-chung/tra-loi",
        "host": "host: thu.tinh.gov.vn",
        "port": "port: 465",
        "user": "user: kpi@tinh.gov.vn",
        "sender": "sender: kpi@tinh.gov.vn",
        "recipients": "recipients: [lanh-dao@tinh.gov.vn]",
        "ca": "ca: chung-thu.pem",
    },
    "RuleW": {
        "check": 'check: "CH03.b <= CH02.b"',
        "severity": "severity: error",
        "message": "message: Số lớp đã mở không được lớn hơn số lớp kế hoạch",
    },
}


def example_of(key: str, model: str = "") -> str:
    """How a key is written; empty for a key that there is no example of."""
    for name, examples in EXAMPLES.items():
        if model in {"", name} and key in examples:
            return examples[key]
    return ""


_OTHER_WAYS = {
    "direction": "direction: {within: [30, 60]}",
    "across_units": "across_units: {weighted_by: TH01}",
}


def other_example(key: str) -> str:
    """How a key is written that may hold a word, where it holds something else."""
    return _OTHER_WAYS.get(key) or example_of(key)
