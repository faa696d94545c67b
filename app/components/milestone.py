"""A milestone beside the timeline and in its list, made from finished words; it must not look anything up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate, groupby
from typing import Any

from dash import html

from app.charts.article import Statement
from app.charts.milestone_details import Details, Neighbour
from app.charts.milestone_figures import Figure, Figures
from app.charts.milestone_words import Entry, Year
from app.components.attributes import aria, data
from app.components.card import source_item
from app.i18n import SEPARATOR, Texts
from app.i18n.clauses import tied

Href = Callable[[str], str]  # the address of the page with that milestone chosen; with none for an empty code
OPEN = 30  # so many of the newest events stand open in the list

History = Callable[[Figures], str]  # the address of the history that shows the figures


def listing(years: Sequence[Year], texts: Texts, href: Href) -> list[Any]:
    """The milestones as a list, a heading for each year."""
    if not years:
        return []
    recent, older = _folded(years)
    return [
        html.H2(texts("milestone.list.title"), id="all-milestones", className="list-title"),
        html.P(texts("milestone.list.order"), className="list-order"),
        *_to_years(years, texts),
        *(_year(year, texts, href) for year in recent),
        *(_decade(decade, texts, href) for decade in older),
    ]


def _folded(years: Sequence[Year]) -> tuple[Sequence[Year], list[list[Year]]]:
    """The newest years, and the others by decade: a long list would bury what stands below it."""
    ends = accumulate(len(year.entries) for year in years)
    kept = next((place for place, count in enumerate(ends, start=1) if count >= OPEN), len(years))
    older = years[kept:]
    if sum(len(year.entries) for year in older) < OPEN // 2:
        return years, []
    return years[:kept], [list(group) for _, group in groupby(older, key=lambda year: year.code[:3])]


def _decade(years: Sequence[Year], texts: Texts, href: Href) -> html.Details:
    """The years of a decade behind a line to press; open where the chosen event is among them."""
    first, last = years[-1].code, years[0].code
    name = first if first == last else texts("milestone.list.decade", first=first, last=last)
    entries = [entry for year in years for entry in year.entries]
    count = html.Span(str(len(entries)), className="year-count")
    return html.Details(
        [html.Summary([name, " ", count]), *(_year(year, texts, href) for year in years)],
        open=any(entry.chosen for entry in entries),
        className="decade",
    )


def _to_years(years: Sequence[Year], texts: Texts) -> list[html.Nav]:
    """Links to the years, where there are several."""
    if len(years) < 3:
        return []
    links = [html.Li(html.A(year.code, href=f"#year-{year.code}")) for year in years]
    return [html.Nav(html.Ul(links), className="to-years", **aria(label=texts("milestone.list.years")))]


def _year(year: Year, texts: Texts, href: Href) -> html.Section:
    return html.Section(
        [
            html.H3(
                [year.year, " ", html.Span(str(len(year.entries)), className="year-count")],
                id=f"year-{year.code}",
                className="year",
            ),
            html.Ol([_entry(entry, texts, href) for entry in year.entries], className="year-list"),
        ],
        className="year-group",
    )


def _entry(entry: Entry, texts: Texts, href: Href) -> html.Li:
    ring = [html.Span(texts("milestone.list.ring"), className="ring-word")] if entry.ring else []
    about = SEPARATOR.join(part for part in (entry.category, entry.actor, entry.status) if part)
    return html.Li(
        [
            html.Span(entry.date, className="entry-date"),
            mark(role=entry.role, hollow=entry.hollow, ring=entry.ring, bar=entry.bar),
            html.Div(
                [
                    html.P(
                        [_choice(entry.code, tied(entry.title), href, chosen=entry.chosen), *ring],
                        className="entry-title",
                    ),
                    html.P(about, className="entry-about"),
                ]
            ),
        ],
        id=f"milestone-{entry.code}",
        className="entry",
    )


def mark(*, role: str, hollow: bool, ring: bool, bar: bool) -> html.Span:
    """The mark of a milestone as the plot draws it."""
    form = "pill" if bar else "dot"
    classes = ["event-mark", f"event-{form}", f"role-{role}"]
    classes += ["event-hollow"] if hollow else []
    classes += ["event-ring"] if ring else []
    return html.Span(className=" ".join(classes), **aria(hidden="true"))


def _choice(code: str, content: Any, href: Href, *, chosen: bool = False, **attributes: Any) -> html.A:
    """A link that chooses a milestone: by script in this view, without it by its address."""
    current = aria(current="true") if chosen else {}
    return html.A(content, href=href(code), **data(milestone=code), **current, **attributes)


def panel(
    details: Details | None, report: Sequence[Entry], texts: Texts, *, href: Href, history: History, here: str
) -> list[Any]:
    """What stands beside the timeline: the chosen milestone, or an invitation to choose; and the report's events."""
    if details is None:
        words = [html.H2(texts("milestone.panel.invite")), html.P(texts("milestone.panel.how"), className="how")]
        return [html.Div(words, className="invitation"), *_report_events(report, texts, href)]
    return [
        _steps(details, texts, href),
        _name(details, texts),
        html.P(tied(details.summary), className="summary"),
        _facts(details.facts),
        *(
            [html.P([html.Strong(texts("milestone.panel.note")), " ", details.note], className="remark")]
            if details.note
            else []
        ),
        *_around(details.figures, texts, history),
        *_statements(details.statements, texts),
        html.H3(texts("milestone.panel.sureness")),
        _facts((details.evidence, *details.flags), kind="sureness"),
        html.H3(texts("milestone.panel.sources")),
        html.Ul([source_item(source, texts) for source in details.sources], className="sources"),
        html.P(
            [
                html.A(texts("milestone.panel.link"), href=here),
                html.A(texts("milestone.panel.back"), href=f"#milestone-{details.code}", className="back"),
            ],
            className="panel-links",
        ),
    ]


def _steps(details: Details, texts: Texts, href: Href) -> html.Div:
    """To the event before, to the one after, and away from this one."""
    return html.Div(
        [
            _step(details.previous, "←", texts("milestone.panel.earlier"), texts, href, name="previous"),
            _step(details.following, "→", texts("milestone.panel.later"), texts, href, name="following"),
            html.A(
                "×",
                href=href(""),
                className="close",
                title=texts("milestone.panel.close"),
                **data(milestone=""),
                **aria(label=texts("milestone.panel.close")),
            ),
        ],
        className="steps",
    )


def _step(neighbour: Neighbour | None, arrow: str, word: str, texts: Texts, href: Href, *, name: str) -> Any:
    if neighbour is None:
        return html.Span(className=f"step step-{name}")
    about = texts("milestone.panel.step", word=word, date=neighbour.date, title=neighbour.title)
    return _choice(
        neighbour.code,
        [html.Span(arrow, **aria(hidden="true")), html.Span(word)],
        href,
        className=f"step step-{name}",
        title=about,
        **data(step=name),
        **aria(label=about),
    )


def _name(details: Details, texts: Texts) -> html.Div:
    said = "ring" if details.ring else "related" if details.related else ""
    exact = [html.Span(texts("milestone.bracket", text=details.exactness))] if details.exactness else []
    return html.Div(
        [
            html.P(
                [mark(role=details.role, hollow=details.hollow, ring=details.ring, bar=details.bar), details.category],
                className=f"panel-kicker role-{details.role}",
            ),
            html.H2(tied(details.title), id="chosen-milestone", tabIndex="-1"),
            html.P([details.date, *exact], className="panel-date"),
            *([html.P(texts(f"milestone.panel.{said}"), className="panel-report")] if said else []),
        ],
        className="panel-name",
    )


def _facts(facts: Sequence[tuple[str, str]], *, kind: str = "facts") -> html.Dl:
    return html.Dl([item for name, value in facts for item in (html.Dt(name), html.Dd(value))], className=kind)


def _around(found: Figures | None, texts: Texts, history: History) -> list[Any]:
    """The sector's figures of the years around the event, and the way to its history."""
    if found is None:
        return []
    way = [html.P(html.A(texts("milestone.panel.around_link"), href=history(found)), className="around-way")]
    return [
        html.H3(texts("milestone.panel.around"), id="figures-around"),
        html.P(found.about, className="around-about"),
        html.Table(
            html.Tbody([_around_row(figure) for figure in found.figures]),
            className="around",
            **aria(labelledby="figures-around"),
        ),
        *(way if found.measure or found.chart else []),
    ]


def _around_row(figure: Figure) -> html.Tr:
    status = [html.Span(figure.status, className="around-status")] if figure.status else []
    return html.Tr(
        [
            html.Th([figure.period, *status], scope="row"),
            html.Td(figure.value, className="around-unsure" if figure.hollow else None),
        ]
    )


def _statements(found: Sequence[Statement], texts: Texts) -> list[Any]:
    """What the report says of it, and what could be confirmed."""
    if not found:
        return []
    items = [
        html.Li([html.P(one.text, className="said"), html.P(one.finding, className=f"finding finding-{one.status}")])
        for one in found
    ]
    return [html.H3(texts("milestone.panel.report")), html.Ul(items, className="panel-statements")]


def _report_events(report: Sequence[Entry], texts: Texts, href: Href) -> list[Any]:
    if not report:
        return []
    items = [
        html.Li(
            [
                mark(role=entry.role, hollow=entry.hollow, ring=entry.ring, bar=entry.bar),
                html.Div(
                    [_choice(entry.code, tied(entry.title), href), html.Span(entry.date, className="entry-about")]
                ),
            ]
        )
        for entry in report
    ]
    return [html.H3(texts("milestone.panel.all_report")), html.Ul(items, className="report-events")]
