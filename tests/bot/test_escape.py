from __future__ import annotations

import json
import re
import subprocess
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from bot import escape
from tests.doubles import hostile

PARSER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
HOSTILE = list(hostile.texts())
any_text = st.one_of(
    st.text(),
    st.lists(
        st.sampled_from([*"`[]()<>!|*_~$&#@-+.:/\\\n \t", "a", "1", "é", *(p for p in HOSTILE if len(p) < 200)]),
        max_size=12,
    ).map("".join),
    st.sampled_from(HOSTILE),
)
ACTIVE = re.compile(
    r"(?<![A-Za-z0-9_])@[A-Za-z0-9]|#\d|\bGH-\d|://|\bwww\.|\[skip ci\]|\[ci skip\]|\[no ci\]|\*{3}NO_CI|<!--|[\u202a-\u202e\u2066-\u2069\x00-\x08\x1b]",
    re.IGNORECASE,
)


class Page(HTMLParser):
    """Rendered Markdown, taken apart: tags with their attributes, and the text a reader sees."""

    def __init__(self, markdown: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.links: list[str] = []
        self.seen = ""
        self.comments: list[str] = []
        self.feed(PARSER.render(markdown))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]

    def handle_data(self, data: str) -> None:
        self.seen += data

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)


def shown(text: str) -> str:
    return " ".join(text.replace(escape.BREAK, "").split())


@given(any_text)
def test_markdown_renders_as_the_text_and_nothing_else(text: str) -> None:
    page = Page(f"before {escape.markdown(text)} after")
    assert page.tags == ["p"]
    assert shown(page.seen) == shown(f"before {escape.plain(text)} after")


@given(any_text)
def test_markdown_at_the_start_of_a_line_opens_no_block(text: str) -> None:
    page = Page(escape.markdown(text))
    assert set(page.tags) <= {"p"}
    assert shown(page.seen) == shown(escape.plain(text))


@given(any_text, any_text)
def test_markdown_stays_in_its_table_cell_and_its_link(first: str, second: str) -> None:
    page = Page(
        f"| a | b |\n| - | - |\n| {escape.markdown(first)} | [{escape.markdown(second)}](https://x.example) |\n"
    )
    assert page.tags == ["table", "thead", "tr", "th", "th", "tbody", "tr", "td", "td", "a"]
    assert page.links == ["https://x.example"]
    assert shown(escape.plain(first)) in shown(page.seen)


@given(any_text)
def test_a_block_of_markdown_stays_in_its_quotation(text: str) -> None:
    page = Page(f"<details>\n\n{escape.markdown_block(text)}\n\n</details>\n\nafter\n")
    assert set(page.tags) <= {"details", "blockquote", "p"}
    assert page.tags.count("blockquote") <= 1
    assert page.tags.count("details") == 1
    assert page.seen.rstrip().endswith("after")


@given(any_text)
def test_no_text_closes_its_fence(text: str) -> None:
    page = Page(f"{escape.fence(text, 'diff')}\n\nafter\n")
    assert page.tags == ["pre", "code", "p"]


@given(any_text)
def test_a_code_span_holds_its_text(text: str) -> None:
    page = Page(f"before {escape.code(text)} after")
    assert page.tags == ["p", "code"]


@given(any_text)
def test_text_shown_by_a_platform_refers_to_nothing(text: str) -> None:
    for escaped in (
        escape.markdown(text), escape.markdown_block(text), escape.title(text), escape.code(text),
        escape.commit_message(text, text, trailers={"Gleaner-Key": text}),
    ):  # fmt: skip
        assert not ACTIVE.search(escaped), escaped


@given(any_text)
def test_a_fence_breaks_every_reference_but_the_addresses_a_person_copies(text: str) -> None:
    escaped = escape.fence(text)
    assert not ACTIVE.search(re.sub(r"://|www\.", " ", escaped, flags=re.IGNORECASE)), escaped


def test_an_entry_is_copied_out_of_a_fence_as_it_is() -> None:
    entry = "- [A](https://arxiv.org/abs/2401.00001) [ICML 2024]"
    assert entry in escape.fence(entry, "diff")


@given(any_text)
def test_html_is_text_in_an_element_and_an_attribute(text: str) -> None:
    class Attributes(HTMLParser):
        seen: tuple[str, list[tuple[str, str | None]]] | None = None
        words = ""

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            assert self.seen is None
            self.seen = (tag, attrs)

        def handle_data(self, data: str) -> None:
            self.words += data

    parser = Attributes()
    parser.feed(f'<p title="{escape.html(text)}">{escape.html(text)}</p>')
    parser.close()
    assert parser.seen == ("p", [("title", escape.text(text))])
    assert parser.words == escape.text(text)


@given(any_text)
def test_a_log_line_is_one_line_without_commands(text: str) -> None:
    line = escape.log_line(text)
    assert len(line.splitlines()) <= 1
    assert "::" not in line
    assert "##[" not in line
    assert "\x1b" not in line
    assert len(line) <= 1000


@given(any_text)
def test_commit_messages_have_a_short_subject_and_only_our_trailers(text: str) -> None:
    message = escape.commit_message(text, text, trailers={"Gleaner-Key": "arxiv:2301.00704"})
    subject, blank, *rest = message.splitlines()
    assert 0 < len(subject) <= 72 + len(escape.BREAK)
    assert not subject.startswith("#")
    assert blank == ""
    assert rest[-1] == "Gleaner-Key: arxiv:2301.00704"
    assert not any(re.match(r"[A-Za-z0-9-]+\s*:", line) for line in rest[:-1])


def test_git_reads_only_our_trailers() -> None:
    message = escape.commit_message("x", "Co-authored-by: x <x@evil.example>", trailers={"Gleaner-Key": "k"})
    read = subprocess.run(
        ["git", "interpret-trailers", "--parse"], input=message, capture_output=True, text=True, check=True
    )
    assert read.stdout == "Gleaner-Key: k\n"


@given(
    st.recursive(
        st.none() | st.integers() | st.text() | st.sampled_from(HOSTILE),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        max_leaves=6,
    )
)
def test_hidden_json_is_the_same_value_and_cannot_act(value: object) -> None:
    written = escape.hidden(json.dumps(value, ensure_ascii=False))
    assert json.loads(written) == value
    assert not ACTIVE.search(written)
    assert not re.search(r"[<>`]|--", written)
    written.encode()
    assert len(written.splitlines()) <= 1


@given(any_text)
def test_a_branch_is_a_name_that_git_takes(text: str) -> None:
    name = escape.branch(text)
    assert re.fullmatch(r"[a-z0-9_][a-z0-9._-]*", name)
    assert ".." not in name
    assert not name.endswith((".lock", "."))
    assert len(name) <= 80


@given(any_text, any_text)
def test_different_texts_have_different_branches(first: str, second: str) -> None:
    assert (escape.branch(first) == escape.branch(second)) == (first == second)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("arxiv:2301.00704", "arxiv-2301.00704"),
        ("arxiv:solv-int/9701001", r"arxiv-solv-int-9701001--\w{12}"),
        ("openreview:AbCdEf", r"openreview-abcdef--\w{12}"),
        ("acl:2024.acl-long.1", "acl-2024.acl-long.1"),
        ("", r"x--\w{12}"),
        ("a:b.lock", r"a-b.lock--\w{12}"),
    ],
)
def test_branch_names_stay_readable(text: str, name: str) -> None:
    assert re.fullmatch(name, escape.branch(text))


# --- list entries -----------------------------------------------------------------------------------------------------


@given(any_text)
def test_entry_text_stays_inside_its_link(text: str) -> None:
    page = Page(f"- before [{escape.entry_text(text)}](https://x.example) after\n- next\n")
    assert page.links == ["https://x.example"]
    assert set(page.tags) <= {"ul", "li", "a", "em", "strong", "code", "s"}
    assert page.tags.count("li") == 2
    assert not page.comments


@given(any_text)
def test_entry_text_alone_in_an_item_links_nowhere(text: str) -> None:
    page = Page(f"- {escape.entry_text(text)}\n- next\n")
    assert not page.links
    assert set(page.tags) <= {"ul", "li", "em", "strong", "code", "s"}
    assert page.tags.count("li") == 2


@given(any_text)
def test_entry_text_stays_in_its_cell(text: str) -> None:
    page = Page(f"| a |\n| - |\n| {escape.entry_text(text, table=True)} |\n")
    assert page.tags.count("td") == 1


@given(any_text)
def test_entry_text_is_settled_after_one_pass(text: str) -> None:
    once = escape.entry_text(text)
    assert escape.entry_text(once) == once


@pytest.mark.parametrize(
    "title",
    [
        "Attention Is All You Need", "[Re] Reproducing BERT", "A* Search, C++ & R&D", "Recall@10 for #1 Systems",
        "P < 0.05 and x > y", "Learning $\\mathcal{D}$ from `bash`", "BERT_base: Who Is @name?", "f(x) | g(x)", "多模态学习",
    ],
)  # fmt: skip
def test_natural_titles_are_written_as_they_are(title: str) -> None:
    assert escape.entry_text(title) == title


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("a ] b", r"a \] b"),
        ("<img src=x>", "&lt;img src=x>"),
        ("[x](https://evil.example)", r"\[x\](https://evil.example)"),
        ("end\\", "end\\\\"),
        ("a\n- b\u202e", "a - b"),
        ("# x", r"\# x"),
        ("[x] done", r"\[x\] done"),
    ],
)
def test_only_what_would_act_is_escaped(title: str, written: str) -> None:
    assert escape.entry_text(title) == written


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://arxiv.org/abs/2301.00704", "https://arxiv.org/abs/2301.00704"),
        ("HTTP://x.example/a b", ""),
        ("HTTPS://x.example/A", "https://x.example/A"),
        ("https://doi.example/S0140-6736(20)30183-5", "https://doi.example/S0140-6736(20)30183-5"),
        ("https://x.example/a)b", "https://x.example/a%29b"),
        ("https://x.example/<b>|`", "https://x.example/%3Cb%3E%7C%60"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("https://arxiv.org@evil.example/", ""),
        ("https://", ""),
        ("//evil.example", ""),
        ("https://x.example/\u202ea", ""),
        ("https://[::1]:80/a", "https://[::1]:80/a"),
        ("https://[x", ""),
        ("https://x.example/" + "a" * 3000, ""),
    ],
)
def test_only_addresses_of_the_web_pass(url: str, safe: str) -> None:
    assert escape.safe_url(url) == safe


@given(st.one_of(any_text, any_text.map("https://x.example/{}".format)))
def test_a_safe_address_stays_in_its_link_and_is_settled(url: str) -> None:
    safe = escape.safe_url(url)
    assert escape.safe_url(safe) == safe
    if safe:
        page = Page(f'[x]({safe}) <a href="{safe}">x</a>')
        assert page.tags == ["p", "a", "a"]


@pytest.mark.parametrize("url", ["https://github.com/o/r/issues/1", "https://github.com/o/r/pull/2#x"])
def test_links_that_would_mark_an_issue_are_only_text(url: str) -> None:
    assert escape.link("x", url) == "x"


@given(any_text)
def test_plain_undoes_the_breaks(text: str) -> None:
    assert escape.plain(escape.defused(escape.plain(text))) == escape.plain(text)
    assert escape.text(escape.text(text)) == escape.text(text)


def test_joined_emoji_and_scripts_stay_whole() -> None:
    words = "👩\u200d🔬 می\u200cخواهم 中文 é"
    assert escape.plain(words) == words


def test_five_hundred_hostile_texts_of_every_kind() -> None:
    assert len(HOSTILE) == 500
    assert all(any(piece in HOSTILE for piece in kind) for kind in hostile.KINDS.values())
