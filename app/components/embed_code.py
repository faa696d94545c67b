"""The codes with which other pages show a chart or a page: iframe, image with link, oEmbed; the one home of them all.

Plain text, no Dash: the dialog, `/oembed` and the handbook for portal editors show exactly these.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from urllib.parse import quote

from markupsafe import Markup

from app.charts.coverage import span_of_time
from app.charts.spec import Chart, Drawing
from app.components.addresses import PAGES, Place
from app.i18n import Texts
from app.site import Site
from app.state import ViewState
from app.store.snapshot import Snapshot

CHART_WIDTH = 850  # px, that of the image preset "natural"
_AROUND_PLOT = 520  # px for headline, controls, note and source line of a chart of usual width
_PAGE_HEIGHT = 1600
_LOWEST, _HIGHEST = 240, 4000
_FRAME = (
    '<iframe src="{src}" title="{title}" width="{width}" height="{height}"'
    ' loading="lazy" frameborder="0" allowfullscreen{more}></iframe>'
)


@dataclass(frozen=True, kw_only=True)
class Embed:
    """What codes are made of: words, a height in px that fits before any script runs, and addresses.

    ``live`` is framed; ``page`` is where people go; ``image`` is a PNG, empty for a whole page and where the host makes
    no images; ``static`` needs no script, empty for a whole page; ``script`` fits the height of frames; ``oembed``
    gives the code to machines.
    """

    title: str
    alt: str
    height: int
    live: str
    page: str
    script: str
    oembed: str
    image: str = ""
    static: str = ""


def chart_embed(site: Site, drawing: Drawing, state: ViewState, *, origin: str = "") -> Embed:
    """The codes of a chart in a state; ``origin`` as for ``Site.absolute``."""
    chart = site.chart(drawing.slug)
    view = view_of(chart, state)
    own = state.for_chart(chart.slug)
    themed = replace(view, theme=state.theme)
    live = replace(themed, hide=state.hide, id=state.id, tab=own.tab)
    page = site.absolute(site.href(Place("chart", chart.slug).path, view), origin=origin)
    title, alt = _words(drawing, site.texts[state.lang], fixed=is_fixed(chart, own))
    return Embed(
        title=title,
        alt=alt,
        height=_clamped(drawing.height + _AROUND_PLOT),
        live=site.absolute(site.href(f"/embed/{chart.slug}", live), origin=origin),
        static=site.absolute(site.href(f"/embed-static/{chart.slug}", themed), origin=origin),
        image=image_address(site, drawing, state, size="natural", origin=origin) if site.makes_images else "",
        page=page,
        script=script_address(site, origin=origin),
        oembed=oembed_address(site, page, origin=origin),
    )


def _words(drawing: Drawing, texts: Texts, *, fixed: bool) -> tuple[str, str]:
    """Title and a short alternative text: the finding and the measure; what follows new data names only the chart,
    for the words stay in the other page when the finding has changed."""
    if not fixed:
        name = texts(f"chart.{drawing.slug}.name")
        return name, name
    stop = texts("mark.stop")
    return drawing.title, texts.sentence(f"{drawing.title}{stop}", f"{drawing.subtitle}{stop}")


def page_embed(site: Site, page: str, state: ViewState, *, origin: str = "") -> Embed:
    """The codes of a whole page of charts in a state."""
    state = replace(state, form="", size="", width="", height="", scale_factor="", bom="", present="", charts=())
    view = replace(state, theme="auto", hide=(), id="")
    address = site.absolute(site.href(PAGES[page], view), origin=origin)
    title = site.texts[state.lang](f"page.{page}.title")
    return Embed(
        title=title,
        alt=title,
        height=_PAGE_HEIGHT,
        live=site.absolute(site.href(f"/embed/page/{page}", state), origin=origin),
        page=address,
        script=script_address(site, origin=origin),
        oembed=oembed_address(site, address, origin=origin),
    )


def image_address(site: Site, drawing: Drawing, state: ViewState, *, size: str, origin: str = "") -> str:
    """Where the chart lies as a PNG of a preset size, in the view and theme of the state."""
    view = replace(view_of(site.chart(drawing.slug), state), theme=state.theme, size=size)
    return site.absolute(site.href(f"/chart/{drawing.slug}.png", view), origin=origin)


def script_address(site: Site, *, origin: str = "") -> str:
    """Where the script lies that fits the height of frames on a portal's page."""
    return site.absolute(site.href("/embed.js", ViewState()), origin=origin)


def oembed_address(site: Site, page: str, *, origin: str = "", form: str = "json") -> str:
    """Where the code for the address ``page`` is given to machines, as ``json`` or ``xml``."""
    asked = f"?url={quote(page, safe='')}&format={form}"
    return site.absolute(site.href("/oembed", ViewState()), origin=origin) + asked


def view_of(chart: Chart, state: ViewState) -> ViewState:
    """Language and the chart's own choices: what an address of this chart alone says, without how it is shown."""
    own = state.for_chart(chart.slug)
    return ViewState(lang=state.lang, **{name: getattr(own, name) for name in chart.parameters})


# Follow the latest, or freeze this period


def has_time(chart: Chart) -> bool:
    """Whether there is a choice between following the newest data and freezing what is shown."""
    return bool({"period", "time"} & set(chart.parameters))


def is_fixed(chart: Chart, state: ViewState) -> bool:
    """Whether the state of the chart names the periods it shows, so that new data do not change them."""
    ends = {"period": state.period, "time": state.time.partition("..")[2]}
    chosen = [ends[name] for name in ends if name in chart.parameters]
    return bool(chosen) and not {"", "latest"} & set(chosen)


def following(drawing: Drawing, state: ViewState) -> ViewState:
    """The state of the chart that shows newer data once there are any; a comparison with a fixed period goes."""
    own = state.for_chart(drawing.slug)
    differs = "period" in dict(drawing.address)
    start, _, end = own.time.partition("..")
    time = f"{start}..latest" if end else ""
    return replace(own, period="latest" if differs else "", time=time, compare="")


def frozen(site: Site, snapshot: Snapshot, drawing: Drawing, state: ViewState) -> ViewState:
    """The state of the chart that goes on showing the periods it shows now, whatever data come."""
    chart, own = site.chart(drawing.slug), state.for_chart(drawing.slug)
    view = chart.resolve(snapshot, own, site.texts[state.lang]).view
    covered = span_of_time(drawing)
    time = view.time.replace("latest", covered[1][:4]) if covered else view.time
    return replace(
        own,
        period=view.period if "period" in chart.parameters else own.period,
        time=time if "time" in chart.parameters else own.time,
    )


# The codes


def iframe_snippet(embed: Embed, *, width: int = 0, height: int = 0) -> str:
    """A frame, what stands in for it, and the script that fits its height; no style, so that no policy objects.

    ``width`` and ``height`` in px where the portal asks for them; else the frame is as wide as there is room.
    """
    frame = Markup(_FRAME).format(
        src=embed.live, title=one_line(embed.title), width=width or "100%", height=height or embed.height, more=""
    )
    shown = _linked_image(embed) if embed.image else _link(embed)
    script = Markup('<script src="{script}" async></script>').format(script=embed.script)
    return "\n".join((frame, Markup("<noscript>{shown}</noscript>").format(shown=shown), script))


def image_snippet(embed: Embed) -> str:
    """An image that links to the live view, for editors that take neither frames nor scripts; empty without image."""
    if not embed.image:
        return ""
    return "\n".join(Markup("<p>{shown}</p>").format(shown=shown) for shown in (_linked_image(embed), _link(embed)))


def static_snippet(embed: Embed) -> str:
    """A frame that runs no script, for portals that sandbox what they frame; empty for a page."""
    if not embed.static:
        return ""
    sandbox = Markup(' sandbox="allow-popups"')
    return str(
        Markup(_FRAME).format(
            src=embed.static, title=one_line(embed.title), width="100%", height=embed.height, more=sandbox
        )
    )


def _link(embed: Embed) -> Markup:
    return Markup('<a href="{page}">{title}</a>').format(page=embed.page, title=embed.title)


def _linked_image(embed: Embed) -> Markup:
    return Markup('<a href="{page}"><img src="{image}" alt="{alt}" width="100%"></a>').format(
        page=embed.page, image=embed.image, alt=one_line(embed.alt)
    )


def one_line(text: str) -> str:
    """A text without line ends, for attributes."""
    return re.sub(r"\s+", " ", text).strip()


def _clamped(height: int) -> int:
    return max(_LOWEST, min(_HIGHEST, -(-height // 10) * 10))
