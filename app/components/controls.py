"""The controls of charts; each writes one parameter of the address and knows its default."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from dash import dcc, html

from app.charts.spec import Control, Drawing, Option
from app.components.attributes import aria
from app.i18n import Texts
from app.state import PAGE_WIDE

PAGE = "page"


def owner(parameter: str, slug: str) -> str:
    """Whose parameter it is: the page's, where it holds for all its charts, else the chart's."""
    return PAGE if parameter in PAGE_WIDE else slug


def control_row(drawing: Drawing, texts: Texts, *, shown: Iterable[str], reset: str) -> html.Div:
    """One row of controls, without those of the page that ``shown`` names as standing elsewhere."""
    already = set(shown)
    items = [
        _labelled(control, drawing.slug)
        for control in drawing.controls
        if not (control.parameter in PAGE_WIDE and control.parameter in already)
    ]
    if not items:
        return html.Div(className="controls", hidden=True)
    return html.Div(
        [*items, html.A(texts("control.reset"), href=reset, className="reset")], className="controls"
    )


def _labelled(control: Control, slug: str) -> html.Div:
    identity = {"part": "control", "of": owner(control.parameter, slug), "parameter": control.parameter}
    name = f"label-{slug}-{control.parameter}"
    return html.Div(
        [
            html.Label(control.label, id=name, className="control-label"),
            _input(control, identity),
        ],
        className=f"control control-{control.kind}",
        role="group",
        **aria(labelledby=name),
    )


def _input(control: Control, identity: dict[str, str]) -> Any:
    options = [_option(option) for option in control.options]
    if control.kind == "buttons":
        return dcc.RadioItems(
            id=identity, options=options, value=str(control.value), className="choice", inline=True
        )
    if control.kind == "several":
        return dcc.Dropdown(
            id=identity,
            options=options,
            value=list(control.value),
            multi=True,
            placeholder=control.placeholder,
            className="menu-input",
        )
    return dcc.Dropdown(
        id=identity, options=options, value=control.value, clearable=False, className="menu-input"
    )


def _option(option: Option) -> dict[str, Any]:
    """An option of a menu; its hint is shown in the open list alone."""
    hint = [html.Span(f" {option.hint}", className="option-hint")] if option.hint else []
    return {
        "label": html.Span([option.label, *hint]),
        "value": option.value,
        "search": option.label,
        "disabled": option.disabled,
    }


def defaults_of(drawings: Iterable[Drawing]) -> dict[str, str]:
    """The default of every control as text, by its name in the address."""
    found: dict[str, str] = {}
    for drawing in drawings:
        for control in drawing.controls:
            of = owner(control.parameter, drawing.slug)
            name = control.parameter if of == PAGE else f"{of}.{control.parameter}"
            default = control.default if isinstance(control.default, str) else "~".join(control.default)
            found.setdefault(name, default)
    return found
