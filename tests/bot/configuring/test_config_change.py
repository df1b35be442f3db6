"""A changed config: only the lines of the change differ, every comment stays, and it reads as what was asked for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import config
from bot.config import Arxiv, Config, Cut, HuggingFace, Keywords, Sources
from bot.configuring.config_change import rewritten
from bot.errors import ConfigError

TEXT = """\
# ours
list: README.md   # the list
sources:
  arxiv:
    # two fields
    categories: [cs.CV, cs.LG]  # and no other
    terms:
      - masked image
      - tokenizer   # since May
  huggingface:
keywords:
  exclude: [survey]
cut: {at_least: 0.5}   # careful

max_open: 4
# the end
"""


def wanted(**more: object) -> Config:
    return config.read(TEXT).model_copy(update=more)


def changed_lines(after: str, before: str = TEXT) -> tuple[list[str], list[str]]:
    old, new = before.splitlines(), after.splitlines()
    return [line for line in old if line not in new], [line for line in new if line not in old]


def check(after: str, asked: Config) -> str:
    assert config.read(after) == asked
    return after


def test_a_number_changes_its_own_line() -> None:
    asked = wanted(max_open=9)
    assert changed_lines(check(rewritten(TEXT, config.read(TEXT), asked), asked)) == (["max_open: 4"], ["max_open: 9"])


def test_a_value_inside_a_flow_mapping_changes_in_place() -> None:
    asked = wanted(cut=Cut(at_least=0.75))
    after = check(rewritten(TEXT, config.read(TEXT), asked), asked)
    assert changed_lines(after)[1] == ["cut: {at_least: 0.75}   # careful"]


def test_a_list_keeps_its_shape_and_the_comments_around_it() -> None:
    now = config.read(TEXT)
    assert now.sources.arxiv
    arxiv = now.sources.arxiv.model_copy(update={"categories": ("cs.CL",), "terms": ("tokenizer", "world model")})
    asked = wanted(sources=now.sources.model_copy(update={"arxiv": arxiv}))
    after = check(rewritten(TEXT, now, asked), asked)
    assert "    categories: [cs.CL]  # and no other\n" in after
    assert "    terms:\n      - tokenizer\n      - world model" in after
    assert "    # two fields\n" in after


def test_a_new_key_stands_below_its_parent() -> None:
    asked = wanted(keywords=Keywords(exclude=("survey",), must=("image",)), per_run=7)
    after = check(rewritten(TEXT, config.read(TEXT), asked), asked)
    assert "  exclude: [survey]\n  must: [image]\ncut:" in after
    assert changed_lines(after) == ([], ["  must: [image]", "per_run: 7"])


def test_a_source_is_taken_out_with_its_lines_alone() -> None:
    now = config.read(TEXT)
    asked = wanted(sources=now.sources.model_copy(update={"arxiv": None}))
    after = check(rewritten(TEXT, now, asked), asked)
    assert "sources:\n  huggingface:\nkeywords:" in after
    assert "# the end" in after


@pytest.mark.parametrize("text", ["", "# nothing\n", "max_open: 3", "---\n", "max_open: 3\r\n"])
def test_a_source_added_to_a_config_without_sources_keeps_the_default_one(text: str) -> None:
    now = config.read(text)
    asked = now.model_copy(update={"sources": Sources(arxiv=Arxiv(categories=("cs.CV",)), huggingface=HuggingFace())})
    check(rewritten(text, now, asked), asked)


def test_a_wrong_value_is_written_so_that_the_reader_names_its_line() -> None:
    now = config.read(TEXT)
    asked = now.model_copy(update={"cut": Cut.model_construct(at_least=3.0, per_day=10)})
    after = rewritten(TEXT, now, asked)
    with pytest.raises(ConfigError, match=r"gleaner\.yml:13: cut\.at_least"):
        config.read(after)


phrases = st.lists(st.text("abc: #'-[]{}", min_size=1, max_size=12).map(str.strip).filter(bool), max_size=4).map(tuple)
categories = st.lists(st.sampled_from(["cs.CV", "cs.CL", "math.ST"]), min_size=1, max_size=3, unique=True).map(tuple)
texts = st.sampled_from(
    [
        "",
        TEXT,
        "cut: {}\n",
        "keywords: {}\nmax_open: 2\n",
        "sources: {arxiv: {categories: [cs.CV]}}\n",
        TEXT.replace("\n", "\r\n"),
    ]
)


sources = categories.map(lambda cats: Sources(arxiv=Arxiv(categories=cats), huggingface=HuggingFace(days=3)))
configs = st.builds(
    Config,
    keywords=st.builds(Keywords, include=phrases, must=phrases),
    cut=st.integers(0, 100).map(lambda percent: Cut(at_least=percent / 100)),
    max_open=st.integers(0, 1000),
    sources=st.just(Sources(huggingface=HuggingFace())) | sources,
)


@given(texts, configs)
def test_whatever_is_asked_for_is_what_is_read(text: str, asked: Config) -> None:
    assert config.read(rewritten(text, config.read(text), asked)) == asked
