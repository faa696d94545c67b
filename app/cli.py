"""The command ``doppelkern``: serve, export charts, check, compare and edit data packages; it does no work on data."""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from dataclasses import asdict, replace
from pathlib import Path

from tqdm import tqdm

from app.charts.drawn import draw_chart
from app.charts.registry import all_charts
from app.curation import difference
from app.curation.report import lines
from app.curation.workbook_in import import_workbook
from app.curation.workbook_out import export_workbook
from app.errors import DoppelkernError
from app.exports.batch import Wanted, wanted, written
from app.exports.formats import FORMATS, Wish
from app.exports.slide_template import Template
from app.i18n import load_all
from app.settings import Settings, environment_with, explain
from app.state import LANGUAGES, href, parse
from app.store.problem import Problem
from app.store.shared_files import default_cache_dir
from app.store.snapshot import check_package, load_snapshot


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
    _add_export(commands.add_parser("export", help="charts as files: data, workbooks, slides, texts"))
    _add_workbook(commands.add_parser("workbook", help="a whole package as one spreadsheet, and back"))
    return parser


def _add_export(parser: argparse.ArgumentParser) -> None:
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--chart", nargs="+", choices=tuple(all_charts()), metavar="CHART", help=", ".join(all_charts()))
    which.add_argument("--all", action="store_true", help="every chart")
    parser.add_argument("--format", nargs="+", choices=tuple(FORMATS), required=True, help="one or several")
    parser.add_argument("--lang", nargs="+", choices=LANGUAGES, default=["de"], help="one or several (default: de)")
    parser.add_argument("--query", default="", help='the view, as in an address, such as "period=2025-H1"')
    parser.add_argument(
        "--bom", action="store_true", help="CSV for spreadsheets: byte-order mark, words, local numbers"
    )
    parser.add_argument("--out", type=Path, default=Path(), help="folder to write to (default: this one)")
    parser.set_defaults(run=export)


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
    problems = check_package(settings.data)
    if problems:
        return _report(settings.data, problems)
    print(f"Doppelkern: {settings.address}", flush=True)
    command = [sys.executable, "-m", "gunicorn", *server_options(settings), "app.wsgi:server"]
    os.execve(sys.executable, command, environment_with(**_metrics_folder(settings)))


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
        "--worker-class", "gthread",
        "--threads", "4",
        "--preload",
        "--timeout", "30",
        "--graceful-timeout", "20",
        "--keep-alive", "5",
        "--limit-request-line", "8190",
        "--log-level", "warning",
        "--no-control-socket",
        "--config", "python:app.server_hooks",
    ]  # fmt: skip


def check(parsed: argparse.Namespace) -> int:
    """Print every problem of a package; 1 where there is any."""
    directory = parsed.directory or Settings.from_env().data
    problems = check_package(directory)
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


def export(parsed: argparse.Namespace) -> int:
    """Write charts as files; what of the view cannot be used is named; 1 where the folder cannot be written to."""
    settings = Settings.from_env()
    texts = load_all()
    template = Template.read(settings.slide_template) if settings.slide_template else None
    snapshot = load_snapshot(settings.data, cache_dir=settings.cache)
    view = parse(parsed.query)

    def wish_of(file: Wanted) -> Wish:
        state = replace(view.state, lang=file.lang)
        words = texts[file.lang]
        drawing = draw_chart(all_charts()[file.slug], snapshot=snapshot, state=state, texts=words, form="wide")
        shown = parse({"lang": file.lang, **dict(drawing.address)}).state
        return Wish(
            drawing=drawing,
            snapshot=snapshot,
            texts=words,
            address=settings.public_address.rstrip("/") + href(f"/chart/{file.slug}", shown),
            for_spreadsheet=parsed.bom,
            template=template,
        )

    files = wanted(parsed.chart or tuple(all_charts()), parsed.lang, parsed.format)
    ignored = [item.name for item in view.ignored]
    try:
        for path, drawing in tqdm(written(files, parsed.out, wish_of), total=len(files), unit="file", disable=None):
            ignored += [item.name for item in drawing.ignored]
            tqdm.write(str(path), file=sys.stdout)
    except OSError as error:
        print(f"doppelkern: {parsed.out}: {error.strerror}", file=sys.stderr)
        return 1
    if ignored:
        print(f"doppelkern: not used of the view: {', '.join(dict.fromkeys(ignored))}", file=sys.stderr)
    return 0


def workbook_export(parsed: argparse.Namespace) -> int:
    """Write a package to one workbook."""
    directory = parsed.directory or Settings.from_env().data
    export_workbook(directory, parsed.file)
    print(f"{parsed.file}: the package in {directory}")
    return 0


def workbook_import(parsed: argparse.Namespace) -> int:
    """Write the package that a workbook holds."""
    kept = import_workbook(parsed.file, parsed.directory, replace=parsed.replace)
    print(f"{parsed.directory}: the package in {parsed.file}" + (f"; the one before is kept in {kept}" if kept else ""))
    return 0


def _report(directory: Path, problems: tuple[Problem, ...]) -> int:
    for problem in problems:
        print(problem)
    if problems:
        print(f"{directory}: {len(problems)} problem(s); the package cannot be used", file=sys.stderr)
        return 1
    print(f"{directory}: no problems")
    return 0


if __name__ == "__main__":
    sys.exit(main())
