"""From what a reader asked for to what a chart and the data allow, noting what was ignored; it must not draw."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from app.charts.spec import Control, Option, Resolution
from app.i18n import Texts
from app.queries.growth import KnownPeriod
from app.state import Ignored, ViewState, written


@dataclass
class Choices:
    """Collects, for one state, what was taken and what was not; used inside one ``resolve`` and then dropped."""

    state: ViewState
    address: list[tuple[str, str]] = field(default_factory=list)
    ignored: list[Ignored] = field(default_factory=list)

    def one(self, parameter: str, allowed: Collection[str], *, default: str) -> str:
        """The value asked for where it is allowed, else the default."""
        asked = getattr(self.state, parameter)
        if not asked:
            return default
        if asked not in allowed:
            self.refuse(parameter, asked, "ignored.not_here")
            return default
        if asked != default:
            self.address.append((parameter, asked))
        return str(asked)

    def several(self, parameter: str, allowed: Collection[str], *, default: tuple[str, ...] = ()) -> tuple[str, ...]:
        """The allowed ones of the values asked for, else the default; each other one is named."""
        asked: tuple[str, ...] = getattr(self.state, parameter)
        for value in asked:
            if value not in allowed:
                self.refuse(parameter, value, "ignored.not_here")
        taken = tuple(value for value in asked if value in allowed)
        if not taken or taken == default:
            return default
        self.address.append((parameter, written(parameter, taken)))
        return taken

    def refuse(self, parameter: str, value: str, reason: str) -> None:
        """Note a value that is not used, with the reason as a key of the texts."""
        self.ignored.append(Ignored(parameter, value, reason))

    def resolution(self, view: ViewState, controls: tuple[Control, ...]) -> Resolution:
        """What was taken, what was ignored, and the controls that offer the rest."""
        return Resolution(view=view, address=tuple(self.address), controls=controls, ignored=tuple(self.ignored))


def choose_period(choices: Choices, known: Sequence[KnownPeriod], *, featured: str, full: int) -> str:
    """The period to show: the one asked for, ``latest`` (the newest that is not thin), or the featured one.

    ``known``: newest first. Where the featured period has no rows, the newest full one stands for it.
    """
    available = [one.period for one in known]
    filled = [one.period for one in known if one.pillars >= full]
    latest = filled[0] if filled else (available[0] if available else "")
    default = featured if featured in available else latest
    asked = choices.state.period
    if not asked:
        return default
    if asked == "latest":
        choices.address.append(("period", "latest"))
        return latest
    if asked not in available:
        choices.refuse("period", asked, "ignored.no_rows")
        return default
    if asked != default:
        choices.address.append(("period", asked))
    return asked


def button_control(
    parameter: str, codes: Collection[str], *, label: str, words: str, value: str, default: str, texts: Texts
) -> Control:
    """A choice of one from a few, as buttons; the texts of the codes stand under ``words``."""
    options = tuple(Option(value=code, label=texts(f"{words}.{code}")) for code in codes)
    return Control(
        parameter=parameter, label=texts(label), options=options, value=value, default=default, kind="buttons"
    )
