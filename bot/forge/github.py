"""The GitHub forge: proposals are pull requests, all by API, no checkout. PyGithub lives here and in `github_*`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Self

from bot.actions import Action, Close, Edit, EditPage, Merge, Open, Outcome, Refresh, Reopen, Revert, Saved
from bot.checking.check_report import CheckPage
from bot.errors import Forbidden, ForgeError, ListError, linked
from bot.forge import github_ledger, github_snapshot
from bot.forge.github_calls import API_URL, SERVER_URL, Calls, Patience
from bot.forge.github_check import PullChange, publish, read_change
from bot.forge.github_comments import Talk
from bot.forge.github_dashboard import Dashboard
from bot.forge.github_decide import close, merge, reopen, revert, tidied
from bot.forge.github_doctor import findings
from bot.forge.github_edit import save, shown
from bot.forge.github_git import LINK, Git
from bot.forge.github_ledger import Shelf
from bot.forge.github_listing import MEMORY, Listing, Memory, read_memory, write_memory
from bot.forge.github_marks import Page, proposal_on, read_mark, state_on, wanting
from bot.forge.github_open import open_proposal
from bot.forge.github_refresh import refresh
from bot.forge.github_snapshot import History, Snapshot, is_list
from bot.forge.github_workbench import Workbench
from bot.model import Base, Branched, Contribution, Finding, Proposal

if TYPE_CHECKING:
    from bot.configuring.onboarding import Onboarding

PACING = (0.25, 1.0)
"""Seconds between requests, and between writes: what GitHub asks for in its best practices."""
_FILES_READ = 20
_LEDGER_FRESH = 30.0
_SNAPSHOT_FRESH = 10.0
_USUAL_LIST = "README.md"
_LISTING_FRESH = 60.0
_RIGHTS_FRESH = 240.0
_MENDED = 10


class GitHubForge:
    """A repository on GitHub (or a GitHub Enterprise Server, by its addresses), with the rights of `token`."""

    name = "github"

    def __init__(
        self,
        repo: str,
        token: str,
        *,
        api_url: str = API_URL,
        server_url: str = SERVER_URL,
        pacing: tuple[float, float] = PACING,
        patience: Patience | None = None,
    ) -> None:
        owner, slash, rest = repo.partition("/")
        if not owner or not slash or not rest or "/" in rest:
            raise ForgeError(f"{repo!r} is not a repository; write it as OWNER/NAME")
        if not token:
            raise Forbidden(
                f"{repo}: no token; set GITHUB_TOKEN to one of yours, made under {server_url}/settings/tokens"
            )
        self.slug = repo
        self._patience = patience or Patience()
        self._calls = Calls(repo, token, api_url=api_url, server_url=server_url, patience=self._patience, pacing=pacing)
        self._git = Git(self._calls)
        self._listing = Listing(self._calls, self._memory)
        self._bench = Workbench(self._calls, self._git, self._listing)
        self._branch = ""
        self._may_push, self._rights_read = False, float("-inf")
        self._shelf: Shelf | None = None
        self._shelf_read = 0.0
        self._first: Snapshot | None = None
        self._first_read = 0.0
        self._past: dict[str, tuple[str, History]] = {}
        self._whole: dict[str, Proposal] = {}
        self._added: dict[int, tuple[str, str]] = {}

    @classmethod
    def from_environment(cls, repo: str, env: Mapping[str, str], longest: float | None = None) -> Self:
        """The forge of `repo` with the token and the addresses that GitHub Actions sets.

        `longest` is how many seconds a request may wait for GitHub's limits (default: a job's patience).
        """
        return cls(
            repo,
            env.get("GITHUB_TOKEN", ""),
            api_url=env.get("GITHUB_API_URL") or API_URL,
            server_url=env.get("GITHUB_SERVER_URL") or SERVER_URL,
            patience=None if longest is None else Patience(longest=longest),
        )

    def __repr__(self) -> str:
        return f"GitHubForge({self.slug!r})"

    @cached_property
    def dashboard(self) -> Dashboard:
        """The dashboard: the issue that shows where everything stands."""
        return Dashboard(self._calls, self._listing)

    @property
    def ledger_url(self) -> str:
        """Where a person reads the ledger."""
        return f"{self._calls.server_url}/{self.slug}/blob/{github_ledger.BRANCH}/{github_ledger.FILE}"

    @cached_property
    def talk(self) -> Talk:
        """The comments on our pull requests."""
        return Talk(self._calls, self._listing)

    # --- reading ------------------------------------------------------------------------------------------------

    def base(self, paths: Sequence[str]) -> Base:
        """Read the newest commit of the default branch and the text of `paths`; ListError for a missing one.

        One request; one more for every dozen lists that changed since they were read, and one or two for each file that
        is long or not UTF-8. None where the first read of this forge fetched these files a moment ago and nobody has
        been given them yet.
        """
        snapshot = self._seen_with(paths) or self._look(paths)
        files: dict[str, str] = {}
        for path in paths:
            text = snapshot.files.get(path)
            if text is None and path not in snapshot.unread:
                names = self._git.names(snapshot.tree) if is_list(path) else ()
                raise github_snapshot.missing(self._calls, path, names)
            if snapshot.modes[path] == LINK:
                raise linked(path, snapshot.branch, text or "another file")
            files[path] = self._git.file(path, snapshot.sha).text if text is None else text
        return Base(sha=snapshot.sha, branch=snapshot.branch, files=files, history=self._histories(files, snapshot))

    def _histories(self, files: Mapping[str, str], snapshot: Snapshot) -> dict[str, History]:
        """The last changes of the lists among these files: as read with them, or asked for where one changed since."""
        lists = [path for path in files if is_list(path)]
        fresh = dict(snapshot.histories)
        known = {path for path, (text, _) in self._past.items() if files.get(path) == text}
        asked = [path for path in lists if path not in fresh and path not in known]
        if len(asked) == 1:
            fresh[asked[0]] = github_snapshot.history(self._calls, asked[0], github_snapshot.CHANGES)
        elif asked:
            fresh |= github_snapshot.histories(self._calls, asked)
        self._past |= {path: (files[path], fresh[path]) for path in lists if path in fresh}
        return {path: self._past[path][1] for path in lists}

    def _seen_with(self, paths: Sequence[str]) -> Snapshot | None:
        """The first look at the repository, where it is fresh and holds these files; it is handed out once."""
        seen, self._first = self._first, None
        if seen is None or self._calls.seconds() - self._first_read > _SNAPSHOT_FRESH:
            return None
        return seen if paths and set(paths) <= seen.files.keys() | seen.unread else None

    def _look(self, paths: Sequence[str]) -> Snapshot:
        """Read the default branch; the first time together with what a run needs next (ledger, open pull requests)."""
        more = not self._branch
        wanted = list(dict.fromkeys([*paths, *((_USUAL_LIST,) if more else ())]))
        lists = [path for path in wanted if is_list(path)] if more else []
        seen = github_snapshot.read(self._calls, wanted, more=more, lists=lists)
        self._branch = seen.branch
        self._git.remember_tree(seen.sha, seen.tree, seen.modes)
        if more:
            now = self._calls.seconds()
            rest = {path: text for path, text in seen.files.items() if path not in paths}
            self._first, self._first_read = replace(seen, files=rest, unread=seen.unread - set(paths)), now
            self._listing.saw(seen.opened)
            if seen.shelf is not None:
                self._shelf, self._shelf_read = seen.shelf, self._first_read
        return seen

    def proposals(self) -> tuple[Proposal, ...]:
        """List every proposal of ours, newest first; of several pull requests for one paper the newest.

        One request; three more for every open proposal a person wrote on since it was last read.
        """
        found: dict[str, Proposal] = {}
        for page in self._listing.read():
            if page.ours and page.branch not in found:
                shown = self._shown(page)
                if shown is not None:
                    found[page.branch] = shown
        return tuple(found.values())

    def _shown(self, page: Page) -> Proposal | None:
        shown = proposal_on(page)
        if shown is None or not shown.state.waiting:
            return shown
        if shown.base and not shown.touched:
            return shown
        if page.head not in self._whole:
            self._whole[page.head] = self._touched(page, shown)
        known = self._whole[page.head]
        untold = known.touched and not shown.base
        return replace(shown, base=known.base, touched=known.touched, untold=untold, branched=known.branched)

    def _touched(self, page: Page, shown: Proposal) -> Proposal:
        """The proposal with what a person made of its branch."""
        ahead = self._bench.ahead(page, shown.paths)
        if ahead.ours:
            return replace(shown, base=ahead.fork, touched=False)
        # A mirror that was left, and that the person wrote in: carried line by line where it is a file of the list.
        beside = [path for path, blob in ahead.others.items() if blob and is_list(path)][:_FILES_READ]
        branched = [self._branched(path, ahead.fork, page.head) for path in (*shown.paths, *beside)]
        there = tuple(one for one in branched if one is not None)
        return replace(shown, base=ahead.fork, touched=True, branched=there)

    def _branched(self, path: str, fork: str, head: str) -> Branched | None:
        """A file that stands both on the branch and where it left."""
        try:
            written = self._git.file(path, head).text
            return Branched(path=path, forked=self._git.file(path, fork).text, written=written)
        except ListError:
            return None

    def contributions(self, *paths: str) -> tuple[Contribution, ...]:
        """List the open pull requests of people that add lines to one of these files.

        Uses the listing of `proposals` where there was one; one request for every head not seen before, at most twenty
        per call (the newest first; the others come with the next calls).
        """
        pages = self._listing.fresh(_LISTING_FRESH)
        remembered = dict(self._memory().added) if self._listing.deep else {}
        people = [page for page in pages.values() if not page.ours and page.state == "open"]
        found: list[Contribution] = []
        unread = _FILES_READ
        for page in sorted(people, key=lambda page: -page.number):
            known = self._added.get(page.number) or remembered.get(page.number)
            if known is None or known[0] != page.head:
                if unread == 0:
                    continue
                unread -= 1
                known = page.head, self._lines_added(page.number, paths)
            self._added[page.number] = known
            if known[1]:
                found.append(
                    Contribution(number=page.number, url=page.url, title=page.title, author=page.author, added=known[1])
                )
        return tuple(found)

    def _lines_added(self, number: int, paths: Sequence[str]) -> str:
        added: dict[str, str] = {}
        for files, _ in self._calls.pages(f"read what #{number} changes", f"/pulls/{number}/files", {}):
            for file in files:
                if file["filename"] in paths:
                    lines = file.get("patch", "").split("\n")
                    added[file["filename"]] = "\n".join(line[1:] for line in lines if line.startswith("+"))
            if len(added) == len(paths):
                break
        return "\n".join(added[path] for path in paths if path in added)

    def may_write(self) -> bool:
        """Whether the token may decide: a job's is trusted (GitHub does not say), a person's is looked up.

        Looked up again after some minutes, because the app keeps a forge as long as a person is signed in.
        """
        if self._calls.is_job:
            return True
        if self._calls.seconds() - self._rights_read > _RIGHTS_FRESH:
            data = self._calls.do("read the repository", lambda: self._calls.send("GET", ""))
            self._branch = self._branch or data["default_branch"]
            self._may_push = bool((data.get("permissions") or {}).get("push"))
            self._rights_read = self._calls.seconds()
        return self._may_push

    def _default_branch(self) -> str:
        if not self._branch:
            data = self._calls.do("read the repository", lambda: self._calls.send("GET", ""))
            self._branch = data["default_branch"]
        return self._branch

    def history(self, path: str, limit: int = 20) -> tuple[tuple[str, str], ...]:
        """The last changes of `path` as (before, after), newest first, until one is too long to read: one request."""
        return github_snapshot.history(self._calls, path, limit)

    def change(self, number: int, *paths: str) -> PullChange:
        """What a pull request does to the files of the list, read as data; six requests at most for a list of one."""
        return read_change(self._calls, self._git, number, paths)

    def publish_check(self, head: str, page: CheckPage, *, key: str, details_url: str = "") -> str:
        """Write a finished check run on a commit; its address, or "" where the token may not."""
        return publish(self._calls, head, page, key=key, details_url=details_url)

    def diagnose(self) -> tuple[Finding, ...]:
        """Look at the repository, the token's rights and the settings of Actions; nothing is written."""
        return tuple(findings(self._calls))

    # --- the ledger ---------------------------------------------------------------------------------------------

    def read_ledger(self) -> Mapping[str, str]:
        """Read the ledger's files: one request, none where `proposals` needed it a moment ago."""
        shelf = self._shelf
        if shelf is None or self._calls.seconds() - self._shelf_read > _LEDGER_FRESH:
            shelf = self._read_shelf()
        self._shelf_read = 0.0
        return {name: text for name, text in shelf.files.items() if name != MEMORY}

    def _read_shelf(self) -> Shelf:
        self._shelf = github_ledger.read(self._calls)
        self._shelf_read = self._calls.seconds()
        return self._shelf

    def _memory(self) -> Memory:
        shelf = self._shelf or self._read_shelf()
        return read_memory(shelf.files.get(MEMORY, ""))

    def write_ledger(self, files: Mapping[str, str], message: str) -> None:
        """Write files of the ledger in one commit; one request, none where nothing changed (three the first time)."""
        self._ensure_may_write()
        shelf = self._shelf or self._read_shelf()
        new = dict(files)
        if self._listing.deep:
            new[MEMORY] = write_memory(self._listing.pages.values(), self._added)
        self._shelf = github_ledger.write(self._calls, self._git, shelf, new, message)
        self._mend()

    # --- writing ------------------------------------------------------------------------------------------------

    def apply(self, action: Action) -> Outcome:
        """Do one action; Conflict where the proposal's head or the base moved, Forbidden where a right is missing."""
        self._ensure_may_write()
        match action:
            case Open():
                return open_proposal(self._bench, action)
            case Refresh():
                return refresh(self._bench, action)
            case Merge():
                return merge(self._bench, action)
            case Close():
                return close(self._bench, action)
            case Reopen():
                return reopen(self._bench, action)
            case Revert():
                return revert(self._bench, action)

    def save(self, edit: Edit) -> Saved:
        """Open a pull request with a change of files a person looked at, or bring the open one of its name up to it."""
        self._ensure_may_write()
        return save(self._bench, edit, self._default_branch())

    def show(self, edit: Edit) -> Saved:
        """The same as `save`: what waits on GitHub is a pull request in either case."""
        return self.save(edit)

    def shown(self, name: str, *, waiting: bool = False) -> tuple[EditPage, ...]:
        """The pull requests of an edit, newest first: one request.

        No request for `waiting` where a fresh listing shows that none waits.
        """
        return shown(self._bench, name, waiting=waiting, fresh=self._listing.age() <= _LISTING_FRESH)

    def setup_page(self) -> str:
        """The address of the open onboarding pull request, or ""; one request."""
        from bot.forge.github_setup import waiting_page

        return waiting_page(self._bench)

    def set_up(self, wanted: Onboarding, base: Base, *, again: bool = False) -> Saved:
        """Open the onboarding pull request, or bring the open one up to date."""
        from bot.forge.github_setup import set_up

        self._ensure_may_write()
        return set_up(self._bench, wanted, base, again=again)

    def _ensure_may_write(self) -> None:
        if not self.may_write():
            raise Forbidden(
                f"{self.slug}: this token may read but not write; nothing was sent. "
                "Use the token of somebody with write access to the repository"
            )

    def _mend(self) -> None:
        """Finish what a killed run left, and label what people decided by hand; at most `_MENDED` pages per call."""
        pages = [page for page in self._listing.pages.values() if page.ours and proposal_on(page) is not None]
        self._bench.describe(name for page in pages for name in page.undescribed)
        for page in [page for page in pages if wanting(page)][:_MENDED]:
            if page.merged:
                tidied(self._bench, page)
            else:
                self._bench.label(page, state_on(page, read_mark(page.body)[0]))
