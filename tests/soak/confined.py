"""The dashboard where nothing can be written but one temporary folder and nothing reached but its own port.

``confined`` starts this module again as a program inside of namespaces of its own; there it makes everything read-only,
serves as an ordinary user without any capability, asks, and prints what it found. Only ``confined`` may start it.
"""

from __future__ import annotations

import ctypes
import fcntl
import json
import os
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from tests.browser.server import ROOT, children, chromium, wait_until_ready
from tests.soak.outcome import Outcome

_AT_FDCWD, _AT_RECURSIVE, _RDONLY, _MOUNT_SETATTR = -100, 0x8000, 1, 442
_SIOCSIFFLAGS, _IFF_UP = 0x8914, 1
_ORDINARY = ["setpriv", "--bounding-set=-all", "--inh-caps=-all", "--no-new-privs"]
_NOBODY = ["--reuid=65534", "--regid=65534", "--clear-groups"]
_PORT = 8050
_ADDRESSES = ("/", "/growth?lang=zh", "/chart/two-cores.json", "/chart/targets.pptx", "/briefing.pptx?charts=targets")
_PROBE = """
import json, os, socket
found = {}
for path in ("/", "/etc", "/var/tmp", "/dev/shm", os.getcwd(), os.path.join(os.getcwd(), "data"), os.environ["TMPDIR"]):
    try:
        with open(os.path.join(path, "probe"), "w") as file:
            file.write("x")
        found[path] = "written"
    except OSError as error:
        found[path] = error.strerror
try:
    socket.create_connection(("192.0.2.1", 80), timeout=3)
    found["network"] = "reached"
except OSError as error:
    found["network"] = str(error.strerror or error)
print(json.dumps(found))
"""


def confined() -> Outcome:
    """Serve and ask inside; not run where the user may not make namespaces."""
    with tempfile.TemporaryDirectory(prefix="dk-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        return _confined(folder)


def _confined(folder: Path) -> Outcome:
    outcome = Outcome(name="read-only file system, ordinary user, no network but its port")
    needed = [name for name in ("unshare", "setpriv", "mount") if shutil.which(name) is None]
    own = [] if os.getuid() == 0 else ["--map-root-user"]
    inside = ["unshare", *own, "--mount", "--net", "--pid", "--fork", "--kill-child", "--mount-proc"]
    if needed or subprocess.run([*inside, "true"], capture_output=True, check=False).returncode != 0:
        outcome.skipped = f"{', '.join(needed)} missing" if needed else "this user may not make namespaces here"
        return outcome
    ended = subprocess.run(
        [*inside, sys.executable, "-m", "tests.soak.confined", str(folder)],
        cwd=ROOT, capture_output=True, text=True, timeout=240, check=False,
    )  # fmt: skip
    if ended.returncode != 0:
        outcome.wrong.append(f"it ended with {ended.returncode}: {ended.stderr[-800:]}")
        return outcome
    found = json.loads(ended.stdout.splitlines()[-1])
    outcome.wrong += found.pop("wrong")
    outcome.figures |= {name: str(value) for name, value in found.items()}
    return outcome


def main(folder: Path) -> int:
    """Inside: take everything away, serve, ask, say."""
    ordinary = [*_ORDINARY, *(_NOBODY if _outside_root() else [])]
    if _outside_root():
        for path in (Path(sys.base_prefix), Path(sys.prefix).resolve(), ROOT, folder):
            _make_reachable(path, folder)
    _make_read_only(folder)
    environment = {**os.environ, "TMPDIR": str(folder), "HOME": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    wrong: list[str] = []
    probe = subprocess.run(
        [*ordinary, sys.executable, "-c", _PROBE], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    found: dict[str, Any] = {"wrong": wrong, **_judged(json.loads(probe.stdout), str(folder), wrong)}
    environment |= {"HOST": "127.0.0.1", "PORT": str(_PORT)}
    environment |= {} if chromium() else {"DOPPELKERN_CHROMIUM": "off"}
    with (folder / "log").open("wb") as log:
        command = [*ordinary, sys.executable, "-m", "app.cli", "serve"]
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
    try:
        wait_until_ready(f"http://127.0.0.1:{_PORT}/readyz", server)
        found |= _asked(server, wrong)
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=40)
        said = (folder / "log").read_text("utf-8", "replace")
    if wrong or server.returncode != 0 or "Traceback" in said:
        wrong.append(f"the server ended with {server.returncode}: {said[-500:]}")
    sys.stdout.write(json.dumps(found) + "\n")
    return 0


def _outside_root() -> bool:
    """Whether root here is root outside, too."""
    return Path("/proc/self/uid_map").read_text().split()[:2] == ["0", "0"]


def _make_reachable(path: Path, folder: Path) -> None:
    """Where an ancestor of a path lets nobody through, put an empty folder in its place that holds the path alone."""
    closed = [above for above in [*reversed(path.parents)] if not above.stat().st_mode & 0o001]
    if not closed:
        return
    aside = folder / "aside"
    aside.mkdir(exist_ok=True)
    _mount("--bind", str(path), str(aside))
    _mount("-t", "tmpfs", "-o", "mode=0755", "none", str(closed[0]))
    path.mkdir(parents=True, exist_ok=True)
    _mount("--move", str(aside), str(path))


def _make_read_only(folder: Path) -> None:
    """Everything but a new temporary folder; of the network only the loopback."""
    attributes = struct.pack("=QQQQ", _RDONLY, 0, 0, 0)
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.syscall(_MOUNT_SETATTR, _AT_FDCWD, b"/", _AT_RECURSIVE, attributes, len(attributes)) != 0:
        raise OSError(ctypes.get_errno(), "the mounts cannot be made read-only")
    _mount("-t", "tmpfs", "-o", "mode=1777,size=512m", "none", str(folder))
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as opened:
        fcntl.ioctl(opened, _SIOCSIFFLAGS, struct.pack("16sh14x", b"lo", _IFF_UP))


def _mount(*arguments: str) -> None:
    subprocess.run(["mount", *arguments], check=True, capture_output=True)


def _judged(probed: dict[str, str], folder: str, wrong: list[str]) -> dict[str, str]:
    """What could be written and reached by the ordinary user."""
    network = probed.pop("network")
    if network == "reached":
        wrong.append("the network can be reached")
    written = [path for path, said in probed.items() if said == "written"]
    if written != [folder]:
        wrong.append(f"can be written to: {written}")
    return {"could not write to": f"{len(probed) - 1} places", "network": network}


def _asked(server: subprocess.Popen[bytes], wrong: list[str]) -> dict[str, str]:
    """What it answers, and as whom its processes run."""
    images = ["/chart/targets.png"] if chromium() else []
    answers = {path: _status(path) for path in _ADDRESSES} | {path: _image(path) for path in images}
    wrong.extend(f"{path} gets {status}" for path, status in answers.items() if status != 200)
    processes = [server.pid, *children(server.pid)]
    for process in processes:
        said = dict(
            line.split(":\t", 1) for line in Path(f"/proc/{process}/status").read_text().splitlines() if ":\t" in line
        )
        if int(said["CapEff"], 16) or said["NoNewPrivs"] != "1" or (_outside_root() and "\t0" in f"\t{said['Uid']}"):
            wrong.append(f"process {process} has more rights than it needs: {said['Uid']}, {said['CapEff']}")
    return {
        "addresses answered": f"{list(answers.values()).count(200)} of {len(answers)}",
        "an image made": "yes" if images and answers[images[0]] == 200 else "no Chromium" if not images else "no",
        "processes without any capability": str(len(processes)),
    }


def _image(path: str) -> int:
    """As who comes again when told to: a Chromium that may not use its sandbox takes its time to start."""
    for _ in range(5):
        if (status := _status(path)) != 503:
            return status
        time.sleep(6)
    return status


def _status(path: str) -> int:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{_PORT}{path}", timeout=60) as answer:
            answer.read()
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        return refused.code


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
