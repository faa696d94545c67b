"""What the browser is asked to do: a plot by Plotly, a document as PNG, PDF, SVG or report; it knows no sockets."""

from __future__ import annotations

import base64
import json
import re
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from app.exports.chromium import ChildBrowser, OrderFailed, Tab

PIXELS = 4096  # neither side of a layout may be longer
PICTURE = 40_000_000  # nor may a picture have more pixels than this
_INCH = 96  # CSS pixels
_CLOCK = re.compile(rb"/(CreationDate|ModDate) \(D:\d{14}")
_FACE = re.compile(r"url\(\"(fonts/[\w.-]+\.woff2)\"\)")
_DRAW = """(figure, width, height) => Plotly.toImage(
  { ...figure, config: { staticPlot: true } },
  { format: "svg", width, height, imageDataOnly: true },
)"""
_LOAD_FACES = """(async () => {
  const faces = await Promise.all([...document.fonts].map((face) => face.load()));
  return faces.every((face) => face.status === "loaded");
})()"""


class JobInvalid(ValueError):
    """What is asked for is not a job, or larger than allowed."""


@dataclass(frozen=True, kw_only=True)
class Job:
    """One thing to do; ``body`` is the figure as JSON for a plot, the document otherwise."""

    kind: str
    width: int
    height: int
    scale: float
    body: str


def parse_job(header: dict[str, Any], body: bytes) -> Job:
    """A job from a message; raises JobInvalid."""
    kind, width, height, scale = (header.get(name) for name in ("kind", "width", "height", "scale"))
    if kind not in ("plot", "png", "pdf", "svg", "inspect"):
        raise JobInvalid("no such kind of job")
    if not (isinstance(width, int) and isinstance(height, int) and 1 <= width <= PIXELS and 1 <= height <= PIXELS):
        raise JobInvalid(f"width and height must be from 1 to {PIXELS}")
    if not isinstance(scale, int | float) or not 0.1 <= scale <= 8 or width * height * scale**2 > PICTURE:
        raise JobInvalid(f"the scale must be from 0.1 to 8 and the picture at most {PICTURE} pixels")
    try:
        return Job(kind=kind, width=width, height=height, scale=float(scale), body=body.decode())
    except UnicodeDecodeError as error:
        raise JobInvalid("the body is not UTF-8") from error


@dataclass(frozen=True, kw_only=True)
class Supplies:
    """What the pages are made with: Plotly, the faces as a style sheet, the script that reads a layout."""

    plotly: str
    faces: str
    layout: str

    @classmethod
    def of(cls, assets: Path) -> Supplies:
        """From the folder of assets; raises OSError or StopIteration where it is not one."""
        bundle = next(iter(sorted(assets.glob("20-plotly-*.min.js"))))

        def inlined(found: re.Match[str]) -> str:
            data = base64.b64encode((assets / found[1]).read_bytes()).decode()
            return f'url("data:font/woff2;base64,{data}")'

        faces = _FACE.sub(inlined, (assets / "05-fonts.css").read_text("utf-8"))
        layout = resources.files("app.exports").joinpath("layout.js").read_text("utf-8")
        return cls(plotly=bundle.read_text("utf-8"), faces=faces, layout=layout)


class Stand:
    """A place where one job is done at a time: a page with Plotly and a page for documents, both made when needed."""

    def __init__(self, browser: ChildBrowser, supplies: Supplies) -> None:
        self.browser = browser
        self.jobs = 0
        self._supplies = supplies
        self._plotter: Tab | None = None
        self._sheet: Tab | None = None

    async def do(self, job: Job) -> tuple[bytes, dict[str, Any] | None]:
        """The bytes made and the report on the layout, if there is one; raises OrderFailed or BrowserGone."""
        self.jobs += 1
        if job.kind == "plot":
            return await self._plot(job), None
        return await self._capture(job)

    @property
    def crashed(self) -> bool:
        """Whether one of the pages has ended by itself."""
        return any(tab is not None and tab.crashed for tab in (self._plotter, self._sheet))

    async def rest(self) -> None:
        """Let go of what the last documents left: pages keep it until they are told; raises as ``do``."""
        if self._sheet is not None:
            await self._sheet.show("")
        for tab in (self._plotter, self._sheet):
            if tab is not None:
                await tab.order("HeapProfiler.collectGarbage")

    async def close(self) -> None:
        """Close both pages; raises BrowserGone, and does not come back where Chromium hangs."""
        for tab in (self._plotter, self._sheet):
            if tab is not None:
                await tab.close()
        self._plotter = self._sheet = None
        await self.browser.greet()

    async def _plot(self, job: Job) -> bytes:
        if self._plotter is None:
            self._plotter = await self._open_plotter()
        drawn = await self._plotter.run(f"({_DRAW})({_literal(job.body)}, {job.width}, {job.height})")
        if not isinstance(drawn, str):
            raise OrderFailed("Plotly made no plot")
        return drawn.encode()

    async def _open_plotter(self) -> Tab:
        tab = await self.browser.open_tab(scripts=True)
        await tab.show(
            f'<!doctype html><html><head><meta charset="utf-8"><style>{self._supplies.faces}</style></head>'
            "<body></body></html>"
        )
        if not await tab.run(_LOAD_FACES):
            raise OrderFailed("a face did not load")
        await tab.run(f"{self._supplies.plotly};0")
        return tab

    async def _capture(self, job: Job) -> tuple[bytes, dict[str, Any]]:
        if self._sheet is None:
            self._sheet = await self.browser.open_tab(scripts=False)
        sheet = self._sheet
        await sheet.order(
            "Emulation.setDeviceMetricsOverride",
            width=job.width, height=job.height, deviceScaleFactor=1, mobile=False,
        )  # fmt: skip
        await sheet.order("Emulation.setEmulatedMedia", media="print" if job.kind == "pdf" else "screen")
        await sheet.show(job.body)
        asked = json.dumps({"width": job.width, "height": job.height, "svg": job.kind == "svg"})
        read = await sheet.run(f"({self._supplies.layout})({asked})")
        made = {"png": _png, "pdf": _pdf}.get(job.kind)
        return (await made(sheet, job) if made else str(read["svg"]).encode()), read["report"]


async def _png(sheet: Tab, job: Job) -> bytes:
    clip = {"x": 0, "y": 0, "width": job.width, "height": job.height, "scale": job.scale}
    # Packing a picture tighter takes longer than making it; a quarter more bytes are the price.
    found = await sheet.order("Page.captureScreenshot", format="png", clip=clip, optimizeForSpeed=True)
    return base64.b64decode(found["data"])


async def _pdf(sheet: Tab, job: Job) -> bytes:
    found = await sheet.order(
        "Page.printToPDF",
        paperWidth=job.width / _INCH,
        paperHeight=job.height / _INCH,
        marginTop=0, marginBottom=0, marginLeft=0, marginRight=0,
        printBackground=True,
        preferCSSPageSize=True,
        generateTaggedPDF=True,
    )  # fmt: skip
    return _CLOCK.sub(rb"/\1 (D:19700101000000", base64.b64decode(found["data"]))


def _literal(text: str) -> str:
    """JSON as an expression of a script; the parser of JSON is faster than the one of scripts, and cannot run code."""
    return f"JSON.parse({json.dumps(text)})"
