"""Comments on our pull requests: read where something is new, answered by a reaction and one edited comment.

A comment counts as answered where one of ours reacted to it after it was last edited. Nothing is read while no
proposal changed; our own changes of a proposal cost one look.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from bot import escape
from bot.forge.github_calls import Calls, Missing
from bot.forge.github_listing import Listing
from bot.proposing.orders import Reaction, Remark

_ANSWERS = frozenset({Reaction.DONE, Reaction.NOT_YOURS, Reaction.CONFUSED})
_OURS = "<!-- gleaner-"
_MARK = re.compile(r"^<!-- gleaner-answer: (\{.*\}) -->[^\S\n]*$", re.MULTILINE)
_TEMPLATE = "<!-- gleaner-answer: {} -->"
_WRITERS = frozenset({"admin", "maintain", "write"})
_PAGES_A_RUN = 20
"""Proposals whose comments one catch-up reads at the most; the next catch-up reads the rest."""
_REMEMBERED = 30


class Talk:
    """What people say on our pull requests, and our answers."""

    def __init__(self, calls: Calls, listing: Listing) -> None:
        self._calls, self._listing = calls, listing
        self._writers: dict[str, bool] = {}

    # --- reading ------------------------------------------------------------------------------------------------

    def since(self, watermark: str) -> list[Remark]:
        """The comments written or edited since, on proposals of ours; no request where none of them changed."""
        changed = [page for page in self._listing.pages.values() if page.ours and page.updated > watermark]
        numbers = [page.number for page in changed]
        if len(numbers) > 1:
            numbers = self._spoken(numbers, watermark)
        newest = sorted(sorted(numbers, reverse=True)[:_PAGES_A_RUN])
        return [remark for number in newest for remark in self._on(number, watermark)]

    def _spoken(self, numbers: Iterable[int], watermark: str) -> list[int]:
        """Those of these pull requests that have comments since: one request for all of them."""
        query = {"state": "all", "since": watermark, "sort": "updated", "direction": "desc"}
        items, more = next(self._calls.pages("look for comments", "/issues", query))
        counts = {item["number"]: int(item["comments"]) for item in items}
        return [number for number in numbers if counts.get(number, int(more))]

    def _on(self, number: int, watermark: str) -> list[Remark]:
        tail = f"/issues/{number}/comments"
        pages = self._calls.pages(f"read the comments of #{number}", tail, {"since": watermark})
        return [_remark(item, number) for items, _ in pages for item in items]

    def one(self, comment: int, number: int) -> Remark | None:
        """One comment as it is now; None where it was deleted."""
        try:
            tail = f"/issues/comments/{comment}"
            item = self._calls.do("read a comment", lambda: self._calls.send("GET", tail))
        except Missing:
            return None
        return _remark(item, number) if str(item["issue_url"]).endswith(f"/{number}") else None

    def read_to(self) -> str:
        """The time up to which the last listing holds every comment."""
        # A comment of the very second of the listing may have come after it: two seconds cover that.
        newest = max((page.updated for page in self._listing.pages.values()), default="")
        return min(newest, _stamp(self._listing.was_read - 2)) if newest else ""

    # --- who, and whether ---------------------------------------------------------------------------------------

    def may_steer(self, login: str) -> bool:
        """Whether a person may write to the repository: one request per person."""
        if login not in self._writers:
            tail = f"/collaborators/{quote(login)}/permission"
            try:
                found = self._calls.do(f"look up {login}'s rights", lambda: self._calls.send("GET", tail))
            except Missing:
                found = {}
            self._writers[login] = found.get("permission") in _WRITERS
        return self._writers[login]

    def answered(self, remark: Remark) -> bool:
        """Whether this version of the comment was answered; no request where nobody reacted to it yet."""
        if not remark.reacted:
            return False
        tail = f"/issues/comments/{remark.id}/reactions"
        ours = self._names()
        found = [
            item["created_at"]
            for items, _ in self._calls.pages("read the reactions", tail, {})
            for item in items
            if item["content"] in _ANSWERS and (item.get("user") or {}).get("login") in ours
        ]
        if not found or max(found) >= remark.updated:
            return bool(found)
        return self._answer_on(remark.number)[1].get(str(remark.id), "") >= remark.updated

    def _names(self) -> set[str]:
        """Our own logins: those that opened our pull requests."""
        return {page.author for page in self._listing.pages.values() if page.ours}

    # --- answering ----------------------------------------------------------------------------------------------

    def react(self, remark: Remark, reaction: Reaction) -> None:
        """React to a comment; reacting twice is once."""
        tail, body = f"/issues/comments/{remark.id}/reactions", {"content": reaction.value}
        try:
            self._calls.do("react to a comment", lambda: self._calls.send("POST", tail, body=body))
        except Missing:
            # Its author took the comment back meanwhile: nobody waits for an answer.
            return

    def answer(self, remark: Remark, words: Iterable[str]) -> None:
        """Say something, in the one comment of ours on that page that is edited for it."""
        number = remark.number
        known, told = self._answer_on(number)
        told = dict(list({**told, str(remark.id): remark.updated}.items())[-_REMEMBERED:])
        body = answer_text(remark, words, told)
        if known is not None and known["body"].strip() == body.strip():
            return
        if known is not None:
            tail = f"/issues/comments/{known['id']}"
            self._calls.do(f"answer on #{number}", lambda: self._calls.send("PATCH", tail, body={"body": body}))
            return
        tail = f"/issues/{number}/comments"

        def said() -> bool | None:
            found, _ = self._answer_on(number)
            return (found is not None and found["body"].strip() == body.strip()) or None

        self._calls.do(
            f"answer on #{number}", lambda: bool(self._calls.send("POST", tail, body={"body": body})), done=said
        )

    def _answer_on(self, number: int) -> tuple[dict[str, Any] | None, Mapping[str, str]]:
        """Our comment on a page, and which texts it answered: id of a comment → when that was last edited."""
        ours = self._names()
        tail = f"/issues/{number}/comments"
        for items, _ in self._calls.pages(f"read the comments of #{number}", tail, {}):
            for item in items:
                found = _MARK.search((item["body"] or "").replace("\r\n", "\n"))
                if found and (item.get("user") or {}).get("login") in ours:
                    return item, _told(found[1])
        return None, {}


def _remark(item: dict[str, Any], number: int) -> Remark:
    who = item.get("user") or {}
    body = item.get("body") or ""
    return Remark(
        id=item["id"],
        number=number,
        author=str(who.get("login", "")),
        body=body,
        created=item["created_at"],
        updated=item["updated_at"],
        url=item["html_url"],
        bot=who.get("type") == "Bot" or _OURS in body,
        reacted=int((item.get("reactions") or {}).get("total_count", 1)) > 0,
    )


def answer_text(remark: Remark, words: Iterable[str], told: Mapping[str, str]) -> str:
    """The body of an answering comment: sentences, and in a hidden mark which comments (id → edit time) it answers."""
    author = escape.markdown(remark.author, 100)
    to = f"To [{author}'s comment]({remark.url})" if escape.safe_url(remark.url) else f"To {author}"
    lines = [f"- {escape.markdown(word, 600)}" for word in words]
    mark = _TEMPLATE.format(escape.hidden(json.dumps(dict(told))))
    return "\n".join(
        [f"{to}:", "", *lines, "", "<sub>I edit this one comment instead of writing more.</sub>", "", mark]
    )


def _told(facts: str) -> dict[str, str]:
    try:
        row = json.loads(facts)
        return {str(name): str(when) for name, when in row.items()}
    except (ValueError, TypeError, AttributeError, RecursionError):
        return {}


def _stamp(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
