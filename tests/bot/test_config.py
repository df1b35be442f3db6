"""The config: every mistake at once, each with its place; what is written can be read again."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema_rs
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot import config, model
from bot.config import Config
from bot.errors import ConfigError

ROOT = Path(__file__).parents[2]


def mistakes(text: str) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        config.read(text, "g.yml")
    assert str(caught.value) == "\n".join(caught.value.mistakes)
    return list(caught.value.mistakes)


# --- reading ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", "\n", "# nothing set\n", "---\n", "{}\n", "\ufefflist: README.md\n"])
def test_an_empty_config_is_the_default(text: str) -> None:
    assert config.read(text) == Config()


def test_everything_can_be_set() -> None:
    found = config.read(
        """
        list: papers/README.md
        mirrors: [README_zh.md]
        sources:
          arxiv: {categories: [cs.CV, math.ST, q-bio.NC, hep-th, cond-mat.mes-hall], terms: [Masked Image], days: 3}
          huggingface:
          feeds: [{name: TMLR, url: "https://example.org/feed", cross_lists: false}]
          pages: [saved/a.txt]
          github_trending: {languages: [python, c++], period: weekly}
          semantic_scholar:
          crossref: {url: "http://localhost:8000"}
        keywords: {include: [Image Generation], exclude: [survey], must: []}
        cut: {at_least: 0.25, per_day: 0}
        max_open: 8
        per_run: 2
        group_by: section
        sections: {only: [A > B], skip: [C], default: D}
        tags: {aliases: {autogressive: Autoregressive}}
        venues: {aliases: {NIPS: NeurIPS}}
        cross_listing: forbid
        quiet_days: [saturday, 2026-12-24, "2026-12-25"]
        pause_after_days: 60
        contact: maintainer@example.org
        """
    )
    assert found.sources.arxiv == config.Arxiv(
        categories=("cs.CV", "math.ST", "q-bio.NC", "hep-th", "cond-mat.mes-hall"), terms=("Masked Image",), days=3
    )
    assert found.sources.huggingface == config.HuggingFace()
    assert (found.sources.feeds[0].name, found.sources.feeds[0].cross_lists) == ("TMLR", False)
    assert found.keywords.as_keywords() == model.Keywords(include=("image generation",), exclude=("survey",))
    assert found.quiet_days == ("Saturday", "2026-12-24", "2026-12-25")
    assert found.tags.aliases == {"autogressive": "Autoregressive"}


def test_a_source_is_polled_only_where_it_is_written() -> None:
    assert config.read("").sources.huggingface is not None
    only = config.read("sources: {pages: [a.txt]}").sources
    assert (only.arxiv, only.huggingface, only.feeds, only.github_trending) == (None, None, (), None)
    assert only.huggingface_lookup.url == "https://huggingface.co"
    assert not only.huggingface_lookup.daily
    assert not only.arxiv_lookup.polled


# --- mistakes -----------------------------------------------------------------------------------------------------


def test_five_mistakes_give_five_messages_in_the_order_of_their_lines() -> None:
    found = mistakes(
        "lst: README.md\n"
        "sources:\n"
        "  arxiv:\n"
        "    categorys: [cs.CV]\n"
        "    terms: diffusion\n"
        "max_open: many\n"
        "group_by: papers\n"
    )
    assert (
        re.sub("one of .*?;", "one of …;", "\n".join(found))
        == """\
g.yml:1: lst: unknown key, got "lst", expected one of …; did you mean 'list'?
g.yml:4: sources.arxiv.categorys: unknown key, got "categorys", expected one of …; did you mean 'categories'?
g.yml:5: sources.arxiv.terms: wrong value, got "diffusion", expected a list, as [one, two]; did you mean [diffusion]?
g.yml:6: max_open: wrong value, got "many", expected a whole number
g.yml:7: group_by: wrong value, got "papers", expected 'paper', 'section' or 'run'; did you mean 'paper'?"""
    )
    assert "one of categories, terms, days, url;" in found[1]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("list: a.md\nmirrors: []\nlist: b.md", "g.yml:3: list: given twice, first on line 1; keep one"),
        ("cut:\n  at_least: 1.5", "g.yml:2: cut.at_least: wrong value, got 1.5, expected a number of at most 1"),
        ("cut:\n  at_least: .nan", "g.yml:2: cut.at_least: wrong value, got NaN, expected a number"),
        ("max_open: true", "g.yml:1: max_open: wrong value, got true, expected a whole number"),
        ("max_open: 2.5", "g.yml:1: max_open: wrong value, got 2.5, expected a whole number"),
        ("list: [a]", 'g.yml:1: list: wrong value, got ["a"], expected text'),
        ("list:", "g.yml:1: list: wrong value, got nothing, expected text"),
        ("list: ''", 'g.yml:1: list: wrong value, got "", expected text that is not empty'),
        ("list: ../../etc/passwd", "expected a path inside the repository"),
        ("list: /etc/passwd", "expected a path inside the repository"),
        ("list: C:\\x.md", "expected a path inside the repository"),
        ("sources: {pages: ['saved/*.txt']}", "sources.pages[1]: wrong value"),
        ("keywords:\n  must:\n  - yes", "g.yml:3: keywords.must[1]: wrong value, got true, expected text; put it in quotes"),
        ("keywords: {must: [2024]}", "got 2024, expected text; put it in quotes"),
        ("sources: arxiv", 'g.yml:1: sources: wrong value, got "arxiv", expected keys with values'),
        ("sources:\n  arxiv:", "g.yml:2: sources.arxiv: wrong value, got keys with values, expected at least one of categories and terms"),
        ("sources: {arxiv: {categories: [computer vision]}}", 'sources.arxiv.categories[1]: wrong value, got "computer vision", expected an arXiv category, as cs.CV'),
        ("sources: {arxiv: {terms: [x], days: 31}}", "expected a number of at most 30"),
        ("sources: {huggingface: {url: 'ftp://x'}}", "expected an address that starts with https://"),
        ("sources:\n  feeds:\n  - name: x", "g.yml:3: sources.feeds[1].url: missing, expected a value"),
        ("sources: {feeds: [{name: a, url: 'https://x.org'}, {name: a, url: 'https://y.org'}]}", "feed names that differ"),
        ("sources: {feeds: [{name: arxiv, url: 'https://x.org'}]}", "feed names that differ"),
        ("sources: {feeds: [{name: 'a\\nb', url: 'https://x.org'}]}", "sources.feeds[1].name: wrong value"),
        ("quiet_days: [someday]", "expected a weekday, as Saturday, or a date, as 2026-12-24"),
        ('contact: "a\\nX-Evil: b"', "expected one line of text"),
        ("contact: nobody", "expected a mail or web address, as you@example.org"),
        ("tags: {aliases: {a: 1}}", "tags.aliases.a: wrong value, got 1, expected text; put it in quotes"),
        ("tags: {aliases: [a]}", "expected keys with values"),
        ("- a", 'g.yml:1: wrong value, got ["a"], expected keys with values'),
        ("just text", 'g.yml:1: wrong value, got "just text", expected keys with values'),
        ("list: a\n\tb: c", "g.yml:2: not YAML"),
        ("a: [1,\nb: 2", "g.yml:2: not YAML: while parsing a flow sequence, expected ',' or ']'"),
        ("list: README.md\n  sources: [", "; look at this line and the one above"),
        ("list: *nowhere", "g.yml:1: not YAML: found undefined alias"),
        ("? [a]\n: b", "g.yml:1: a key must be a plain word"),
        ("list: !!python/object:os.system x", "g.yml:1: list: cannot be read: could not determine a constructor"),
        (f"max_open: 0x{'f' * 5000}", "g.yml:1: max_open: cannot be read: a number of so many digits"),
        ("quiet_days: [2026-13-45]", "g.yml:1: quiet_days[1]: cannot be read: month must be in 1..12; put it in quotes"),
        ("list: \x00", "g.yml:1: not YAML"),
    ],
)  # fmt: skip
def test_a_mistake_says_where_what_and_what_was_expected(text: str, message: str) -> None:
    (found,) = mistakes(text)
    assert message in found
    assert re.match(r"g\.yml:\d+: \S", found)
    assert "\n" not in found


def test_a_hostile_text_ends_soon_with_one_message() -> None:
    laughs = "a0: &a0 [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12)
    )
    for text, message in (
        (laughs, "aliases expand to more than 20000 values"),
        ("a: &a [*a]", "aliases expand"),
        ("[" * 50_000, "nested deeper than 20 levels"),
        ("a: " * 3, "not YAML"),
        ("#" * 300_000, "too long: 300000 characters"),
    ):
        assert any(message in found for found in mistakes(text))


def test_a_long_foreign_value_is_cut_in_the_message() -> None:
    (found,) = mistakes("max_open: " + "x" * 5000)
    assert len(found) < 150


@given(st.text(max_size=60) | st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=5), lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*Config.model_fields, "arxiv", "feeds", "x"]), inner), max_leaves=8).map(yaml.safe_dump))  # fmt: skip
def test_any_text_is_read_or_named(text: str) -> None:
    try:
        config.read(text, "g.yml")
    except ConfigError as error:
        found = error.mistakes
    else:
        return
    assert all(re.match(r"g\.yml:\d+: ", each) for each in found)


def test_the_files_of_a_list_are_each_named_once_inside_the_repository() -> None:
    assert mistakes("list: a.md\nmirrors: [a.md, ../x.md]\nchapters:\n  - b.md\n  - b.md\n  - /c.md") == [
        'g.yml:2: mirrors[1]: wrong value, got "a.md", which is the list itself already, expected another file',
        'g.yml:2: mirrors[2]: wrong value, got "../x.md", expected a path inside the repository, as papers/README.md',
        'g.yml:5: chapters[2]: wrong value, got "b.md", which is a chapter already, expected another file',
        'g.yml:6: chapters[3]: wrong value, got "/c.md", expected a path inside the repository, as papers/README.md',
    ]
    assert mistakes("mirrors: [README.md]") == [
        'g.yml:1: mirrors[1]: wrong value, got "README.md", which is the list itself already, expected another file'
    ]


# --- writing ------------------------------------------------------------------------------------------------------

words = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=12).filter(
    lambda text: text.strip() == text
)
phrases = words.filter(lambda text: text.lower() == text and text.lower().lower() == text)
paths = st.from_regex(r"[a-zA-Z#&:' ]{1,8}\.md", fullmatch=True).filter(
    lambda text: text.strip() == text and ":" not in text[:2]
)
configs = st.builds(
    lambda **values: Config.model_validate(values),
    list=paths,
    mirrors=st.lists(paths.map("zh/".__add__), max_size=2, unique=True),
    chapters=st.lists(paths.map("papers/".__add__), max_size=3, unique=True),
    sources=st.fixed_dictionaries(
        {},
        optional={
            "arxiv": st.fixed_dictionaries({"terms": st.lists(words, min_size=1, max_size=9)}, optional={"days": st.integers(1, 30)}),
            "huggingface": st.none() | st.fixed_dictionaries({}, optional={"daily": st.booleans()}),
            "feeds": st.just([{"name": "A feed", "url": "https://example.org/a?b#c"}]),
            "pages": st.lists(paths, max_size=2),
            "github_trending": st.just({"languages": ["c++"], "period": "weekly"}),
        },
    ),
    keywords=st.fixed_dictionaries({}, optional={"include": st.lists(phrases, max_size=9), "must": st.lists(phrases, max_size=2)}),
    cut=st.fixed_dictionaries({}, optional={"at_least": st.floats(0, 1), "per_day": st.integers(0, 99)}),
    group_by=st.sampled_from(["paper", "section", "run"]),
    sections=st.fixed_dictionaries({}, optional={"only": st.lists(words, max_size=3), "default": words}),
    tags=st.fixed_dictionaries({"aliases": st.dictionaries(words, words, max_size=3)}),
    quiet_days=st.lists(st.sampled_from(["Saturday", "2026-12-24"]), max_size=2),
    contact=st.sampled_from(["", "ada@example.org", "https://example.org/list"]),
)  # fmt: skip


@given(configs)
def test_what_is_written_reads_as_the_same(settings: Config) -> None:
    text = config.write(settings)
    assert config.read(text) == settings


def test_the_default_is_written_short_with_a_word_on_each_line() -> None:
    text = config.write(Config())
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    assert len(lines) <= 12
    assert sum("# " in line for line in lines) >= 9
    assert "mirrors" not in text


# --- environment --------------------------------------------------------------------------------------------------


def test_the_environment_moves_a_source() -> None:
    settings = config.read(
        "sources: {arxiv: {terms: [x]}, feeds: [{name: My feed!, url: 'https://a.org'}]}".replace("!", "")
    )
    moved = config.with_environment(
        settings,
        {"GLEANER_ARXIV_URL": "http://127.0.0.1:1/arxiv", "GLEANER_MY_FEED_URL": "http://127.0.0.1:1/f", "X": "y"},
    )
    assert moved.sources.arxiv is not None
    assert (moved.sources.arxiv.url, moved.sources.arxiv.terms) == ("http://127.0.0.1:1/arxiv", ("x",))
    assert moved.sources.feeds[0].url == "http://127.0.0.1:1/f"
    assert config.with_environment(settings, {}) == settings


def test_the_environment_moves_what_only_looks_papers_up_without_polling_it() -> None:
    env = {"GLEANER_ARXIV_URL": "http://127.0.0.1:1/a", "GLEANER_HUGGINGFACE_URL": "http://127.0.0.1:1/h"}
    sources = config.with_environment(config.read("sources: {pages: [a.txt]}"), env).sources
    assert (sources.arxiv_lookup.url, sources.huggingface_lookup.url) == tuple(env.values())
    assert not sources.arxiv_lookup.polled
    assert not sources.huggingface_lookup.daily


def test_a_wrong_address_in_the_environment_is_named() -> None:
    with pytest.raises(ConfigError, match='GLEANER_ARXIV_URL: got "nonsense", expected an address'):
        config.with_environment(Config(), {"GLEANER_ARXIV_URL": "nonsense"})


# --- the schema ---------------------------------------------------------------------------------------------------


def test_the_schema_checked_in_is_that_of_the_code() -> None:
    written = (ROOT / config.SCHEMA_PATH).read_text(encoding="utf-8")
    assert written == config.schema_text(), (
        "make it anew: python -c 'from bot.config import schema_text; print(schema_text(), end=\"\")' > docs/gleaner.schema.json"
    )


def test_the_schema_takes_what_is_written_and_refuses_what_is_not() -> None:
    schema = jsonschema_rs.validator_for(json.loads(config.schema_text()))
    assert schema.is_valid(yaml.safe_load(config.write(Config())))
    assert schema.is_valid({"sources": {"huggingface": None, "arxiv": {"categories": ["cs.CV"]}}})
    assert not schema.is_valid({"lst": "README.md"})
    assert not schema.is_valid({"max_open": "many"})
