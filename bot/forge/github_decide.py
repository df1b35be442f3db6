"""Decisions on GitHub: merge, close, reopen, revert. The decision itself is one request; words and labels around it
are done again by the next run where they were cut off.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from bot import escape
from bot.actions import Close, Merge, Operation, Outcome, Refresh, Reopen, Revert
from bot.errors import Conflict, Forbidden, ForgeError
from bot.forge.github_calls import Blocked, Refused
from bot.forge.github_git import as_bytes, blob_name
from bot.forge.github_marks import Mark, Page, read_mark
from bot.forge.github_open import open_again
from bot.forge.github_refresh import boxes_stand, must_wait, refresh
from bot.forge.github_workbench import Workbench
from bot.model import Base, Proposal, State
from bot.proposing.proposal_names import commit_message_of

_LOOKS = 8
_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 8.0
_SAID = "<!-- gleaner-said -->"


# --- merge ----------------------------------------------------------------------------------------------------------


def merge(bench: Workbench, action: Merge) -> Outcome:
    """Merge the pull request where its head is still what was approved."""
    wanted = action.proposal
    page, data = _settled(bench, bench.number(wanted))
    if data["merged"]:
        return Outcome(operation=Operation.NONE, proposal=bench.shown(page, wanted), detail="merged already")
    must_wait(bench, page, wanted)
    bench.unmoved(page, wanted)
    boxes_stand(page, wanted.members)
    if data["mergeable"] is False:
        raise Conflict(f"#{page.number} conflicts with the newest list; refresh it, then approve again")
    if data["changed_files"] == 0:
        raise Conflict(f"#{page.number} adds nothing to the list any more; close it instead")
    touched = not bench.ahead(page, wanted.paths).ours
    _press(bench, page, wanted, action.by, ("merge", "squash", "rebase") if touched else ("squash", "merge", "rebase"))
    detail = tidied(bench, page, action.by)
    page = bench.listing.pages[page.number]
    done = replace(
        bench.shown(page, wanted), state=State.ACCEPTED, decided=bench.calls.now(), decided_by=escape.plain(action.by)
    )
    return Outcome(operation=Operation.MERGED, proposal=done, detail=detail)


def _settled(bench: Workbench, number: int) -> tuple[Page, dict[str, Any]]:
    """Read a pull request until GitHub knows whether it can be merged; after some looks, without knowing."""
    pause = _FIRST_PAUSE
    for _ in range(_LOOKS):
        page, data = bench.look(number)
        if data["merged"] or data["state"] == "closed" or data["mergeable"] is not None:
            break
        bench.calls.wait(pause)
        pause = min(2 * pause, _LONGEST_PAUSE)
    return page, data


def _press(bench: Workbench, page: Page, wanted: Proposal, by: str, methods: tuple[str, ...]) -> None:
    subject, _, rest = commit_message_of(wanted, by=by).partition("\n")
    words = {"commit_title": f"{subject} (#{page.number})", "commit_message": rest.strip()}
    for method in methods:
        body = {"sha": page.head, "merge_method": method, **({} if method == "rebase" else words)}
        try:
            _send_merge(bench, page, body)
        except Blocked as error:
            raise Forbidden(_waits_for(page, error.said)) from error
        except Forbidden:
            raise
        except ForgeError as error:
            if "are not allowed" not in str(error) or method == methods[-1]:
                _merged_or(bench, page, error)
                return
        else:
            return


def _waits_for(page: Page, said: str) -> str:
    return (
        f"#{page.number} was not merged: “{page.onto}” is protected and still asks for something (GitHub: “{said}”); "
        f"see to it on {page.url} and merge there, or approve here again then"
    )


def _send_merge(bench: Workbench, page: Page, body: dict[str, str]) -> None:
    tail = f"/pulls/{page.number}/merge"
    bench.calls.do(f"merge #{page.number}", lambda: bench.calls.send("PUT", tail, body=body))


def _merged_or(bench: Workbench, page: Page, error: ForgeError) -> None:
    """Raise the error, unless an earlier try whose answer was lost has merged the pull request."""
    seen, data = bench.look(page.number)
    if not data["merged"] or seen.head != page.head:
        raise Conflict(f"#{page.number} was not merged: {error}") from error


def tidied(bench: Workbench, page: Page, by: str = "") -> str:
    """Remove the branch of a merged pull request and label it; an error here does not fail the merge, which stands.

    The label comes last: a page without it is tidied again by a later run.
    """
    now = bench.calls.now()
    page = replace(page, state="closed", merged=page.merged or now, closed=page.closed or now)
    bench.listing.pages[page.number] = page
    try:
        bench.git.drop_branch(page.branch)
        by = by or _approved_by(bench, page)
        mark = replace(read_mark(page.body)[0], state=State.ACCEPTED.value, by=by, when=now)
        bench.edit(page, State.ACCEPTED, mark)
    except ForgeError as error:
        return f"merged, but not tidied up: {error}"
    return ""


def _approved_by(bench: Workbench, page: Page) -> str:
    """Who approved, from the commit of a merge that was cut off before it was labelled."""
    if not page.landed:
        return ""
    found = re.findall(r"^Approved-by: (.+)$", bench.git.message(page.landed), re.MULTILINE)
    return escape.plain(found[-1]) if found else ""


# --- close ----------------------------------------------------------------------------------------------------------


def close(bench: Workbench, action: Close) -> Outcome:
    """Say why in one comment, then close: cut off in between, it is done again without a second comment."""
    wanted = action.proposal
    page, data = bench.look(bench.number(wanted))
    shown = bench.shown(page, wanted)
    reason, by, until = escape.plain(action.reason), escape.plain(action.by), escape.plain(action.until)
    if page.state != "open" and (shown.state, shown.reason, shown.snoozed_until) == (action.state, reason, until):
        word = shown.state.value.partition(":")[2]
        return Outcome(operation=Operation.NONE, proposal=shown, detail=f"{word} already")
    must_wait(bench, page, wanted)
    _say(bench, page, _sentence(action), spoken=data["comments"] > 0)
    now = bench.calls.now()
    mark = replace(read_mark(page.body)[0], state=action.state.value, reason=reason, by=by, until=until, when=now)
    bench.edit(page, action.state, mark, to="closed")
    done = replace(shown, state=action.state, reason=reason, decided=now, decided_by=by, snoozed_until=until)
    return Outcome(operation=Operation.CLOSED, proposal=done)


def _say(bench: Workbench, page: Page, sentence: str, *, spoken: bool) -> None:
    body = {"body": f"{sentence}\n\n{_SAID}"}
    tail = f"/issues/{page.number}/comments"

    def said() -> bool | None:
        pages = bench.calls.pages(f"read the comments of #{page.number}", tail, {})
        return any(comment["body"] == body["body"] for comments, _ in pages for comment in comments) or None

    if not (spoken and said()):
        bench.calls.do(f"comment on #{page.number}", lambda: bool(bench.calls.send("POST", tail, body=body)), done=said)


def _sentence(action: Close) -> str:
    """Why a proposal is closed, in a sentence for readers of the page."""
    by = f" by {escape.markdown(action.by, limit=100)}" if action.by and action.by != "gleaner" else ""
    reason = f": {escape.markdown(action.reason, limit=500)}" if action.reason else ""
    if action.state is State.SNOOZED:
        return f"Put away{by} until {escape.markdown(action.until, limit=40)}{reason}. It opens again by itself then."
    if action.state is State.SUPERSEDED:
        return f"Not needed any more{reason}."
    return f"Refused{by}{reason}. This paper is not proposed again; reopening takes that back."


# --- undo -----------------------------------------------------------------------------------------------------------


def reopen(bench: Workbench, action: Reopen) -> Outcome:
    """Let a closed proposal wait again, rendered on the newest list unless a person wrote on its branch."""
    wanted = action.proposal
    page, _ = bench.look(bench.number(wanted))
    if page.state == "open":
        waits = replace(bench.shown(page, wanted), base=wanted.base)
        return Outcome(operation=Operation.NONE, proposal=waits, detail="waits already")
    if page.merged or not _reopened(bench, page):
        return open_again(bench, wanted, action.files, action.base)
    page = bench.listing.pages[page.number]
    ahead = bench.ahead(page, wanted.paths)
    if ahead.ours:
        again = replace(wanted, number=page.number, head=page.head, state=State.PROPOSED)
        done = refresh(bench, Refresh(proposal=again, files=action.files, base=action.base))
        return replace(done, operation=Operation.UPDATED, detail="")
    waits = replace(bench.shown(page, wanted), state=State.PROPOSED, base=ahead.fork, touched=True)
    return Outcome(operation=Operation.UPDATED, proposal=waits)


def _reopened(bench: Workbench, page: Page) -> bool:
    """Open a closed pull request again; False where its branch was rewritten and GitHub will not."""
    try:
        bench.git.create_branch(page.branch, page.head)
    except Refused as error:
        if "already exist" not in str(error):
            return False
    mark = read_mark(page.body)[0]
    try:
        bench.edit(page, State.PROPOSED, Mark(head=mark.head, base=mark.base, touched=mark.touched), to="open")
    except Refused:
        return False
    return True


def revert(bench: Workbench, action: Revert) -> Outcome:
    """Take a merged entry out of the list again, in one commit, and let its proposal wait."""
    wanted, base = action.proposal, action.base
    message = commit_message_of(wanted, by=action.by, verb="Take back")
    # Several files go by a commit of our own: they are read where that commit will stand.
    onto = base.branch if _alone(bench, action) else bench.git.head(base.branch)
    now = {path: bench.git.file(path, onto).text for path in action.files}
    # Where the files stand as they are asked for, a try that was cut off came this far.
    if now != dict(action.files):
        if any(text != base.files[path] for path, text in now.items()):
            raise Conflict(f"{base.branch} moved meanwhile; read again, then decide again")
        try:
            _taken_back(bench, action, onto, message)
        except Blocked as error:
            raise Forbidden(_stays(wanted, base, error.said)) from error
    without = Base(sha=bench.git.head(base.branch), branch=base.branch, files=action.files)
    return open_again(bench, wanted, {path: base.files[path] for path in action.files}, without)


def _alone(bench: Workbench, action: Revert) -> bool:
    """Whether one file changes, and keeps its mode by the contents API."""
    return len(action.files) == 1 and bench.git.is_plain(action.base.sha, next(iter(action.files)))


def _taken_back(bench: Workbench, action: Revert, onto: str, message: str) -> None:
    """One commit on the default branch: a plain file by the contents API, others by a tree on the commit `onto`."""
    base = action.base
    if _alone(bench, action):
        ((path, text),) = action.files.items()
        blob = blob_name(as_bytes(base.files[path]))
        bench.git.put(path, text, blob=blob, branch=base.branch, message=message)
        return
    commit = bench.render(action.proposal, action.files, replace(base, sha=onto), message)
    bench.git.move_branch(base.branch, commit, force=False)


def _stays(wanted: Proposal, base: Base, said: str) -> str:
    return (
        f"#{wanted.number} stays merged: “{base.branch}” is protected and takes no commit of ours (GitHub: “{said}”); "
        f"press “Revert” on {wanted.url}: that opens a pull request which takes the entry out"
    )
