"""A title as the children of a heading; it must not change a word of it."""

from __future__ import annotations

from typing import Any

from dash import html

from app.i18n.clauses import clauses_of, tied


def clauses(title: str) -> Any:
    """The title for a heading: a Chinese one in its clauses."""
    found = clauses_of(title)
    return [html.Span([_part(*part) for part in clause], className="clause") for clause in found] or tied(title)


def _part(text: str, tied: bool) -> Any:
    return html.Span(text, className="tied") if tied else text
