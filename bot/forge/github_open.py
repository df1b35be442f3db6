"""Open a proposal in four requests: branch, commit, pull request, label.

Killed anywhere and done again, it ends where one clean try ends: what exists under its name is looked up and taken as
done, or, where only we wrote there, corrected.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.actions import Open, Operation, Outcome
from bot.errors import Conflict, ForgeError
from bot.forge.github_calls import Missing, Refused
from bot.forge.github_git import as_bytes, blob_name
from bot.forge.github_marks import Mark, Page, marked, proposal_on, read_mark, state_on
from bot.forge.github_workbench import TITLE_LIMIT, Workbench
from bot.model import Base, Proposal, State
from bot.proposing.proposal_names import commit_message_of

_FRESH = 60.0
"""Seconds: a listing older than that is read again, once for all the proposals of a run, before anything is opened."""


def open_proposal(bench: Workbench, action: Open) -> Outcome:
    """Branch, commit, pull request, label; NONE where the paper has a pull request already, whatever its state."""
    wanted = action.proposal
    _adds_something(action)
    known = [page for page in bench.listing.fresh(_FRESH).values() if page.ours and page.branch == wanted.branch]
    if known:
        return _known(bench, max(known, key=lambda page: page.number), wanted)
    try:
        commit = _branched(bench, action)
    except Refused as error:
        if "already exist" not in str(error):
            raise ForgeError(f"{error}; is there a branch in the way of {wanted.branch}?") from error
        return _found(bench, action)
    except Conflict:
        # Another run wrote the branch between our two requests.
        return _found(bench, action)
    return propose(bench, wanted, commit, action.base)


def _adds_something(action: Open) -> None:
    if all(action.base.files.get(path) == text for path, text in action.files.items()):
        raise ForgeError(f"{action.proposal.branch} would change nothing; the list holds the entry already")


def _branched(bench: Workbench, action: Open) -> str:
    """The branch with its commit; one file goes by the contents API, which saves a request."""
    wanted, base = action.proposal, action.base
    (path, text), *others = action.files.items()
    if not others and path in base.files and bench.git.is_plain(base.sha, path):
        bench.git.create_branch(wanted.branch, base.sha)
        blob, message = blob_name(as_bytes(base.files[path])), commit_message_of(wanted)
        return bench.git.put(path, text, blob=blob, branch=wanted.branch, message=message)
    commit = bench.render(wanted, action.files, base)
    bench.git.create_branch(wanted.branch, commit)
    return commit


def _found(bench: Workbench, action: Open) -> Outcome:
    """The outcome where the branch exists: left by an earlier run, by another one just now, or by a person."""
    wanted = action.proposal
    pages = bench.listing.of_branch(wanted.branch)
    if pages:
        return _known(bench, pages[0], wanted)
    return propose(bench, wanted, _leftover(bench, action), action.base)


def _known(bench: Workbench, page: Page, wanted: Proposal) -> Outcome:
    known = proposal_on(page) or replace(wanted, state=state_on(page, read_mark(page.body)[0]))
    if page.state == "open":
        bench.label(page, known.state)
    word = "waits" if known.state.waiting else f"is {known.state.value.partition(':')[2]}"
    found = replace(known, number=page.number, url=page.url)
    return Outcome(operation=Operation.NONE, proposal=found, detail=f"#{page.number} {word} already")


def _leftover(bench: Workbench, action: Open) -> str:
    """Correct a branch without a pull request; one a person wrote on is left alone."""
    wanted, base = action.proposal, action.base
    try:
        head = bench.git.head(wanted.branch)
    except Missing:
        commit = bench.render(wanted, action.files, base)
        bench.git.create_branch(wanted.branch, commit)
        return commit
    ahead = bench.git.ahead(base.sha, head, wanted.paths)
    if not ahead.ours:
        raise Conflict(
            f"branch {wanted.branch} has commits of a person and no pull request; open one from it, or delete it"
        )
    clean = ahead.fork == base.sha and head != base.sha and not ahead.others
    if clean and all(bench.git.file(path, head).text == text for path, text in action.files.items()):
        return head
    commit = bench.render(wanted, action.files, base)
    bench.git.move_branch(wanted.branch, commit, force=True)
    return commit


def propose(bench: Workbench, wanted: Proposal, commit: str, base: Base) -> Outcome:
    """Open the pull request of a branch that exists, and label it."""
    body = {
        "title": wanted.title[:TITLE_LIMIT],
        "head": wanted.branch,
        "base": base.branch,
        "body": marked(wanted.body, Mark(head=commit, base=base.sha)),
    }
    what = f"open the pull request of {wanted.branch}"
    try:
        data = bench.calls.do(what, lambda: bench.calls.send("POST", "/pulls", body=body), fresh=True)
        page = bench.listing.keep(data)
    except Refused as error:
        page = _opened_meanwhile(bench, wanted, error)
    state = wanted.state if wanted.state.waiting else State.PROPOSED
    bench.label(page, state)
    opened = replace(bench.shown(page, wanted), base=base.sha, state=state)
    return Outcome(operation=Operation.CREATED, proposal=opened)


def _opened_meanwhile(bench: Workbench, wanted: Proposal, error: Refused) -> Page:
    """The pull request that a try whose answer was lost, or another run, opened."""
    if "already exists" in str(error):
        for page in bench.listing.of_branch(wanted.branch):
            if page.state == "open":
                return page
    if "No commits between" in str(error):
        bench.git.drop_branch(wanted.branch)
        raise Conflict(f"{wanted.branch}: the list has this entry already; nothing was proposed") from error
    raise error


def open_again(bench: Workbench, wanted: Proposal, files: Mapping[str, str], base: Base) -> Outcome:
    """A new pull request under the same name: the old one is merged, or GitHub does not open it again."""
    wanted = replace(wanted, state=State.PROPOSED)
    commit = bench.render(wanted, files, base)
    try:
        bench.git.create_branch(wanted.branch, commit)
    except Refused:
        head = bench.git.head(wanted.branch)
        if not bench.git.ahead(base.sha, head, wanted.paths).ours:
            said = f"branch {wanted.branch} has commits of a person; open a pull request from it, or delete it"
            raise Conflict(said) from None
        bench.git.move_branch(wanted.branch, commit, force=True)
    return replace(propose(bench, wanted, commit, base), operation=Operation.UPDATED)
