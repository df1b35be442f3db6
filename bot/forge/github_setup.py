"""The onboarding pull request on GitHub: one branch, one commit, one pull request; made again, the same ones.

What a person changed stays: a branch they committed on is left alone, and so is a text they edited. Where the token may
not write workflows the commit holds the config alone, and the text says how to add the rest.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.actions import Operation, Saved
from bot.configuring import onboarding
from bot.configuring.onboarding import BRANCH, MESSAGE, TITLE, Onboarding
from bot.errors import Forbidden, ForgeError
from bot.forge.github_calls import Missing, Refused
from bot.forge.github_marks import Page
from bot.forge.github_workbench import Workbench
from bot.model import Base


def waiting_page(bench: Workbench) -> str:
    """The address of the open onboarding pull request, or ""; one request."""
    return next((page.url for page in bench.listing.of_branch(BRANCH) if page.state == "open"), "")


def set_up(bench: Workbench, wanted: Onboarding, base: Base, *, again: bool) -> Saved:
    """Open it, or bring it up to date; `none` where nothing is to be done, and for one that was closed (`closed`).

    `again` opens a new one after a person closed it.
    """
    pages = bench.listing.of_branch(BRANCH)
    waiting = next((page for page in pages if page.state == "open"), None)
    if waiting is not None:
        return _brought_up(bench, waiting, wanted, base)
    refused = next((page for page in pages if not page.merged), None)
    if refused is not None and not again:
        return Saved(operation=Operation.CLOSED, number=refused.number, url=refused.url)
    commit, whole = _committed(bench, wanted, base)
    return _opened(bench, wanted.body if whole else wanted.bare_body, base, commit)


def _brought_up(bench: Workbench, page: Page, wanted: Onboarding, base: Base) -> Saved:
    """A person's commits and a person's words stay; what only we wrote is written anew."""
    ours = bench.git.ahead(base.sha, page.head, next(iter(wanted.config))).ours
    if not ours:
        return Saved(operation=Operation.NONE, commit=page.head, number=page.number, url=page.url)
    commit, whole = _committed(bench, wanted, base, head=page.head)
    body = wanted.body if whole else wanted.bare_body
    stale = onboarding.is_ours(page.body) and not onboarding.same(page.body, body)
    if stale:
        tail = f"/pulls/{page.number}"
        bench.calls.do(f"edit #{page.number}", lambda: bench.calls.send("PATCH", tail, body={"body": body}))
    operation = Operation.UPDATED if stale or commit != page.head else Operation.NONE
    return Saved(operation=operation, commit=commit, number=page.number, url=page.url)


# --- the branch -------------------------------------------------------------------------------------------------------


def _committed(bench: Workbench, wanted: Onboarding, base: Base, head: str = "") -> tuple[str, bool]:
    """The branch with its commit, and whether the workflows are in it."""
    if not wanted.workflows:
        return _branched(bench, wanted.files(workflows=False), base, head), True
    try:
        return _branched(bench, wanted.files(workflows=True), base, head), True
    except (Forbidden, Missing, Refused) as error:
        # GitHub hides a missing `workflow` scope behind a 404, and says 403 to apps.
        try:
            return _branched(bench, wanted.files(workflows=False), base, head), False
        except ForgeError:
            raise error from None


def _branched(bench: Workbench, files: Mapping[str, str], base: Base, head: str) -> str:
    tree = bench.git.tree(files, onto=base.sha)
    if head and bench.git.tree_of(head) == tree:
        return head
    commit = bench.git.commit(tree, (base.sha,), MESSAGE)
    if head:
        bench.git.move_branch(BRANCH, commit, force=True)
        return commit
    try:
        bench.git.create_branch(BRANCH, commit)
    except Refused as error:
        if "already exists" not in str(error):
            raise
        return _leftover(bench, commit, base)
    return commit


def _leftover(bench: Workbench, commit: str, base: Base) -> str:
    """A branch of that name without an open pull request: an earlier try's is moved, a person's is shown as it is."""
    head = bench.git.head(BRANCH)
    if not bench.git.ahead(base.sha, head, "").ours:
        return head
    bench.git.move_branch(BRANCH, commit, force=True)
    return commit


# --- the pull request -------------------------------------------------------------------------------------------------


def _opened(bench: Workbench, body: str, base: Base, commit: str) -> Saved:
    fields = {"title": TITLE, "head": BRANCH, "base": base.branch, "body": body}
    what = "open the onboarding pull request"
    try:
        data = bench.calls.do(what, lambda: bench.calls.send("POST", "/pulls", body=fields), fresh=True)
        page = bench.listing.keep(data)
    except Refused:
        # A try whose answer was lost has opened it.
        open_now = [page for page in bench.listing.of_branch(BRANCH) if page.state == "open"]
        if not open_now:
            raise
        page = open_now[0]
    return Saved(operation=Operation.CREATED, commit=commit, number=page.number, url=page.url)
