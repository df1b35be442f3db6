"""Bring an open proposal onto a newer list, in four requests: tree, commit, words, branch.

A branch that only we wrote on becomes one clean commit. It is moved by force, and GitHub cannot compare and swap a
forced move; so the request right before it writes title and body, and its answer shows whether the branch is still
where it was read. A branch a person wrote on only moves forward, by a merge commit that keeps what they wrote.
"""

from __future__ import annotations

from dataclasses import replace

from bot.actions import Operation, Outcome, Refresh
from bot.errors import Conflict
from bot.forge.github_git import Ahead
from bot.forge.github_marks import Mark, Page, marked, proposal_on, read_mark
from bot.forge.github_workbench import TITLE_LIMIT, Workbench
from bot.model import Branched, Member, Proposal, State
from bot.proposing.proposal_names import commit_message_of, title_of

_FRESH = 5.0
"""Seconds: the check boxes of a page read longer ago are read again before its words are written anew."""


def refresh(bench: Workbench, action: Refresh) -> Outcome:
    """Render a proposal again; Conflict where it was decided, or its branch moved, since it was read."""
    wanted = action.proposal
    page = bench.page(wanted)
    if wanted.members and bench.listing.age() > _FRESH:
        page, _ = bench.look(page.number)
    boxes_stand(page, action.read)
    must_wait(bench, page, wanted)
    bench.unmoved(page, wanted)
    if _as_wanted(page, action):
        known = replace(bench.shown(page, wanted), base=action.base.sha)
        return Outcome(operation=Operation.NONE, proposal=known, detail="up to date already")
    if _stands(action):
        return _told(bench, action, page, page.head, ours=False)
    ahead = bench.ahead(page, {*wanted.paths, *action.files})
    return (
        _carried(bench, action, page, ahead) if action.carry or not ahead.ours else _clean(bench, action, page, ahead)
    )


def boxes_stand(page: Page, read: tuple[Member, ...]) -> None:
    """Raise Conflict where a box was ticked or unticked since it was read: writing the text anew would undo that."""
    known = proposal_on(page)
    now = {member.key: member.ticked for member in known.members} if known else {}
    if any(member.ticked is not now.get(member.key, member.ticked) for member in read):
        raise Conflict(f"#{page.number}: somebody changed its check boxes in between; read again")


def _as_wanted(page: Page, action: Refresh) -> bool:
    """Whether the branch is our own rendering of this very paper on this very list: content = f(list, entry)."""
    mark, body = read_mark(page.body)
    ours = mark.head == page.head and mark.base == action.base.sha and not mark.touched
    known = proposal_on(page)
    same_words = body.strip() == action.proposal.body.strip() and page.title == action.proposal.title[:TITLE_LIMIT]
    return ours and same_words and known is not None and known.state is action.proposal.state


def _stands(action: Refresh) -> bool:
    """Whether a person's branch holds these very files on this very list: then only its words are to be written."""
    wanted = action.proposal
    there = {each.path: each.written for each in wanted.branched}
    return action.carry and wanted.touched and wanted.base == action.base.sha and there.items() >= action.files.items()


def must_wait(bench: Workbench, page: Page, wanted: Proposal) -> None:
    """Raise Conflict where a pull request is not open (any more)."""
    if page.state != "open":
        word = bench.shown(page, wanted).state.value.partition(":")[2]
        raise Conflict(f"#{page.number} is {word} already; reopen it to decide again")


def _clean(bench: Workbench, action: Refresh, page: Page, ahead: Ahead) -> Outcome:
    wanted, base = action.proposal, action.base
    commit = bench.render(wanted, action.files, base)
    seen = _describe(bench, page, wanted, Mark(head=commit, base=base.sha))
    if seen.head != page.head:
        raise Conflict(f"#{page.number}: somebody committed on {page.branch} in between; read again")
    bench.git.move_branch(page.branch, commit, force=True)
    return _done(bench, action, commit, ours=ahead.ours)


def _carried(bench: Workbench, action: Refresh, page: Page, ahead: Ahead) -> Outcome:
    wanted, base = action.proposal, action.base
    tree = bench.git.tree(action.files, onto=base.sha, blobs=ahead.others, blobs_of=page.head)
    parents = (page.head,) if ahead.fork == base.sha else (page.head, base.sha)
    commit = bench.git.commit(tree, parents, commit_message_of(wanted, verb="Bring up to date"))
    bench.git.move_branch(page.branch, commit, force=False)
    return _told(bench, action, page, commit, ours=ahead.ours)


def _told(bench: Workbench, action: Refresh, page: Page, head: str, *, ours: bool) -> Outcome:
    """Write title, text and label of a branch whose newest commit is `head`, in one request."""
    wanted, base = action.proposal, action.base
    mark = Mark(head=head, base=base.sha, touched=not ours)
    state = wanted.state if wanted.state.waiting else State.PROPOSED
    bench.edit(replace(page, body=wanted.body or page.body), state, mark, title=_title(page, wanted))
    must_wait(bench, bench.page(wanted), wanted)
    done = _done(bench, action, head, ours=ours)
    if ours:
        return done
    branched = tuple(
        Branched(path=path, forked=base.files[path], written=text)
        for path, text in action.files.items()
        if path in base.files
    )
    return replace(done, proposal=replace(done.proposal, touched=True, branched=branched))


def _describe(bench: Workbench, page: Page, wanted: Proposal, mark: Mark) -> Page:
    """Write title and body. Returns what GitHub shows of it now."""
    title = _title(page, wanted)
    body = {"body": marked(wanted.body or page.body, mark), **({"title": title} if title else {})}
    data = bench.calls.do(
        f"describe #{page.number}", lambda: bench.calls.send("PATCH", f"/pulls/{page.number}", body=body)
    )
    seen = bench.listing.keep(data)
    must_wait(bench, seen, wanted)
    return seen


def _title(page: Page, wanted: Proposal) -> str:
    """The title to write, or "" where it stays: so does one that a person edited."""
    before = proposal_on(page)
    title = wanted.title[:TITLE_LIMIT]
    return title if before is None or page.title == title_of(before.paper)[:TITLE_LIMIT] != title else ""


def _done(bench: Workbench, action: Refresh, commit: str, *, ours: bool) -> Outcome:
    wanted = action.proposal
    page = replace(bench.page(wanted), head=commit)
    bench.listing.pages[page.number] = page
    state = wanted.state if wanted.state.waiting else State.PROPOSED
    bench.label(page, state)
    fresh = replace(bench.shown(page, wanted), state=state, base=action.base.sha, touched=not ours)
    return Outcome(operation=Operation.UPDATED, proposal=fresh)
