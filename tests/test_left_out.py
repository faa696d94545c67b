"""Chosen sectors without values in a chart: named in its note, on arrival and after a choice."""

from __future__ import annotations

import pytest
from dash import no_update

from app.components import card
from app.routing import update_card
from app.site import Site
from app.state import LANGUAGES, parse

QUERY = "series=mobile_phones~printers"  # known in pieces alone
SAID = {
    "de": "Gewählt, aber hier ohne Werte: Mobiltelefone und Drucker.",
    "en": "Chosen, but without values here: Mobile phones and Printers.",
    "zh": "所选但此处没有数值：手机和打印机。",
}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_chosen_sectors_without_values_are_named_in_the_note(lang: str, site: Site) -> None:
    state = parse(f"{QUERY}&lang={lang}").state
    assert site.draw("growth-history", snapshot=site.snapshot, state=state).note.endswith(SAID[lang])
    pieces = parse(f"{QUERY}&lang={lang}&growth-history.measure=output").state
    assert SAID[lang] not in site.draw("growth-history", snapshot=site.snapshot, state=pieces).note


def test_they_are_named_after_a_choice_that_changes_nothing_else(site: Site) -> None:
    usual = site.draw("growth-history", snapshot=site.snapshot, state=parse("").state, form="wide")
    shown = card.shown_data(usual, level=2)
    identity = {"chart": "growth-history"}
    sent = update_card(site, {"query": QUERY, "form": "wide"}, shown, identity)
    assert any(SAID["de"] in str(part) for part in sent)
    *_, now, _news = sent
    again = update_card(site, {"query": QUERY, "form": "wide"}, now, identity)
    assert set(map(id, again)) == {id(no_update)}
