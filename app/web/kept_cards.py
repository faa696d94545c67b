"""Answers to the callback that redraws a card, kept as they are sent; it must not make any.

What the answer says hangs on the view asked for and on little of what the card shows before: only that is the key.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from functools import partial
from typing import Any

from flask import Flask, Response, g, request

from app.charts.registry import all_charts
from app.site import Site
from app.state import FORMS, parse
from app.store.snapshot import Snapshot
from app.web.kept_documents import KeptDocuments

_ENDPOINT = "_dash-update-component"
_OF_CARDS = '..{"chart":["MATCH"],"part":"figure"}.figure.'


@dataclass(frozen=True)
class KeptAnswer:
    """A body in its encoding; for who takes none it is kept packed, as it weighs ten times as much."""

    body: bytes
    encoding: str

    @classmethod
    def of(cls, body: bytes, encoding: str) -> KeptAnswer:
        """What is kept of a body that is sent in an encoding."""
        return cls(body if encoding else zlib.compress(body, 1), encoding)

    @property
    def size(self) -> int:
        """Bytes in memory, about."""
        return len(self.body) + 500

    def answer(self) -> Response:
        """As it was sent before."""
        answer = Response(self.body if self.encoding else zlib.decompress(self.body), mimetype="application/json")
        if self.encoding:
            answer.headers["Content-Encoding"] = self.encoding
        answer.vary.add("Accept-Encoding")
        return answer


def register(server: Flask, site: Site) -> None:
    """Ask memory before the callback is run, and keep what it says; after what refuses, before what compresses."""
    kept: KeptDocuments[KeptAnswer] = KeptDocuments(site)
    if not site.memory.bound:
        return
    server.before_request(partial(_look, site, kept))
    server.after_request(partial(_keep, kept))


def _look(site: Site, kept: KeptDocuments[KeptAnswer]) -> Response | None:
    if request.method != "POST" or request.path != f"{site.prefix}{_ENDPOINT}":
        return None
    find = partial(_key, site, site.snapshot, json.loads(request.get_data(cache=True)))
    key = find()
    found = kept.get(key) if key else None
    if found is None:
        g.card_key = find  # of the data as it is now, even where the answer comes after a change
        return None
    return found.answer()


def _keep(kept: KeptDocuments[KeptAnswer], answer: Response) -> Response:
    find = g.get("card_key")
    key = find() if find and answer.status_code == 200 else None
    if key:
        encoding = answer.headers.get("Content-Encoding", "")
        if encoding in ("", key[-1]):
            kept.keep(key, KeptAnswer.of(answer.get_data(), encoding))
    return answer


def _key(site: Site, snapshot: Snapshot, body: Any) -> tuple[str, ...] | None:
    """What the answer hangs on; None for other callbacks, and for what was never drawn."""
    if not body["output"].startswith(_OF_CARDS) or len(body["state"]) != 2:
        return None
    view, shown, identity = (one.get("value") for one in (*body["inputs"], *body["state"]))
    if not isinstance(view, dict) or not isinstance(identity, dict):
        return None
    slug, query, form = identity.get("chart"), view.get("query"), view.get("form")
    if not isinstance(slug, str) or slug not in all_charts() or not isinstance(query, str):
        return None
    form = form if isinstance(form, str) and form in FORMS else "wide"
    state = parse(query).state
    marks = site.marks(slug, snapshot=snapshot, state=state, form=form)
    if marks is None:
        return None
    before = shown if isinstance(shown, dict) else {}
    flags = (
        before.get("identity") == marks.identity,
        before.get("note") == marks.note,
        before.get("rows") == marks.rows,
        before.get("level") == 1,
        before.get("alone") is True,
    )
    encoding = request.accept_encodings.best_match(["br", "gzip"]) or ""
    spelled = "".join(str(int(one)) for one in flags)
    return (snapshot.version, slug, query, form, spelled, str(before.get("offers", ""))[:40], encoding)
