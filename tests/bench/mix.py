"""Callback bodies as pages send them, over many different states, and the file from which wrk takes them."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.bench.ranking_data import periods
from tests.web import test_routes as routes

LANGUAGES = ("de", "en", "zh")
# Views of every chart that is redrawn as a card, with what a reader changes there.
OTHERS = {
    "growth-history": ("", "series=automotive", "scale=log", "focus=automotive", "time=2015..2025"),
    "growth-contribution": ("", "period=2024"),
    "two-cores": ("", "time=2015..2025"),
    "vehicle-output": ("", "time=2010..2025"),
    "output-index": ("", "base=2015", "scale=log"),
    "new-industries-share": ("", "time=2019..2024"),
    "targets": ("", "category=automotive"),
    "changan-millions": ("",),
}


def of_ranking() -> list[bytes]:
    """The ranking in every period and language."""
    return [card("sector-growth", query(period, lang)) for period in periods() for lang in LANGUAGES]


def of_all() -> list[bytes]:
    """The ranking and the other charts, in both forms."""
    others = [
        card(slug, f"{view}&lang={lang}".lstrip("&"), form=form)
        for slug, views in OTHERS.items()
        for view in views
        for lang in LANGUAGES
        for form in ("wide", "narrow")
    ]
    return [*of_ranking(), *others]


def of_plain() -> list[bytes]:
    """The same periods and languages as yardstick (b) is asked for them."""
    return [_plain(period, lang) for period in periods() for lang in LANGUAGES]


def query(period: str, lang: str) -> str:
    """A view of the ranking as its address."""
    return f"period={period}" + ("" if lang == "de" else f"&lang={lang}")


def card(slug: str, view: str, *, form: str = "wide") -> bytes:
    """What the browser sends when a card is to show another view; it shows another one of the same language before."""
    return _compact(routes.card(view, slug, form)).encode()


def _compact(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"))


def _plain(period: str, lang: str) -> bytes:
    sent = {
        "output": "ranking.figure",
        "outputs": {"id": "ranking", "property": "figure"},
        "inputs": [
            {"id": "period", "property": "value", "value": period},
            {"id": "lang", "property": "value", "value": lang},
        ],
        "changedPropIds": ["period.value"],
    }
    return _compact(sent).encode()


def ask(address: str, body: bytes) -> bytes:
    """The answer to one body; raises HTTPError."""
    request = urllib.request.Request(
        f"{address}/_dash-update-component", data=body, headers={"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=60) as answer:
        return bytes(answer.read())


def asked_of_each(address: str, bodies: Sequence[bytes]) -> None:
    """Ask for every state once; raises AssertionError where an answer has no figure."""
    for body in bodies:
        answer = ask(address, body)
        assert b'"figure"' in answer, f"no figure for {body[-400:]!r}"


def script(bodies: Sequence[bytes], folder: Path) -> Path:
    """A script for wrk that sends the bodies in turn, each thread from a place of its own."""
    lines = folder / "bodies.txt"
    lines.write_bytes(b"\n".join(bodies))
    text = Path(__file__).with_name("mix.lua").read_text("utf-8").replace("@BODIES@", str(lines))
    path = folder / "mix.lua"
    path.write_text(text, "utf-8")
    return path
