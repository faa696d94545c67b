"""The pages by name and path, and the pages of single charts; the one list that navigation, routes and errors read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from app.charts.registry import all_charts

PAGES: Mapping[str, str] = MappingProxyType(
    {"overview": "/", "growth": "/growth", "shift": "/shift", "milestones": "/milestones", "data": "/data"}
)
CHART = "chart"


@dataclass(frozen=True)
class Place:
    """Where a reader is: a page, or the page of one chart (``page`` is then "chart", ``slug`` its name)."""

    page: str
    slug: str = ""

    @property
    def path(self) -> str:
        """The path of the place, without the portal's prefix."""
        return f"/chart/{self.slug}" if self.slug else PAGES[self.page]


def place_of(path: str, prefix: str = "/") -> Place | None:
    """The place at a path under the prefix, or None where there is none."""
    base = prefix.rstrip("/")
    if path != base and not path.startswith(f"{base}/"):
        return None
    inner = "/" + path[len(base) + 1 :].removesuffix("/")
    for name, known in PAGES.items():
        if known == inner:
            return Place(name)
    head, _, slug = inner.rpartition("/")
    return Place(CHART, slug) if head == "/chart" and slug in all_charts() else None
