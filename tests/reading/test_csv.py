"""CSV files: encodings, separators, headers in two languages, several units and periods."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kpi.reading.catalogue import Catalogue
from kpi.reading.one_file import read_one
from kpi.records.answers import FileRead
from tests.reading.test_layouts import figures, one, rules

RECEIVED = datetime(2024, 6, 18, 3, tzinfo=UTC)
ENGLISH = "unit,period,indicator,numerator,denominator,value,note,evidence\n"
VIETNAMESE = "Đơn vị;Kỳ báo cáo;Mã;Tử số;Mẫu số;Giá trị;Ghi chú;Minh chứng\n"


@pytest.fixture
def read(tmp_path: Path, known: Catalogue):  # type: ignore[no-untyped-def]
    def reading(content: str | bytes, name: str = "f.csv") -> FileRead:
        path = tmp_path / "f.csv"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return read_one(path, name, RECEIVED, known)

    return reading


def test_english_headers_have_plain_numbers(read) -> None:  # type: ignore[no-untyped-def]
    found = one(
        read(
            ENGLISH + "TU-DH,2024-06,R1,12,15,,ghi,Số 1\nTU-DH,2024-06,K1,,,1.234,,\n"
            'TU-DH,2024-06,C1,,,"1,234",,\nTU-DH,2024-06,T1,,,,,\nTU-DH,2024-06,S1,,,KPS,,\n'
            "TU-DH,2024-06,H1,ước 3,ước 4,,,\n"
        )
    )
    assert (found.unit, found.period, found.layout) == ("TU-DH", "2024-06", "csv")
    assert figures(found) == {
        "R1": (12.0, 15.0), "K1": 1.234, "C1": "? ambiguous_number", "S1": "? not_a_state_here",
        "H1": (3.0, 4.0),
    }  # fmt: skip
    first = found.answers[0]
    assert (first.note, first.evidence, first.sheet, first.cell) == ("ghi", "Số 1", "", "D2")
    assert found.answers[-1].state == "estimate"
    assert not found.has_explanations


def test_vietnamese_headers_have_vietnamese_numbers(read) -> None:  # type: ignore[no-untyped-def]
    found = one(
        read(
            VIETNAMESE + "Thành ủy Đông Hà;tháng 6/2024;K1;;;1.234,5;;\n"
            "TU-DH;2024-06;S1;;;1.234;;\nTU-DH;2024-06;C1;;;1.234;;\nTU-DH;2024-06;R1;;;12/15;;\n"
        )
    )
    assert figures(found) == {"K1": 1234.5, "S1": 1234.0, "C1": 1234.0, "R1": (12.0, 15.0)}


def test_one_file_holds_several_units_and_periods(read) -> None:  # type: ignore[no-untyped-def]
    found = read(
        ENGLISH + "TU-DH,2024-06,C1,,,1,,\nHU-VL,2024-06,C1,,,2,,\nTU-DH,2024-05,C1,,,3,,\n"
        "KHONG,2024-06,C1,,,4,,\nTU-DH,thang,C1,,,5,,\n"
    )
    assert [(s.unit, s.period, len(s.answers), rules(s)) for s in found.submissions] == [
        ("TU-DH", "2024-06", 1, []),
        ("HU-VL", "2024-06", 1, []),
        ("TU-DH", "2024-05", 1, []),
        ("", "2024-06", 1, ["unknown_unit"]),
        ("TU-DH", "", 1, ["unknown_period"]),
    ]
    nobody, never = (s.problems[0] for s in found.submissions[3:])
    assert (nobody.cell, nobody.written, never.cell, never.written) == (
        "A5", "KHONG", "B6", "thang",
    )  # fmt: skip
    assert "ô A5" in nobody.message
    assert "ô B6" in never.message


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1258"])
def test_every_encoding_and_separator_of_an_office_is_read(  # type: ignore[no-untyped-def]
    read, separator: str, encoding: str
) -> None:
    text = (VIETNAMESE + "TU-DH;2024-06;Y1;;;Có;Đã mở lớp;\n").replace(";", separator)
    if encoding == "cp1258":  # which writes most letters as base and mark
        text = "".join(_for_1258(c) for c in text)
    found = one(read(text.encode(encoding)))
    assert figures(found) == {"Y1": 100.0}
    assert found.answers[0].note == "Đã mở lớp"


def _for_1258(char: str) -> str:
    parts = unicodedata.normalize("NFD", char)
    tones = [p for p in parts if p in "\u0300\u0301\u0303\u0309\u0323"]
    base = unicodedata.normalize("NFC", "".join(p for p in parts if p not in tones))
    return base + "".join(tones)


def test_a_form_saved_as_csv_is_a_form(read) -> None:  # type: ignore[no-untyped-def]
    found = one(
        read(
            "Đơn vị báo cáo: Thành ủy Đông Hà,,,\nKỳ báo cáo: quý II/2024,,,\n,,,\n"
            'TT,Mã,Chỉ tiêu,Thực hiện trong kỳ\n1,C1,"Số lớp, khóa","1.234"\n2,R1,x,"80,0"\n'
            ",R1.a,x,12\n,R1.b,x,15\n"
        )
    )
    assert (found.unit, found.period) == ("TU-DH", "2024-Q2")
    assert figures(found) == {"C1": 1234.0, "R1": (12.0, 15.0)}


def test_a_quote_that_is_never_closed_swallows_no_other_row(read) -> None:  # type: ignore[no-untyped-def]
    found = one(
        read(
            ENGLISH + 'TU-DH,2024-06,C1,,,"15,,\nTU-DH,2024-06,K1,,,3,,\nTU-DH,2024-06,S1,,,80,,\n'
        )
    )
    assert figures(found) == {"C1": "? unreadable", "K1": 3.0, "S1": 80.0}


def test_rows_that_say_the_same_count_once(read) -> None:  # type: ignore[no-untyped-def]
    same = "TU-DH,2024-06,C1,,,15,,\n"
    assert figures(one(read(ENGLISH + same + same))) == {"C1": 15.0}
    found = one(read(ENGLISH + same + same.replace("15", "16")))
    assert figures(found) == {"C1": "? differing_duplicates"}


def test_a_ratio_may_stand_in_rows_of_its_parts(read) -> None:  # type: ignore[no-untyped-def]
    text = "unit,period,indicator,value\nTU-DH,2024-06,R1.a,12\nTU-DH,2024-06,R1.b,15\n"
    assert figures(one(read(text))) == {"R1": (12.0, 15.0)}


def test_the_file_name_stands_in_for_columns_that_are_missing(read) -> None:  # type: ignore[no-untyped-def]
    found = one(read("indicator,value\nC1,15\n", "2024-06_TU-DH.csv"))
    assert (found.unit, found.period) == ("TU-DH", "2024-06")


def test_a_secret_beside_a_number_refuses_the_whole_file(read) -> None:  # type: ignore[no-untyped-def]
    found = read(ENGLISH + "TU-DH,2024-06,R1,12,15,mật,,\nHU-VL,2024-06,C1,,,777,,\n")
    assert [rules(s) for s in found.submissions] == [["secret_with_number"]] * 2
    assert "777" not in repr(found)


def test_a_part_given_for_what_is_no_ratio_is_held(read) -> None:  # type: ignore[no-untyped-def]
    found = one(read(ENGLISH + "TU-DH,2024-06,C1,12,15,,,\n"))
    assert figures(found) == {"C1": "? wrong_type"}


def test_the_first_line_of_excel_names_the_separator_and_keeps_its_place(read) -> None:  # type: ignore[no-untyped-def]
    for first in ("sep=;\n", "sep=;\r\n", '"sep=;"\n', "\ufeffsep=;\n"):
        found = one(read(first + VIETNAMESE + "TU-DH;2024-06;K1;;;12,5;a, b;\n"))
        assert figures(found) == {"K1": 12.5}
        assert (found.answers[0].cell, found.answers[0].note) == ("F3", "a, b")


def test_unicode_text_of_excel_is_read(read) -> None:  # type: ignore[no-untyped-def]
    text = VIETNAMESE.replace(";", "\t") + 'TU-DH\t2024-06\tK1\t\t\t"12,5"\t"hai\ndòng"\t\n'
    found = one(read(text.encode("utf-16"), "Bieu.txt"))
    assert figures(found) == {"K1": 12.5}
    assert found.answers[0].note == "hai dòng"


def test_line_breaks_in_quotes_do_not_move_places(read) -> None:  # type: ignore[no-untyped-def]
    lines = ('TU-DH,2024-06,C1,,,3,"a\r\nb",', "TU-DH,2024-06,S1,,,80,,")
    for end in ("\n", "\r\n", "\r"):
        found = one(read(ENGLISH.strip() + end + end.join(lines) + end))
        assert [(a.indicator, a.cell) for a in found.answers] == [("C1", "F2"), ("S1", "F4")]


def test_a_rare_line_break_inside_a_field_starts_no_row(read) -> None:  # type: ignore[no-untyped-def]
    found = one(read(ENGLISH + 'TU-DH,2024-06,C1,,,3,a\u2028b\x0bc "d,\nTU-DH,2024-06,S1,,,80,,\n'))
    assert [(a.indicator, a.cell) for a in found.answers] == [("C1", "F2"), ("S1", "F3")]


@pytest.mark.parametrize(
    "line",
    ["TU-DH,2024-06,K1,,,12,5,,",  # 12,5 without quotes
     "TU-DH,2024-06,K1,,,12,5,ghi,Số 1",
     "TU-DH,2024-06,R1,12,5,15,,,",
     "TU-DH,2024-06,K1,,,1,234,567,,"],
)  # fmt: skip
def test_a_line_cut_in_the_wrong_place_is_asked_and_the_others_are_read(  # type: ignore[no-untyped-def]
    read, line: str
) -> None:
    found = one(read(f"{ENGLISH}TU-DH,2024-06,S1,,,80,,\n{line}\n"))
    told = figures(found)
    assert told.pop("S1") == 80.0
    assert list(told.values()) == ["? unreadable"]


def test_a_form_whose_names_hold_commas_without_quotes_is_asked(read) -> None:  # type: ignore[no-untyped-def]
    found = one(
        read(
            "Đơn vị báo cáo: Thành ủy Đông Hà,,,,\nKỳ báo cáo: quý II/2024,,,,\n"
            "TT,Mã,Chỉ tiêu,Kế hoạch năm,Thực hiện trong kỳ\n"
            "1,C1,Số lớp, khóa,100,15\n2,K1,Số km,100,7\n"
        )
    )
    assert figures(found) == {"C1": "? unreadable", "K1": 7.0}


def test_a_last_line_that_was_cut_off_is_asked(read) -> None:  # type: ignore[no-untyped-def]
    lines = ENGLISH + "TU-DH,2024-06,S1,,,80,,\nTU-DH,2024-06,C1,,,4071,,"
    assert figures(one(read(lines))) == {"S1": 80.0, "C1": 4071.0}
    assert figures(one(read(lines[:-4]))) == {"S1": 80.0, "C1": "? unreadable"}
    # where every line leaves out its last fields, none was cut
    short = ENGLISH + "TU-DH,2024-06,S1,,,80\nTU-DH,2024-06,C1,,,40"
    assert figures(one(read(short))) == {"S1": 80.0, "C1": 40.0}


def test_an_empty_field_behind_every_line_is_nothing(read) -> None:  # type: ignore[no-untyped-def]
    found = one(read(ENGLISH + "TU-DH,2024-06,R1,12,15,,,,\nTU-DH,2024-06,K1,,,3,,,\n"))
    assert figures(found) == {"R1": (12.0, 15.0), "K1": 3.0}


@pytest.mark.parametrize(
    "content",
    ["một cột\n1\n2\n".encode(), b"a,b\x00c\n", "a,b\n".encode("utf-32"),
     (ENGLISH + "TU-DH,2024-06,C1,,,3,Đã mở lớp tại Đông Hà,\n").encode()[:-9] + b"\xff\n",
     b'indicator,value\n"C1","' + b"9" * 200_000 + b'"\n'],
    ids=["one column", "a zero byte", "utf-32", "broken utf-8", "an endless field"],
)  # fmt: skip
def test_what_is_no_table_of_text_is_refused(read, content: bytes) -> None:  # type: ignore[no-untyped-def]
    found = read(content)
    assert found.submissions == ()
    assert found.problems[0].rule in ("no_table", "unreadable_file")


def test_old_fonts_cannot_be_told_in_a_csv_so_their_words_are_asked(read) -> None:  # type: ignore[no-untyped-def]
    """TCVN3 keeps its letters where Windows-1258 has others: Có is Cã, Không Kh«ng."""
    lines = "TU-DH,2024-06,Y1,,,C\xe3,,\nTU-DH,2024-06,S1,,,80,,\n"
    found = one(read((ENGLISH + lines).encode("latin-1")))
    assert figures(found)["Y1"] in ("? unreadable", "? wrong_type")
    assert figures(found)["S1"] == 80.0
    heads = "§¬n vÞ;Kú b¸o c¸o;M·;Gi¸ trÞ\nTU-DH;2024-06;C1;5\n"
    assert [p.rule for p in read(heads.encode("latin-1")).problems] == ["no_table"]


def test_more_lines_than_any_form_has_are_refused(read) -> None:  # type: ignore[no-untyped-def]
    found = read(ENGLISH + "\n" * 200_000 + "TU-DH,2024-06,C1,,,3,,\n")
    assert [p.rule for p in found.problems] == ["unsafe_file"]
    assert "200000" in found.problems[0].message


def test_a_date_with_the_month_first_casts_doubt_on_the_others_of_its_file(read) -> None:  # type: ignore[no-untyped-def]
    line = "TU-DH,{period},M1,,,{day},,\n"
    lines = [("2024-03", "03/15/2024"), ("2024-04", "03/04/2024"), ("2024-05", "05/05/2024"),
             ("2024-06", "2024-03-04"), ("2024-02", "ngày 4 tháng 3 năm 2024")]  # fmt: skip
    text = ENGLISH + "".join(line.format(period=p, day=d) for p, d in lines)
    found = {
        s.period: (s.answers[0].held_by or s.answers[0].done_on) for s in read(text).submissions
    }
    assert found == {
        "2024-03": "bad_date", "2024-04": "bad_date", "2024-05": "2024-05-05",
        "2024-06": "2024-03-04", "2024-02": "2024-03-04",
    }  # fmt: skip
    alone = read(ENGLISH + line.format(period="2024-04", day="03/04/2024")).submissions[0]
    assert alone.answers[0].done_on == "2024-04-03"


def test_the_message_of_such_a_date_names_both_days(read) -> None:  # type: ignore[no-untyped-def]
    text = ENGLISH + "TU-DH,2024-04,M1,,,03/04/2024,,\nTU-DH,2024-05,M1,,,3/31/24,,\n"
    message = read(text).submissions[0].problems[0].message
    assert "3/4/2024" in message
    assert "4/3/2024" in message


@pytest.mark.parametrize("lost", ["?", "\ufffd"])
def test_lost_letters_of_the_heads_are_told_with_their_cause(read, lost: str) -> None:  # type: ignore[no-untyped-def]
    text = f"TT;M{lost};Ch{lost} ti{lost}u;Th{lost}c hi{lost}n trong k{lost}\n1;C1;x;15\n"
    (problem,) = read(text, "2024-06_TU-DH.csv").problems
    assert (problem.rule, problem.cell) == ("no_table", "B1")
    assert "bảng mã" in problem.message
    assert "CSV UTF-8" in problem.message


def test_a_header_without_rows_is_told_as_such(tmp_path: Path, known: Catalogue) -> None:
    path = tmp_path / "a.csv"
    path.write_text("unit,period,indicator,value\n", encoding="utf-8")
    problem = read_one(path, "a.csv", RECEIVED, known).problems[0]
    assert problem.rule == "no_table"
    assert "chỉ có dòng tiêu đề, chưa có dòng số liệu nào" in problem.message


def test_a_head_of_a_csv_that_is_not_understood_is_told_without_a_sheet(
    tmp_path: Path, known: Catalogue
) -> None:
    path = tmp_path / "2024-06_TU-DH.csv"
    path.write_text("Mã;Chỉ tiêu;Số gì đó\nC1;Chỉ tiêu C1;12\n", encoding="utf-8")
    problem = read_one(path, path.name, RECEIVED, known).problems[0]
    assert '"Số gì đó" (C1)' in problem.message
    assert "trang tính" not in problem.message
