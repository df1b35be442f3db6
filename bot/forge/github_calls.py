"""Requests to GitHub: one connection, patience with its limits and failures, its refusals in our words.

Every request goes through `Calls.do`. It is tried again where that helps: after a 5xx or a cut connection, and when a
rate limit says to wait. The wait obeys, in this order, `Retry-After`; the time the primary limit is reset; else a
minute, doubled each time (docs.github.com, best practices for the REST API). No wait goes beyond `Patience.longest`
in sum: a job that hung for an hour would cost its owner more than a run an hour later.

A request that was cut off may have been carried out. Whoever creates something therefore finds it by its name when a
second try is told that it exists already.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Any, TypeVar

from github import Auth, Github, GithubException, RateLimitExceededException
from github.Repository import Repository

from bot import escape
from bot.errors import BadToken, Conflict, Forbidden, ForgeError, Limited

_T = TypeVar("_T")

API_URL, SERVER_URL = "https://api.github.com", "https://github.com"
ACTIONS_PULLS = "Allow GitHub Actions to create and approve pull requests"
PERMISSIONS_HEADER = "X-Accepted-GitHub-Permissions"
_UNAUTHORIZED, _FORBIDDEN, _MISSING, _NOT_ALLOWED, _CONFLICT, _INVALID, _TOO_MANY = 401, 403, 404, 405, 409, 422, 429
_REFUSED = 400
"""PyGithub's status for a GraphQL answer that names errors."""
_SERVER_ERROR = 500
_SILENCE = 5.0
"""Seconds for which nothing else is asked where nobody answered: what comes next would wait as long for nothing."""
_DOUBT = 15.0
"""Seconds for which nothing is sent with a refused token; it may be mended, and a few tries a minute do no harm."""
_RULE_HEAD = re.compile(r"repository rule violations found\s*", re.IGNORECASE)
"""The head of GitHub's message about a ruleset, which says nothing by itself."""
_RULE = re.compile(
    r"repository rule violation|protected (?:branch|ref)\b|must be made through|status checks? |approving review"
    r"|being restricted|verified signatures",
    re.IGNORECASE,
)
"""GitHub's words for what a ruleset or a protected branch forbids, which come with different statuses."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Patience:
    """How long to wait and how often to try; seconds. A test brings a `sleep` and a `clock` of its own."""

    longest: float = 300.0
    tries: int = 4
    first_pause: float = 1.0
    minute: float = 60.0
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.time


class Missing(ForgeError):
    """GitHub has no such thing, or does not show it to this token (404)."""


class Blocked(Forbidden):
    """A rule of the repository (a ruleset, a protected branch) does not let it through; `said` is GitHub's sentence."""

    def __init__(self, message: str, said: str) -> None:
        super().__init__(message)
        self.said = said


class Unreachable(ForgeError):
    """Nobody answers at GitHub's address."""


class Refused(ForgeError):
    """GitHub calls the request invalid (422); the message is GitHub's."""


class Garbled(OSError):
    """The answer is not one that GitHub sends: half of one, or a page of a proxy in between."""


class Calls:
    """The connection to one repository. The token never shows: neither in `repr` nor in a message."""

    def __init__(
        self, repo: str, token: str, *, api_url: str, server_url: str, patience: Patience, pacing: tuple[float, float]
    ) -> None:
        self.slug, self.server_url, self._patience = repo, server_url.rstrip("/"), patience
        self._token, self._api_url, self._pacing = token, api_url.rstrip("/"), pacing
        self.count = 0
        self._no: tuple[float, ForgeError] | None = None
        # In a row, whatever was asked: a question between two tries does not start the waits anew.
        self._limits = self._failures = 0

    def __repr__(self) -> str:
        return f"Calls({self.slug!r})"

    @property
    def is_job(self) -> bool:
        """Whether the token is an installation's (a job of GitHub Actions, a GitHub App): no person is behind it."""
        return self._token.startswith("ghs_")

    @property
    def kind(self) -> str:
        """The prefix of the token, which names its kind and nothing more; "" for an unknown kind."""
        kinds = ("github_pat_", "ghs_", "ghu_", "gho_", "ghp_")
        return next((kind for kind in kinds if self._token.startswith(kind)), "")

    @cached_property
    def repo(self) -> Repository:
        """PyGithub's repository object, not loaded: no request is sent until one of its fields is needed."""
        between, writes = self._pacing
        client = Github(
            auth=Auth.Token(self._token),
            base_url=self._api_url,
            per_page=100,
            lazy=True,
            retry=None,
            timeout=30,
            seconds_between_requests=between,
            seconds_between_writes=writes,
        )
        return client.get_repo(self.slug)

    def send(
        self,
        verb: str,
        tail: str,
        *,
        query: Mapping[str, str] | None = None,
        body: object = None,
        accept: str = "",
    ) -> Any:  # noqa: ANN401  # decoded JSON
        """One raw request under the repository's address, decoded; PyGithub's objects do not see a garbled answer."""
        return self._sent(verb, tail, query or {}, body, accept)[1]

    def _sent(
        self, verb: str, tail: str, query: Mapping[str, str], body: object = None, accept: str = ""
    ) -> tuple[dict[str, Any], Any]:
        def send() -> tuple[dict[str, Any], Any]:
            return self.repo.requester.requestJsonAndCheck(
                verb,
                f"/repos/{self.slug}{tail}",
                parameters=dict(query),
                headers={"Accept": accept} if accept else None,
                input=body,
            )

        return _whole(send, raw="raw" in accept)

    def ask(self, what: str, query: str, values: Mapping[str, object]) -> dict[str, Any]:
        """One GraphQL query's data; raises as `do` does."""
        _, answer = self.do(what, lambda: _whole(lambda: self.repo.requester.graphql_query(query, dict(values))))
        data: dict[str, Any] = answer["data"]
        return data

    def answered(self, what: str, tail: str, query: Mapping[str, str] | None = None) -> tuple[dict[str, str], Any]:
        """Read something with the headers of its answer, names in small letters."""
        headers, data = self.do(what, lambda: self._sent("GET", tail, query or {}))
        return {str(name).lower(): str(value) for name, value in headers.items()}, data

    def pages(self, what: str, tail: str, query: Mapping[str, str]) -> Iterator[tuple[list[Any], bool]]:
        """The pages of a list, each asked for when it is wanted, and whether there are more."""
        number, more = 1, True
        while more:
            asked = {**query, "per_page": "100", **({"page": str(number)} if number > 1 else {})}
            headers, items = self.do(what, lambda asked=asked: self._sent("GET", tail, asked))  # type: ignore[misc]  # bound at once
            more = 'rel="next"' in headers.get("link", "")
            yield items, more
            number += 1

    def do(
        self, what: str, request: Callable[[], _T], *, fresh: bool = False, done: Callable[[], _T | None] | None = None
    ) -> _T:
        """Send a request until it is answered; `what` names it in a message.

        `fresh` says that the thing was made a moment ago, so that a 404 is not believed at once. For what has no
        name, `done` is asked before every further try whether an earlier one was carried out after all.
        Raises `Missing`, `Refused`, `Forbidden`, `Conflict` or another ForgeError.
        """
        waited, attempt = 0.0, 0
        if self._no is not None and self.seconds() < self._no[0]:
            # A final no holds for whatever else would be asked: nothing is sent after it.
            raise self._no[1]
        while True:
            attempt += 1
            self.count += 1
            try:
                answer = request()
            except (GithubException, OSError) as error:
                pause = self._pause(error, attempt, fresh=fresh)
                if pause is None or (waited + pause > self._patience.longest and not _is_limit(error)):
                    raise self._final(what, error) from error
                if waited + pause > self._patience.longest:
                    self._no = self.seconds() + pause, self._later(what, pause)
                    raise self._no[1] from error
                waited += pause
                self.wait(pause)
            else:
                self._limits = self._failures = 0
                return answer
            found = done() if done else None
            if found is not None:
                return found

    def _final(self, what: str, error: GithubException | OSError) -> ForgeError:
        """What a failure that no try mends is told as; a bad token or a silent server also ends what comes after."""
        self._failures = 0
        told = self._told(what, error)
        if isinstance(error, GithubException) and error.status == _UNAUTHORIZED:
            self._no = self.seconds() + _DOUBT, told
        if isinstance(told, Unreachable):
            self._no = self.seconds() + _SILENCE, told
        return told

    def wait(self, seconds: float) -> None:
        """Pause."""
        self._patience.sleep(seconds)

    def seconds(self) -> float:
        """The time in seconds since 1970."""
        return self._patience.clock()

    def now(self) -> str:
        """The time, ISO 8601 in UTC."""
        return datetime.fromtimestamp(self.seconds(), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def _pause(self, error: Exception, attempt: int, *, fresh: bool) -> float | None:
        """Seconds until another try makes sense, or None where it makes none."""
        if isinstance(error, GithubException) and _is_limit(error):
            self._limits += 1
            return self._limit(error)
        if attempt >= self._patience.tries:
            return None
        if not isinstance(error, GithubException) or error.status >= _SERVER_ERROR or _is_hiccup(error):
            self._failures += 1
            return self._patience.first_pause * 2.0 ** (self._failures - 1)
        if fresh and error.status == _MISSING:
            return self._patience.first_pause * 2.0 ** (attempt - 1)
        return None

    def _limit(self, error: GithubException) -> float:
        headers = error.headers or {}
        if "retry-after" in headers:
            return max(1.0, _number(headers["retry-after"], self._patience.minute))
        if headers.get("x-ratelimit-remaining") == "0" and "x-ratelimit-reset" in headers:
            # One second more: the reset is a whole second, the clocks differ by a part of one.
            return max(1.0, _number(headers["x-ratelimit-reset"], 0.0) - self._patience.clock() + 1.0)
        return self._patience.minute * 2.0 ** (self._limits - 1)

    # --- refusals in our words ----------------------------------------------------------------------------------

    def _later(self, what: str, pause: float) -> Limited:
        until, brief = self._patience.clock() + pause, "GitHub's rate limit is used up"
        when = datetime.fromtimestamp(until, UTC)
        minutes = round(pause / 60) or 1
        return Limited(
            f"{self.slug}: could not {what}: {brief}; come back at {when:%H:%M} UTC "
            f"(in {minutes} minute{'s' * (minutes > 1)}). What was done so far stands, the next run goes on from there",
            until=until,
            brief=brief,
        )

    def _told(self, what: str, error: Exception) -> ForgeError:
        if not isinstance(error, GithubException):
            return Unreachable(
                f"{self.slug}: could not {what}: no answer from {self._api_url} ({type(error).__name__}); "
                "check the connection and GITHUB_API_URL, then run again"
            )
        said = escape.log_line(said_by(error))
        if error.status == _UNAUTHORIZED:
            return BadToken(f"{self.slug}: could not {what}: GITHUB_TOKEN is not valid (any more); make a new one")
        if error.status in (_FORBIDDEN, _NOT_ALLOWED, _CONFLICT, _INVALID) and _RULE.search(said):
            return self._blocked(what, _RULE_HEAD.sub("", said).strip())
        if error.status == _FORBIDDEN or _kind(error) == "FORBIDDEN":
            return Forbidden(f"{self.slug}: could not {what}: {said}; {self._missing_right(error, said)}")
        if error.status == _MISSING:
            return Missing(
                f"{self.slug}: could not {what}: not found; check the name, and that the token reaches this repository"
            )
        if error.status == _CONFLICT:
            return Conflict(f"{self.slug}: could not {what}: {said}; read again")
        if error.status == _INVALID:
            return Refused(f"{self.slug}: could not {what}: {said}")
        return ForgeError(f"{self.slug}: could not {what}: GitHub answered {error.status} ({said}); try again later")

    def _blocked(self, what: str, said: str) -> Blocked:
        return Blocked(
            f"{self.slug}: could not {what}: a rule of the repository forbids it (GitHub: “{said}”); take Gleaner's "
            "own branches (gleaner/**, gleaner-*) out of it under Settings > Rules or Settings > Branches "
            f"({self.server_url}/{self.slug}/settings/rules)",
            said,
        )

    def _missing_right(self, error: GithubException, said: str) -> str:
        settings = f"{self.server_url}/{self.slug}/settings/actions"
        if "not permitted to create" in said:
            return f"tick “{ACTIONS_PULLS}” under Settings > Actions > General > Workflow permissions ({settings})"
        needed = (error.headers or {}).get(PERMISSIONS_HEADER.lower(), "")
        named = f"{PERMISSIONS_HEADER} says it needs {escape.log_line(needed)}: " if needed else ""
        if self.is_job:
            return (
                f"{named}grant it under `permissions:` in the workflow, or set “Read and write permissions” and "
                f"“{ACTIONS_PULLS}” under Settings > Actions > General > Workflow permissions ({settings})"
            )
        return f"{named}use a token of somebody with write access, with these rights ticked"


def _whole(send: Callable[[], tuple[dict[str, Any], Any]], *, raw: bool = False) -> tuple[dict[str, Any], Any]:
    """An answer that is JSON (or, with `raw`, a file); Garbled for one that is not: whether it was done is unknown."""
    try:
        headers, data = send()
    except ValueError as error:
        raise Garbled(f"the answer broke off: {error}") from error
    # PyGithub wraps a text so; only a file that was asked for raw comes as one.
    is_text = isinstance(data, dict) and set(data) <= {"data", "url"} and isinstance(data.get("data"), str)
    if is_text and (not raw or str(headers.get("content-type", "")).startswith("text/html")):
        raise Garbled("the answer is a page, not data")
    return headers, data


def said_by(error: GithubException) -> str:
    """What GitHub said, with the reasons it lists."""
    data = error.data if isinstance(error.data, dict) else {}
    reasons = [
        str(item.get("message") or item.get("code", "")) if isinstance(item, dict) else str(item)
        for item in data.get("errors") or ()
    ]
    return ": ".join(part for part in (str(data.get("message", error.message or "")), ", ".join(reasons)) if part)


def _is_limit(error: Exception) -> bool:
    return isinstance(error, GithubException) and _limited(error)


def _limited(error: GithubException) -> bool:
    if isinstance(error, RateLimitExceededException) or error.status == _TOO_MANY:
        return True
    headers = error.headers or {}
    if _kind(error) in ("RATE_LIMIT", "RATE_LIMITED"):
        return True
    return error.status == _FORBIDDEN and ("retry-after" in headers or "rate limit" in said_by(error).lower())


def _kind(error: GithubException) -> str:
    """The type of error that a GraphQL answer names, or ""."""
    data = error.data if isinstance(error.data, dict) else {}
    kinds = [item.get("type", "") for item in data.get("errors") or () if isinstance(item, dict)]
    return str(kinds[0]) if kinds and error.status == _REFUSED else ""


def _is_hiccup(error: GithubException) -> bool:
    """Whether a GraphQL query failed inside GitHub: an answer with status 200 that names an error without a type."""
    return error.status == _REFUSED and not _kind(error) and "something went wrong" in said_by(error).lower()


def _number(text: str, otherwise: float) -> float:
    try:
        return float(text)
    except ValueError:
        return otherwise
