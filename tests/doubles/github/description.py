"""Every exchange against GitHub's own description of its interface (OpenAPI 3.0), where that lies beside the project.

The description's own faults are allowed by name; anything else that does not fit is a fault of the double or of ours.
"""

from __future__ import annotations

import functools
import gzip
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs

from tests.doubles.github.records import Json
from tests.doubles.github.server import Exchange

FILE = Path(__file__).resolve().parents[4] / "shared" / "data" / "github-openapi.json.gz"
_MULTI = {"path", "ref", "tree_sha", "branch", "basehead"}


def is_here() -> bool:
    """Whether the description lies beside the project."""
    return FILE.is_file()


def faults(exchanges: Iterable[Exchange]) -> list[str]:
    """What does not fit the description, a line each, no line twice."""
    found: list[str] = []
    for exchange in exchanges:
        if exchange.faulty or exchange.status in (0, 304):
            # Answers that went wrong on purpose; 304 is documented nowhere.
            continue
        said = f"{exchange.method} {exchange.template} -> {exchange.status}"
        found += [f"{said}: {fault}" for fault in _faults(exchange)]
    return list(dict.fromkeys(found))


def _faults(exchange: Exchange) -> Iterator[str]:
    if exchange.path == "/graphql":
        # Not part of this description: the double checks every query against the names and types it serves.
        return
    matched = _match(exchange.path)
    operation = _document()["paths"].get(matched, {}).get(exchange.method.lower())
    if operation is None:
        if exchange.status != 404:
            yield "no such operation is described"
        return
    yield from _query_faults(exchange, operation)
    yield from _body_faults(exchange, operation, matched)
    yield from _answer_faults(exchange, operation, matched)


def _query_faults(exchange: Exchange, operation: Json) -> Iterator[str]:
    known = {_resolved(one)["name"]: _resolved(one) for one in operation.get("parameters", ())}
    for name, value in exchange.query.items():
        if name not in known or known[name]["in"] != "query":
            yield f"query parameter {name!r} is not described"
        elif value not in known[name]["schema"].get("enum", [value]):
            yield f"query parameter {name}={value!r} is none of {known[name]['schema']['enum']}"


def _body_faults(exchange: Exchange, operation: Json, path: str) -> Iterator[str]:
    body = operation.get("requestBody")
    if exchange.sent is None:
        return
    if body is None:
        yield "a body was sent where none is described"
        return
    if (exchange.method, path) == ("POST", "/repos/{owner}/{repo}/issues/{issue_number}/labels"):
        # A list of plain names fits two branches of this oneOf.
        return
    yield from _misfits(f"{path} {exchange.method} body", body["content"]["application/json"]["schema"], exchange.sent)


def _answer_faults(exchange: Exchange, operation: Json, path: str) -> Iterator[str]:
    answer = operation["responses"].get(str(exchange.status))
    if answer is None:
        if exchange.status not in (401, 403, 404, 422):
            yield "this status is not described"
        return
    schema = _resolved(answer).get("content", {}).get("application/json", {}).get("schema")
    if schema is None or not exchange.json:
        return
    if (exchange.method, exchange.status, path.rpartition("/")[2]) == ("PUT", 409, "{path}"):
        # Both branches of this oneOf take a plain error.
        return
    yield from _misfits(f"{path} {exchange.method} {exchange.status}", schema, exchange.answered)


_ALLOWED = [
    # Pull lists show labels without a description as null; the schema says string.
    re.compile(r"/labels/\d+/description$"),
    # A validation error's documentation_url and a plain 422 of the git data API.
]


def _misfits(key: str, schema: Json, value: Any) -> Iterator[str]:
    for error in _validator(key, json.dumps(schema)).iter_errors(value):
        where = "/" + "/".join(str(part) for part in error.instance_path)
        if not any(pattern.search(where) for pattern in _ALLOWED):
            yield f"{where}: {error.message[:300]}"


@functools.cache
def _validator(key: str, schema: str) -> Any:
    del key
    document = {"components": _components(), "allOf": [_nullable(json.loads(schema))]}
    return jsonschema_rs.validator_for({"$schema": "http://json-schema.org/draft-07/schema#", **document})


@functools.cache
def _document() -> Json:
    with gzip.open(FILE) as file:
        document: Json = json.load(file)
    return document


@functools.cache
def _components() -> Json:
    return {"schemas": _nullable(_document()["components"]["schemas"])}


def _resolved(node: Json) -> Json:
    while "$ref" in node:
        found: Any = _document()
        for part in node["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        node = found
    return node


def _nullable(node: Any) -> Any:
    """OpenAPI's `nullable` as JSON Schema says it."""
    if isinstance(node, list):
        return [_nullable(one) for one in node]
    if not isinstance(node, dict):
        return node
    made = {name: _nullable(value) for name, value in node.items()}
    if node.get("nullable") is True:
        if isinstance(made.get("type"), str):
            made["type"] = [made["type"], "null"]
            if "enum" in made:
                made["enum"] = [*made["enum"], None]
        else:
            return {"anyOf": [made, {"type": "null"}]}
    return made


@functools.cache
def _patterns() -> list[tuple[int, str, re.Pattern[str]]]:
    def part(found: re.Match[str]) -> str:
        return ".+" if found.group(1) in _MULTI else "[^/]+"

    made = []
    for template in _document()["paths"]:
        pattern = re.compile(re.sub(r"\\\{(\w+)\\\}", part, re.escape(template)))
        made.append((template.count("{") * 100 - len(re.sub(r"\{\w+\}", "", template)), template, pattern))
    return sorted(made)


def _match(path: str) -> str:
    """The most literal template a path fits."""
    return next((template for _, template, pattern in _patterns() if pattern.fullmatch(path)), "")
