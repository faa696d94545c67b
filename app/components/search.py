"""The search: its dialog, its page, and where what it found is shown; it must not search by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dash import html
from markupsafe import Markup

from app.charts.search import Found, Group, Index
from app.charts.search_entries import entries
from app.components.addresses import PAGES, PLAIN, Place
from app.components.attributes import aria, data
from app.components.markup import markup
from app.i18n import Texts
from app.site import Site
from app.state import PARAMETERS, ViewState, keep_reading, written
from app.store.snapshot import Snapshot

IN_DIALOG = 5
ON_PAGE = 60
_LONGEST = 100


def index_of(site: Site, snapshot: Snapshot, lang: str) -> Index:
    """What readers of a language can find, made once for each version of the data."""
    pages = (*PAGES, "terms")
    return site.finder.index(snapshot.version, lang, lambda: entries(snapshot, site.texts, lang=lang, pages=pages))


def find(site: Site, snapshot: Snapshot, state: ViewState, *, most: int) -> tuple[Group, ...]:
    """What fits the words of the state; without words, what there is to begin with."""
    index = index_of(site, snapshot, state.lang)
    return index.find(state.q, most=most) if state.q else index.beginning()


def address_of(site: Site, state: ViewState, found: Found) -> str:
    """Where a result is shown, in the language and theme of the state."""
    entry = found.entry
    path = Place("chart", entry.chart).path if entry.chart else {**PAGES, **PLAIN}[entry.page]
    chosen = {name: PARAMETERS[name].parse(text) for name, text in entry.address}
    return site.href(path, keep_reading(state), **chosen) + (f"#{entry.anchor}" if entry.anchor else "")


def search_address(site: Site, state: ViewState) -> str:
    """The page of the search with the words of the state, if any."""
    return site.href(PLAIN["search"], keep_reading(state), q=state.q)


def tables_address(site: Site, state: ViewState) -> str:
    """The values of the data in which the words occur."""
    return site.href(PAGES["data"], keep_reading(state), q=state.q)


def search_link(site: Site, state: ViewState) -> html.A:
    """The button of the header: a link to the page, which the script makes open the dialog."""
    texts = site.texts[state.lang]
    key = "" if state.keys else f" ({texts('search.key')})"
    shortcut = {} if state.keys else aria(keyshortcuts=texts("search.key"))
    return html.A(
        html.Span(className="search-icon", **aria(hidden="true")),
        href=site.href(PLAIN["search"], keep_reading(state)),
        id="search-open",
        className="search-link",
        title=f"{texts('search.open')}{key}",
        **aria(label=texts("search.open")),
        **shortcut,
    )


def search_dialog(site: Site, state: ViewState) -> html.Dialog:
    """The dialog, closed and empty: a field with a list of what fits, from which one is chosen."""
    texts = site.texts[state.lang]
    close = html.Button(
        "×", type="button", className="dialog-close", title=texts("search.close"), **aria(label=texts("search.close"))
    )
    field = _field(
        texts,
        "",
        id="search-words",
        role="combobox",
        **aria(autocomplete="list", expanded="false", controls="search-list", describedby="search-hint"),
    )
    shortcut = html.Button(
        texts(f"search.keys_{'off' if state.keys else 'on'}"), type="button", className="search-keys"
    )
    return html.Dialog(
        [
            _form(site, state, [field, close]),
            html.P(texts("search.hint"), id="search-hint", className="search-hint"),
            html.Div(id="search-list", className="search-list", role="listbox", **aria(label=texts("search.results"))),
            html.P(id="search-said", className="search-said", role="status"),
            html.P(html.A(texts("search.all"), id="search-all", href=search_address(site, state)), className="way-on"),
            html.P([html.Span(texts("search.go")), " ", shortcut], className="search-foot"),
        ],
        id="search-dialog",
        className="dialog search-dialog",
        **aria(label=texts("search.open")),
        **data(answers=site.href("/search.json", ViewState()), failed=texts("search.failed")),
    )


def search_page(site: Site, state: ViewState, groups: Sequence[Group]) -> list[Any]:
    """The page: field, how much was found, the results by kind."""
    texts = site.texts[state.lang]
    field = _field(texts, state.q, id="search-page-words")
    button = html.Button(texts("search.submit"), type="submit", className="search-submit")
    return [
        html.H1(texts("page.search.title"), className="headline"),
        _form(site, state, [field, button]),
        html.P(texts("search.hint"), className="search-hint"),
        html.P(said(texts, state, groups), className="search-count", role="status"),
        *(_nothing(site, state, texts) if state.q and not groups else []),
        *(_group(site, state, texts, group) for group in groups),
    ]


def said(texts: Texts, state: ViewState, groups: Sequence[Group]) -> str:
    """How much was found, in words."""
    count = sum(group.total for group in groups)
    if not state.q:
        return ""
    if not count:
        return texts("search.none", query=state.q)
    return texts("search.one") if count == 1 else texts("search.count", count=texts.number(count))


def _form(site: Site, state: ViewState, children: Sequence[Any]) -> html.Form:
    """A form that asks for the page with what is kept from page to page, and the words."""
    kept = keep_reading(state)
    default = ViewState()
    hidden = [
        _input(type="hidden", name=name, value=written(name, value))
        for name in PARAMETERS
        if (value := getattr(kept, name)) != getattr(default, name)
    ]
    address = site.href(PLAIN["search"], default)
    return html.Form([*hidden, *children], action=address, method="get", role="search", className="search-form")


def _field(texts: Texts, value: str, *, id: str, **more: str) -> Markup:
    label = html.Label(texts("search.field"), htmlFor=id, className="unseen")
    field = _input(
        type="text",
        name="q",
        value=value,
        id=id,
        placeholder=texts("search.field"),
        maxlength=str(_LONGEST),
        autocomplete="off",
        autocapitalize="off",
        spellcheck="false",
        enterkeyhint="search",
        **{"class": "search-input"},
        **more,
    )
    return markup([label, field])


def _input(**attributes: str) -> Markup:
    """A plain field of the browser: Dash has none of its own."""
    written = Markup("").join(Markup(' {}="{}"').format(name, value) for name, value in attributes.items())
    return Markup("<input{}>").format(written)


def _nothing(site: Site, state: ViewState, texts: Texts) -> list[Any]:
    ways = html.A(texts("search.in_tables", query=state.q), href=tables_address(site, state))
    return [html.P(texts("search.none_way_out")), html.P(ways, className="way-on")]


def _group(site: Site, state: ViewState, texts: Texts, group: Group) -> html.Section:
    heading = f"found-{group.name}"
    items = [html.Li(_result(site, state, found)) for found in group.found]
    return html.Section(
        [html.H2(texts(f"search.group.{group.name}"), id=heading, className="headline"), html.Ul(items)],
        className="search-group",
        **aria(labelledby=heading),
    )


def _result(site: Site, state: ViewState, found: Found) -> list[Any]:
    other = html.Span(found.name, lang=found.lang, className="search-other") if found.name else None
    name = html.A(found.entry.label, href=address_of(site, state, found))
    named: list[Any] = [name, " ", other] if other else [name]
    return [
        html.P(named, className="search-name"),
        html.P(found.entry.detail, className="search-detail"),
    ]


def as_data(site: Site, state: ViewState, groups: Sequence[Group]) -> Mapping[str, Any]:
    """The same for the dialog, which writes it as text."""
    texts = site.texts[state.lang]
    return {
        "said": said(texts, state, groups),
        "hint": "" if groups else texts("search.none_way_out"),
        "page": search_address(site, state),
        "tables": {"label": texts("search.in_tables", query=state.q), "href": tables_address(site, state)},
        "groups": [
            {
                "name": texts("search.begin" if not state.q else f"search.group.{group.name}"),
                "more": texts("search.more", count=group.total) if group.total > len(group.found) else "",
                "found": [
                    {
                        "label": one.entry.label,
                        "detail": one.entry.detail,
                        "other": one.name,
                        "lang": one.lang,
                        "href": address_of(site, state, one),
                    }
                    for one in group.found
                ],
            }
            for group in groups
        ],
    }
