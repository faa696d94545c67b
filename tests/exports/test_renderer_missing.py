"""Without a browser everything else works: images are refused with the reason, and nothing is started."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from app.errors import RendererBusy, RendererMissing
from app.exports.captured import report_of
from app.exports.renderer import Renderer, no_renderer
from app.factory import create_app
from app.settings import Settings

SIZE = {"width": 590, "height": 370}
CALLS: list[Callable[[Renderer], object]] = [
    lambda renderer: renderer.plot({"data": []}, **SIZE),
    lambda renderer: renderer.png("<p>", **SIZE, scale=1),
    lambda renderer: renderer.pdf("<p>", **SIZE),
    lambda renderer: renderer.svg("<p>", **SIZE),
    lambda renderer: renderer.inspect("<p>", **SIZE),
]


@pytest.mark.parametrize("call", CALLS, ids=["plot", "png", "pdf", "svg", "inspect"])
def test_switched_off_it_says_so(call: Callable[[Renderer], object]) -> None:
    renderer = no_renderer()
    assert not renderer.available
    with pytest.raises(RendererMissing):
        call(renderer)
    renderer.start()
    renderer.stop()
    assert renderer.status() == {}


def test_a_path_that_is_no_program_is_no_browser(tmp_path: Path) -> None:
    renderer = Renderer(chromium=str(tmp_path / "none"), assets=tmp_path, directory=tmp_path / "browser")
    assert not renderer.available
    with pytest.raises(RendererMissing):
        renderer.inspect("<p>", **SIZE)


def test_an_application_starts_no_browser_by_itself(tmp_path: Path) -> None:
    create_app(Settings(cache=tmp_path / "cache", log_level="WARNING"))
    assert not list((tmp_path / "cache").glob("browser-*"))


def test_turns_are_bounded_and_a_thread_that_holds_one_needs_no_other() -> None:
    renderer = Renderer(chromium="off", assets=Path(), directory=Path(), turns=1)
    with renderer.turn(), renderer.turn():
        pass
    with renderer.turn():
        renderer._held.depth = 0  # as another thread sees it
        with pytest.raises(RendererBusy) as refused, renderer.turn():
            pass
        assert refused.value.retry_after > 0
    with renderer.turn():
        pass


def test_a_report_that_is_none_is_refused() -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        report_of({"width": 590})
