"""Drawings of every chart for tests: a drawing is a value, so one is enough for all that is asked of it."""

from __future__ import annotations

from collections.abc import Mapping

from app.charts.drawn import draw_chart
from app.charts.registry import all_charts
from app.charts.spec import Drawing
from app.i18n import Texts
from app.state import parse
from app.store.snapshot import Snapshot

SLUGS = tuple(all_charts())
EMPTY = "time=1901..1902&period=1901&series=no_such_sector&category=no_such_category&q=zzzzqqq"
"""A view in which most charts have nothing to draw."""

_DRAWN: dict[tuple[str, ...], Drawing] = {}


def drawn(slug: str, lang: str, *, snapshot: Snapshot, texts: Mapping[str, Texts], query: str = "") -> Drawing:
    key = (snapshot.version, slug, lang, query)
    if key not in _DRAWN:
        state = parse(f"{query}&lang={lang}").state
        _DRAWN[key] = draw_chart(all_charts()[slug], snapshot=snapshot, state=state, texts=texts[lang], form="wide")
    return _DRAWN[key]
