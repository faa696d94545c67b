"""The bar of a presentation: where one is, back, on, full screen, out; the script shows it and steps; no chart."""

from __future__ import annotations

from typing import Any

from dash import html

from app.components.attributes import aria, data
from app.i18n import Texts

_STEPS = {"previous": "←", "next": "→", "full": "▢", "leave": "×"}


def presentation_bar(texts: Texts) -> html.Div:
    """Hidden until a presentation begins; the counter is said aloud."""
    buttons: list[Any] = [
        html.Button(
            mark,
            type="button",
            title=texts(f"present.{step}"),
            **aria(label=texts(f"present.{step}")),
            **data(present=step),
        )
        for step, mark in _STEPS.items()
    ]
    counter = html.Span(id="present-counter", role="status", **aria(live="polite"))
    parts = [buttons[0], counter, *buttons[1:]]
    return html.Div(parts, id="present-bar", hidden=True, role="region", **aria(label=texts("present.name")))
