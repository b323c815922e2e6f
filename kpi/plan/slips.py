"""What a planner may have meant by a line that is no YAML: one guess after another.

Each guess is a small change of one line that loses nothing of what was written, with the rule and
the words that say so. Whether a guess is the true cause is tried out by `mending.py`; here nothing
is decided.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from kpi.plan.characters import DASHES, is_odd, named, stands_for, with_sign, without_odd
from kpi.plan.flow_text import (
    Segment,
    body_end,
    open_brackets,
    quoted,
    segment_at,
    within_quotes,
)
from kpi.plan.foreign_marks import (
    compared_numbers,
    foreign_comments,
    round_brackets,
    wide_dashes,
    words_behind_group,
    wrapped_lines,
)
from kpi.plan.open_groups import is_left_open, open_groups, other_brackets
from kpi.plan.scene import LOOKBACK, Guess, Scene

_KEYED = re.compile(r"(?P<lead>\s*(?:-\s+)*(?P<key>[^\s:#\"'{}\[\],]+)\s*:\s+)(?P<value>\S.*?)\s*$")
_QUOTES = "\"'"


def guesses(scene: Scene) -> Iterator[Guess]:
    """The guesses from the most certain cause to the least."""
    makers: tuple[Callable[[Scene], Iterator[Guess]], ...] = (
        _odd_characters, _tabs, _dashes, foreign_comments, _open_quotes, _after_quotes, _hashes,
        open_groups, _extra_brackets, compared_numbers, words_behind_group, _reserved,
        _item_marks, _lost_braces, round_brackets, _escapes, other_brackets, _semicolons,
        _missing_commas, _colons_in_flow, _missing_colons, wrapped_lines, _colons_in_value,
        _dashes_without_blank, _lost_dashes, wide_dashes, _indents,
    )  # fmt: skip
    for make in makers:
        yield from make(scene)


def _odd_characters(scene: Scene) -> Iterator[Guess]:
    for n in scene.near:
        line = scene.lines[n]
        odd = [c for c, mark in enumerate(line) if is_odd(mark)]
        signs = [c for c in odd if stands_for(line[c])]
        if len(odd) > len(signs):
            at = next(c for c in odd if c not in signs)
            mended = without_odd(line, signs=False)
            yield Guess("odd_character", n, at, mended, {"character": named(line[at])})
        for at in signs:
            mended = with_sign(line, at)
            values: dict[str, object] = {
                "character": named(line[at]), "sign": stands_for(line[at]),
                "repair": mended.strip(),
            }  # fmt: skip
            yield Guess("odd_sign", n, at, mended, values)
        if signs and len(odd) > 1:
            mended = without_odd(line)
            yield Guess("odd_character", n, odd[0], mended, {"character": named(line[odd[0]])})


def _tabs(scene: Scene) -> Iterator[Guess]:
    for n in scene.near:
        line = scene.lines[n]
        if "\t" not in line:
            continue
        lead = line[: len(line) - len(line.lstrip())]
        body = line[len(lead) :].replace("\t", " ")
        widths = _indents_near(scene, n) if "\t" in lead else [len(lead)]
        for width in widths:
            yield Guess("yaml_tab", n, line.index("\t"), " " * width + body, {"wanted": width})


def _indents_near(scene: Scene, n: int) -> list[int]:
    """Indents that the lines around have, and the next level below the line before."""
    around = [*range(n - 1, max(-1, n - 1 - LOOKBACK), -1), n + 1, n + 2]
    lines = [scene.lines[m] for m in around if 0 <= m < len(scene.lines)]
    filled = [line for line in lines if line.strip() and "\t" not in line]
    found = []
    for line in filled:
        indent = _indent(line)
        below_dash = indent + len(line.lstrip()) - len(line.lstrip().removeprefix("-").lstrip())
        found += [below_dash, indent] if line.lstrip().startswith("- ") else [indent]
    deeper = [_indent(filled[0]) + 2] if filled else []
    opens = bool(filled) and filled[0].rstrip().endswith(":")
    return list(dict.fromkeys([*deeper, *found] if opens else [*found, *deeper]))


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


_DASHED = re.compile(rf"(\s*)([{re.escape(DASHES)}*])(\s*)(?=\S)")


def _dashes(scene: Scene) -> Iterator[Guess]:
    for n, found in scene.beginning(_DASHED):
        mended = f"{found[1]}- {found.string[found.end() :]}"
        yield Guess("yaml_other_dash", n, found.start(2), mended, {"character": named(found[2])})


_MARKED = re.compile(r"(?P<lead>\s*)(?P<mark>\+|\d{1,3}[.)])\s+(?=id\s*:|\{)")


def _item_marks(scene: Scene) -> Iterator[Guess]:
    """An item of a list that begins with another mark: `+ id: A`, `2. id: B`."""
    for n, found in scene.beginning(_MARKED):
        item = f"- {found.string[found.end() :]}"
        values: dict[str, object] = {"written": found["mark"], "repair": item}
        yield Guess("yaml_item_mark", n, found.start("mark"), found["lead"] + item, values)


_PAIR = r"(?:\w+)\s*:\s+[^\s,;:{}\[\]\"'#][^,;:{}\[\]\"'#]*"
_PAIRS = re.compile(rf"{_PAIR}(?:[,;]\s*{_PAIR})*")


def _lost_braces(scene: Scene) -> Iterator[Guess]:
    """Keys with their values on the line of the key that they belong to: `targets: 2024: 95`."""
    for n in scene.near:
        found = _KEYED.match(scene.lines[n])
        if not found or found["key"] not in scene.keys or not _PAIRS.fullmatch(found["value"]):
            continue
        pairs = [pair.split(":", 1) for pair in re.split(r"[,;]", found["value"])]
        keys = [key.strip() for key, _ in pairs]
        years = all(re.fullmatch(r"(?:19|20)\d\d", key) for key in keys)
        if years or (len(keys) > 1 and scene.keys.issuperset(keys)):
            whole = ", ".join(f"{key.strip()}: {value.strip()}" for key, value in pairs)
            mended = f"{found['lead']}{{{whole}}}"
            values: dict[str, object] = {"repair": f"{found['key']}: {{{whole}}}"}
            yield Guess("lost_braces", n, found.start("value"), mended, values)


def _open_quotes(scene: Scene) -> Iterator[Guess]:
    for n in dict.fromkeys([scene.began, *scene.near, *scene.swallowing]):
        if n >= len(scene.lines):
            continue
        line = scene.lines[n].rstrip()
        for quote in _QUOTES:
            at = max(line.find(f"{before}{quote}") for before in (" ", "[", "{", ","))
            if at < 0 or line.count(quote) % 2 == 0:
                continue
            for end in _ends_of_text(scene, n, at):
                text = line[at + 1 : end]
                closed = text[:-1] if text[-1:] in "”’»" else text
                mended = line[: at + 1] + closed + quote + line[end:]
                yield Guess("yaml_open_quote", n, at + 1, mended, {"repair": closed + quote})


def _ends_of_text(scene: Scene, n: int, at: int) -> list[int]:
    """Where a text that begins at a column may end on its line, likeliest first: before the next
    key of the plan, before the closing brackets, or with the line."""
    line = scene.lines[n].rstrip()
    if not _in_flow(scene, n):
        return [len(line)]
    body = len(line.rstrip("}] "))
    keys = (
        k.start()
        for k in re.finditer(r"\s*,\s*(?P<key>\w+)\s*:\s", line[: body + 1])
        if k.start() > at and k["key"] in scene.keys
    )
    first = next(keys, None)
    listed = [line.find(",", at)] if "[" in line[:at].rpartition("{")[2] else []
    return [end for end in (*listed, first, body, len(line)) if end is not None and end > at]


def _after_quotes(scene: Scene) -> Iterator[Guess]:
    """A value of which only the beginning is in quotes."""
    for n in scene.near:
        line = scene.lines[n]
        for found in re.finditer(r"(?<=[\s\[{,])([\"'])(?:(?!\1).)*\1(?=\s*[^\s,:}\]#])", line):
            segment = segment_at(line, found.start(), flow=_in_flow(scene, n))
            if inner := within_quotes(segment.value):
                whole = quoted(inner)
                mended = line[: segment.start] + whole + line[segment.end :]
                values: dict[str, object] = {"quote": found[1], "repair": segment.lead + whole}
                yield Guess("quotes_in_quotes", n, found.end() - 1, mended, values)
            yield from _requoted("yaml_after_quote", scene, n, found.end(), segment)


def _in_flow(scene: Scene, n: int) -> bool:
    return scene.flow or bool(re.match(r"\s*(?:-\s+)?[{\[]|[^#\"']*:\s+[{\[]", scene.lines[n]))


def _requoted(
    rule: str, scene: Scene, n: int, at: int, segment: Segment, **values: object
) -> Iterator[Guess]:
    """The segment's value in quotes as a whole."""
    line = scene.lines[n]
    whole = quoted(segment.value)
    mended = line[: segment.start] + whole + line[segment.end :]
    yield Guess(rule, n, at, mended, {"repair": f"{segment.lead}{whole}", **values})


_RESERVED = re.compile(r"(?<=[:\-,\[{]\s)\s*(?P<mark>[%@`*&!>|?\[{-])|(?<=[\[{])(?P<first>[%@`])")


def _reserved(scene: Scene) -> Iterator[Guess]:
    """A text that begins with a mark that means something else to YAML."""
    for n in scene.near:
        line = scene.lines[n]
        for found in _RESERVED.finditer(line):
            mark = found["mark"] or found["first"]
            at = found.end() - 1
            segment = segment_at(line, at, flow=mark not in "[{" and _in_flow(scene, n))
            if mark in "[{" and not re.search(r"[\]}]\s*[^\s\]},#]", segment.value):
                continue  # brackets, and nothing behind them
            if mark == "-" and segment.lead.removesuffix(": ") in scene.lists:
                yield from _list_on_line(scene, n, at, segment)
            if mark == "-" and _KEYED.match(segment.value):
                continue  # an item of a list that should begin on a line of its own
            yield from _requoted("yaml_character", scene, n, at, segment, character=mark)


def _list_on_line(scene: Scene, n: int, at: int, segment: Segment) -> Iterator[Guess]:
    """The first item of a list on the line of its key, alone or with more of them below."""
    line = scene.lines[n]
    item = segment.value.removeprefix("-").strip()
    below = scene.lines[n + 1] if n + 1 < len(scene.lines) else ""
    items_below = below.lstrip().startswith("- ")
    items_below = items_below and _indent(below) >= segment.start - len(segment.lead)
    if not items_below and not _KEYED.match(item):
        listed = f"[{item}]"
        mended = line[: segment.start] + listed + line[segment.end :]
        yield Guess("list_on_line", n, at, mended, {"repair": segment.lead + listed})
    if items_below:
        bare = line[: segment.start].rstrip()  # the item itself is read once it stands below
        item_line = " " * _indent(below) + segment.value
        yield Guess("list_begins_on_line", n, at, bare, {"repair": item_line, "key": bare.strip()})


def _escapes(scene: Scene) -> Iterator[Guess]:
    for n in scene.near:
        line = scene.lines[n]
        for found in re.finditer(r'"([^"]*\\[^"]*)"', line):
            whole = "'" + found[1].replace("'", "''") + "'"
            mended = line[: found.start()] + whole + line[found.end() :]
            yield Guess(
                "yaml_escape", n, line.index("\\", found.start()), mended, {"repair": whole}
            )


def _hashes(scene: Scene) -> Iterator[Guess]:
    """`#` inside brackets takes the rest of the line away, the closing bracket too. Where it took
    none, and one is lacking, it is a comment."""
    if not scene.flow:
        return
    lacking = is_left_open(scene)
    for n in scene.near:
        line = scene.lines[n]
        for found in re.finditer(r"(?<=\s)#", line):
            if lacking and not open_brackets(line[found.end() :]).extra:
                continue
            if guess := _comment_inside(n, line, found.start()):
                yield guess
            segment = segment_at(line, found.start(), flow=True)
            yield from _requoted("hash_in_braces", scene, n, found.start(), segment)


_NO_TEXT = re.compile(r"[:,\[{]\s+(?:-?\d+(?:\.\d+)?|\d{4}-\d{2}-\d{2}|true|false)\s+$")
_TOOK = re.compile(r"#\s*(?P<comment>[^,:{}\[\]]+?)\s*(?P<closed>[}\]]+)\s*$")


def _comment_inside(n: int, line: str, at: int) -> Guess | None:
    """A comment behind a number or a day, which took the closing brackets with it."""
    took = _TOOK.match(line, at)
    if took is None or not _NO_TEXT.search(line[:at]):
        return None
    mended = f"{line[:at].rstrip()}{took['closed']}  # {took['comment']}"
    return Guess("comment_in_braces", n, at, mended, {"repair": mended.strip()})


def _semicolons(scene: Scene) -> Iterator[Guess]:
    for n in scene.near if scene.flow else ():
        line = scene.lines[n]
        if (at := line.find(";")) >= 0:
            repair = re.sub(r"\s*;", ",", line)
            yield Guess("yaml_semicolon", n, at, repair, {"repair": repair.strip()})


def _missing_commas(scene: Scene) -> Iterator[Guess]:
    if not scene.flow:
        return
    for n in scene.near:
        line = scene.lines[n]
        lacking = [f for f in _BEFORE_KEY.finditer(line) if _is_key(f["key"], scene)]
        for some in (lacking, *([one] for one in lacking)) if len(lacking) > 1 else (lacking,):
            if not some:
                continue
            mended = line
            for found in reversed(some):
                mended = f"{mended[: found.start()]},{mended[found.start() :]}"
            values: dict[str, object] = {
                "key": tuple(f["key"] for f in some),
                "repair": mended[: body_end(mended)].strip(),
            }  # fmt: skip
            yield Guess("yaml_comma", n, some[0].start("key"), mended, values)


_BEFORE_KEY = re.compile(r"(?<=[^\s,{\[:-])(?P<gap>\s+)(?P<key>\w+):(?=\s)")


def _is_key(word: str, scene: Scene) -> bool:
    return word in scene.keys or re.fullmatch(r"(?:19|20|21)\d\d", word) is not None


def _colons_in_flow(scene: Scene) -> Iterator[Guess]:
    if not scene.flow:
        return
    for n in scene.near:
        line = scene.lines[n]
        for found in re.finditer(r":(?=\s|$)", line):
            segment = segment_at(line, found.start(), flow=True)
            if found.start() > segment.start:
                yield from _requoted("yaml_colon", scene, n, found.start(), segment)


def _extra_brackets(scene: Scene) -> Iterator[Guess]:
    for n in scene.near:
        line = scene.lines[n]
        brackets = open_brackets(line)
        for at in (*(column for column, _ in brackets.wrong), *brackets.extra):
            mended = line[:at] + line[at + 1 :]
            if len(open_brackets(mended).marks) > len(brackets.marks):
                continue  # it closed something after all
            yield Guess("yaml_extra_bracket", n, at, mended, {"written": line[at]})


def _missing_colons(scene: Scene) -> Iterator[Guess]:
    for n in scene.near:
        line = scene.lines[n]
        found = re.match(r"(\s*(?:-\s+)?)(\w+)(\s*[：=]\s*|:|\s+|$)(.*)$", line)
        if found and found[2] in scene.keys and not re.match(r":\s", line[found.end(2) :]):
            keyed = f"{found[2]}: {found[4]}".rstrip()
            yield Guess("yaml_no_colon", n, found.end(2), found[1] + keyed, {"repair": keyed})


def _colons_in_value(scene: Scene) -> Iterator[Guess]:
    for n in scene.near:
        found = _KEYED.match(scene.lines[n])
        colon = found and re.search(r":(?:\s|$)", found["value"])
        if found and colon and found["value"][0] not in _QUOTES and found["value"][:2] != "- ":
            start, end = found.span("value")
            segment = Segment(f"{found['key']}: ", start, end, found["value"])
            yield from _requoted("yaml_colon", scene, n, start + colon.start(), segment)


def _dashes_without_blank(scene: Scene) -> Iterator[Guess]:
    for n in scene.near:
        line = scene.lines[n]
        if found := re.match(r"(\s*)-(?=[^\s-])", line):
            mended = f"{found[1]}- {line[found.end() :]}"
            yield Guess("yaml_dash_blank", n, found.end() - 1, mended, {"repair": mended.strip()})


def _lost_dashes(scene: Scene) -> Iterator[Guess]:
    """An item of a list begins with `- `: a line that begins with its id, or with a brace."""
    for n in scene.near[:2]:
        line = scene.lines[n]
        if not re.match(r"\s*(?:id:\s|\{)", line):
            continue
        above = (m for m in scene.lines[max(0, n - 60) : n] if m.lstrip().startswith("- "))
        for width in dict.fromkeys([_indent(line), *(_indent(m) for m in above)]):
            item = "- " + line.strip()
            yield Guess("lost_dash", n, _indent(line), " " * width + item, {"repair": item})


_KEY_OR_ITEM = re.compile(r"\s*(?:-\s|[^\s:#]+:(?:\s|$))")


def _indents(scene: Scene) -> Iterator[Guess]:
    for n in scene.near[:3]:
        line = scene.lines[n]
        have = _indent(line)
        if not _KEY_OR_ITEM.match(line):
            continue
        for width in _indents_near(scene, n):
            if width != have:
                values: dict[str, object] = {"found": have, "wanted": width}
                yield Guess("yaml_indent", n, have, " " * width + line.lstrip(" "), values)
