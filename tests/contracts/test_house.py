"""The rules of the house that no tool knows."""

from __future__ import annotations

import ast
import re
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted((ROOT / "app").rglob("*.py"))


def names(paths: list[Path]) -> list[str]:
    return [str(path.relative_to(ROOT)) for path in paths]


@pytest.mark.parametrize("path", MODULES, ids=names(MODULES))
def test_a_module_says_its_purpose_in_one_sentence_and_stays_readable(path: Path) -> None:
    text = path.read_text("utf-8")
    docstring = ast.get_docstring(ast.parse(text))
    assert docstring, "a module says what it is for"
    assert docstring.split("\n\n")[0].count("\n") <= 2
    assert len(text.splitlines()) <= 420, "split it by noun"


@pytest.mark.parametrize("path", MODULES, ids=names(MODULES))
def test_functions_fit_on_a_screen(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    long = [
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and (node.end_lineno or 0) - node.lineno + 1 > 60
    ]
    assert long == []


def test_no_drawer_is_named_utils() -> None:
    drawers = {"utils", "util", "helpers", "helper", "common", "manager", "misc"}
    assert [path for path in names(MODULES) if Path(path).stem in drawers] == []


def test_the_environment_is_read_in_one_place() -> None:
    readers = [
        str(path.relative_to(ROOT / "app"))
        for path in MODULES
        if re.search(r"os\.environ|os\.getenv|environ\[", path.read_text("utf-8"))
    ]
    assert readers == ["settings.py"]


def test_every_pin_is_in_both_locks() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    runtime = (ROOT / "requirements.lock").read_text("utf-8").lower()
    development = (ROOT / "requirements-dev.lock").read_text("utf-8").lower()
    for pin in project["project"]["dependencies"]:
        assert f"{pin.lower()} " in runtime.replace("\\", " "), pin
        assert f"{pin.lower()} " in development.replace("\\", " "), pin


def test_locks_hold_hashes_and_no_addresses() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / name).read_text("utf-8")
        assert "--hash=sha256:" in text
        assert "://" not in text


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_is_complete_so_that_nothing_published_later_is_looked_at(lock: str) -> None:
    """Installed with `--no-deps`: what a locked library needs stands in the lock itself."""
    text = (ROOT / lock).read_text("utf-8")
    pins = [Requirement(line.rstrip(" \\")) for line in text.splitlines() if re.match(r"[a-z0-9]", line)]
    here = {canonicalize_name(pin.name): pin for pin in pins if not pin.marker or pin.marker.evaluate()}
    assert len(here) > 20
    missing = []
    for name, pin in here.items():
        for extra in ("", *pin.extras):
            for line in metadata.requires(name) or []:
                need = Requirement(line)
                wanted = not need.marker or need.marker.evaluate({"extra": extra})
                if wanted and canonicalize_name(need.name) not in here:
                    missing.append(f"{name} needs {line}")
    assert missing == []
    for installer in ("Makefile", "Dockerfile"):
        commands = re.findall(r"pip install .*--require-hashes", (ROOT / installer).read_text("utf-8"))
        assert commands, installer
        assert all("--no-deps" in command for command in commands), installer


def test_no_module_works_when_it_is_imported_but_wsgi() -> None:
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    allowed = (ast.Import, ast.ImportFrom, *functions, ast.ClassDef, ast.Assign, ast.AnnAssign, ast.If)
    working = []
    for path in MODULES:
        body = ast.parse(path.read_text("utf-8")).body
        rest = [node for node in body if not isinstance(node, allowed)]
        rest = [node for node in rest if not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))]
        if rest and path.name != "wsgi.py":
            working.append(str(path.relative_to(ROOT)))
    assert working == []
