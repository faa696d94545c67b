"""The frame of every page: header with navigation, languages and theme, footer; no page content."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dash import dcc, html

from app.components.addresses import PAGES, PLAIN
from app.components.attributes import aria, data
from app.components.embed_dialog import embed_dialog
from app.components.markup import markup
from app.components.presentation import presentation_bar
from app.components.search import search_dialog, search_link
from app.components.terms import term_popover
from app.i18n import SEPARATOR, Texts
from app.i18n.legal import pages_of
from app.site import Site
from app.state import LANGUAGES, Ignored, ViewState, keep_reading
from app.store.snapshot import Snapshot


def shell(
    site: Site,
    snapshot: Snapshot,
    state: ViewState,
    *,
    page: str,
    children: Sequence[Any],
    ignored: Sequence[Ignored] = (),
    path: str = "",
) -> html.Div:
    """A whole page: skip link, header, what was ignored, content, footer."""
    texts = site.texts[state.lang]
    return html.Div(
        [
            html.A(texts("shell.skip"), href="#content", className="skip-link"),
            _header(site, state, page, path or PAGES[page]),
            html.Main(
                [ignored_line(ignored, texts), *children],
                id="content",
                className=f"page page-{page}",
                tabIndex="-1",
            ),
            _footer(site, snapshot, state),
            presentation_bar(texts),
            html.Div(
                id="dialogs",
                **data(html=str(markup([embed_dialog(texts), search_dialog(site, state), term_popover(site, state)]))),
            ),
            new_data_notice(site, snapshot, texts),
            html.Div(
                id="notice",
                className="notice",
                role="alert",
                hidden=True,
                **data(failed=texts("shell.failed")),
            ),
        ],
        lang=state.lang,
        className="shell",
    )


def new_data_notice(site: Site, snapshot: Snapshot, texts: Texts) -> html.Div:
    """What an open page says once the data it shows is no longer the newest; the script looks for that."""
    return html.Div(
        [html.Span(texts("shell.new_data")), " ", html.A(texts("shell.reload"), href="", className="reload")],
        id="new-data",
        className="new-data",
        role="status",
        hidden=True,
        **data(version=snapshot.version, asks=site.href("/readyz", ViewState())),
    )


def _header(site: Site, state: ViewState, page: str, here: str) -> html.Header:
    texts = site.texts[state.lang]
    kept = keep_reading(state)
    links = [
        html.Li(
            html.A(
                texts(f"page.{name}.name"),
                href=site.href(path, kept),
                **(aria(current="page") if name == page else {}),
            )
        )
        for name, path in PAGES.items()
        if name != "overview"
    ]
    return html.Header(
        html.Div(
            [
                html.A("Doppelkern", href=site.href("/", kept), className="brand"),
                html.Nav(html.Ul(links), className="site-nav", **aria(label=texts("shell.navigation"))),
                html.Div(
                    [search_link(site, state), _languages(site, state, here), _theme_button(texts)],
                    className="header-tools",
                ),
            ],
            className="header-inner",
        ),
        className="site-header",
    )


def _languages(site: Site, state: ViewState, here: str) -> html.Ul:
    items = []
    for lang in LANGUAGES:
        own = site.texts[lang]
        current = aria(current="true") if lang == state.lang else {}
        items.append(
            html.Li(
                html.A(
                    own("language.short"),
                    href=site.href(here, state, lang=lang),
                    hrefLang=lang,
                    lang=lang,
                    title=own("language.name"),
                    className="language-link",
                    **data(lang=lang),
                    **aria(label=f"{own('language.short')} {own('language.name')}"),
                    **current,
                )
            )
        )
    return html.Ul(items, className="languages", **aria(label=site.texts[state.lang]("shell.language")))


def _theme_button(texts: Texts) -> html.Button:
    words = data(**{name: texts(f"theme.{name}") for name in ("auto", "light", "dark", "contrast")})
    return html.Button(
        html.Span("◐", **aria(hidden="true")),
        id="theme-button",
        className="theme-button",
        title=texts("shell.theme"),
        **aria(label=texts("shell.theme")),
        **words,
    )


def _footer(site: Site, snapshot: Snapshot, state: ViewState) -> html.Footer:
    texts = site.texts[state.lang]
    return html.Footer(
        html.Div(
            [
                html.P(texts("footer.about")),
                *_more_links(site, state),
                html.P(
                    [
                        texts("footer.version", version=snapshot.version),
                        SEPARATOR,
                        html.A(texts("page.changes.name"), href=site.href(PLAIN["changes"], keep_reading(state))),
                        SEPARATOR,
                        html.A(texts("footer.catalog"), href=site.href("/catalog.json", ViewState())),
                        SEPARATOR,
                        html.A(texts("footer.package"), href=site.href("/data/datapackage.json", ViewState())),
                    ]
                ),
            ],
            className="footer-inner",
        ),
        className="site-footer",
    )


def _more_links(site: Site, state: ViewState) -> list[html.Nav]:
    """The page of terms, and what the operator has to say by law."""
    texts = site.texts[state.lang]
    kept = keep_reading(state)
    terms = html.Li(html.A(texts("page.terms.name"), href=site.href(PLAIN["terms"], kept)))
    links = [html.Li(html.A(texts(f"legal.{name}"), href=site.href(f"/{name}", kept))) for name in pages_of(site.legal)]
    return [html.Nav(html.Ul([terms, *links], className="legal-links"), **aria(label=texts("legal.links")))]


def ignored_line(ignored: Sequence[Ignored], texts: Texts) -> html.P:
    """One visible line that names what was ignored in the address; hidden until there is something to say."""
    told = told_ignored(ignored, texts)
    intro, joint = texts("ignored.intro"), texts("mark.semicolon")
    return html.P(
        [intro, " ", joint.join(told[:5])] if told else [],
        id="ignored",
        className="ignored",
        role="status",
        hidden=not told,
        **data(intro=intro, joint=joint),
    )


def told_ignored(ignored: Sequence[Ignored], texts: Texts) -> list[str]:
    """Each parameter that was not used, with the reason, in words."""
    return [texts(item.reason, name=item.name, value=item.value) for item in ignored]


def stores(*, defaults: dict[str, str], form: str) -> list[Any]:
    """What the browser keeps of a page: the defaults of its controls and the form that fits."""
    return [
        dcc.Store(id="defaults", data=defaults),
        dcc.Store(id="form", data=form),
    ]
