"""Where a figure is charted: page, chart and what is chosen there; it must not build addresses or draw."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from app.charts.registry import all_charts
from app.i18n import Texts
from app.queries import growth
from app.store.snapshot import Snapshot

_RANKED = ("value_added_growth", "output_growth")
_WHOLE = "total_economy"
# By measure, and where that differs, by sector and measure: the chart that answers the next question.
_CHARTS: Mapping[str, str] = MappingProxyType(
    {
        "gdp_growth": "sector-growth",
        "value_added_growth": "sector-growth",
        "output_growth": "sector-growth",
        "growth_contribution_pp": "growth-contribution",
        "growth_contribution_rate": "growth-contribution",
        "automotive/output_volume": "vehicle-output",
        "nev/output_volume": "vehicle-output",
        "laptops/output_volume": "output-index",
        "integrated_circuits/output_volume": "two-cores",
        "electronics/value_added_growth": "two-cores",
        "value_added_share": "new-industries-share",
    }
)


@dataclass(frozen=True, kw_only=True)
class Way:
    """A way to a chart: its page, its slug (empty where only the page is known), its name, and (parameter, text)."""

    page: str
    chart: str
    name: str
    address: tuple[tuple[str, str], ...] = ()


def way_to(snapshot: Snapshot, texts: Texts, *, sector: str, indicator: str, period: str) -> Way | None:
    """The way to the chart of a figure; None where no chart shows its measure."""
    slug = _CHARTS.get(f"{sector}/{indicator}") or _CHARTS.get(indicator)
    chart = all_charts().get(slug or "")
    if chart is None:
        return None
    name = texts(f"chart.{chart.slug}.name")
    chosen = _ranking(snapshot, sector, period) if chart.slug == "sector-growth" else ()
    return Way(page=chart.page, chart=chart.slug, name=name, address=chosen)


def _ranking(snapshot: Snapshot, sector: str, period: str) -> tuple[tuple[str, str], ...]:
    """The period, and the sector to point at, as far as the ranking has them."""
    known = {code for code, _ in growth.known_sectors(snapshot, _RANKED).get(period, ())}
    if not known:
        return ()
    chosen = [] if period == snapshot.featured_period else [("period", period)]
    if sector != _WHOLE and sector in known:
        chosen.append(("sector-growth.focus", sector))
    return tuple(chosen)
