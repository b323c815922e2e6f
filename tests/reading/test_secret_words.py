"""The word `mật` is seen wherever it stands in its own right, also right beside a figure."""

from __future__ import annotations

import pytest

from kpi.workbooks.secret_words import speaks_of_a_secret


@pytest.mark.parametrize("text", ["5mật", "mật5", "5_mật", "mật: 5", "(Mật)5", "5 tối mật"])
def test_a_figure_beside_the_word_is_a_secret(text: str) -> None:
    assert speaks_of_a_secret(text)


@pytest.mark.parametrize("text", ["không mật", "bảo mật 5", "mật độ 5", "mậtx", "format5", "5mat"])
def test_other_words_with_the_same_letters_say_nothing_of_a_secret(text: str) -> None:
    assert not speaks_of_a_secret(text)
