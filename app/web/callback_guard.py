"""Looks at every callback body before Dash does: what no page of ours sends gets a 400; it must not run callbacks."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from dash import Dash
from flask import request
from werkzeug.exceptions import HTTPException

from app.components.addresses import place_of
from app.errors import MalformedRequest, NotFound, RequestTooLarge
from app.site import Site

MOST_BYTES = 256 * 1024
_ENDPOINT = "_dash-update-component"
_DEPTH = 12
_MANY = (["ALL"], ["ALLSMALLER"])
# Dash serves them, no page asks for them.
_UNUSED = ("_reload-hash", "_favicon.ico")


def check(dash_app: Dash, site: Site) -> None:
    """Raises NotFound for a path that is no page, MalformedRequest or RequestTooLarge for a body we never send."""
    rule = request.url_rule.rule if request.url_rule else ""
    if rule.endswith("<path:path>") and place_of(request.path, site.prefix) is None:
        raise NotFound(request.path[:200])
    if request.path.removeprefix(site.prefix) in _UNUSED:
        raise NotFound(request.path[:200])
    if request.path == f"{site.prefix}{_ENDPOINT}" and request.method == "POST":
        _check_body(dash_app)


def _check_body(dash_app: Dash) -> None:
    if (request.content_length or 0) > MOST_BYTES:
        raise RequestTooLarge("the callback body is too large")
    try:
        body = json.loads(_body())
    except (ValueError, RecursionError) as error:
        raise MalformedRequest("the callback body is not JSON") from error
    if not isinstance(body, Mapping) or not isinstance(body.get("output"), str) or _deep(body, _DEPTH):
        raise MalformedRequest("the callback body has not the shape of one")
    wanted = dash_app.callback_map.get(body["output"])
    if wanted is None or "callback" not in wanted:  # those without one run in the browser
        raise MalformedRequest("there is no such callback")
    _check_arguments(body, wanted)


def _body() -> bytes:
    try:
        return request.get_data(cache=True)
    except HTTPException:
        raise
    except Exception as error:  # the server's own: chunks that are none are noticed only while they are read
        raise MalformedRequest("the callback body cannot be read") from error


def _check_arguments(body: Mapping[str, Any], wanted: Mapping[str, Any]) -> None:
    for name in ("inputs", "state"):
        given = body.get(name, [])
        if not isinstance(given, list) or not _all_fit(given, wanted[name]):
            raise MalformedRequest(f"the callback takes other {name}")
    changed = body.get("changedPropIds", [])
    if not isinstance(changed, list) or not all(isinstance(one, str) for one in changed):
        raise MalformedRequest("what has changed is a list of names")
    output = wanted["output"]
    several = isinstance(output, list | tuple)
    rules = [_rule(str(one)) for one in (output if several else [output])]
    outputs = body.get("outputs") if several else [body.get("outputs")]
    if not isinstance(outputs, list) or not _all_fit(outputs, rules):
        raise MalformedRequest("the callback has other outputs")


def _rule(name: str) -> Mapping[str, str]:
    """An output, ``id.property``, as Dash writes inputs."""
    component, _, prop = name.rpartition(".")
    return {"id": component, "property": prop}


def _all_fit(given: list[Any], rules: Sequence[Mapping[str, str]]) -> bool:
    return len(given) == len(rules) and all(_fits(one, rule) for one, rule in zip(given, rules, strict=True))


def _fits(entry: object, rule: Mapping[str, str]) -> bool:
    """Whether an argument is the one of the rule; where the rule takes many of a kind, whether all of a list are."""
    pattern = json.loads(rule["id"]) if rule["id"].startswith("{") else rule["id"]
    if isinstance(pattern, dict) and any(value in _MANY for value in pattern.values()):
        return isinstance(entry, list) and all(_is(one, pattern, rule["property"]) for one in entry)
    return _is(entry, pattern, rule["property"])


def _is(entry: object, pattern: str | Mapping[str, Any], prop: str) -> bool:
    if not isinstance(entry, Mapping) or entry.get("property") != prop:
        return False
    name = entry.get("id")
    if isinstance(pattern, str) or not isinstance(name, Mapping):
        return bool(name == pattern)
    return name.keys() == pattern.keys() and all(
        isinstance(name[key], str) if isinstance(value, list) else name[key] == value for key, value in pattern.items()
    )


def _deep(value: object, allowed: int) -> bool:
    if allowed == 0:
        return True
    if isinstance(value, Mapping):
        return any(_deep(inner, allowed - 1) for inner in value.values())
    if isinstance(value, list):
        return any(_deep(inner, allowed - 1) for inner in value)
    return False
