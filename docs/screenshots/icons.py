"""Makes the icons that pages name from assets/icon.svg: `python -m docs.screenshots.icons`."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image

from tests.browser.server import ROOT, open_browser

_ON_TOUCH = 180  # px, on paper: home screens of phones fill what is transparent with black
_IN_TABS = (16, 32, 48)


def main() -> None:
    """icon-180.png and icon.ico."""
    drawing = (ROOT / "assets" / "icon.svg").read_text("utf-8")
    with open_browser() as browser:
        context = browser.new_context(color_scheme="light")
        page = context.new_page()

        def drawn(size: int, *, margin: int = 0, paper: bool = False) -> Image.Image:
            inner = size - 2 * margin
            page.set_viewport_size({"width": size, "height": size})
            ground = "background:#fff" if paper else ""
            style = f"body{{margin:{margin}px;{ground}}}svg{{display:block;width:{inner}px}}"
            page.set_content(f"<style>{style}</style>{drawing}")
            return Image.open(io.BytesIO(page.screenshot(omit_background=not paper)))

        assets: Path = ROOT / "assets"
        drawn(_ON_TOUCH, margin=16, paper=True).convert("RGB").save(assets / "icon-180.png", optimize=True)
        sizes = [drawn(size) for size in _IN_TABS]
        sizes[-1].save(assets / "icon.ico", append_images=sizes[:-1], sizes=[image.size for image in sizes])
        context.close()


if __name__ == "__main__":
    main()
