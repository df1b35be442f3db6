"""Saving an edit on GitHub: one pull request, in six requests; saving again while it is open updates the same one.

Killed anywhere and saved again, it ends where one clean save ends. A branch that a person committed on is left alone.
"""

from __future__ import annotations

from bot.actions import Edit, EditPage, Operation, Saved
from bot.configuring import edit as edits
from bot.errors import Conflict, ListError
from bot.forge.github_calls import Missing, Refused
from bot.forge.github_marks import Page
from bot.forge.github_workbench import TITLE_LIMIT, Workbench


def save(bench: Workbench, edit: Edit, trunk: str) -> Saved:
    """Branch, commit, pull request; NONE where the default branch `trunk` holds the files already."""
    tip = bench.git.head(trunk)
    now = {path: text for path in edit.files if (text := _text(bench, path, tip)) is not None}
    if edits.is_saved(edit, now):
        return Saved(operation=Operation.NONE, commit=tip)
    tree = bench.git.tree(edit.files, onto=tip)
    commit = bench.git.commit(tree, (tip,), edits.message_of(edit))
    bench.git.remember_tree(commit, tree)
    branch = edits.branch_of(edit)
    existed = _branched(bench, edit, commit, tip)
    open_now = [page for page in bench.listing.of_branch(branch) if page.state == "open"] if existed else []
    if open_now:
        return _shown(_retitled(bench, open_now[0], edit), Operation.UPDATED, commit)
    return _opened(bench, edit, trunk, commit)


def shown(bench: Workbench, name: str, *, waiting: bool, fresh: bool) -> tuple[EditPage, ...]:
    """Every pull request of an edit's name; `fresh` says that the open ones were listed a moment ago."""
    branch = edits.branch_named(name)
    if waiting and fresh:
        numbers = [n for n, page in bench.listing.pages.items() if (page.branch, page.state) == (branch, "open")]
        # The listing remembers no text of a page that is no proposal.
        pages = [page for page in map(bench.listing.one, numbers) if page.branch == branch]
    else:
        pages = bench.listing.of_branch(branch)
    return tuple(
        EditPage(waiting=page.state == "open", body=page.body, number=page.number, url=page.url)
        for page in pages
        if page.state == "open" or not waiting
    )


def _text(bench: Workbench, path: str, commit: str) -> str | None:
    try:
        return bench.git.file(path, commit).text
    except ListError:
        return None


def _branched(bench: Workbench, edit: Edit, commit: str, tip: str) -> bool:
    """Point the edit's branch at the commit; returns whether the branch existed before."""
    branch = edits.branch_of(edit)
    try:
        bench.git.create_branch(branch, commit)
    except Refused:
        try:
            head = bench.git.head(branch)
        except Missing:
            # It went between the two requests.
            bench.git.create_branch(branch, commit)
            return False
        ahead = bench.git.ahead(tip, head, edit.files.keys())
        if not ahead.ours:
            raise Conflict(f"branch {branch} has commits of a person; merge its pull request or delete it") from None
        if ahead.fork != tip or bench.git.tree_of(head) != bench.git.tree_of(commit):
            bench.git.move_branch(branch, commit, force=True)
        return True
    return False


def _opened(bench: Workbench, edit: Edit, trunk: str, commit: str) -> Saved:
    branch = edits.branch_of(edit)
    fields = {"title": edits.title_of(edit)[:TITLE_LIMIT], "head": branch, "base": trunk, "body": edits.body_of(edit)}
    what = f"open the pull request of {branch}"
    try:
        data = bench.calls.do(what, lambda: bench.calls.send("POST", "/pulls", body=fields), fresh=True)
    except Refused as error:
        # A try whose answer was lost has opened it.
        pages = [page for page in bench.listing.of_branch(branch) if page.state == "open"]
        if "already exists" not in str(error) or not pages:
            raise
        return _shown(pages[0], Operation.CREATED, commit)
    return _shown(bench.listing.keep(data), Operation.CREATED, commit)


def _retitled(bench: Workbench, page: Page, edit: Edit) -> Page:
    fields = {"title": edits.title_of(edit)[:TITLE_LIMIT], "body": edits.body_of(edit)}
    if fields == {"title": page.title, "body": page.body.replace("\r\n", "\n")}:
        return page
    bench.calls.do(f"edit #{page.number}", lambda: bench.calls.send("PATCH", f"/pulls/{page.number}", body=fields))
    return page


def _shown(page: Page, operation: Operation, commit: str) -> Saved:
    return Saved(operation=operation, commit=commit, number=page.number, url=page.url)
