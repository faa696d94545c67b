"""A chart's rows and the data package as schema.org data sets, for search engines; from what is shown, nothing more."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from app.charts.coverage import areas, span_of_package, span_of_time
from app.charts.data_tables import table_names
from app.charts.spec import Drawing, SourceEntry
from app.components.addresses import PAGES, Place
from app.site import Site
from app.state import ViewState, parse
from app.store.descriptor import DESCRIPTOR
from app.store.snapshot import Snapshot

_LONGEST = 5000  # characters that search engines read of a description
_MOST_SOURCES = 50
_FORMATS: Mapping[str, str] = MappingProxyType(
    {
        "csv": "text/csv",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "json": "application/json",
    }
)


def of_chart(site: Site, snapshot: Snapshot, drawing: Drawing, *, canonical: str, origin: str) -> dict[str, Any]:
    """The drawn rows as a data set: what it says, when and where it holds, its sources, where to take it."""
    state = parse({**dict(drawing.address), "lang": drawing.lang}).state
    path = Place("chart", drawing.slug).path
    files = [(kind, site.href(f"{path}.{ending}", state)) for ending, kind in _FORMATS.items()]
    described = {
        **_frame(site, snapshot, lang=drawing.lang, canonical=canonical, origin=origin),
        "name": drawing.title,
        "description": f"{drawing.subtitle}. {drawing.alt}"[:_LONGEST],
        "identifier": f"doppelkern/{drawing.slug}/{snapshot.version}",
        "variableMeasured": drawing.subtitle,
        "spatialCoverage": [_place(snapshot, code, drawing.lang) for code in areas(drawing)],
        "isBasedOn": [_source(source) for source in drawing.sources[:_MOST_SOURCES]],
        "distribution": [_download(site, kind, link, origin=origin) for kind, link in files],
    }
    return _with_time(described, span_of_time(drawing))


def of_package(site: Site, snapshot: Snapshot, *, lang: str, canonical: str, origin: str) -> dict[str, Any]:
    """The whole data package: every table as CSV, and its descriptor."""
    texts = site.texts[lang]
    names = [each.name for each in table_names(snapshot, texts)]
    files = [(_FORMATS["csv"], f"{name}.csv") for name in names] + [(_FORMATS["json"], DESCRIPTOR)]
    described = {
        **_frame(site, snapshot, lang=lang, canonical=canonical, origin=origin),
        "name": snapshot.titles[lang],
        "description": texts("page.data.description"),
        "identifier": f"doppelkern/{snapshot.version}",
        "distribution": [
            _download(site, kind, site.href(f"{PAGES['data']}/{name}", ViewState()), origin=origin)
            for kind, name in files
        ],
    }
    return _with_time(described, span_of_package(snapshot))


def _frame(site: Site, snapshot: Snapshot, *, lang: str, canonical: str, origin: str) -> dict[str, Any]:
    """What all data sets have in common."""
    home = site.absolute(site.href("/", ViewState(lang=lang)), origin=origin)
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "@id": canonical,
        "url": canonical,
        "inLanguage": lang,
        "version": snapshot.version,
        "license": str(snapshot.licence.get("path", "")),
        "isAccessibleForFree": True,
        "creator": {"@type": "Organization", "name": "Doppelkern", "url": home},
        "includedInDataCatalog": {"@type": "DataCatalog", "name": "Doppelkern", "url": home},
    }


def _with_time(described: dict[str, Any], span: tuple[str, str] | None) -> dict[str, Any]:
    """With the time it covers; without what is empty."""
    whole = {**described, "temporalCoverage": "/".join(span) if span else ""}
    return {name: value for name, value in whole.items() if value not in ("", [])}


def _place(snapshot: Snapshot, code: str, lang: str) -> dict[str, str]:
    return {"@type": "Place", "name": snapshot.label("areas", code, lang)}


def _source(source: SourceEntry) -> dict[str, Any]:
    described: dict[str, Any] = {"@type": "CreativeWork", "name": source.title or source.publisher}
    if source.publisher:
        described["publisher"] = {"@type": "Organization", "name": source.publisher}
    if source.url:
        described["url"] = source.url
    return described


def _download(site: Site, kind: str, link: str, *, origin: str) -> dict[str, str]:
    return {"@type": "DataDownload", "encodingFormat": kind, "contentUrl": site.absolute(link, origin=origin)}
