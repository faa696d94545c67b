"""Terms where they are read: marked in texts, explained on a page of their own; it must not define them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dash import html

from app.charts.glossary import SECTIONS, Term, all_terms, in_parts, notes_on
from app.charts.spec import Drawing
from app.components.addresses import PLAIN
from app.components.attributes import aria, data
from app.i18n import Texts
from app.site import Site
from app.state import ViewState, keep_reading
from app.store.snapshot import Snapshot


def explained(text: str, texts: Texts) -> Any:
    """A text whose terms can be pressed: the script then shows their meaning, taken from the page of terms."""
    found = in_parts(text, texts)
    if not any(code for _, code in found):
        return text
    before = ["", *(code for _, code in found)]
    return [
        _marked(words, code, apart=bool(before[place])) if code else words for place, (words, code) in enumerate(found)
    ]


def _marked(words: str, code: str, *, apart: bool) -> html.Span:
    """Not a button of the browser's: that would not break across lines as the text around it does.

    ``apart``: another term stands directly before it, as Chinese ones may.
    """
    styles = "term term-apart" if apart else "term"
    return html.Span(words, role="button", tabIndex="0", className=styles, **data(term=code), **aria(haspopup="dialog"))


def printed_terms(drawing: Drawing, texts: Texts) -> html.P:
    """The terms of a chart with their meaning, as a footnote: on paper there is nothing to press."""
    told = notes_on((drawing.subtitle, drawing.note), texts)
    listed = texts.sentence(*(texts("terms.entry", name=note.title, text=note.text) for note in told))
    return html.P(texts("terms.printed", terms=listed) if told else [], className="printed-terms")


def help_with(code: str, name: str, texts: Texts) -> html.Button:
    """A small button that explains what a control chooses."""
    return html.Button(
        "i",
        type="button",
        className="term-help",
        title=texts("terms.help", term=name),
        **data(term=code),
        **aria(label=texts("terms.help", term=name), haspopup="dialog"),
    )


def term_popover(site: Site, state: ViewState) -> html.Div:
    """Where the meaning of a term appears; empty until one is asked for."""
    texts = site.texts[state.lang]
    terms = site.href(PLAIN["terms"], keep_reading(state))
    return html.Div(
        [
            html.Div(className="term-said"),
            html.P(html.A(texts("terms.all"), href=terms, className="term-all")),
            html.Button("×", type="button", className="dialog-close", title=texts("terms.close"), **_closes(texts)),
        ],
        id="term-popover",
        className="term-popover",
        role="dialog",
        tabIndex="-1",
        hidden=True,
        **data(terms=terms, failed=texts("terms.failed")),
    )


def _closes(texts: Texts) -> Any:
    return aria(label=texts("terms.close"))


def terms_page(site: Site, snapshot: Snapshot, state: ViewState) -> list[Any]:
    """All terms in sections, each at a place of its own."""
    texts = site.texts[state.lang]
    found = all_terms(snapshot, texts)
    links = [html.Li(html.A(texts(f"terms.section.{name}"), href=f"#section-{name}")) for name in SECTIONS]
    return [
        html.P(texts("terms.kicker"), className="kicker"),
        html.H1(texts("page.terms.title"), className="headline"),
        html.P(texts("page.terms.description"), className="subtitle"),
        html.Nav(html.Ul(links), className="contents", **aria(label=texts("terms.contents"))),
        *(_section(name, [term for term in found if term.section == name], texts) for name in SECTIONS),
    ]


def _section(name: str, terms: Sequence[Term], texts: Texts) -> html.Section:
    heading = f"section-{name}"
    return html.Section(
        [
            html.H2(texts(f"terms.section.{name}"), id=heading, className="headline"),
            html.Dl([_entry(term) for term in terms], className="terms"),
        ],
        className="terms-section",
        **aria(labelledby=heading),
    )


def _entry(term: Term) -> html.Div:
    in_data = [html.P(term.in_data, className="term-in-data")] if term.in_data else []
    return html.Div(
        [html.Dt(html.Dfn(term.name)), html.Dd([html.P(term.text), *in_data])], id=term.code, className="term-entry"
    )
