"""The controls of charts; each writes one parameter of the address and knows its default."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

from dash import dcc, html
from dash._utils import stringify_id

from app.charts.glossary import OF_CONTROLS
from app.charts.spec import Control, Drawing, Option
from app.components.attributes import aria, data
from app.components.terms import help_with
from app.i18n import Texts
from app.state import PAGE_WIDE, written

PAGE = "page"


def owner(parameter: str, slug: str, *, alone: bool = False) -> str:
    """Whose parameter it is: the page's, where it holds for all its charts or there is but one, else the chart's."""
    return PAGE if alone or parameter in PAGE_WIDE else slug


def control_row(drawing: Drawing, texts: Texts, *, shown: Iterable[str], reset: str, alone: bool = False) -> html.Div:
    """One row of controls, without those of the page that ``shown`` names as standing elsewhere."""
    already = set(shown)
    own = [one for one in drawing.controls if not (one.parameter in PAGE_WIDE and one.parameter in already)]
    if not own:
        return html.Div(className="controls", hidden=True)
    of = {control.parameter: owner(control.parameter, drawing.slug, alone=alone) for control in own}
    items = [_labelled(control, drawing.slug, of=of[control.parameter], texts=texts) for control in own]
    link = html.A(texts("control.reset"), href=reset, className="reset", hidden=not drawing.address)
    return html.Div([*items, link, *_inputs(own, of)], className="controls")


def page_control(control: Control, page: str) -> html.Div:
    """A control of a page that is no chart: its parameter is written by its own name."""
    labelled = _labelled(control, page, of=PAGE)
    labelled.children += _inputs([control], {control.parameter: PAGE})
    return labelled


def _labelled(control: Control, slug: str, *, of: str, texts: Texts | None = None) -> html.Div:
    identity = _identity(control, of)
    name = f"{slug}-{control.parameter}"
    return html.Div(
        [
            _named(control, name, identity),
            *_help(control, texts),
            *_chooser(control, identity, name),
        ],
        className=f"control control-{control.kind}",
    )


def _named(control: Control, name: str, identity: dict[str, str]) -> Any:
    """Its name above it: a label of a menu or a field; groups of buttons point at it themselves."""
    if control.kind in ("buttons", "several"):
        return html.Span(control.label, id=f"label-{name}", className="control-label")
    chooser = stringify_id(identity) if control.kind == "search" else f"choose-{name}"
    return html.Label(control.label, id=f"label-{name}", htmlFor=chooser, className="control-label")


def _help(control: Control, texts: Texts | None) -> list[Any]:
    """What explains the choice, where it takes a term to understand it."""
    term = OF_CONTROLS.get(control.parameter)
    return [help_with(term, control.label, texts)] if term and texts else []


def _chooser(control: Control, identity: dict[str, str], name: str) -> list[Any]:
    """What a reader uses.

    Menus and buttons are the browser's own: they read well aloud, by keyboard and on phones. The script hands what is
    chosen to the hidden input.
    """
    if control.kind == "search":
        return [
            dcc.Input(
                id=identity,
                type="search",
                value=str(control.value),
                placeholder=control.placeholder,
                debounce=0.3,
                className="search-input",
                maxLength=100,
            )
        ]
    tie = data(control=json.dumps(identity))
    chooser = {"buttons": _buttons, "several": _several}.get(control.kind, _menu)
    return [chooser(control, name, tie)]


def _identity(control: Control, of: str) -> dict[str, str]:
    return {"part": "control", "of": of, "parameter": control.parameter}


def _inputs(controls: Iterable[Control], of: Mapping[str, str]) -> list[dcc.Input]:
    """The hidden inputs that tell the application what is chosen; beside the choosers, which hold nothing live."""
    return [
        dcc.Input(
            id=_identity(control, of[control.parameter]),
            type="hidden",
            value=written(control.parameter, control.value),
        )
        for control in controls
        if control.kind != "search"
    ]


def _with_hint(option: Option) -> str:
    """What an entry of a menu says; Chinese has brackets of its own."""
    if not option.hint:
        return option.label
    return f"{option.label}（{option.hint}）" if max(option.hint) > "\u2e7f" else f"{option.label} ({option.hint})"


def _menu(control: Control, name: str, tie: Any) -> html.Select:
    options = [
        html.Option(
            _with_hint(option),
            value=option.value,
            disabled=option.disabled,
            selected=option.value == control.value,
        )
        for option in control.options
    ]
    return html.Select(options, id=f"choose-{name}", className="menu", **tie)


def _buttons(control: Control, name: str, tie: Any) -> html.Div:
    return html.Div(
        [_button(option, pressed=option.value == control.value) for option in control.options],
        id=f"choose-{name}",
        className="choice",
        role="group",
        **tie,
        **aria(labelledby=f"label-{name}"),
    )


def _several(control: Control, name: str, tie: Any) -> html.Details:
    """A list to choose several from, behind a line that says what is chosen."""
    chosen = [option.label for option in control.options if option.value in control.value]
    return html.Details(
        [
            html.Summary(", ".join(chosen) or control.placeholder, className="menu"),
            html.Div(
                [*_finder(control, name), *_grouped(control)],
                className="several-list",
                role="group",
                **aria(labelledby=f"label-{name}"),
            ),
        ],
        id=f"choose-{name}",
        className="several",
        **tie,
        **data(several="yes", none=control.placeholder),
    )


def _finder(control: Control, name: str) -> list[Any]:
    """A field that narrows a long list; it is not part of the address."""
    if not control.find:
        return []
    field = dcc.Input(
        id=f"find-{name}", type="text", placeholder=control.find, className="search-input finder", maxLength=60
    )
    return [html.Label(control.find, htmlFor=f"find-{name}", className="unseen"), field]


def _grouped(control: Control) -> list[Any]:
    """The options, each group under its heading."""
    parts: list[Any] = []
    for group, options in groupby(control.options, key=lambda option: option.group):
        heading = [html.P(group, className="option-group")] if group else []
        buttons = [_button(option, pressed=option.value in control.value) for option in options]
        parts.append(html.Div([*heading, *buttons], className="options"))
    return parts


def _button(option: Option, *, pressed: bool) -> html.Button:
    hint = [html.Span(option.hint, className="option-hint")] if option.hint else []
    return html.Button(
        [option.label, *hint],
        type="button",
        disabled=option.disabled,
        className="option",
        **data(value=option.value, label=option.label),
        **aria(pressed="true" if pressed else "false"),
    )


def offers(drawing: Drawing) -> dict[str, Any]:
    """What every control of a chart offers and what is chosen, for the script that brings them up to date."""
    return {
        control.parameter: {
            "options": [
                {
                    "value": option.value,
                    "label": option.label,
                    "hint": option.hint,
                    "entry": _with_hint(option),
                    "group": option.group,
                    "disabled": option.disabled,
                }
                for option in control.options
            ],
            "value": written(control.parameter, control.value),
        }
        for control in drawing.controls
        if control.kind != "search"
    }


def defaults_of(drawings: Iterable[Drawing], *, alone: bool = False) -> dict[str, str]:
    """The default of every control as text, by its name in the address."""
    found: dict[str, str] = {}
    for drawing in drawings:
        for control in drawing.controls:
            of = owner(control.parameter, drawing.slug, alone=alone)
            name = control.parameter if of == PAGE else f"{of}.{control.parameter}"
            found.setdefault(name, written(control.parameter, control.default))
    return found
