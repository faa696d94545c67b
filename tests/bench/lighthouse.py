"""Lighthouse's judgement of /growth: desktop preset, median of three; installed by npm into a folder of its own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from statistics import median

from tests.bench import servers
from tests.bench.report import Part, Progress, Table, Target, at_least, impossible
from tests.browser.server import FLAGS, chromium

VERSION = "12.8.2"
RUNS = 3
PROMISED = {"performance": 90, "accessibility": 100, "best-practices": 100}
_METHOD = f"Lighthouse {VERSION} on `/growth`, desktop preset, median of {RUNS}."


def measure(path: Path, progress: Progress) -> Part:
    """The part `lighthouse`; where it cannot be installed, it says so."""
    reason = _installed(path, progress)
    if reason:
        return Part(title="Lighthouse", method=_METHOD, targets=[_unknown(name, reason) for name in PROMISED])
    with servers.dashboard(path / "cache") as ours:
        address = f"{ours.address}/growth"
        _judged(path, address)  # each worker draws for the first time
        taken = []
        for run in range(RUNS):
            taken.append(_judged(path, address))
            progress(f"run {run + 1}/{RUNS}: {taken[-1][0]}")
    scores = {name: median(each[name] for each, _ in taken) for name in PROMISED}
    targets = [at_least(f"`/growth`, {name}", scores[name], bound, form="{:.0f}") for name, bound in PROMISED.items()]
    kept = taken[-1][1]
    rows = [(name, *(f"{each[name]:.0f}" for each, _ in taken)) for name in PROMISED]
    table = Table(title="Runs", header=("", "1", "2", "3"), rows=rows)
    missed = Table(
        title="Below its best in the last run", header=("audit", "score", "shown"), rows=kept or [("–", "", "")]
    )
    return Part(title="Lighthouse", method=_METHOD, targets=targets, tables=[table, missed])


def _unknown(name: str, reason: str) -> Target:
    return impossible(f"`/growth`, {name}", f"≥ {PROMISED[name]}", reason)


def _installed(path: Path, progress: Progress) -> str:
    """Empty where Lighthouse is there now, else why not."""
    if chromium() is None:
        return "Chromium is missing"
    if shutil.which("npm") is None or shutil.which("node") is None:
        return "node and npm are missing"
    progress(f"npm installs lighthouse {VERSION} into a temporary folder")
    command = ["npm", "install", "--no-audit", "--no-fund", "--silent", "--prefix", str(path), f"lighthouse@{VERSION}"]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    return (
        ""
        if ran.returncode == 0
        else f"npm could not install it ({(ran.stderr.splitlines() or ['no reason'])[-1][:80]})"
    )


def _judged(path: Path, address: str) -> tuple[dict[str, float], list[tuple[str, str, str]]]:
    out = path / "judged.json"
    flags = " ".join(["--headless=new", *FLAGS])
    command = ["node", str(path / "node_modules/lighthouse/cli/index.js"), address, "--preset=desktop", "--quiet"]
    command += [
        "--output=json",
        f"--output-path={out}",
        f"--only-categories={','.join(PROMISED)}",
        f"--chrome-flags={flags}",
    ]
    environment = {**os.environ, "CHROME_PATH": chromium() or "", "TMPDIR": str(path)}
    subprocess.run(command, env=environment, capture_output=True, check=True, timeout=240)
    said = json.loads(out.read_text("utf-8"))
    missed = [
        (audit["title"], f"{audit['score']:.2f}", audit.get("displayValue", ""))
        for audit in said["audits"].values()
        if audit.get("score") is not None and audit["score"] < 0.9 and audit["scoreDisplayMode"] != "informative"
    ]
    return {name: said["categories"][name]["score"] * 100 for name in PROMISED}, missed
