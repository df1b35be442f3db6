"""The tools of every action on GitHub: connection, git objects, pull requests as last seen, labels and marks."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.errors import Conflict
from bot.forge.github_calls import Calls
from bot.forge.github_git import Ahead, Git
from bot.forge.github_listing import Listing
from bot.forge.github_marks import LABELS, Mark, Page, is_undescribed, labels_for, marked, proposal_on, read_mark
from bot.model import Base, Proposal, State
from bot.proposing.proposal_names import commit_message_of

TITLE_LIMIT = 256


@dataclass(frozen=True, slots=True)
class Workbench:
    """The tools of one repository."""

    calls: Calls
    git: Git
    listing: Listing

    # --- pull requests ------------------------------------------------------------------------------------------

    def page(self, wanted: Proposal) -> Page:
        """The pull request of a proposal, as last seen or read now; Conflict where there is none."""
        if wanted.number is not None:
            return self.listing.pages.get(wanted.number) or self.listing.one(wanted.number)
        pages = self.listing.of_branch(wanted.branch)
        if not pages:
            raise Conflict(f"{wanted.branch} has no pull request (any more); read again")
        return pages[0]

    def number(self, wanted: Proposal) -> int:
        """The number of a proposal's pull request."""
        return self.page(wanted).number if wanted.number is None else wanted.number

    def look(self, number: int) -> tuple[Page, dict[str, Any]]:
        """Read one pull request now, with the JSON that holds what listings leave out."""
        data: dict[str, Any] = self.calls.do(f"read #{number}", lambda: self.calls.send("GET", f"/pulls/{number}"))
        return self.listing.keep(data), data

    def shown(self, page: Page, wanted: Proposal) -> Proposal:
        """The proposal a page shows; where its body was emptied, what is known of it from `wanted`."""
        return replace(proposal_on(page) or wanted, number=page.number, url=page.url, head=page.head)

    def unmoved(self, page: Page, wanted: Proposal) -> None:
        """Raise Conflict where the branch moved since the proposal was read."""
        if wanted.head and wanted.head != page.head:
            raise Conflict(f"#{page.number}: somebody committed on {page.branch} in between; read again")

    def ahead(self, page: Page, paths: Collection[str]) -> Ahead:
        """What a branch has beyond the default one; no request where our own last commit is its newest."""
        mark, _ = read_mark(page.body)
        if mark.head == page.head and not mark.touched:
            return Ahead(mark.base, ours=True, others={})
        return self.git.ahead(page.onto, page.head, paths)

    def render(self, wanted: Proposal, files: Mapping[str, str], base: Base, message: str = "") -> str:
        """One clean commit on `base`, not on any branch yet."""
        tree = self.git.tree(files, onto=base.sha)
        return self.git.commit(tree, (base.sha,), message or commit_message_of(wanted))

    # --- labels and marks ---------------------------------------------------------------------------------------

    def label(self, page: Page, state: State) -> None:
        """Give a page the label of its state and none other of ours; nothing is sent where it has it."""
        names = labels_for(page.labels, state)
        if sorted(names) == sorted(page.labels):
            return
        add = len(names) > len(page.labels)
        shown = self.calls.do(
            f"label #{page.number}",
            lambda: self.calls.send(
                "POST" if add else "PUT",
                f"/issues/{page.number}/labels",
                body={"labels": [state.value] if add else names},
            ),
            fresh=True,
        )
        self.listing.pages[page.number] = replace(page, labels=tuple(one["name"] for one in shown))
        self.describe(one["name"] for one in shown if is_undescribed(one))

    def edit(self, page: Page, state: State, mark: Mark, *, to: str = "", title: str = "") -> None:
        """Write label, text and mark, with `title` that too, and with `to` open or close, in one request."""
        body: dict[str, object] = {"labels": labels_for(page.labels, state), "body": marked(page.body, mark)}
        body |= {name: value for name, value in (("state", to), ("title", title)) if value}
        shown = self.calls.do(
            f"edit #{page.number}", lambda: self.calls.send("PATCH", f"/issues/{page.number}", body=body)
        )
        self.listing.pages[page.number] = replace(
            page,
            state=shown["state"],
            title=shown["title"],
            closed=shown["closed_at"] or "",
            body=shown["body"] or "",
            labels=tuple(one["name"] for one in shown["labels"]),
        )
        self.describe(one["name"] for one in shown["labels"] if is_undescribed(one))

    def describe(self, names: Iterable[str]) -> None:
        """Give labels of ours their colour and description: once in a repository's life."""
        for name in sorted(set(names)):
            color, description = LABELS[State(name)]
            body = {"color": color, "description": description}
            self.calls.do(
                f"describe the label {name}",
                lambda name=name, body=body: self.calls.send("PATCH", f"/labels/{name}", body=body),  # type: ignore[misc]  # bound at once
            )
