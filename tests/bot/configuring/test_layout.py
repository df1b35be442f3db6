from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.configuring import layout
from bot.model import Layout


def texts_of(*numbers: int, head: str = "# Papers", links: Sequence[str] = ()) -> str:
    lines = [f"- [Paper {n}](https://arxiv.org/abs/2401.{n:05d}) [Arxiv 2024]" for n in numbers]
    return "\n".join([head, "", *links, "", "## All", "", *lines, ""])


@pytest.mark.parametrize(
    "name",
    ["README_zh.md", "README.zh-CN.md", "README_CN.md", "README-ja.md", "README.zh_Hans.md", "README_中文.md", "zh/README.md",
     "docs/zh-CN/README.md", "readme_ZH.md", "README_TU.md", "README_chinese.md"],
)  # fmt: skip
def test_a_name_in_another_language_with_the_same_papers_is_a_mirror(name: str) -> None:
    texts = {"README.md": texts_of(1, 2, 3, 4, links=[f"[other]({name})"]), name: texts_of(4, 2, 1)}
    assert layout.find("README.md", texts).layout == Layout(path="README.md", mirrors=(name,))


def test_a_translation_beside_the_list_is_found_without_a_link() -> None:
    texts = {"papers/LIST.md": texts_of(1, 2, 3), "papers/LIST_zh.md": texts_of(1, 2, 3)}
    assert layout.find("papers/LIST.md", texts).layout.mirrors == ("papers/LIST_zh.md",)


def test_linked_files_with_papers_of_their_own_are_chapters_in_the_order_of_the_links() -> None:
    links = ["[b](papers/b.md)", '<a href="./papers/a.md#top">a</a>', "[c](https://github.com/x/y/blob/main/c.md)"]
    texts = {
        "README.md": texts_of(links=links),
        "papers/a.md": texts_of(1, 2, 3),
        "papers/b.md": texts_of(4, 5, 6),
        "c.md": texts_of(7, 8, 9),
        "not-linked.md": texts_of(10, 11, 12),
    }
    found = layout.find("README.md", texts).layout
    assert found.chapters == ("papers/b.md", "papers/a.md", "c.md")
    assert found.mirrors == ()


def test_the_translation_of_a_chapter_is_a_mirror() -> None:
    texts = {
        "README.md": texts_of(links=["[a](a.md)"]),
        "a.md": texts_of(1, 2, 3),
        "a_zh.md": texts_of(1, 2, 3),
    }
    assert layout.find("README.md", texts).layout == Layout(chapters=("a.md",), mirrors=("a_zh.md",))


def test_another_view_of_the_same_papers_is_left_and_named() -> None:
    texts = {"README.md": texts_of(1, 2, 3, 4, links=["[by date](DATE.md)"]), "DATE.md": texts_of(4, 3, 2)}
    found = layout.find("README.md", texts)
    assert found.layout == Layout()
    assert [(skip.what, skip.why) for skip in found.left] == [
        ("DATE.md", "3 of its 3 papers stand in other files of the list")
    ]


def test_a_translation_that_was_left_behind_is_not_written_and_named() -> None:
    texts = {"README.md": texts_of(*range(1, 20)), "README_fr.md": texts_of(1, 2, 3)}
    found = layout.find("README.md", texts)
    assert found.layout == Layout()
    (skip,) = found.left
    assert skip.why == "is named as a translation of README.md, but holds 3 of its 19 papers"


def test_a_chapter_whose_name_ends_like_a_language_stays_a_chapter() -> None:
    texts = {"papers.md": texts_of(1, 2, 3, links=["[ar](papers_ar.md)"]), "papers_ar.md": texts_of(4, 5, 6)}
    assert layout.find("papers.md", texts).layout.chapters == ("papers_ar.md",)


def test_files_without_papers_are_nothing() -> None:
    texts = {
        "README.md": texts_of(1, 2, 3, links=["[c](CONTRIBUTING.md)"]),
        "CONTRIBUTING.md": "# How to\n\n- be kind\n",
    }
    assert layout.find("README.md", texts) == layout.Found(layout=Layout())


def test_a_linked_file_with_a_paper_or_two_of_its_own_is_named() -> None:
    texts = {
        "README.md": texts_of(1, 2, 3, links=["[new](new.md) [own](own.md) [how](.github/CONTRIBUTING.md)"]),
        "new.md": texts_of(7, 8),
        "own.md": texts_of(1),
        ".github/CONTRIBUTING.md": texts_of(9),
        "README_zh.md": texts_of(1, 2),
        "not-linked.md": texts_of(11),
    }
    found = layout.find("README.md", texts)
    assert found.layout == Layout()
    few = "holds 2 papers known by their links, too few to tell; if it belongs to the list, name it under"
    assert [(skip.what, skip.why) for skip in found.left] == [
        ("new.md", f"{few} `chapters` in the config"),
        ("README_zh.md", f"{few} `mirrors` in the config"),
    ]


def test_links_out_of_the_repository_lead_nowhere() -> None:
    text = "[a](../../a.md) [b](https://example.org/x/y/blob/main/b.md) [c](README.md) [d](/d.md) [e](<e f.md>)"
    assert layout.linked("papers/README.md", text) == ("d.md",)


@given(
    st.text(max_size=200), st.dictionaries(st.sampled_from(["a.md", "b/c.md", "README_zh.md"]), st.text(max_size=200))
)
def test_any_texts_have_a_layout(text: str, others: dict[str, str]) -> None:
    found = layout.find("README.md", {**others, "README.md": text}).layout
    assert set(found.paths) <= {*others, "README.md"}


@pytest.mark.shared
def test_real_lists_of_several_files(shared: Path) -> None:
    texts: dict[str, dict[str, str]] = {}
    for file in sorted((shared / "data" / "lists").glob("*+*.md")):
        repo, _, rest = file.stem.partition("__")
        name = f"{rest.replace('+', '/')}.md" if rest else "README.md"
        texts.setdefault(repo, {})[name] = file.read_bytes().decode("utf-8", "surrogateescape")
    for files in texts.values():
        found = layout.find("README.md", files)
        assert set(found.layout.paths) | {skip.what for skip in found.left} <= set(files)
        assert len(found.layout.paths) == len(set(found.layout.paths))
