"""The pages by name and path; the one list that navigation, routes and error pages read."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

PAGES: Mapping[str, str] = MappingProxyType(
    {"overview": "/", "growth": "/growth", "shift": "/shift", "milestones": "/milestones", "data": "/data"}
)


def page_of(path: str, prefix: str = "/") -> str | None:
    """The name of the page at a path under the prefix, or None."""
    inner = "/" + path.removeprefix(prefix.rstrip("/")).strip("/")
    return next((name for name, known in PAGES.items() if known == inner), None)
