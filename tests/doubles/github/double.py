"""GitHub on the loopback: the verbs tests use."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests.doubles.github import description, shapes
from tests.doubles.github.faults import Fault
from tests.doubles.github.objects import Commit, Item
from tests.doubles.github.pulls import merge_pull, open_pull
from tests.doubles.github.records import Comment, Issue, Json, Person, Pull
from tests.doubles.github.server import Desk, Exchange, Server
from tests.doubles.github.service import Service


class GitHubDouble:
    """One repository on a GitHub of its own; a context manager, which at its end checks every exchange.

    What must not matter is drawn from `seed`: names, numbers, the default branch, the address's prefix.
    """

    def __init__(self, *, seed: int | None = None, name: str = "", branch: str = "") -> None:
        self.seed = random.randrange(10**6) if seed is None else seed
        rng = random.Random(self.seed)
        self._folder = tempfile.TemporaryDirectory(prefix="github-double-")
        self.service = Service(Path(self._folder.name), rng, name=name, branch=branch)
        self.service.prefix = rng.choice(["", "/api/v3"])
        self.desk = Desk(self.service)
        self._server = Server(self.desk)
        self.server_url = ""
        self.waited: list[float] = []

    def __enter__(self) -> Self:
        self.server_url = self.service.base_url = self._server.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.stop()
        self._folder.cleanup()
        if kind is None and description.is_here():
            found = description.faults(self.desk.log)
            assert not found, f"seed {self.seed}: " + "\n".join(found[:20])

    # --- where it is ----------------------------------------------------------------------------------------------

    @property
    def api_url(self) -> str:
        return self.server_url + self.service.prefix

    @property
    def repository(self) -> str:
        """`owner/name`."""
        return self.service.full_name

    @property
    def branch(self) -> str:
        return self.service.branch

    @property
    def git_folder(self) -> Path:
        return self.service.store.path

    @property
    def beside(self) -> Path:
        """A folder for what a process keeps on its own disk; it outlives the process, not the double."""
        folder = Path(self._folder.name) / "beside"
        folder.mkdir(exist_ok=True)
        return folder

    def token(self, who: str) -> str:
        """The text of a token: admin, writer, reader, job, read-only job; anything else is a bad one."""
        known = self.service.tokens.get(who)
        return known.text if known else "ghp_nobody"

    def environment(self, who: str = "job") -> dict[str, str]:
        """What GitHub Actions would set."""
        return {
            "GITHUB_API_URL": self.api_url,
            "GITHUB_SERVER_URL": self.server_url,
            "GITHUB_REPOSITORY": self.repository,
            "GITHUB_TOKEN": self.token(who),
        }

    # --- time: tests wait without waiting ---------------------------------------------------------------------------

    def clock(self) -> float:
        return float(self.service.time)

    def sleep(self, seconds: float) -> None:
        self.waited.append(seconds)
        self.service.time += round(seconds)

    # --- what people do -----------------------------------------------------------------------------------------------

    def push(
        self, files: Mapping[str, str | bytes | None], *, branch: str = "", message: str = "Edit", by: str = "",
        mode: str = "100644",
    ) -> str:  # fmt: skip
        """A person pushes a commit of files of one mode; None removes a file. Returns the commit."""
        service = self.service
        with self.desk.lock:
            branch = branch or service.branch
            service.tick()
            who = service.signature(service.person(by or service.owner))
            items = {path: self._item(path, text, mode) for path, text in files.items()}
            return self._commit(branch, items, message, who.name, who.email)

    def _commit(self, branch: str, items: Mapping[str, Item | None], message: str, name: str, email: str) -> str:
        from tests.doubles.github.objects import EMPTY_TREE, Signature

        store = self.service.store
        head = self.service.head(branch)
        start = store.commit(head) if head else None
        tree = store.graft(start.tree if start else EMPTY_TREE, items)
        who = Signature(name, email, self.service.time)
        sha = store.write_commit(tree, [head] if head else [], message, who)
        self.service.move(branch, sha)
        return sha

    def _item(self, path: str, text: str | bytes | None, mode: str = "100644") -> Item | None:
        if text is None:
            return None
        data = text.encode("utf-8", "surrogateescape") if isinstance(text, str) else text
        return Item(mode, path, self.service.store.write("blob", data))

    def person_commits(self, branch: str, files: Mapping[str, str | bytes | None], *, by: str = "wren-writes") -> str:
        """A person commits on a branch, one of ours for instance."""
        return self.push(files, branch=branch, message="Fix the wording", by=by)

    def person_opens_pull(
        self, files: Mapping[str, str], *, by: str = "fay-forks", title: str = "Add a paper", body: str | None = None
    ) -> int:
        """A person forks, commits and opens a pull request; returns its number."""
        service = self.service
        with self.desk.lock:
            person = service.person(by)
            branch = f"patch-{service.rng.randrange(1000)}"
            head = service.head()
            start = service.store.commit(head or "")
            assert head is not None
            assert start is not None
            service.tick()
            tree = service.store.graft(start.tree, {p: self._item(p, t) for p, t in files.items()})
            sha = service.store.write_commit(tree, [head], title, service.signature(person))
            service.move(branch, sha, owner=by)
            issue = open_pull(service, person, owner=by, branch=branch, base=service.branch, title=title, body=body)
            return issue.number

    def close(self, number: int, *, by: str = "") -> None:
        """A person closes an issue or a pull request."""
        with self.desk.lock:
            self.service.close(self.issue(number), self._who(by))

    def reopen(self, number: int) -> None:
        with self.desk.lock:
            self.service.reopen(self.issue(number))

    def merge_by_person(self, number: int, method: str = "squash", *, by: str = "") -> str:
        """A person presses the merge button; returns the commit."""
        with self.desk.lock:
            issue = self.issue(number)
            return merge_pull(self.service, issue, self._who(by), method=method, head=self.pull(number).head_sha)

    def edit(self, number: int, *, title: str | None = None, body: str | None = None) -> None:
        """A person edits the text of an issue or a pull request."""
        with self.desk.lock:
            issue = self.issue(number)
            issue.title = issue.title if title is None else title
            issue.body = issue.body if body is None else body
            issue.updated = self.service.tick()

    def comment(self, number: int, body: str, *, by: str) -> int:
        """A person comments; returns the comment's number."""
        with self.desk.lock:
            service, now = self.service, self.service.tick()
            kept = Comment(service.new_id(), number, service.person(by), body, now, now)
            service.comments[kept.id] = kept
            self.issue(number).updated = now
            return kept.id

    def edit_comment(self, comment: int, body: str) -> None:
        """A person edits what they wrote."""
        with self.desk.lock:
            kept = self.service.comments[comment]
            self.service.time += 5
            kept.body, kept.updated = body, self.service.tick()
            self.issue(kept.issue).updated = kept.updated

    def drop_comment(self, comment: int) -> None:
        with self.desk.lock:
            del self.service.comments[comment]

    def react(self, comment: int, content: str, *, by: str) -> None:
        """A person reacts to a comment."""
        with self.desk.lock:
            kept = self.service.comments[comment].reactions
            kept.append((self.service.new_id(), self.service.person(by).login, content))
            self.service.reacted[kept[-1][0]] = self.service.tick()

    def reactions(self, comment: int) -> list[str]:
        """Reactions to a comment, in order."""
        return [content for _, _, content in self.service.comments[comment].reactions]

    def tick(self, number: int, *words: str) -> Json:
        """A person ticks every box of an issue whose line holds all the words; returns the event of the edit."""
        with self.desk.lock:
            before = self.issue(number).body or ""
            lines = before.split("\n")
            for at, line in enumerate(lines):
                if "- [ ] " in line and all(word in line for word in words):
                    lines[at] = line.replace("- [ ] ", "- [x] ", 1)
            body = "\n".join(lines)
            assert body != before, f"no box with {words} in\n{before}"
            self.edit(number, body=body)
            return self.edit_event(number, before)

    # --- what a job is told ---------------------------------------------------------------------------------------------

    def comment_event(self, comment: int, action: str = "created") -> Json:
        """The event of a comment, as a job of Actions finds it in a file."""
        kept = self.service.comments[comment]
        return {
            "action": action,
            "issue": shapes.issue(self.service, self.issue(kept.issue)),
            "comment": shapes.comment(self.service, kept),
            "sender": shapes.user(self.service, kept.author),
        }

    def edit_event(self, number: int, before: str, by: str = "wren-writes") -> Json:
        """The event of an issue's edit; `before` was its text."""
        issue = shapes.issue(self.service, self.issue(number))
        sender = shapes.user(self.service, self.service.person(by))
        return {"action": "edited", "issue": issue, "changes": {"body": {"from": before}}, "sender": sender}

    def set_labels(self, number: int, *names: str) -> None:
        with self.desk.lock:
            self.issue(number).labels = [self.service.label(name).name for name in names]
            self.issue(number).updated = self.service.tick()

    def delete_branch(self, branch: str) -> None:
        with self.desk.lock:
            self.service.tick()
            self.service.move(branch, None)

    def _who(self, login: str) -> Person:
        return self.service.person(login or self.service.owner)

    # --- what goes wrong ------------------------------------------------------------------------------------------------

    def fault(self, method: str = "", route: str = "", **what: Any) -> Fault:
        """Let a request go wrong; see `faults.Fault`."""
        kept = Fault(method=method, route=route, **what)
        self.desk.faults.append(kept)
        return kept

    def kill_after(self, requests: int | None, *, last_is_done: bool = False) -> None:
        """Answer so many more requests, then cut every connection; None: answer again.

        With `last_is_done` the first request that gets no answer is carried out.
        """
        self.desk.dead_after, self.desk.last_is_done = requests, last_is_done

    # --- what is there ----------------------------------------------------------------------------------------------------

    @property
    def requests(self) -> list[Exchange]:
        return self.desk.log

    def counted(self) -> list[str]:
        """The requests since the last call, as `METHOD template status`; the log is kept for validation."""
        start, self._counted = getattr(self, "_counted", 0), len(self.desk.log)
        return [
            f"{e.method} {e.template.removeprefix('/repos/{owner}/{repo}')} {e.status}" for e in self.desk.log[start:]
        ]

    def issue(self, number: int) -> Issue:
        return self.service.issues[number]

    def pull(self, number: int) -> Pull:
        pull = self.issue(number).pull
        assert pull is not None
        return pull

    def pulls(self, *, state: str = "all") -> list[Issue]:
        return [issue for issue in self.service.pulls() if state in ("all", issue.state)]

    def comments(self, number: int) -> list[str]:
        return [c.body for c in self.service.comments.values() if c.issue == number]

    def text(self, path: str, branch: str = "") -> str:
        """A file as a branch has it."""
        head = self.service.head(branch or self.branch)
        item = self.service.store.file(head, path) if head else None
        found = self.service.store.read(item.sha) if item else None
        assert found is not None, f"no {path} on {branch or self.branch}"
        return found[1].decode("utf-8", "surrogateescape")

    def branches(self) -> list[str]:
        return [name.removeprefix("refs/heads/") for name in self.service.store.refs("refs/heads/")]

    def commits(self, branch: str) -> list[Commit]:
        """The commits a branch has beyond the default one, oldest first."""
        base, head = self.service.head(), self.service.head(branch)
        assert base is not None
        assert head is not None
        return self.service.store.between(base, head)
