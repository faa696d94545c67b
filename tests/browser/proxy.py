"""nginx as a portal's reverse proxy, with the very block that the handbook gives, on a free port of this machine."""

from __future__ import annotations

import re
import shutil
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.browser.server import ROOT, free_port

_CONFIGURATION = """
daemon off;
master_process off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 512; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    {inside}
}}
"""
SERVER = """
server {{
    listen 127.0.0.1:{port};
    location = / {{ add_header Content-Type "text/plain" always; return 404 "the portal"; }}
    {location}
}}
"""


def nginx() -> str | None:
    """The nginx of the system, if there is one; it lies where only administrators look."""
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")


def location(kind: str, dashboard: str) -> str:
    """The block of the handbook for a proxy that ``keeps`` or ``strips`` the prefix, for a dashboard's address."""
    handbook = (ROOT / "docs/embedding.md").read_text("utf-8")
    found = re.search(rf"<!-- proxy: {kind} -->\n```nginx\n(.*?)```", handbook, re.S)
    assert found, kind
    return found[1].replace("http://127.0.0.1:8050", dashboard)


def configuration(folder: Path, inside: str) -> Path:
    """Write what an nginx needs that keeps to its own folder, around what stands in its ``http`` block."""
    file = folder / "nginx.conf"
    file.write_text(_CONFIGURATION.format(folder=folder, inside=inside), "utf-8")
    return file


@contextmanager
def proxied(folder: Path, dashboard: str, *, kind: str) -> Iterator[str]:
    """The address of the proxy, which ends with the block."""
    port = free_port()
    file = configuration(folder, SERVER.format(port=port, location=location(kind, dashboard)))
    process = subprocess.Popen([str(nginx()), "-p", str(folder), "-c", str(file)], stderr=subprocess.DEVNULL)
    try:
        _wait_for(f"http://127.0.0.1:{port}/", process, folder)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait_for(url: str, process: subprocess.Popen[bytes], folder: Path) -> None:
    for _ in range(100):
        if process.poll() is not None:
            raise RuntimeError((folder / "error.log").read_text("utf-8"))
        try:
            urllib.request.urlopen(url, timeout=2).close()
        except urllib.error.HTTPError as error:
            if error.read() == b"the portal":
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(f"{url} does not answer")
