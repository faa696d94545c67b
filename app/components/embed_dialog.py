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
                _group(_buttons("time", time, label=texts("embedding.time"), pressed=("following",))),
                **data(plain=time["frozen"], dated=texts("embedding.frozen_of", period="{period}")),
            ),
            _group(_select("theme", themes, label=texts("embedding.theme"))),
            _group(_select("lang", languages, label=texts("shell.language"))),
            _group(_buttons("hide", shown, label=texts("embedding.shown"), pressed=HIDEABLE)),
        ],
        className="dialog-options",
    )


def _group(chooser: Any) -> html.Div:
    """A choice below its name, which those hear who do not see it."""
    name = html.Span(getattr(chooser, "aria-label"), className="control-label", **aria(hidden="true"))
    return html.Div([name, chooser], className="dialog-option")


def _buttons(name: str, options: Mapping[str, str], *, label: str, pressed: Sequence[str]) -> html.Div:
    buttons = [
        html.Button(
            option,
            type="button",
            className="option",
            **data(value=value),
            **aria(pressed="true" if value in pressed else "false"),
        )
        for value, option in options.items()
    ]
    return html.Div(buttons, className="choice", role="group", **data(embedding=name), **aria(label=label))


def _select(name: str, options: Mapping[str, str], *, label: str) -> html.Select:
    return html.Select(
        [html.Option(option, value=value) for value, option in options.items()],
        className="menu",
        **data(embedding=name),
        **aria(label=label),
    )


def _preview(texts: Texts) -> html.Div:
    widths = {width: texts("embedding.full") if width == "full" else f"{width}\u00a0px" for width in WIDTHS}
    head = html.Div(
        [
            html.H3(texts("embedding.preview")),
            _buttons("width", widths, label=texts("embedding.preview"), pressed=("600",)),
        ]
    )
    return html.Div([head, _frame(texts)], className="dialog-preview")


def _frame(texts: Texts) -> html.Div:
    """Where the script shows the embed; it scrolls, so it can be reached by keyboard."""
    name = texts("embedding.preview")
    return html.Div(className="dialog-frame", tabIndex="0", role="region", **data(title=name), **aria(label=name))


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
