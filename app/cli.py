"""The command ``doppelkern``: serve, export charts, check, compare and edit data packages; it does no work on data."""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from dataclasses import asdict, replace
from pathlib import Path

from app import export_command
from app.curation import difference
from app.curation.report import lines
from app.curation.workbook_in import import_workbook
from app.curation.workbook_out import export_workbook
from app.errors import DoppelkernError
from app.factory import package_of
from app.i18n import load_all
from app.settings import Settings, environment_with, explain
from app.store.live import filled
from app.store.problem import Problem
from app.store.shared_files import default_cache_dir
from app.store.snapshot import check_package, load_snapshot

# For the C library's memory: one pool for all threads of a process, and large pieces given back when they are let go.
# Else each thread keeps the most it ever needed; see docs/decisions/0022.
_ALLOCATOR = {"MALLOC_ARENA_MAX": "1", "MALLOC_MMAP_THRESHOLD_": "131072", "MALLOC_TRIM_THRESHOLD_": "131072"}


def main(arguments: list[str] | None = None) -> int:
    """Run the command; the exit code is 0 where all went well, 1 where not, 2 for a wrong call."""
    parsed = _parser().parse_args(arguments)
    try:
        return int(parsed.run(parsed))
    except DoppelkernError as error:
        print(f"doppelkern: {error}", file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    listed = "\n".join(f"  {name:<24} {text} (default: {default or 'none'})" for name, default, text in explain())
    parser = argparse.ArgumentParser(
        prog="doppelkern",
        description="A dashboard on Chongqing's dual core of chips and vehicles.",
        epilog=f"settings, as environment variables:\n{listed}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    serve_parser = commands.add_parser("serve", help="start the server (gunicorn) with the settings of the environment")
    serve_parser.set_defaults(run=serve)
    check_parser = commands.add_parser("check", help="check a data package and print every problem")
    check_parser.add_argument("directory", nargs="?", type=Path, help="folder of the package (default: the one in use)")
    check_parser.add_argument("--json", action="store_true", help="print the problems as JSON")
    check_parser.set_defaults(run=check)
    diff_parser = commands.add_parser("diff", help="what differs between two packages: rows, cells, headlines")
    diff_parser.add_argument("old", type=Path, help="folder of the package before")
    diff_parser.add_argument("new", type=Path, help="folder of the package after")
    diff_parser.add_argument("--json", action="store_true", help="print the difference as JSON")
    diff_parser.set_defaults(run=diff)
    export_command.add_arguments(
        commands.add_parser("export", help="charts and briefings as files: images, data, workbooks, slides, texts")
    )
    _add_workbook(commands.add_parser("workbook", help="a whole package as one spreadsheet, and back"))
    return parser


def _add_workbook(parser: argparse.ArgumentParser) -> None:
    ways = parser.add_subparsers(title="ways", required=True, metavar="WAY")
    out = ways.add_parser("export", help="write a package to one workbook (.xlsx)")
    out.add_argument("file", type=Path, help="the workbook to write")
    out.add_argument("directory", nargs="?", type=Path, help="folder of the package (default: the one in use)")
    out.set_defaults(run=workbook_export)
    back = ways.add_parser("import", help="write the package that a workbook holds, if it has no problems")
    back.add_argument("file", type=Path, help="the workbook to read")
    back.add_argument("directory", type=Path, help="folder to write the package to")
    back.add_argument("--replace", action="store_true", help="replace the package there; it is kept beside it")
    back.set_defaults(run=workbook_import)


def serve(parsed: argparse.Namespace) -> int:
    """Replace this process by gunicorn; the data is checked first, so that a bad package never starts the server."""
    settings = Settings.from_env()
    directory, remote = package_of(settings)
    problems = filled(remote) if remote is not None else check_package(directory)
    if problems:
        return _report(settings.data, problems)
    print(f"Doppelkern: {settings.address}", flush=True)
    command = [sys.executable, "-m", "gunicorn", *server_options(settings), "app.wsgi:server"]
    os.execve(sys.executable, command, environment_with(unless_set=_ALLOCATOR, **_metrics_folder(settings)))


def _metrics_folder(settings: Settings) -> dict[str, str]:
    """An empty folder for the metrics of the server processes; none where no folder can be written."""
    folder = settings.metrics_folder or (settings.cache or default_cache_dir()) / f"metrics-{settings.port}"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for left_over in folder.glob("*.db"):
            left_over.unlink()
    except OSError as error:
        print(f"doppelkern: metrics of one process only, {error}", file=sys.stderr)
        return {}
    return {"PROMETHEUS_MULTIPROC_DIR": str(folder)}


def server_options(settings: Settings) -> list[str]:
    """The options of gunicorn: loaded once before the fork, bounded request sizes, no access log (no personal data)."""
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return [
        "--bind", f"{host}:{settings.port}",
        "--workers", str(settings.workers),
        "--worker-class", "app.server_worker.BoundedWorker",
        "--threads", "4",
        "--preload",
        "--timeout", "30",
        "--graceful-timeout", "20",
        "--keep-alive", "5",
        "--limit-request-line", "8190",
        "--limit-request-fields", "60",
        "--limit-request-field_size", "8190",
        "--log-level", "warning",
        "--no-control-socket",
        "--config", "python:app.server_hooks",
    ]  # fmt: skip


def check(parsed: argparse.Namespace) -> int:
    """Print every problem of a package; 1 where there is any."""
    directory, problems = _checked(parsed.directory)
    if parsed.json:
        print(json.dumps([asdict(problem) for problem in problems], ensure_ascii=False, indent=2))
        return 1 if problems else 0
    return _report(directory, problems)


def diff(parsed: argparse.Namespace) -> int:
    """Print what differs between two packages; 0 also where something does."""
    with tempfile.TemporaryDirectory() as cache:
        before, after = (load_snapshot(folder, cache_dir=Path(cache)) for folder in (parsed.old, parsed.new))
        found = difference.compare(before, after, load_all())
    print(json.dumps(found.as_json(), ensure_ascii=False, indent=2) if parsed.json else "\n".join(lines(found)))
    return 0


def workbook_export(parsed: argparse.Namespace) -> int:
    """Write a package to one workbook."""
    directory = parsed.directory or package_of(Settings.from_env())[0]
    export_workbook(directory, parsed.file)
    print(f"{parsed.file}: the package in {directory}")
    return 0


def workbook_import(parsed: argparse.Namespace) -> int:
    """Write the package that a workbook holds."""
    kept = import_workbook(parsed.file, parsed.directory, replace=parsed.replace)
    print(f"{parsed.directory}: the package in {parsed.file}" + (f"; the one before is kept in {kept}" if kept else ""))
    return 0


def _checked(directory: Path | None) -> tuple[Path | str, tuple[Problem, ...]]:
    """A folder and its problems; without one the package in use, read anew where it is at an address."""
    settings = Settings.from_env()
    if directory is not None or isinstance(settings.data, Path):
        chosen = directory or package_of(settings)[0]
        return chosen, check_package(chosen)
    with tempfile.TemporaryDirectory() as cache:
        _, remote = package_of(replace(settings, cache=Path(cache)))
        return settings.data, filled(remote) if remote is not None else ()


def _report(directory: Path | str, problems: tuple[Problem, ...]) -> int:
    for problem in problems:
        print(problem)
    if problems:
        print(f"{directory}: {len(problems)} problem(s); the package cannot be used", file=sys.stderr)
        return 1
    print(f"{directory}: no problems")
    return 0


if __name__ == "__main__":
    sys.exit(main())
