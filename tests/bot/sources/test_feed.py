"""Any RSS or Atom feed: what is read, what is guarded against, and arXiv's own dialects."""

from __future__ import annotations

import json
import time
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.config import Feed
from bot.errors import SourceError
from bot.planning.batch import Health, Window
from bot.sources import feed
from bot.sources.http import Client
from tests.doubles.feeds import Feeds

WINDOW = Window(since="2026-06-30", until="2026-06-30")
RSS = '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" {spaces}><channel><title>{title}</title>{head}{items}</channel></rss>'
SPACES = 'xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns:dc="http://purl.org/dc/elements/1.1/"'
ARXIV_HEAD = "<link>http://rss.arxiv.org/rss/cs.CV</link><pubDate>Tue, 30 Jun 2026 00:00:00 -0400</pubDate>"


def rss(*items: str, title: str = "A journal", head: str = "") -> bytes:
    return RSS.format(spaces=SPACES, title=title, head=head, items="".join(items)).encode()


def item(title: str, link: str = "https://journal.example.org/1", more: str = "", text: str = "We study it.") -> str:
    return (
        f"<item><title>{escape(title)}</title><link>{link}</link><description>{escape(text)}</description>{more}</item>"
    )


def arxiv_item(arxiv_id: str, kind: str, title: str = "T", creator: str = "A B, C D") -> str:
    text = f"arXiv:{arxiv_id}v1 Announce Type: {kind} \nAbstract: We study it."
    more = (
        f"<guid>oai:arXiv.org:{arxiv_id}v1</guid><category>cs.CV</category>"
        f"<arxiv:announce_type>{kind}</arxiv:announce_type><dc:creator>{escape(creator)}</dc:creator>"
        "<pubDate>Tue, 30 Jun 2026 00:00:00 -0400</pubDate>"
    )
    return item(title, f"https://arxiv.org/abs/{arxiv_id}", more, text)


# --- any feed -----------------------------------------------------------------------------------------------------


def test_an_item_becomes_a_paper() -> None:
    more = (
        "<pubDate>Mon, 29 Jun 2026 10:00:00 GMT</pubDate><dc:creator>Ada L.</dc:creator><dc:creator>Bob M.</dc:creator>"
        "<dc:identifier>doi:10.1000/xyz.1</dc:identifier>"
    )
    (paper,), skipped = feed.parse(rss(item("A & B <think>", more=more, text="<p>One &amp; <b>two</b>.</p>")), "J")
    assert skipped == []
    assert (paper.title, paper.url, paper.abstract) == ("A & B <think>", "https://journal.example.org/1", "One & two .")
    assert (paper.published, paper.year, paper.doi, paper.sources) == ("2026-06-29", 2026, "10.1000/xyz.1", ("J",))
    assert paper.authors == ("Ada L.", "Bob M.")


@pytest.mark.parametrize(
    ("link", "when", "day"),
    [
        ("https://arxiv.org/abs/2606.00001", "Mon, 29 Jun 2026", "2026-06-29"),
        ("https://arxiv.org/abs/2605.09999", "Mon, 29 Jun 2026", "2026-06-29"),
        ("https://arxiv.org/abs/2005.00001", "Mon, 29 Jun 2026", ""),
        ("https://arxiv.org/abs/2606.00001", "Thu, 01 Jan 1970", ""),
        ("https://journal.example.org/1", "Thu, 01 Jan 1970", ""),
        ("https://journal.example.org/1", "Wed, 01 Jul 2026", "2026-07-01"),
        ("https://journal.example.org/1", "Mon, 29 Jun 2036", ""),
    ],
)
def test_a_date_that_cannot_be_the_papers_is_none(link: str, when: str, day: str, feeds: Feeds, client: Client) -> None:
    """The date of an item is when it was announced: the entry of an old paper would print this year."""
    url = feeds.serve("journal", rss(item("T", link, f"<pubDate>{when} 00:00:00 GMT</pubDate>")))
    (paper,) = feed.collect(Feed(name="J", url=url), client, WINDOW).papers
    assert (paper.published, paper.year) == (day, int(day[:4]) if day else None)


def test_of_a_feed_that_is_too_long_the_newest_are_read(
    feeds: Feeds, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feed, "MOST", 3)
    items = (
        item(f"T{n}", f"https://x.example/{n}", f"<pubDate>{n} Jun 2026 00:00:00 GMT</pubDate>") for n in range(1, 9)
    )
    batch = feed.collect(Feed(name="J", url=feeds.serve("journal", rss(*items))), client, WINDOW)
    assert {paper.title for paper in batch.papers} == {"T8", "T7", "T6"}
    assert (batch.health, batch.detail) == (Health.NEW, "of 8 entries the 3 newest were read")


def test_an_atom_entry_becomes_a_paper() -> None:
    body = """<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title><id>x</id><updated>2026-06-30T00:00:00Z</updated>
    <entry><title>T</title><id>https://openreview.net/forum?id=abc</id><link href="https://openreview.net/forum?id=abc"/>
    <updated>2026-06-28T00:00:00Z</updated><author><name>A B</name></author><summary>S.</summary></entry></feed>"""
    (paper,), _ = feed.parse(body.encode())
    assert (paper.title, paper.url, paper.abstract) == ("T", "https://openreview.net/forum?id=abc", "S.")
    assert (paper.authors, paper.published) == (("A B",), "2026-06-28")


def test_a_bare_year_is_no_day() -> None:
    (paper,), _ = feed.parse(rss(item("T", more="<pubDate>2026</pubDate>")))
    assert (paper.published, paper.year) == ("", None)


def test_a_link_that_is_no_web_address_is_left_out() -> None:
    papers, _ = feed.parse(rss(item("T", "javascript:alert(1)"), item("U", "file:///etc/passwd")))
    assert [paper.url for paper in papers] == ["", ""]


def test_an_item_without_a_title_is_skipped_and_named() -> None:
    papers, skipped = feed.parse(rss(item(""), item("T")))
    assert [paper.title for paper in papers] == ["T"]
    assert [(skip.what, skip.why) for skip in skipped] == [("https://journal.example.org/1", "no title")]


@pytest.mark.parametrize(
    "body", [b"", b" ", b"<html><body>hi</body></html>", b"plain", b"/etc/passwd", b"https://example.org/feed", b"{}"]
)
def test_what_is_no_feed_is_refused(body: bytes) -> None:
    with pytest.raises(SourceError, match="no RSS or Atom feed"):
        feed.parse(body)


def test_entities_of_a_feeds_own_are_refused() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "' + b"x" * 1000 + b'">]>' + rss(item("T"))
    with pytest.raises(SourceError, match="entities"):
        feed.parse(bomb)


def test_a_feed_of_a_million_tags_is_refused_at_once() -> None:
    started = time.monotonic()
    with pytest.raises(SourceError, match="tags"):
        feed.parse(rss("<a>" * 500_000))
    assert time.monotonic() - started < 2


@pytest.mark.parametrize("encoding", ["UTF-8", "UTF-16", "GB2312"])
def test_a_tag_of_ten_thousand_attributes_is_refused_at_once(encoding: str) -> None:
    """The parser behind feedparser looks at each attribute once for each other one."""
    tag = "<item " + " ".join(f"a{n}='>'" for n in range(20_000)) + "><title>T</title></item>"
    body = rss(tag).decode().replace("UTF-8", encoding).encode(encoding)
    started = time.monotonic()
    with pytest.raises(SourceError, match="attributes"):
        feed.parse(body)
    assert time.monotonic() - started < 2


def test_a_feed_that_breaks_off_behind_many_comments_is_told_at_once() -> None:
    started = time.monotonic()
    assert feed.parse_channel(rss(item("T")) + b"<!---->" * 400 + b"x").cut
    assert not feed.parse_channel(rss(item("T")) + b"<!---->\n" * 400).cut
    assert time.monotonic() - started < 2


def test_markup_in_a_text_is_no_tag_of_the_feed() -> None:
    links = "".join(f"<a href='{n}' title='{n}'>{n}</a>" for n in range(500))
    assert len(feed.parse(rss(item("T", text=links)))[0]) == 1


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_entities_are_seen_in_wide_letters_too(encoding: str) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "' + "x" * 1000 + '">]>' + rss(item("T")).decode().replace("UTF-8", encoding)
    with pytest.raises(SourceError, match="entities"):
        feed.parse(bomb.encode(encoding))


def test_one_bad_byte_costs_one_letter() -> None:
    body = rss(item("Über Maß", text="é" * 600), item("Second"))
    papers, _ = feed.parse(body.replace(b"Second", b"Sec\xffond"))
    assert [paper.title for paper in papers] == ["Über Maß", "Sec\ufffdond"]


def test_other_encodings_are_read_as_they_say() -> None:
    text = rss(item("Über")).decode()
    assert feed.parse(text.replace("UTF-8", "ISO-8859-1").encode("latin-1"))[0][0].title == "Über"
    assert feed.parse(text.replace("UTF-8", "UTF-16").encode("utf-16"))[0][0].title == "Über"


def test_of_a_feed_that_breaks_off_the_last_entry_is_dropped() -> None:
    whole = rss(item("One"), item("Two"), item("Three"))
    assert not feed.parse_channel(whole).cut
    for end in range(whole.index(b"Three") + 2, len(whole) - 20, 7):
        channel = feed.parse_channel(whole[:end])
        assert channel.cut
        assert [paper.title for paper in channel.papers] == ["One", "Two"]


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(body: bytes) -> None:
    for text in (body, rss(item("T")) + body, rss(item("T"))[:150] + body):
        try:
            papers, _ = feed.parse(text)
        except SourceError:
            continue
        for paper in papers:
            paper.title.encode()


# --- arXiv's dialects ---------------------------------------------------------------------------------------------


def test_arxivs_items_are_read_by_their_kind() -> None:
    body = rss(
        arxiv_item("2606.30001", "new", creator="A B (Univ. X, Germany), C D (Y (Z, W)), E F"),
        arxiv_item("2605.00002", "cross"),
        arxiv_item("2601.00003", "replace"),
        arxiv_item("2601.00004", "replace-cross"),
        title="cs.CV updates on arXiv.org",
        head=ARXIV_HEAD,
    )
    channel = feed.parse_channel(body)
    new, cross = channel.papers
    assert (channel.revised, channel.crossed, channel.day, channel.arxiv) == (2, 0, "2026-06-30", True)
    assert (new.arxiv_id, new.url, new.abstract) == ("2606.30001", "https://arxiv.org/abs/2606.30001", "We study it.")
    assert (new.authors, new.published, new.categories) == (("A B", "C D", "E F"), "2026-06-30", ("cs.CV",))
    assert (cross.arxiv_id, cross.published) == ("2605.00002", "")
    without = feed.parse_channel(body, cross_lists=False)
    assert ([paper.arxiv_id for paper in without.papers], without.crossed) == (["2606.30001"], 1)


@pytest.mark.parametrize(("mark", "count"), [("", 1), (" UPDATED", 0), (" CROSS LISTED", 1)])
def test_titles_of_before_2024_lose_their_tail(mark: str, count: int) -> None:
    body = rss(item(f"A title. (arXiv:2305.14076v1 [math.ST]{mark})", "http://arxiv.org/abs/2305.14076"))
    papers, _ = feed.parse(body)
    assert [(paper.title, paper.arxiv_id) for paper in papers] == [("A title", "2305.14076")] * count


@pytest.mark.shared
@pytest.mark.parametrize("form", ["rss", "atom"])
def test_a_day_of_arxiv_is_read(shared: Path, form: str) -> None:
    file = next((shared / "data/feeds/arxiv_rss").glob(f"reconstructed_*.{form}.xml"))
    channel = feed.parse_channel(file.read_bytes())
    assert (len(channel.papers), channel.revised, channel.skipped, channel.day) == (24, 12, (), "2026-06-30")
    assert all(p.arxiv_id and p.authors and not p.abstract.startswith("arXiv:") for p in channel.papers)
    assert not any("(" in name for p in channel.papers for name in p.authors)


@pytest.mark.shared
def test_real_titles_of_every_dialect_are_read(shared: Path) -> None:
    lines = (shared / "data/feeds/arxiv_rss/item_texts.jsonl").read_text(encoding="utf-8").splitlines()
    for record in map(json.loads, lines):
        channel = feed.parse_channel(rss(item(record["title"], record["link"], text=record["abstract"])))
        if "replace" in record["fmt"] or "UPDATED" in record["fmt"]:
            assert channel.revised == 1, record
            continue
        (paper,) = channel.papers
        assert (paper.arxiv_id, "(arXiv:" in paper.title) == (record["id"], False), record
        assert not paper.abstract.startswith("arXiv:"), record


@pytest.mark.shared
def test_malformed_feeds_are_read_or_refused(shared: Path) -> None:
    for file in (shared / "data/feeds/malformed").glob("*.xml"):
        try:
            feed.parse(file.read_bytes())
        except SourceError as error:
            assert file.stem == "rss_empty_document", error  # noqa: PT017  # only one of them is no feed


# --- fetch --------------------------------------------------------------------------------------------------------


def collected(feeds: Feeds, client: Client, body: bytes, **more: object) -> tuple[Health, int, str]:
    address = feeds.serve("feeds/x.xml", body)
    batch = feed.collect(Feed.model_validate({"name": "X", "url": address, **more}), client, WINDOW)
    assert batch.source == "X"
    return batch.health, len(batch.papers), batch.detail


def test_a_feed_says_how_it_fared(feeds: Feeds, client: Client) -> None:
    new, old = arxiv_item("2606.30001", "new"), arxiv_item("2601.00003", "replace")
    today = {"title": "cs.CV updates on arXiv.org", "head": ARXIV_HEAD}
    assert collected(feeds, client, rss(new, **today)) == (Health.NEW, 1, "")
    client.forget(f"{feeds.url}/feeds/x.xml")
    health, count, said = collected(feeds, client, rss(new, old, **today))
    assert (health, count, said) == (Health.NEW, 1, "revisions of older papers left out: 1")
    client.forget(f"{feeds.url}/feeds/x.xml")
    assert collected(feeds, client, rss(**today))[0] is Health.QUIET
    client.forget(f"{feeds.url}/feeds/x.xml")
    health, count, said = collected(feeds, client, rss(new, **today)[:-60])
    assert (health, count) == (Health.PARTIAL, 0)
    assert "breaks off" in said


def test_an_old_announcement_is_stale(feeds: Feeds, client: Client) -> None:
    head = ARXIV_HEAD.replace("30 Jun", "22 Jun").replace("Tue", "Mon")
    body = rss(arxiv_item("2606.10001", "new"), title="cs.CV updates on arXiv.org", head=head)
    health, count, said = collected(feeds, client, body)
    assert (health, count) == (Health.STALE, 1)
    assert said.startswith("stale since 2026-06-22")


def test_a_web_page_in_place_of_the_feed_fails_with_a_sentence(feeds: Feeds, client: Client) -> None:
    feeds.answer_html("feeds")
    health, count, said = collected(feeds, client, b"")
    assert (health, count) == (Health.FAILED, 0)
    assert "web page" in said


@pytest.mark.shared
def test_a_recorded_holiday_is_quiet_and_a_recorded_cut_is_partial(shared: Path, feeds: Feeds, client: Client) -> None:
    folder = shared / "data/feeds/arxiv_rss"
    for name, day, health in (
        ("rss_physics_2025-12-31_empty.xml", "2025-12-31", Health.QUIET),
        ("rss_cs.CV_2025-09-19_truncated.xml", "2025-09-19", Health.PARTIAL),
    ):
        address = feeds.serve(f"feeds/{name}", (folder / name).read_bytes())
        assert feed.collect(Feed(name="X", url=address), client, Window(since=day, until=day)).health is health
