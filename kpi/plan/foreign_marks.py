"""Marks of other notations that a planner brings along: `//` before a comment, `(` around pairs,
words behind a closed group.

One rule: each is a guess like those of `slips.py`; the words beside the mark stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kpi.plan.flow_text import body_end
from kpi.plan.scene import Guess, Scene

_COMMENT = re.compile(r"(?P<lead>\s*)(?P<mark>//+|/\*+|<!--)\s*(?P<words>.*?)\s*(?:\*/|-->)?\s*$")
_ENDED = re.compile(r"(?P<lead>\s*)\*?\s*(?P<words>(?:[^/\s]|/(?!\*)).*?|)\s*\*/\s*$")
_BEHIND = re.compile(r"(?<=\s)(?P<mark>//+|/\*+)\s*(?P<words>[^/\s].*?)\s*(?:\*/)?\s*$")


def foreign_comments(scene: Scene) -> Iterator[Guess]:
    """A comment that begins with the mark of another notation, on a line of its own or behind."""
    for n in scene.near:
        line = scene.lines[n]
        if ended := _ENDED.match(line):
            values: dict[str, object] = {"written": "*/", "repair": f"# {ended['words']}".strip()}
            mended = f"{ended['lead']}# {ended['words']}".rstrip()
            yield Guess("comment_mark", n, ended.end("words"), mended, values)
        own = _COMMENT.match(line)
        found = own or _BEHIND.search(line)
        if not found:
            continue
        said = f"# {found['words']}"
        before = found["lead"] if own else f"{line[: found.start()].rstrip()}  "
        repair = said if own else (before + said).strip()
        values = {"written": found["mark"], "repair": repair}
        yield Guess("comment_mark", n, found.start("mark"), before + said, values)


_GROUP = re.compile(r"(?P<lead>\s*(?:-\s+)?(?P<key>\w+)\s*:\s+)(?P<group>\{[^{}]*\}|\[[^\[\]]*\])")
_INSIDE = re.compile(r"\{\s*\w+\s*:\s.*\}|\[.*\]")


def words_behind_group(scene: Scene) -> Iterator[Guess]:
    """Words behind a group in brackets, which can only be a comment there."""
    for n, found in scene.beginning(_GROUP):
        if found["key"] not in scene.groups | scene.lists:
            continue
        line = found.string
        rest = line[found.end() : body_end(line)].strip()
        if rest[:1].isalpha() and _INSIDE.fullmatch(found["group"]):
            mended = f"{line[: found.end()]}  # {line[found.end() :].strip()}"
            yield Guess("words_behind_group", n, found.end(), mended, {"repair": mended.strip()})


_ROUND = re.compile(r"(?P<lead>\s*(?:-\s+)?(?P<key>\w+)\s*:\s+)\((?P<inside>[^(){}]*:\s[^(){}]*)\)")


def round_brackets(scene: Scene) -> Iterator[Guess]:
    """Pairs in round brackets in place of braces: `targets: (2024: 95)`."""
    for n, found in scene.beginning(_ROUND):
        if found["key"] in scene.groups:
            whole = f"{{{found['inside']}}}"
            mended = f"{found['lead']}{whole}{found.string[found.end() :]}"
            values: dict[str, object] = {"repair": f"{found['key']}: {whole}"}
            yield Guess("lost_braces", n, found.end("lead"), mended, values)


_COMPARED = re.compile(
    r"(?P<lead>(?:(?:19|20|21)\d\d|value|limit|min|max)\s*:\s+)(?P<sign>[<>]=?)\s*"
    r"(?P<number>\d+(?:\.\d+)?)\s*%?(?=\s*(?:[,}]|$|\s#))"
)


def compared_numbers(scene: Scene) -> Iterator[Guess]:
    """A number behind a sign that compares: `2025: >= 90`."""
    for n in scene.near:
        line = scene.lines[n]
        for found in _COMPARED.finditer(line):
            kept = f"{found['lead']}{found['number']}"
            mended = line[: found.start()] + kept + line[found.end() :]
            values: dict[str, object] = {"sign": found["sign"], "repair": kept}
            yield Guess("number_compared", n, found.start("sign"), mended, values)


_KEYED = re.compile(r"\s*(?:-\s+)?(?P<key>\w+)\s*:\s+[^\s\[{&*!|>%@`].*$")
_WORDS = re.compile(r"\s*(?P<first>[^\W_]+)[^:]*$")


def wrapped_lines(scene: Scene) -> Iterator[Guess]:
    """The rest of a text that was broken over two lines and does not stand deeper than its key."""
    for n in scene.near:
        above = scene.lines[n - 1] if n else ""
        line, keyed = scene.lines[n], _KEYED.match(above)
        words = _WORDS.match(line)
        if not keyed or keyed["key"] not in scene.keys or not words:
            continue
        if words["first"] in scene.keys or "#" in line or "#" in above:
            continue
        indent, have = keyed.start("key") + 2, len(line) - len(line.lstrip())
        if have < indent:
            values: dict[str, object] = {
                "key": keyed["key"], "by": indent - have,
                "repair": f"{above.strip()} {line.strip()}",
            }  # fmt: skip
            yield Guess("wrapped_line", n, have, " " * indent + line.strip(), values)


_WIDE = re.compile(r"(?P<lead>\s*)-(?P<blanks> {2,})(?=\S)")


def wide_dashes(scene: Scene) -> Iterator[Guess]:
    """More than one blank behind a list's dash, which moves its first key out of the column."""
    for n, found in scene.beginning(_WIDE):
        item = f"- {found.string[found.end() :]}"
        values: dict[str, object] = {"count": len(found["blanks"]), "repair": item}
        yield Guess("wide_dash", n, found.start("blanks"), found["lead"] + item, values)
