"""Takes the pictures of this folder from the running dashboard: `make screenshots`."""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.server import open_browser, served

FOLDER = Path(__file__).resolve().parent
SHOTS = {
    "overview-en": ("/?lang=en", 1440, 1000),
    "growth-en": ("/growth?lang=en", 1440, 1000),
    "shift-de": ("/shift", 1440, 1000),
    "milestones-zh": ("/milestones?lang=zh", 1440, 1000),
    "data-en-dark": ("/data?lang=en&theme=dark", 1440, 1000),
    "growth-zh-phone": ("/growth?lang=zh", 390, 844),
    "search-en": ("/search?lang=en&q=qiche", 1440, 1000),
    "terms-de-contrast": ("/terms?theme=contrast", 1440, 1000),
}


def main() -> None:
    """Every picture, one after the other."""
    with tempfile.TemporaryDirectory() as cache, served(Path(cache)) as address, open_browser() as browser:
        for name, (path, width, height) in SHOTS.items():
            context = browser.new_context(viewport={"width": width, "height": height}, is_mobile=width < 500)
            page = context.new_page()
            page.goto(address + path)
            expect(page.locator("#content h1").first).to_be_visible()
            page.wait_for_load_state("networkidle")
            page.screenshot(path=FOLDER / f"{name}.png")
            context.close()


if __name__ == "__main__":
    main()
