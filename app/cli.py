"""The command ``doppelkern``: serve the dashboard, check a data package; it must not work on data itself."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from app.errors import DoppelkernError
from app.settings import Settings, explain
from app.store.snapshot import check_package


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
    check_parser.set_defaults(run=check)
    return parser


def serve(parsed: argparse.Namespace) -> int:
    """Replace this process by gunicorn; the data is checked first, so that a bad package never starts the server."""
    settings = Settings.from_env()
    problems = check_package(settings.data)
    if problems:
        return _report(settings.data, problems)
    print(f"Doppelkern: {settings.address}", flush=True)
    os.execv(sys.executable, [sys.executable, "-m", "gunicorn", *server_options(settings), "app.wsgi:server"])


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
    ]  # fmt: skip


def check(parsed: argparse.Namespace) -> int:
    """Print every problem of a package; 1 where there is any."""
    directory = parsed.directory or Settings.from_env().data
    return _report(directory, check_package(directory))


def _report(directory: Path, problems: tuple[object, ...]) -> int:
    for problem in problems:
        print(problem)
    if problems:
        print(f"{directory}: {len(problems)} problem(s); the package cannot be used", file=sys.stderr)
        return 1
    print(f"{directory}: no problems")
    return 0


if __name__ == "__main__":
    sys.exit(main())
