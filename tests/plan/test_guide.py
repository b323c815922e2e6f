"""The guide of the plan's keys holds all of them, and what it shows can be read."""

from __future__ import annotations

import re
from collections.abc import Mapping as Kinds

import pytest

from kpi.plan import check_delivery, check_sources
from kpi.plan.context import Context
from kpi.plan.examples import EXAMPLES
from kpi.plan.findings import Book, Term
from kpi.plan.guide import FILE, models, with_tables
from kpi.plan.kinds import keys_of
from kpi.plan.load import parse_plan
from kpi.plan.meanings import spelled
from kpi.plan.reader import Reader
from kpi.plan.yaml_tree import Mapping, read_tree
from kpi.words import LOCALES, section

GUIDE = FILE.read_text(encoding="utf-8")
SHOWN = [(model, key) for model, examples in EXAMPLES.items() for key in examples]


def test_the_committed_guide_is_current() -> None:
    assert with_tables(GUIDE) == GUIDE


@pytest.mark.parametrize("model", models())
def test_every_key_of_the_model_stands_in_the_guide_with_an_example(model: str) -> None:
    keys = set(keys_of(models()[model]))
    assert set(EXAMPLES[model]) == keys
    (table,) = re.findall(rf"<!-- {model} -->\n(.*?)<!-- / -->", GUIDE, re.DOTALL)
    assert set(re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)) == keys


@pytest.mark.parametrize(("model", "key"), SHOWN, ids=str)
def test_every_example_is_read_as_what_its_key_takes(model: str, key: str) -> None:
    book = Book("indicators.yaml")
    root = read_tree(EXAMPLES[model][key].encode(), book)
    assert isinstance(root, Mapping)
    (entry,) = root.entries
    assert entry.key.text == key
    kind = keys_of(models()[model])[key].type
    found = Reader(book).read(entry.value, kind, Context(Term("where.plan"), key))
    assert found is not None
    assert book.found == []


def test_the_whole_plan_of_the_guide_is_sound() -> None:
    (text,) = re.findall(r"```yaml\n(plan:\n.*?)```", GUIDE, re.DOTALL)
    reading = parse_plan(text)
    assert reading.plan is not None, [f.message() for f in reading.errors]
    assert [f.message() for f in reading.findings] == []
    measures = {i.measure for i in reading.plan.indicators}
    assert measures == {"count", "ratio", "yes_no", "milestone", "score", "formula"}


def test_every_allowed_word_has_its_meaning_in_both_languages() -> None:
    from typing import Literal, get_args, get_origin

    from kpi.plan.kinds import unwrapped

    for model in models().values():
        for key in keys_of(model).values():
            base, _ = unwrapped(key.type)
            for member in (base, *get_args(base)):
                words = get_args(member) if get_origin(member) is Literal else ()
                for locale in LOCALES:
                    known = section("plan_words", locale)["choices"].get(key.name, {})
                    missing = {w for w in words if not w.isdigit()} - known.keys()
                    assert not missing, (key.name, missing)


@pytest.mark.parametrize("locale", LOCALES)
def test_every_key_is_called_by_a_name(locale: str) -> None:
    known = section("plan_words", locale)["keys"]
    assert {key for model in models().values() for key in keys_of(model)} <= known.keys()


@pytest.mark.parametrize(
    ("model", "kinds"), [("SourceW", check_sources.KINDS), ("DeliveryW", check_delivery.KINDS)]
)
@pytest.mark.parametrize("locale", LOCALES)
def test_a_key_that_some_kinds_have_is_told_with_each_of_them(
    model: str, kinds: Kinds[str, check_sources.Needs], locale: str
) -> None:
    told = section("plan", locale)["keys"][model]
    keys = {kind: {*needs.must, *needs.may} for kind, needs in kinds.items()}
    every = set.intersection(*keys.values())
    lacking = {
        (kind, key)
        for kind, own in keys.items()
        for key in own - every
        if not re.search(rf"\b{kind}\b", told[key])
    }
    assert not lacking


def test_no_two_words_of_a_key_share_a_spelling() -> None:
    for key, words in section("plan_words", "vi")["choices"].items():
        spellings = [s for word in words for s in spelled(key, word)]
        assert len(spellings) == len(set(spellings)), key
