"""What the sender of a form would be told, said to whoever types a figure himself.

One rule: words are only taken away, those that speak of a form and of sending it again; what was
read, why it is not taken and what to write stay as they are.
"""

from __future__ import annotations

import re

from kpi.reading.tables.drafts import HEADS_OF_PARTS
from kpi.words import say
from kpi.words.courtesy import asking

_OF_A_FORM: dict[str, tuple[re.Pattern[str], ...]] = {
    "vi": tuple(
        re.compile(pattern)
        for pattern in (
            r"^(?:Ô|Dòng|Chỉ tiêu)\b[^:]*: ",
            r"\b(?:biểu|tệp) (?:ghi|đánh dấu) ",
            r",? (?:và|rồi) gửi lại(?: chính tệp này)?(?=[.;])",
            r", phần giải thích ghi ở cột Giải trình",
            r" \(chú thích ghi ở cột Giải trình\)",
            r" \(tỷ lệ thì ghi hai số vào hai dòng \.a và \.b, mỗi ô một số\)",
            r", xóa nội dung ô này",
            r"\bô tỷ lệ ghi ",
            r", ô này không phải ghi",
        )
    ),
    "en": tuple(
        re.compile(pattern)
        for pattern in (
            r"^(?:Cell|Line|Indicator)\b[^:]*: ",
            r"\b[Tt]he (?:form|file) (?:says|has) ",
            r",? and send (?:this same file|this file|it) again(?=[.;])",
            r", put remarks in the explanation column",
            r" \(for a ratio, two numbers in the rows \.a and \.b, one in each cell\)",
            r", clear this cell",
            r"\bthe ratio's cell says ",
            r" and is not entered",
        )
    ),
}


def to_whoever_types(message: str, code: str, locale: str, please: str) -> str:
    """A message of the reader or of the checks about the figure of an indicator, without the
    words for a sender; `please` is how the plan begins what it asks of one."""
    above, below = HEADS_OF_PARTS
    for parts in (
        say("intake.parts.rows", locale, code=code),
        say("intake.parts.columns", locale, above=above, below=below),
    ):
        message = message.replace(parts, say("acts.enter.pair", locale))
    typing = asking(say("courtesy.please.typing", locale))
    for place, words in asking(please).items():
        message = message.replace(words, typing[place])
    for pattern in _OF_A_FORM[locale]:
        message = pattern.sub("", message)
    return message[:1].upper() + message[1:]
