"""One request as a route sees it, one answer as it goes out, and the table that brings them together."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from tests.doubles.github.records import Json, Refusal, Token
from tests.doubles.github.service import Service


@dataclass(frozen=True)
class Call:
    """A request: `where` holds the parts of the path by name, `asked` the query, `said` the decoded body."""

    service: Service
    token: Token
    where: dict[str, str]
    asked: dict[str, str]
    said: Json
    accept: str = ""

    def number(self, name: str) -> int:
        return int(self.where[name])

    def need(self, name: str) -> Any:
        """A key the body must have."""
        if name not in self.said:
            raise Refusal(422, f'Invalid request.\n\n"{name}" wasn\'t supplied.')
        return self.said[name]


@dataclass(frozen=True)
class Answer:
    status: int = 200
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    raw: bytes | None = None


_T = TypeVar("_T")
Route = Callable[[Call], Answer]

_MULTI = {"path", "ref", "tree_sha", "basehead", "branch"}
ROUTES: list[tuple[str, str, re.Pattern[str], Route]] = []


def route(method: str, template: str) -> Callable[[Route], Route]:
    """Register a function for a method and a path template; `{path}`, `{ref}` and their like may hold slashes."""

    def keep(function: Route) -> Route:
        def part(found: re.Match[str]) -> str:
            name = found.group(1)
            return f"(?P<{name}>{'.+' if name in _MULTI else '[^/]+'})"

        pattern = re.compile(re.sub(r"\\{(\w+)\\}", part, re.escape(template)))
        ROUTES.append((method, template, pattern, function))
        return function

    return keep


def find(method: str, path: str) -> tuple[str, Route, dict[str, str]] | None:
    """The route of a request, the most literal one that fits: its template, its function and the parts of the path."""
    fitting = [
        (template, function, found.groupdict())
        for kind, template, pattern, function in ROUTES
        if kind == method and (found := pattern.fullmatch(path))
    ]
    return max(fitting, key=lambda one: len(re.sub(r"{\w+}", "", one[0])), default=None)


def page(call: Call, items: Sequence[_T], link: str, shape: Callable[[_T], Json]) -> Answer:
    """One page of a list, with GitHub's Link header; the server may give fewer a page than were asked for."""
    size = min(int(call.asked.get("per_page", 30)), 100, call.service.page_size)
    number = int(call.asked.get("page", 1))
    last = max(1, -(-len(items) // size))
    shown = [shape(item) for item in items[(number - 1) * size : number * size]]
    query = {k: v for k, v in call.asked.items() if k != "page"}

    def at(n: int) -> str:
        words = "&".join(
            f"{k}={v.replace('/', '%2F').replace(':', '%3A')}" for k, v in {**query, "page": str(n)}.items()
        )
        return f"<{link}?{words}>"

    links = [f'{at(number + 1)}; rel="next"', f'{at(last)}; rel="last"'] if number < last else []
    links += [f'{at(number - 1)}; rel="prev"', f'{at(1)}; rel="first"'] if number > 1 else []
    return Answer(body=shown, headers={"Link": ", ".join(links)} if links else {})
