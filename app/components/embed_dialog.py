"""The dialog with the codes that show a chart elsewhere, and how it looks there; it must not make the codes.

One for all charts of a page: the script fills it from ``/embed-code/<slug>.json`` once it is opened.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dash import html

from app.components.attributes import aria, data
from app.i18n import Texts
from app.state import HIDEABLE, LANGUAGES, THEMES

WIDTHS = ("320", "600", "full")
CODES = ("html", "image", "static", "oembed")


def embed_dialog(texts: Texts) -> html.Dialog:
    """The dialog, closed and empty of any chart."""
    close = html.Button(
        "×", type="button", className="dialog-close", title=texts("dialog.close"), **aria(label=texts("dialog.close"))
    )
    head = html.Div([html.H2(texts("embedding.heading"), id="embed-heading"), close], className="dialog-head")
    return html.Dialog(
        [
            head,
            html.P(className="dialog-about"),
            _options(texts),
            html.Div([_preview(texts), _codes(texts)], className="dialog-body"),
            _said(texts),
        ],
        id="embed-dialog",
        className="dialog",
        **aria(labelledby="embed-heading"),
    )


def _options(texts: Texts) -> html.Div:
    time = {way: texts(f"embedding.{way}") for way in ("following", "frozen")}
    shown = {part: texts(f"embedding.show.{part}") for part in HIDEABLE}
    languages = {lang: texts(f"embedding.languages.{lang}") for lang in LANGUAGES}
    themes = {theme: texts(f"embedding.themes.{theme}") for theme in THEMES}
    return html.Div(
        [
            html.Div(
                _group(texts("embedding.time"), _buttons("time", time, pressed=("following",))),
                **data(plain=time["frozen"], dated=texts("embedding.frozen_of", period="{period}")),
            ),
            _group(texts("embedding.theme"), _select("theme", themes)),
            _group(texts("shell.language"), _select("lang", languages)),
            _group(texts("embedding.shown"), _buttons("hide", shown, pressed=HIDEABLE)),
        ],
        className="dialog-options",
    )


def _group(name: str, chooser: Any) -> html.Div:
    return html.Div([html.Span(name, className="control-label"), chooser], className="dialog-option")


def _buttons(name: str, options: Mapping[str, str], *, pressed: Sequence[str]) -> html.Div:
    buttons = [
        html.Button(
            label,
            type="button",
            className="option",
            **data(value=value),
            **aria(pressed="true" if value in pressed else "false"),
        )
        for value, label in options.items()
    ]
    return html.Div(buttons, className="choice", role="group", **data(embedding=name))


def _select(name: str, options: Mapping[str, str]) -> html.Select:
    return html.Select(
        [html.Option(label, value=value) for value, label in options.items()],
        className="menu",
        **data(embedding=name),
    )


def _preview(texts: Texts) -> html.Div:
    widths = {width: texts("embedding.full") if width == "full" else f"{width}\u00a0px" for width in WIDTHS}
    head = html.Div([html.H3(texts("embedding.preview")), _buttons("width", widths, pressed=("600",))])
    return html.Div(
        [head, html.Div(className="dialog-frame", **data(title=texts("embedding.preview")))], className="dialog-preview"
    )


def _codes(texts: Texts) -> html.Div:
    """A field for each code, with what it is for and a button that copies it."""
    fields = [
        html.Div(
            [
                html.Div(
                    [
                        html.Label(texts(f"embedding.code.{code}"), htmlFor=f"code-{code}"),
                        html.Button(texts("embedding.copy"), type="button", **data(copy_code=code)),
                    ],
                    className="code-head",
                ),
                html.P(texts(f"embedding.about.{code}"), className="code-about"),
                html.Textarea(id=f"code-{code}", readOnly="readonly", rows=2 if code == "oembed" else 4),
            ],
            className="dialog-code",
            **data(code=code),
        )
        for code in CODES
    ]
    return html.Div(fields, className="dialog-codes")


def _said(texts: Texts) -> html.P:
    said = {"copied": texts("tools.said.copied"), "failed": texts("tools.said.failed")}
    return html.P(role="status", className="tool-said", **aria(live="polite"), **data(**said))
