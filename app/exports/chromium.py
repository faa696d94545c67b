"""The system's Chromium as a child of this process, without network, driven by choreographer; it knows no jobs.

Choreographer's own flags switch off the web's security and its pipe keeps the child's ends open, so that a Chromium
killed in the middle of a message would never be noticed: both are replaced here, through its points of extension.
"""

from __future__ import annotations

import asyncio
import logging
import os
import shutil
import signal
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from choreographer.browser_async import Browser
from choreographer.browsers import Chromium
from choreographer.channels import Pipe

_LOG = logging.getLogger(__name__)
NAMES = ("chromium", "chromium-browser", "google-chrome")
_START_SECONDS = 20
_CLOSE_SECONDS = 3
_LOOK_SECONDS = 0.5  # how often to look whether Chromium still runs while it owes an answer
_KEPT = ("PATH", "LD_LIBRARY_PATH", "FONTCONFIG_FILE", "FONTCONFIG_PATH")
_LONGEST = 60  # of a temporary folder: Chromium puts a socket some folders below, whose address has 107 bytes at most
_PAGE = os.sysconf("SC_PAGE_SIZE")
# Chromium reads its orders on 3 and writes on 4. Started without a program in between, it leads its own group.
_LAUNCH = 'exec 3<&0 4>&1 </dev/null >/dev/null; exec "$@"'
_FLAGS = (
    "--headless",
    "--remote-debugging-pipe",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-extensions",
    "--disable-sync",
    "--disable-breakpad",
    "--disable-crash-reporter",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-background-networking",
    "--disable-background-timer-throttling",
    "--disable-backgrounding-occluded-windows",
    "--disable-renderer-backgrounding",
    # No window but our own, and none of the pages that the address bar of each one would keep: some 170 MB of memory.
    "--no-startup-window",
    "--disable-features=Translate,MediaRouter,OptimizationHints,SpareRendererForSitePerProcess,"
    "WebUIOmniboxPopup,WebUIOmniboxAimPopup,WebUIOmniboxFullPopup",
    "--metrics-recording-only",
    "--no-first-run",
    "--no-default-browser-check",
    "--password-store=basic",
    "--use-mock-keychain",
    "--mute-audio",
    # No network at all: no name resolves, and what needs none goes to a proxy that is not there.
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--proxy-server=http://127.0.0.1:9",
    "--proxy-bypass-list=<-loopback>",
    # The same picture on every machine with the same fonts.
    "--hide-scrollbars",
    "--font-render-hinting=none",
    "--disable-lcd-text",
    "--force-color-profile=srgb",
    "--lang=en",
)


class BrowserGone(Exception):
    """Chromium has ended, or did not start."""


class OrderFailed(Exception):
    """Chromium refused an order, or a script in the page failed; the message says which."""


def find_chromium(wish: str) -> Path | None:
    """The Chromium to use: the path wished for, one of the usual names where empty, None for ``off`` or none found."""
    if wish == "off":
        return None
    found = next((path for name in ([wish] if wish else NAMES) if (path := shutil.which(name))), None)
    return Path(found) if found else None


class _ChildPipe(Pipe):
    """A pipe that ends when the child does."""

    def open(self) -> None:
        super().open()
        os.close(self.from_external_to_choreo)
        os.close(self.from_choreo_to_external)

    def close(self) -> None:
        """The child's ends were closed on opening; their numbers may belong to somebody else by now."""
        if self.shutdown_lock.acquire(blocking=False):
            for end in (self._write_to_browser, self._read_from_browser):
                with suppress(OSError):
                    os.close(end)


class _ChildChromium(Chromium):
    """Chromium with the flags above and a profile of its own."""

    def get_cli(self) -> Sequence[str]:
        sandbox = () if self.sandbox_enabled else ("--no-sandbox",)
        profile = f"--user-data-dir={self.tmp_dir.path}"
        return ["/bin/sh", "-c", _LAUNCH, "sh", str(self.path), *_FLAGS, *sandbox, profile]

    def get_env(self) -> dict[str, str]:
        """Of the environment what programs need to start: no proxy, no desktop; a home that goes with the profile."""
        home = str(self.tmp_dir.path)
        kept = {name: text for name, text in super().get_env().items() if name in _KEPT}
        temporary = home if len(os.fsencode(home)) <= _LONGEST else tempfile.gettempdir()
        return {**kept, "HOME": home, "TMPDIR": temporary, "TZ": "UTC", "LANG": "C.UTF-8"}


class Tab:
    """One page of the browser, one order at a time."""

    def __init__(self, browser: ChildBrowser, tab: Any) -> None:
        self._browser = browser
        self._tab = tab
        self._crashed = asyncio.Event()

    async def watch(self) -> None:
        """From now on a crash of the page ends what it was asked for, at once."""

        async def crash(_: object) -> None:
            self._crashed.set()

        self._tab.subscribe("Inspector.targetCrashed", crash)
        await self.order("Inspector.enable")

    @property
    def crashed(self) -> bool:
        """Whether the page's process has ended."""
        return self._crashed.is_set()

    async def order(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Give an order of the DevTools protocol; raises OrderFailed or BrowserGone."""
        asking = asyncio.ensure_future(self._browser.answer(self._tab.send_command(method, parameters), method))
        crash = asyncio.ensure_future(self._crashed.wait())
        either: set[asyncio.Future[Any]] = {asking, crash}
        try:
            await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
            if not asking.done():
                raise BrowserGone(f"{method}: the page crashed")
            answer: dict[str, Any] = asking.result()
            return answer
        finally:
            asking.cancel()
            crash.cancel()

    async def run(self, expression: str) -> Any:
        """The value of a script's expression in the page, awaited; raises OrderFailed or BrowserGone."""
        found = await self.order("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in found:
            details = found["exceptionDetails"]
            raise OrderFailed(str(details.get("exception", {}).get("description") or details.get("text")))
        return found["result"].get("value")

    async def show(self, html: str) -> None:
        """Put a document into the page."""
        frame = (await self.order("Page.getFrameTree"))["frameTree"]["frame"]["id"]
        await self.order("Page.setDocumentContent", frameId=frame, html=html)

    async def close(self) -> None:
        """Close the page, whatever it is doing."""
        with suppress(BrowserGone, OrderFailed):
            await self._browser.answer(self._browser.driver.close_tab(self._tab.target_id), "close")


class ChildBrowser:
    """A running Chromium; it ends with this process, because its pipe does."""

    def __init__(self, driver: Browser) -> None:
        self.driver = driver
        self.pid: int = driver.subprocess.pid
        self.profile = _profile_of(driver)
        self._killed = False

    @classmethod
    async def start(cls, path: Path, *, profiles: Path) -> ChildBrowser:
        """Start Chromium with a fresh profile below a directory; raises BrowserGone where it does not come up.

        Root cannot use Chromium's sandbox, nor can most containers: there the documents being our own, without scripts
        and network, must do.
        """
        if os.getuid():
            try:
                return await cls._start(path, profiles=profiles, sandbox=True)
            except BrowserGone:
                _LOG.warning("Chromium does not start in its sandbox (containers seldom allow it); trying without")
        return await cls._start(path, profiles=profiles, sandbox=False)

    @classmethod
    async def _start(cls, path: Path, *, profiles: Path, sandbox: bool) -> ChildBrowser:
        try:
            driver = Browser(
                path, browser_cls=_ChildChromium, channel_cls=_ChildPipe, tmp_dir=str(profiles), enable_sandbox=sandbox
            )
        except RuntimeError as error:
            raise BrowserGone(f"{path} cannot be started: {error}") from error
        opening = asyncio.ensure_future(driver.open())
        try:
            await asyncio.wait({opening}, timeout=_START_SECONDS)
            if opening.done() and not opening.cancelled() and opening.exception() is None:
                return cls(driver)
        except asyncio.CancelledError:
            await _give_up(opening, driver)
            raise
        wrong = await _give_up(opening, driver)
        raise BrowserGone(f"{path} does not start") from wrong

    async def open_tab(self, *, scripts: bool) -> Tab:
        """A new empty page, offline; ``scripts`` says whether those of its documents may run."""
        tab = Tab(self, await self.answer(self.driver.create_tab("about:blank", window=True), "create_tab"))
        await tab.watch()
        await tab.order("Page.enable")
        await tab.order("Network.enable")
        await tab.order(
            "Network.emulateNetworkConditions", offline=True, latency=0, downloadThroughput=-1, uploadThroughput=-1
        )
        if not scripts:
            await tab.order("Emulation.setScriptExecutionDisabled", value=True)
        return tab

    async def answer(self, sending: Any, what: str) -> Any:
        """What the browser answers; the driver cancels what it cannot answer any more, which must not cancel us."""
        task = asyncio.ensure_future(sending)
        try:
            while not task.done() and not self.gone:
                await asyncio.wait({task}, timeout=_LOOK_SECONDS)
        finally:
            task.cancel()
        if not task.done() or task.cancelled() or task.exception() is not None:
            raise BrowserGone(what) from (task.exception() if task.done() and not task.cancelled() else None)
        found = task.result()
        if isinstance(found, dict):
            if "error" in found:
                raise OrderFailed(f"{what}: {found['error'].get('message')}")
            return found.get("result", {})
        return found

    async def greet(self) -> None:
        """Come back when Chromium answers; one that hangs never does. Raises BrowserGone."""
        await self.answer(self.driver.send_command("Browser.getVersion"), "greet")

    @property
    def gone(self) -> bool:
        """Whether Chromium has ended."""
        return self._killed or self.driver.subprocess.poll() is not None

    def kill(self) -> None:
        """End Chromium at once, whatever it is doing."""
        self._killed = True
        with suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)

    def memory(self) -> int:
        """The bytes of memory that Chromium's processes have for themselves."""
        return sum(_own_memory(process) for process in _group(self.pid))

    async def close(self) -> None:
        """End Chromium, if need be by force, and remove its profile."""
        closing = asyncio.ensure_future(self.driver.close())
        await asyncio.wait({closing}, timeout=_CLOSE_SECONDS)
        self.kill()
        await asyncio.wait({closing}, timeout=_CLOSE_SECONDS)
        if closing.done() and not closing.cancelled():
            closing.exception()
        await asyncio.to_thread(self.driver.subprocess.wait)
        await asyncio.to_thread(shutil.rmtree, self.profile, ignore_errors=True)


async def _give_up(opening: asyncio.Future[None], driver: Browser) -> BaseException | None:
    """End a Chromium that is only half started; what went wrong, if that is known."""
    opening.cancel()
    await asyncio.wait({opening}, timeout=_CLOSE_SECONDS)
    if hasattr(driver, "subprocess"):
        await ChildBrowser(driver).close()
    return opening.exception() if opening.done() and not opening.cancelled() else None


def _profile_of(driver: Browser) -> Path:
    """Where a started browser keeps its profile."""
    implementation = driver._browser_impl
    assert isinstance(implementation, Chromium)
    return implementation.tmp_dir.path


def _group(leader: int) -> list[Path]:
    found = []
    for entry in Path("/proc").iterdir():
        with suppress(OSError, ValueError, IndexError):
            if entry.name.isdigit() and os.getpgid(int(entry.name)) == leader:
                found.append(entry)
    return found


def _own_memory(process: Path) -> int:
    with suppress(OSError, ValueError, IndexError):
        _, resident, shared, *_ = (process / "statm").read_text().split()
        return (int(resident) - int(shared)) * _PAGE
    return 0
