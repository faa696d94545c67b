"""Looks at every callback body before Dash does: what no page of ours sends gets a 400; it must not run callbacks."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from dash import Dash
from flask import request

from app.components.addresses import place_of
from app.errors import MalformedRequest, NotFound, RequestTooLarge
from app.site import Site

MOST_BYTES = 256 * 1024
_ENDPOINT = "_dash-update-component"
_DEPTH = 12


def check(dash_app: Dash, site: Site) -> None:
    """Raises NotFound for a path that is no page, MalformedRequest or RequestTooLarge for a body we never send."""
    rule = request.url_rule.rule if request.url_rule else ""
    if rule.endswith("<path:path>") and place_of(request.path, site.prefix) is None:
        raise NotFound(request.path[:200])
    if request.path == f"{site.prefix}{_ENDPOINT}" and request.method == "POST":
        _check_body(dash_app)


def _check_body(dash_app: Dash) -> None:
    if (request.content_length or 0) > MOST_BYTES:
        raise RequestTooLarge("the callback body is too large")
    try:
        body = json.loads(request.get_data(cache=True))
    except (ValueError, RecursionError) as error:
        raise MalformedRequest("the callback body is not JSON") from error
    if not isinstance(body, Mapping) or not isinstance(body.get("output"), str) or _deep(body, _DEPTH):
        raise MalformedRequest("the callback body has not the shape of one")
    wanted = dash_app.callback_map.get(body["output"])
    if wanted is None:
        raise MalformedRequest("there is no such callback")
    _check_arguments(body, wanted)


def _check_arguments(body: Mapping[str, Any], wanted: Mapping[str, Any]) -> None:
    for name in ("inputs", "state"):
        given = body.get(name, [])
        expected = wanted[name]
        if not isinstance(given, list) or len(given) != len(expected):
            raise MalformedRequest(f"the callback takes other {name}")
        for entry, rule in zip(given, expected, strict=True):
            _check_entry(entry, rule)
    if not isinstance(body.get("changedPropIds", []), list) or not _outputs_fit(body.get("outputs")):
        raise MalformedRequest("the callback body has not the shape of one")


def _check_entry(entry: object, rule: Mapping[str, Any]) -> None:
    """One argument, or a list of them where the rule has a wildcard for many."""
    entries = entry if isinstance(entry, list) else [entry]
    for one in entries:
        if not isinstance(one, Mapping) or one.get("property") != rule["property"]:
            raise MalformedRequest("the callback takes other arguments")
        if not isinstance(one.get("id"), str | Mapping):
            raise MalformedRequest("a component has no name")


def _outputs_fit(outputs: object) -> bool:
    entries = outputs if isinstance(outputs, list) else [outputs]
    flat = [one for entry in entries for one in (entry if isinstance(entry, list) else [entry])]
    return all(
        isinstance(one, Mapping) and isinstance(one.get("property"), str) and isinstance(one.get("id"), str | Mapping)
        for one in flat
    )


def _deep(value: object, allowed: int) -> bool:
    if allowed == 0:
        return True
    if isinstance(value, Mapping):
        return any(_deep(inner, allowed - 1) for inner in value.values())
    if isinstance(value, list):
        return any(_deep(inner, allowed - 1) for inner in value)
    return False
