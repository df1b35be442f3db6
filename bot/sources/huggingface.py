"""Hugging Face's daily papers (JSON): one answer per day, chosen by people, with votes and often the code.

Recorded answers drift: of a paper only id, title, summary, authors, publishedAt and upvotes are always there. Saturday
and Sunday are `[]`. `sort=trending` ignores the date and is not asked for.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from bot.config import HuggingFace
from bot.errors import SourceError
from bot.model import CODE_LABEL, PAGE_LABEL, Link, Paper, Skip
from bot.planning.batch import Batch, Window
from bot.sources import text
from bot.sources.gathering import Gathering, days, is_working_day
from bot.sources.http import Client, Kind

NAME = "huggingface"
GIVE_UP_AFTER = 2
"""Days that fail one after the other before the source is left alone for this run."""

FEW_DAYS = 5
"""Days that are named one by one in a report."""
_NOT_FOUND = 404
_ID = re.compile(r"\d{4}\.\d{4,5}")


# --- fetch --------------------------------------------------------------------------------------------------------


def collect(settings: HuggingFace, client: Client, window: Window) -> Batch:
    """Ask for every day of the window, newest first; a fault of the feed is reported in the batch."""
    gathered = Gathering(source=NAME)
    silent: list[str] = []
    failed: list[tuple[str, str]] = []
    in_a_row = 0
    with client.turn() as turn:
        for day in reversed(days(window.since, window.until)):
            try:
                read = _collect_day(settings, client, day, gathered)
            except SourceError as error:
                failed.append((day, str(error)))
                in_a_row += 1
                if in_a_row == GIVE_UP_AFTER:
                    break
                continue
            in_a_row = 0
            if not read and is_working_day(day) and day != window.until:
                silent.append(day)
    gathered.trouble += _by_reason(failed)
    if in_a_row == GIVE_UP_AFTER:
        gathered.trouble.append("the other days were not asked for; the next run looks back over them")
    if len(silent) > 1 and not gathered.trouble:
        gathered.stale = f"no paper at all on {_working(silent[::-1])}; the window stays open"
    return gathered.batch(turn, quiet=f"no daily paper from {window.since} to {window.until}")


def _working(silent: Sequence[str]) -> str:
    """Working days (ISO dates, in order) in words: each by its date, many by how they are counted."""
    if len(silent) > FEW_DAYS:
        return f"{len(silent)} working days from {silent[0]} to {silent[-1]}"
    return f"{', '.join(silent)}, working days"


def _by_reason(failed: Sequence[tuple[str, str]]) -> list[str]:
    """What went wrong, each reason once, with its days."""
    days_of: dict[str, list[str]] = {}
    for day, why in failed:
        days_of.setdefault(why, []).append(day)
    return [f"{', '.join(sorted(each))}: {why}" for why, each in days_of.items()]


def search(client: Client, settings: HuggingFace, title: str) -> tuple[Paper, ...]:
    """Papers the site finds for a title, best first; raises SourceError."""
    words = " ".join(title.split())[:250]
    answer = client.get(_address(settings, "papers/search"), {"q": words}, kind=Kind.JSON, family=NAME)
    papers, _ = parse(answer.body)
    return tuple(papers)


def by_id(client: Client, settings: HuggingFace, arxiv_id: str) -> Paper | None:
    """What the site knows of a paper, None where it does not (most of arXiv); raises SourceError."""
    answer = client.get(_address(settings, f"papers/{arxiv_id}"), kind=Kind.ANY, family=NAME, allow=(_NOT_FOUND,))
    if answer.status == _NOT_FOUND:
        return None
    papers, _ = parse(b"[" + answer.body + b"]")
    return papers[0] if papers else None


def _collect_day(settings: HuggingFace, client: Client, day: str, gathered: Gathering) -> int:
    answer = client.get(_address(settings, "daily_papers"), {"date": day}, kind=Kind.JSON, family=NAME)
    papers, skipped = parse(answer.body)
    gathered.add(papers, skipped)
    return len(papers) + len(skipped)


def _address(settings: HuggingFace, what: str) -> str:
    base = settings.url.rstrip("/").removesuffix("/daily_papers").removesuffix("/api")
    return f"{base}/api/{what}"


# --- read ---------------------------------------------------------------------------------------------------------


def parse(body: bytes) -> tuple[list[Paper], list[Skip]]:
    """Read one answer; raises SourceError where it is no list of papers, skips and names a broken record."""
    try:
        records = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise SourceError(f"Hugging Face answered no JSON: {text.one_line(str(error), 100)}") from error
    if not isinstance(records, list):
        keys = ", ".join(map(str, list(records)[:5])) if isinstance(records, dict) else type(records).__name__
        raise SourceError(
            f"Hugging Face answered something else than a list of papers ({text.one_line(keys, 100)}); "
            "check the address: /api/daily_papers answers a list"
        )
    papers: list[Paper] = []
    skipped: list[Skip] = []
    for number, record in enumerate(records, start=1):
        read = _paper(record, number)
        if isinstance(read, Paper):
            papers.append(read)
        else:
            skipped.append(read)
    return papers, skipped


def _paper(record: object, number: int) -> Paper | Skip:
    what = f"record {number}"
    if not isinstance(record, dict):
        return Skip(what=what, why=f"expected an object, got {type(record).__name__}")
    inner = record.get("paper", record)
    if not isinstance(inner, dict):
        return Skip(what=what, why=f"its paper is no object but {type(inner).__name__}")
    # Over the years it changed which of the two titles has hard wraps; collapsing white space makes them equal.
    title = text.one_line(inner.get("title"), text.TITLE) or text.one_line(record.get("title"), text.TITLE)
    number_text = inner.get("id")
    arxiv_id = number_text if isinstance(number_text, str) and _ID.fullmatch(number_text) else ""
    if title == "":
        return Skip(what=f"{what} {arxiv_id}".rstrip(), why="no title")
    if not arxiv_id:
        return Skip(what=title[:80], why=f"no arXiv id in {str(number_text)[:40]!r}")
    published = _date(inner.get("publishedAt")) or _date(record.get("publishedAt"))
    return Paper(
        title=title,
        abstract=text.one_line(inner.get("summary")) or text.one_line(record.get("summary")),
        authors=_authors(inner.get("authors")),
        url=f"https://arxiv.org/abs/{arxiv_id}",
        arxiv_id=arxiv_id,
        published=published,
        year=int(published[:4]) if published else None,
        code=_code(inner),
        links=_links(inner),
        upvotes=_count(inner.get("upvotes")),
        stars=_count(inner.get("githubStars")),
        sources=(NAME,),
    )


def _authors(value: object) -> tuple[str, ...]:
    people = value if isinstance(value, list) else []
    return text.names(person.get("name") for person in people if isinstance(person, dict) and not person.get("hidden"))


def _code(paper: dict[str, object]) -> tuple[Link, ...]:
    """The repository the site holds for the paper, else the one its abstract names."""
    url = text.repository(paper.get("githubRepo"))
    return (Link(label=CODE_LABEL, url=url),) if url else text.code_in(text.one_line(paper.get("summary")))


def _links(paper: dict[str, object]) -> tuple[Link, ...]:
    url = text.web_address(paper.get("projectPage"))
    return (Link(label=PAGE_LABEL, url=url),) if url and not text.repository(url) else ()


def _count(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def _date(value: object) -> str:
    return value[:10] if isinstance(value, str) and re.match(r"\d{4}-\d\d-\d\dT", value) else ""
