"""What the milestones page shows beside its plot, from the same drawing; it must not choose events anew."""

from __future__ import annotations

from dataclasses import replace

from app.charts import milestone_words as wording
from app.charts.milestone_details import Details, details
from app.charts.spec import Drawing, Scene
from app.i18n import Texts
from app.queries import timeline
from app.state import ViewState
from app.store.snapshot import Snapshot


def chosen(drawing: Drawing) -> str:
    """The milestone that is chosen in the view; empty where none is or there is no such milestone."""
    return dict(drawing.address).get("milestone", "")


def _scene(drawing: Drawing | None, snapshot: Snapshot, state: ViewState, texts: Texts) -> Scene:
    view = replace(state, milestone=chosen(drawing) if drawing else "")
    return Scene(snapshot=snapshot, view=view, texts=texts)


def details_of(drawing: Drawing, *, snapshot: Snapshot, state: ViewState, texts: Texts) -> Details | None:
    """The chosen milestone; None where none is. Its neighbours are those of the drawn events."""
    drawn = [] if drawing.frame.empty else [str(code) for code in drawing.frame["milestone"]]
    return details(_scene(drawing, snapshot, state, texts), drawn)


def years_of(drawing: Drawing, *, snapshot: Snapshot, state: ViewState, texts: Texts) -> tuple[wording.Year, ...]:
    """The drawn events by year, the newest first."""
    if drawing.frame.empty:
        return ()
    return wording.years(drawing.frame, _scene(drawing, snapshot, state, texts))


def report_events(snapshot: Snapshot, *, state: ViewState, texts: Texts) -> tuple[wording.Entry, ...]:
    """The events of which the report itself tells, the newest first, whatever is drawn."""
    known = timeline.events(snapshot)
    told = known[known["founding"] == wording.REPORT]
    return tuple(entry for year in wording.years(told, _scene(None, snapshot, state, texts)) for entry in year.entries)
