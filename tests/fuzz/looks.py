"""Ways in which cells come to look otherwise: fonts that strike out or raise, runs of characters in
the midst of a text, formats of numbers. Each with what it says, for the oracle.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable
from random import Random
from typing import NamedTuple

Parts = dict[str, bytes]


class Aims(NamedTuple):
    """Styles and texts that are worth changing; of none any will do."""

    styles: frozenset[bytes] = frozenset()
    texts: frozenset[bytes] = frozenset()


ANY = Aims()

FORMATS: dict[str, Callable[[float], str]] = {
    "0": lambda _: "number",
    "0%": lambda _: "percent",
    '[=0]"-";0%': lambda v: "number" if v == 0 else "percent",
    "[<1]0%;0": lambda v: "percent" if v < 1 else "number",
    "0;-0%": lambda v: "percent" if v < 0 else "number",
    "dd/mm/yyyy": lambda _: "dated",
    "mm/yyyy": lambda _: "dated",
    "[>9]d/m/yyyy;0": lambda v: "dated" if v > 9 else "number",
    "hh:mm:ss.000": lambda _: "dated",
    "[h]:mm": lambda _: "dated",
    '0" (mật)"': lambda _: "secret",
    '0" lớp"': lambda _: "number",
}
"""Codes that are put into files, and what each makes of a number."""

ODS_FORMATS = {
    "fz1": (
        '<number:percentage-style style:name="fz1"><number:number/><number:text>%</number:text>'
        "</number:percentage-style>", lambda _: "percent"),
    "fz2": (
        '<number:date-style style:name="fz2"><number:day/><number:text>/</number:text>'
        "<number:month/></number:date-style>", lambda _: "dated"),
    "fz3": (
        '<number:percentage-style style:name="fz3"><number:number/><number:text>%</number:text>'
        '<style:map style:condition="value()&gt;=1" style:apply-style-name="fz4"/>'
        "</number:percentage-style>", lambda v: "number" if v >= 1 else "percent"),
    "fz4": ('<number:number-style style:name="fz4"><number:number/></number:number-style>',
            lambda _: "number"),
}  # fmt: skip
_ODS_MARKS = (
    '<style:style style:name="fzs" style:family="text"><style:text-properties '
    'style:text-line-through-style="solid"/></style:style>'
    '<style:style style:name="fzu" style:family="text"><style:text-properties '
    'style:text-position="super 58%"/></style:style>'
)
_MARKS = (b"<strike/>", b'<vertAlign val="superscript"/>', b'<vertAlign val="subscript"/>')
_STRING = re.compile(rb"<(si|is)><t(?: xml:space=\"preserve\")?>([^<&]{2,})</t></\1>")
_XF = re.compile(rb"<xf [^>]*?(?:/>|>.*?</xf>)", re.DOTALL)
_PARAGRAPH = re.compile(rb"<text:p>([^<&]{2,})</text:p>")
_CELL_STYLE = re.compile(rb'<style:style style:name="([^"]+)" style:family="table-cell"[^>]*?(/?)>')


def font(parts: Parts, chance: Random, aims: Aims) -> Parts:
    """A style of cells gets a font that strikes out or raises."""
    if "content.xml" in parts:
        said = b'style:text-line-through-style="solid"'
        if chance.random() < 0.5:
            said = b'style:text-position="super 58%"'
        return _in_cell_style(parts, chance, aims, (b"<style:text-properties " + said + b"/>", b""))
    name, data = _styles(parts)
    fonts = re.search(rb"</fonts>", data)
    count = len(re.findall(rb"<font>|<font/>|<font ", data[: fonts.start()] if fonts else b""))
    if fonts is None or not count:
        return parts
    new = b"<font>" + chance.choice(_MARKS) + b'<sz val="12"/><name val="Arial"/></font>'
    data = data[: fonts.start()] + new + data[fonts.start() :]
    return parts | {name: _in_xf(data, chance, aims, (b"fontId", count))}


def number_format(parts: Parts, chance: Random, aims: Aims) -> Parts:
    """A style of cells gets another format of numbers."""
    if "content.xml" in parts:
        which = chance.choice((*sorted(ODS_FORMATS), "fz1", "fz1", "fz2", "fz2"))
        given = f'style:data-style-name="{which}"'.encode()
        styles = "".join(text for text, _ in ODS_FORMATS.values()).encode()
        return _with_automatic(_in_cell_style(parts, chance, aims, (b"", given)), styles)
    name, data = _styles(parts)
    number = 9_000 + chance.randrange(100)
    code = chance.choice(sorted(FORMATS)).replace("&", "&amp;").replace('"', "&quot;")
    new = f'<numFmt numFmtId="{number}" formatCode="{code}"/>'.replace("<1", "&lt;1").encode()
    if b"</numFmts>" in data:
        data = data.replace(b"</numFmts>", new + b"</numFmts>", 1)
    else:
        data = re.sub(rb"<fonts", b"<numFmts>" + new + b"</numFmts><fonts", data, count=1)
    return parts | {name: _in_xf(data, chance, aims, (b"numFmtId", number))}


def runs(parts: Parts, chance: Random, aims: Aims) -> Parts:
    """A piece of a text is raised, lowered or struck out."""
    if "content.xml" in parts:
        data = _marked(parts["content.xml"], (_PARAGRAPH, 1, aims), chance, _ods_run)
        return _with_automatic(parts | {"content.xml": data}, _ODS_MARKS.encode())
    names = [n for n in parts if "haredStrings" in n or n.endswith("sheet1.xml")]
    name = chance.choice(sorted(names))
    return parts | {name: _marked(parts[name], (_STRING, 2, aims), chance, _xlsx_run)}


def record_of_look(content: bytes, chance: Random) -> bytes:
    """A font of an .xls strikes out or raises, or a style of cells has another format."""
    data = bytearray(content)
    fonts, styles = [], []
    at = content.find(b"\x09\x08\x10\x00\x00\x06\x05\x00")
    while 0 <= at < len(content) - 4:
        kind, length = struct.unpack_from("<HH", content, at)
        if kind == 0x0031:
            fonts.append(at + 4)
        elif kind == 0x00E0:
            styles.append(at + 4)
        elif kind == 0x000A:
            break
        at += 4 + length
    if fonts and chance.random() < 0.5:
        place = chance.choice(fonts)
        if chance.random() < 0.5:
            data[place + 2] |= 8
        else:
            data[place + 8] = chance.choice((1, 2))
    elif styles:
        struct.pack_into("<H", data, chance.choice(styles) + 2, chance.choice((9, 10, 14, 20, 46)))
    return bytes(data)


def _styles(parts: Parts) -> tuple[str, bytes]:
    name = next(n for n in parts if n.endswith("styles.xml"))
    return name, parts[name]


def _in_xf(data: bytes, chance: Random, aims: Aims, given: tuple[bytes, int]) -> bytes:
    attribute, number = given
    begin = data.find(b"<cellXfs")
    end = data.find(b"</cellXfs>")
    found = list(_XF.finditer(data, begin, end))
    if not found:
        return data
    aimed = [one for n, one in enumerate(found) if str(n).encode() in aims.styles]
    one = chance.choice(aimed or found)
    said = attribute + b'="' + str(number).encode() + b'"'
    new = re.sub(attribute + rb'="\d*"', said, one[0], count=1)
    return data[: one.start()] + new + data[one.end() :]


def _in_cell_style(parts: Parts, chance: Random, aims: Aims, what: tuple[bytes, bytes]) -> Parts:
    """`what` is put into a style of cells, as an element and as an attribute."""
    inside, given = what
    data = parts["content.xml"]
    found = list(_CELL_STYLE.finditer(data))
    if not found:
        return parts
    one = chance.choice([m for m in found if m[1] in aims.styles] or found)
    head = one[0].removesuffix(b"/>").removesuffix(b">")
    if given:
        head = re.sub(rb' style:data-style-name="[^"]*"', b"", head) + b" " + given
    end = b"</style:style>"
    stop = one.end() if one[2] else data.index(end, one.end()) + len(end)
    body = b"" if one[2] else data[one.end() : stop - len(end)]
    # behind what the style says itself, which it takes back
    new = head + b">" + body + inside + end
    return parts | {"content.xml": data[: one.start()] + new + data[stop:]}


def _with_automatic(parts: Parts, styles: bytes) -> Parts:
    mark = b"</office:automatic-styles>"
    return parts | {"content.xml": parts["content.xml"].replace(mark, styles + mark, 1)}


def _marked(
    data: bytes, what: tuple[re.Pattern[bytes], int, Aims], chance: Random,
    write: Callable[[re.Match[bytes], str, str, str, Random], str],
) -> bytes:  # fmt: skip
    pattern, group, aims = what
    found = list(pattern.finditer(data))
    if not found:
        return data
    one = chance.choice([m for m in found if m[group] in aims.texts] or found)
    text = one[group].decode("utf-8", "replace")
    start = chance.randrange(len(text))
    end = chance.randrange(start + 1, len(text) + 1)
    new = write(one, text[:start], text[start:end], text[end:], chance)
    return data[: one.start()] + new.encode() + data[one.end() :]


def _ods_run(_: re.Match[bytes], before: str, marked: str, behind: str, chance: Random) -> str:
    style = chance.choice(("fzs", "fzu"))
    span = f'<text:span text:style-name="{style}">{marked}</text:span>'
    return f"<text:p>{before}{span}{behind}</text:p>"


def _xlsx_run(found: re.Match[bytes], before: str, marked: str, behind: str, chance: Random) -> str:
    tag, look = found[1].decode(), chance.choice(_MARKS).decode()

    def run(text: str, about: str) -> str:
        return f'<r>{about}<t xml:space="preserve">{text}</t></r>' if text else ""

    middle = run(marked, f"<rPr>{look}</rPr>")
    return f"<{tag}>{run(before, '')}{middle}{run(behind, '')}</{tag}>"
