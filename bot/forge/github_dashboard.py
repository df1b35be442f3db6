"""The dashboard's issue: found by its label and its hidden mark, written in place. One request to read, one to write.

GitHub cannot compare and swap an issue's text. Whoever writes therefore reads right before, and does what is ticked
then; a box ticked between those two requests comes with the event of the edit, which holds the whole text.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from bot.forge.github_calls import Calls, Missing
from bot.forge.github_listing import Listing
from bot.telling.dashboard import LABEL, LABEL_LOOKS, TITLE, is_one

_MEMBERS = frozenset({"OWNER", "MEMBER", "COLLABORATOR"})
_GREY = "ededed"


@dataclass(frozen=True, kw_only=True, slots=True)
class Seen:
    """The dashboard as GitHub has it; `twins` are others of ours, made by two first runs at once."""

    number: int
    body: str
    open: bool
    labels: tuple[str, ...] = ()
    grey: bool = False
    twins: tuple[int, ...] = ()


class Dashboard:
    """The one issue of a repository."""

    def __init__(self, calls: Calls, listing: Listing) -> None:
        self._calls, self._listing = calls, listing

    def read(self) -> Seen | None:
        """Find it; None where there is none. A stranger's issue never counts, whatever it holds."""
        query = {"labels": LABEL, "state": "all", "sort": "created", "direction": "asc"}
        return self._best(self._issues(query))

    def _issues(self, query: dict[str, str]) -> list[dict[str, Any]]:
        """The first page of issues, which is enough: nobody has a hundred dashboards."""
        items, _ = next(self._calls.pages("look for the dashboard", "/issues", query))
        return items

    def _best(self, items: Iterable[dict[str, Any]]) -> Seen | None:
        ours = [item for item in items if self._is_ours(item)]
        opened = [item for item in ours if item["state"] == "open"]
        if not ours:
            return None
        item, *twins = sorted(opened or ours, key=lambda one: one["number"])
        return Seen(
            number=item["number"],
            body=item.get("body") or "",
            open=item["state"] == "open",
            labels=tuple(label["name"] for label in item["labels"]),
            grey=any(label["name"] == LABEL and label["color"] == _GREY for label in item["labels"]),
            twins=tuple(one["number"] for one in twins if one["state"] == "open"),
        )

    def _is_ours(self, item: dict[str, Any]) -> bool:
        if "pull_request" in item or not is_one(item.get("body") or ""):
            return False
        if not item.get("user") or item["user"]["type"] == "Bot":
            return bool(item.get("user"))
        # With a person's token it is a person's issue: theirs who opened our proposals, with a label that takes rights.
        names = {page.author for page in self._listing.pages.values() if page.ours}
        known = item["user"]["login"] in names if names else item.get("author_association") in _MEMBERS
        return known and any(label["name"] == LABEL for label in item["labels"])

    def write(self, seen: Seen, body: str) -> None:
        """Write its text; a label that was taken off comes back, a twin that two first runs made is closed."""
        change: dict[str, object] = {"body": body}
        if LABEL not in seen.labels:
            change["labels"] = [*seen.labels, LABEL]
        tail = f"/issues/{seen.number}"
        self._calls.do("write the dashboard", lambda: self._calls.send("PATCH", tail, body=change))
        for twin in seen.twins:
            self._close(twin, seen.number)
        if seen.grey:
            self._describe()

    def create(self, body: str) -> int:
        """Create the issue, or take up one that lost its label or was made by a lost answer; returns its number."""
        lost = self._lost()
        if lost is not None:
            if lost.open:
                self.write(lost, body)
            return lost.number
        said = {"title": TITLE, "body": body, "labels": [LABEL]}
        found = self._calls.do(
            "open the dashboard", lambda: self._calls.send("POST", "/issues", body=said), done=self._made
        )
        if any(label["name"] == LABEL and label["color"] == _GREY for label in found["labels"]):
            self._describe()
        return int(found["number"])

    def _lost(self) -> Seen | None:
        """Our dashboard without its label, among the issues changed last: looked for once, before one is made."""
        return self._best(self._issues({"state": "all", "sort": "updated", "direction": "desc"}))

    def _made(self) -> dict[str, Any] | None:
        items = self._issues({"labels": LABEL, "state": "all", "sort": "created", "direction": "asc"})
        return next((item for item in items if self._is_ours(item)), None)

    def _close(self, number: int, kept: int) -> None:
        body = {"state": "closed", "state_reason": "not_planned"}
        what = f"close #{number}, a second dashboard beside #{kept}"
        self._calls.do(what, lambda: self._calls.send("PATCH", f"/issues/{number}", body=body))

    def _describe(self) -> None:
        """Give the label its colour and description: once in a repository's life."""
        color, description = LABEL_LOOKS
        body = {"color": color, "description": description}
        try:
            self._calls.do(
                f"describe the label {LABEL}", lambda: self._calls.send("PATCH", f"/labels/{LABEL}", body=body)
            )
        except Missing:
            return
