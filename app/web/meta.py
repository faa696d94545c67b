"""What a page says of itself to search engines, messengers and portals, for the view shown; it draws nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from app.charts.spec import Drawing
from app.components.addresses import Place
from app.components.embed_code import image_address, oembed_address, one_line
from app.site import Site
from app.state import ViewState, parse
from app.store.snapshot import Snapshot
from app.web import dataset
from app.web.sitemap import alternates

_LOCALES: Mapping[str, str] = MappingProxyType({"de": "de_DE", "en": "en_GB", "zh": "zh_CN"})
_OEMBED: Mapping[str, str] = MappingProxyType({"json": "application/json+oembed", "xml": "text/xml+oembed"})
_LONGEST_ALT = 420
_IMAGE = ("slide", "1920", "1080")  # a preset of images, and its px


@dataclass(frozen=True, kw_only=True)
class Meta:
    """Whole addresses of the view; properties (Open Graph) and names (Twitter card); the data set for machines.

    ``alternates`` as (hreflang, address), ``oembed`` as (media type, address).
    """

    canonical: str
    alternates: Sequence[tuple[str, str]]
    oembed: Sequence[tuple[str, str]]
    properties: Sequence[tuple[str, str]]
    names: Sequence[tuple[str, str]]
    dataset: Mapping[str, Any] | None


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What is shown: where, in which state, from which data, and the words of the document."""

    snapshot: Snapshot
    place: Place
    state: ViewState
    drawings: Sequence[Drawing]
    title: str
    description: str


def meta_of(site: Site, shown: Shown, *, origin: str) -> Meta:
    """What the document's head says; ``origin`` as for ``Site.absolute``."""
    state = canonical_state(shown)
    canonical = site.absolute(site.href(shown.place.path, state), origin=origin)
    image = _image(site, shown, origin=origin)
    return Meta(
        canonical=canonical,
        alternates=alternates(site, shown.place.path, state, origin=origin),
        oembed=[(kind, oembed_address(site, canonical, origin=origin, form=form)) for form, kind in _OEMBED.items()],
        properties=[*_properties(shown, canonical), *image],
        names=[("twitter:card", "summary_large_image" if image else "summary")],
        dataset=_dataset(site, shown, canonical=canonical, origin=origin),
    )


def canonical_state(shown: Shown) -> ViewState:
    """The one address of a view: language and what differs from the default; neither theme nor how it is shown."""
    state, place = shown.state, shown.place
    pairs: dict[str, str] = {"lang": state.lang}
    for drawing in shown.drawings:
        own = {name for chart, name, _ in state.own if chart == drawing.slug and not place.slug}
        for name, text in drawing.address:
            pairs[f"{drawing.slug}.{name}" if name in own else name] = text
    if state.table and not shown.drawings:
        pairs["table"] = state.table
    if place.page == "briefing":
        pairs |= {"charts": ",".join(state.charts), "title": state.title, "note": state.note}
    return parse(pairs).state


def _properties(shown: Shown, canonical: str) -> list[tuple[str, str]]:
    lang = shown.state.lang
    others = [("og:locale:alternate", locale) for code, locale in _LOCALES.items() if code != lang]
    return [
        ("og:site_name", "Doppelkern"),
        ("og:type", "website"),
        ("og:title", shown.title),
        ("og:description", shown.description),
        ("og:url", canonical),
        ("og:locale", _LOCALES[lang]),
        *others,
    ]


def _image(site: Site, shown: Shown, *, origin: str) -> list[tuple[str, str]]:
    """The first chart as an image; nothing where the host makes none, or where an address would not be a whole one."""
    if not shown.drawings or not site.makes_images or not (site.origin or origin):
        return []
    drawing = shown.drawings[0]
    size, width, height = _IMAGE
    return [
        ("og:image", image_address(site, drawing, shown.state, size=size, origin=origin)),
        ("og:image:type", "image/png"),
        ("og:image:width", width),
        ("og:image:height", height),
        ("og:image:alt", one_line(drawing.alt)[:_LONGEST_ALT]),
    ]


def _dataset(site: Site, shown: Shown, *, canonical: str, origin: str) -> dict[str, Any] | None:
    if shown.place.slug:
        return dataset.of_chart(site, shown.snapshot, shown.drawings[0], canonical=canonical, origin=origin)
    if shown.place.page == "data":
        return dataset.of_package(site, shown.snapshot, lang=shown.state.lang, canonical=canonical, origin=origin)
    return None
