"""The pages by name and path, and the pages of single charts; the one list that navigation, routes and errors read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from app.charts.registry import all_charts

PAGES: Mapping[str, str] = MappingProxyType(
    {
        "overview": "/",
        "growth": "/growth",
        "shift": "/shift",
        "milestones": "/milestones",
        "data": "/data",
        "briefing": "/briefing",
    }
)
PLAIN: Mapping[str, str] = MappingProxyType({"search": "/search", "terms": "/terms", "changes": "/changes"})
"""Pages that need no script: they are sent whole, and navigation does not name them."""
CHART = "chart"


@dataclass(frozen=True)
class Place:
    """Where a reader is: a page, or the page of one chart (``page`` is then "chart", ``slug`` its name).

    ``embedded``: the same without the frame of the site, for the frame of a portal.
    """

    page: str
    slug: str = ""
    embedded: bool = False

    @property
    def path(self) -> str:
        """The path of the place, without the portal's prefix."""
        if self.embedded:
            return f"/embed/{self.slug}" if self.slug else f"/embed/page/{self.page}"
        return f"/chart/{self.slug}" if self.slug else PAGES[self.page]

    @property
    def whole(self) -> Place:
        """The same with the frame of the site around it."""
        return Place(self.page, self.slug)


def place_of(path: str, prefix: str = "/") -> Place | None:
    """The place at a path under the prefix, or None where there is none."""
    base = prefix.rstrip("/")
    if path != base and not path.startswith(f"{base}/"):
        return None
    inner = "/" + path[len(base) + 1 :].removesuffix("/")
    for name, known in PAGES.items():
        if known == inner:
            return Place(name)
    head, _, name = inner.rpartition("/")
    if head == "/embed/page" and name in PAGES:
        return Place(name, embedded=True)
    if head in ("/chart", "/embed") and name in all_charts():
        return Place(CHART, name, embedded=head == "/embed")
    return None
