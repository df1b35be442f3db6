"""The state of the double: one repository (and its forks), the people, their tokens, the clock, the settings."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from fnmatch import fnmatch
from pathlib import Path

from tests.doubles.github.objects import Signature, Store
from tests.doubles.github.records import (
    RIGHTS,
    WORKFLOWS,
    CheckRun,
    Comment,
    Issue,
    Label,
    Person,
    Pull,
    Refusal,
    Settings,
    Token,
    invalid,
)

HEADS = "refs/heads/"
WEB_FLOW = ("GitHub", "noreply@github.com")


class Service:
    """Everything the routes read and write; `rng` decides what must not matter."""

    def __init__(self, folder: Path, rng: random.Random, *, name: str = "", branch: str = "") -> None:
        self.rng = rng
        self.time = 1_790_000_000 + rng.randrange(1_000_000)
        owner = rng.choice(["octo-lists", "Reading-Group", "a-lab", "kestrel42"])
        self.owner, _, self.name = (name or f"{owner}/awesome-{rng.choice(['papers', 'nets.v2', 'LLM'])}").partition(
            "/"
        )
        self.branch = branch or rng.choice(["trunk", "master", "list", "release/next"])
        self.store = Store(folder / "repository.git")
        (self.store.path / "HEAD").write_text(f"ref: {HEADS}{self.branch}\n")
        self._ids = self._count(rng.randrange(10_000, 900_000_000))
        self._numbers = self._count(rng.randrange(1, 400))
        self.settings = Settings()
        self.page_size = 100
        self.poll_delay = rng.randrange(3)
        self.ref_delay = 0
        self.hidden: dict[str, int] = {}
        self.issues: dict[int, Issue] = {}
        self.comments: dict[int, Comment] = {}
        self.reacted: dict[int, int] = {}
        """When each reaction was made."""
        self.labels: dict[str, Label] = {}
        self.checks: dict[int, CheckRun] = {}
        self.people: dict[str, Person] = {}
        self.tokens: dict[str, Token] = {}
        self.base_url = ""
        self.prefix = ""
        self._populate()

    def _populate(self) -> None:
        roles = {"admin": self.owner, "writer": "wren-writes", "reader": "rudi-reads"}
        for role, login in roles.items():
            permission = {"admin": "admin", "writer": "write", "reader": "read"}[role]
            person = self.add_person(login, permission)
            self.tokens[role] = Token(f"ghp_{role}{self.rng.randrange(10**12)}", person)
        bot = self.add_person("github-actions[bot]", "write", kind="Bot")
        self.tokens["job"] = Token(f"ghs_{self.rng.randrange(10**12)}", bot, "installation", frozenset(RIGHTS))
        self.tokens["read-only job"] = Token(f"ghs_r{self.rng.randrange(10**12)}", bot, "installation", frozenset())
        for name in ("bug", "good first issue"):
            self.labels[name] = Label(self.new_id(), name, "d73a4a", "comes with every repository")

    @staticmethod
    def _count(start: int) -> Iterator[int]:
        while True:
            yield start
            start += 1

    # --- people and time ----------------------------------------------------------------------------------------

    def add_person(self, login: str, permission: str = "read", kind: str = "User") -> Person:
        person = Person(login, self.new_id(), permission, kind)
        self.people[login] = person
        return person

    def grant(self, name: str, *, person: Person, rights: tuple[str, ...] = RIGHTS, kind: str = "classic") -> Token:
        """Make one more token."""
        begins = {"classic": "ghp_", "fine-grained": "github_pat_", "installation": "ghs_", "app user": "ghu_"}[kind]
        self.tokens[name] = Token(f"{begins}{self.rng.randrange(10**14)}", person, kind, frozenset(rights))
        return self.tokens[name]

    def token(self, text: str) -> Token:
        """Whose token this is; 401 for one that nobody was given."""
        for token in self.tokens.values():
            if token.text == text:
                return token
        raise Refusal(401, "Bad credentials")

    def person(self, login: str) -> Person:
        return self.people.get(login) or self.add_person(login)

    def tick(self) -> int:
        """Time goes on with every write; two writes may share a second, as on the real service."""
        self.time += self.rng.choice([0, 1, 1, 2])
        return self.time

    def new_id(self) -> int:
        return next(self._ids)

    def new_number(self) -> int:
        return next(self._numbers)

    def signature(self, person: Person) -> Signature:
        return Signature(person.login, f"{person.id}+{person.login}@users.noreply.github.com", self.time)

    def web_flow(self) -> Signature:
        """Who commits what was clicked on the pages."""
        return Signature(*WEB_FLOW, self.time)

    # --- rights -------------------------------------------------------------------------------------------------

    def require(self, token: Token, right: str) -> None:
        """403 in GitHub's words where a token may not write this."""
        if token.kind == "installation":
            if right not in token.rights:
                said = "Resource not accessible by integration"
                raise Refusal(403, said, X_Accepted_GitHub_Permissions=f"{right}=write")
            return
        if not token.person.may_push or right not in token.rights:
            said = "Resource not accessible by personal access token"
            raise Refusal(403, said, X_Accepted_GitHub_Permissions=f"{right}=write")

    def require_workflows(self, token: Token, paths: Iterable[str]) -> None:
        """Refuse files under `.github/workflows` to a token without that right; a classic one is told 404."""
        if WORKFLOWS in token.rights or not any(path.startswith(".github/workflows/") for path in paths):
            return
        if token.kind == "classic":
            raise Refusal(404, "Not Found")
        whose = "integration" if token.kind == "installation" else "personal access token"
        raise Refusal(403, f"Resource not accessible by {whose}", X_Accepted_GitHub_Permissions="workflows=write")

    def is_protected(self, branch: str) -> bool:
        """Whether a page shows a branch as protected."""
        ruled = any(fnmatch(branch, pattern) for pattern in self.settings.rules)
        return ruled or (branch == self.branch and self.settings.protected)

    def obey_rules(self, branch: str, *, made: bool = False, status: int = 422) -> None:
        """Refuse to make or move a branch where a rule covers it."""
        kinds = {kind for pattern, kinds in self.settings.rules.items() if fnmatch(branch, pattern) for kind in kinds}
        words = {
            "creation": "Cannot create ref due to creations being restricted." if made else "",
            "update": "" if made else "Cannot update this protected ref.",
            "pull_request": "" if made else "Changes must be made through a pull request.",
        }
        if branch == self.branch and self.settings.protected:
            kinds.add("pull_request")
        broken = [words[kind] for kind in sorted(kinds & words.keys()) if words[kind]]
        if broken:
            raise Refusal(status, "\n\n".join(("Repository rule violations found", *broken, "")))

    # --- refs ---------------------------------------------------------------------------------------------------

    @property
    def full_name(self) -> str:
        return f"{self.owner}/{self.name}"

    def head(self, branch: str = "") -> str | None:
        """The newest commit of a branch of the repository."""
        return self.store.ref(HEADS + (branch or self.branch))

    def resolve(self, name: str) -> str | None:
        """The commit a branch, a full ref or a commit name means."""
        if name in ("", "HEAD"):
            return self.head()
        for ref in (f"refs/heads/{name}", f"refs/{name}", name):
            if ref.startswith("refs/") and (sha := self.store.ref(ref)):
                return sha
        return name if self.store.commit(name) else None

    def move(self, branch: str, sha: str | None, *, owner: str = "") -> None:
        """Point a branch somewhere (None: delete it); pull requests follow, and mergeability is unknown again."""
        ref = self.branch_ref(branch, owner)
        before = self.store.ref(ref)
        if sha is None:
            self.store.drop_ref(ref)
        else:
            self.store.set_ref(ref, sha)
            if before is None and self.ref_delay:
                self.hidden[branch] = self.ref_delay
        self._follow(branch, owner or self.owner, before, sha)

    def branch_ref(self, branch: str, owner: str = "") -> str:
        if owner and owner != self.owner:
            return f"refs/forks/{owner}/{branch}"
        return HEADS + branch

    def not_yet(self, branch: str) -> bool:
        """Whether a branch just made is not visible yet (eventual consistency); each call brings it nearer."""
        left = self.hidden.get(branch, 0)
        self.hidden[branch] = max(0, left - 1)
        return left > 0

    def _follow(self, branch: str, owner: str, before: str | None, sha: str | None) -> None:
        for issue in self.pulls():
            pull = issue.pull
            assert pull is not None
            if pull.base == branch and owner == self.owner and issue.state == "open":
                pull.unknown_for = self.poll_delay
            if (pull.head, pull.head_owner) != (branch, owner):
                continue
            if issue.state == "closed":
                continue
            if sha is None:
                self.close(issue, None)
            else:
                pull.head_sha, pull.unknown_for = sha, self.poll_delay
                issue.updated = self.tick()
                self._close_if_empty(issue, pull)

    def _close_if_empty(self, issue: Issue, pull: Pull) -> None:
        base = self.head(pull.base)
        if base and pull.head_sha in self.store.ancestors(base):
            self.close(issue, None)

    # --- issues -------------------------------------------------------------------------------------------------

    def pulls(self) -> list[Issue]:
        return [issue for issue in self.issues.values() if issue.pull is not None]

    def issue(self, number: int) -> Issue:
        if number not in self.issues:
            raise Refusal(404, "Not Found")
        return self.issues[number]

    def pull(self, number: int) -> tuple[Issue, Pull]:
        issue = self.issue(number)
        if issue.pull is None:
            raise Refusal(404, "Not Found")
        return issue, issue.pull

    def close(self, issue: Issue, by: Person | None, reason: str | None = None) -> None:
        issue.state, issue.state_reason = "closed", reason
        issue.closed_by = by
        issue.closed_at = issue.updated = self.tick()

    def reopen(self, issue: Issue) -> None:
        """Open a closed issue again; 422 for a pull request whose branch is gone, rewritten, or was merged."""
        pull = issue.pull
        if pull is not None:
            if pull.merged_at is not None:
                raise invalid("PullRequest", "state cannot be changed. The pull request cannot be reopened.", "state")
            head = self.store.ref(self.branch_ref(pull.head, pull.head_owner))
            if head is None:
                said = f"state cannot be changed. The {pull.head} branch has been deleted."
                raise invalid("PullRequest", said, "state")
            if head != pull.head_sha and pull.head_sha not in self.store.ancestors(head):
                said = f"state cannot be changed. The {pull.head} branch was force-pushed or recreated."
                raise invalid("PullRequest", said, "state")
            self._no_twin(pull)
            pull.head_sha, pull.unknown_for = head, self.poll_delay
        issue.state, issue.state_reason = "open", "reopened"
        issue.closed_at, issue.closed_by = None, None
        issue.updated = self.tick()

    def _no_twin(self, pull: Pull) -> None:
        if self.open_pull(pull.head, pull.head_owner, pull.base):
            said = f"state cannot be changed. There is already an open pull request from {pull.head} to {pull.base}."
            raise invalid("PullRequest", said, "state")

    def open_pull(self, head: str, owner: str, base: str) -> Issue | None:
        """The open pull request from one branch into another."""
        for issue in self.pulls():
            pull = issue.pull
            assert pull is not None
            if issue.state == "open" and (pull.head, pull.head_owner, pull.base) == (head, owner, base):
                return issue
        return None

    def label(self, name: str) -> Label:
        """A label by name, whatever its case; made in grey where there is none, as the real service does."""
        for known in self.labels.values():
            if known.name.lower() == name.lower():
                return known
        self.labels[name] = Label(self.new_id(), name)
        return self.labels[name]

    def stamp(self, when: int | None) -> str | None:
        """A time as the API writes it."""
        return None if when is None else datetime.fromtimestamp(when, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
