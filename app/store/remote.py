"""A package at an http address, kept as a folder that is always whole and valid; it must not bring it into force.

One process of the host looks at a time. What it found is written beside the folder, so that all processes can say it.
"""

from __future__ import annotations

import json
import logging
import shutil
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import quote, urljoin

from app.errors import SourceUnreached
from app.store.descriptor import DESCRIPTOR
from app.store.fetching import Answer, Fetcher, Limits, Validators
from app.store.package import paths_named
from app.store.problem import Problem
from app.store.shared_files import default_cache_dir, is_own_directory, locked_at_once, write_beside
from app.store.snapshot import check_package

_LOG = logging.getLogger(__name__)
_MOST_FILES = 100
_MOST_PROBLEMS = 500
_ATTEMPTS = 5

Wait = Callable[[float], object]
Files = Mapping[str, "FileSeen"]


@dataclass(frozen=True, kw_only=True)
class FileSeen:
    """A file as it was read: its validators, and a digest that stands for its content."""

    digest: str
    validators: Validators
    body: bytes = b""


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What the last look found. ``checked``: seconds since 1970; ``trouble``: why the address could not be read."""

    checked: float = 0.0
    trouble: str = ""
    problems: tuple[Problem, ...] = ()
    seen: tuple[tuple[str, FileSeen], ...] = ()


class RemotePackage:
    """The package at an address, looked at every few seconds; :attr:`directory` holds the last valid one."""

    def __init__(
        self, address: str, *, cache_dir: Path | None, every: float, still: float, limits: Limits | None = None
    ) -> None:
        self._address = address
        self._cache = cache_dir or default_cache_dir()
        self._name = f"remote-{sha256(address.encode()).hexdigest()[:12]}"
        self._folder = self._cache / self._name
        self._every, self._still = every, still
        self._limits = limits or Limits()
        self._read: tuple[tuple[int, int], Standing] = ((0, 0), Standing())

    @property
    def directory(self) -> Path:
        """The folder with the last valid package; not there before one was read."""
        return self._folder / "current"

    @property
    def standing(self) -> Standing:
        """What the last look of any process of the host found."""
        path = self._folder / "standing.json"
        try:
            state = path.stat()
            mark = (state.st_ino, state.st_mtime_ns)
            if mark != self._read[0]:
                self._read = (mark, _standing_of(json.loads(path.read_bytes())))
        except (OSError, ValueError, KeyError, TypeError):
            return Standing()
        return self._read[1]

    def refresh(self, *, wait: Wait = time.sleep) -> None:
        """Look, where it is time and no other process does; never raises for what a server does."""
        if not self._is_due():
            return
        if not is_own_directory(self._cache) or not is_own_directory(self._folder):
            _LOG.error("a package at an address needs a folder to keep it in: set DOPPELKERN_CACHE")
            return
        with locked_at_once(self._name, cache_dir=self._cache) as mine:
            if mine and self._is_due():
                self._look(wait)

    def _is_due(self) -> bool:
        now, checked = time.time(), self.standing.checked
        return not checked <= now < checked + self._every

    def _look(self, wait: Wait) -> None:
        before = self.standing
        try:
            standing = self._found(before, wait)
        except SourceUnreached as error:
            standing = Standing(trouble=str(error), problems=before.problems, seen=before.seen)
            if before.trouble != standing.trouble:
                _LOG.error("the data package cannot be read from its address", extra={"reason": str(error)})
        else:
            if before.trouble:
                _LOG.info("the data package can be read from its address again")
        self._write(standing)

    def _found(self, before: Standing, wait: Wait) -> Standing:
        seen = dict(before.seen)
        known = seen if self.directory.is_dir() or before.problems else {}
        if known and _same(known, self._all(known)):
            return Standing(seen=before.seen, problems=before.problems)
        taken = self._all({})
        for _ in range(_ATTEMPTS):
            wait(self._still)
            again = self._all(taken)
            if _same(taken, again):
                return self._kept(taken)
            taken = self._all({})
        raise SourceUnreached("the package keeps changing while it is read")

    def _all(self, known: Files) -> Files:
        """Every file, those known only where they have changed; raises SourceUnreached naming the file."""
        with Fetcher(self._limits) as fetcher:
            first = _get(fetcher, self._address, DESCRIPTOR, known)
            seen = _seen(first, known.get(DESCRIPTOR))
            paths = paths_named(seen.body) if first.body is not None else [name for name in known if name != DESCRIPTOR]
            if len(paths) > _MOST_FILES:
                raise SourceUnreached(f"{DESCRIPTOR}: names {len(paths)} files, at most {_MOST_FILES} are read")
            found = {DESCRIPTOR: seen}
            for path in paths:
                answer = _get(fetcher, urljoin(first.address, quote(path)), path, known)
                found[path] = _seen(answer, known.get(path))
        return found

    def _kept(self, taken: Files) -> Standing:
        """Put the files in the place of those before, if they are a valid package."""
        seen = tuple((path, FileSeen(digest=file.digest, validators=file.validators)) for path, file in taken.items())
        part = Path(tempfile.mkdtemp(prefix="package-", dir=self._folder))
        try:
            for path, file in taken.items():
                (part / path).parent.mkdir(parents=True, exist_ok=True)
                (part / path).write_bytes(file.body)
            problems = check_package(part)
            if problems:
                shutil.rmtree(part, ignore_errors=True)
                _LOG.error("a changed data package is refused, the one before stays", extra={
                    "problems": [str(problem) for problem in problems],
                })  # fmt: skip
            else:
                self._point_to(part)
        except OSError as error:
            shutil.rmtree(part, ignore_errors=True)
            raise SourceUnreached(f"cannot be kept: {error.strerror}") from error
        return Standing(seen=seen, problems=problems[:_MOST_PROBLEMS])

    def _point_to(self, folder: Path) -> None:
        """One rename brings the folder into its place; the one before stays until the next, for whoever reads it."""
        before = self.directory.resolve() if self.directory.is_dir() else None
        link = self._folder / "next"
        link.unlink(missing_ok=True)
        link.symlink_to(folder.name)
        link.replace(self.directory)
        for old in self._folder.glob("package-*"):
            if old not in (folder, before):
                shutil.rmtree(old, ignore_errors=True)

    def _write(self, standing: Standing) -> None:
        content = asdict(standing) | {"checked": time.time()}
        content["seen"] = [
            [path, file.digest, file.validators.etag, file.validators.modified] for path, file in standing.seen
        ]
        with suppress(OSError):
            write_beside(self._folder / "standing.json", json.dumps(content).encode())


def _get(fetcher: Fetcher, address: str, path: str, known: Files) -> Answer:
    try:
        return fetcher.get(address, known[path].validators if path in known else Validators())
    except SourceUnreached as error:
        raise SourceUnreached(f"{path}: {error}") from error


def _seen(answer: Answer, known: FileSeen | None) -> FileSeen:
    if answer.body is None and known is not None:
        return known
    body = answer.body or b""
    return FileSeen(digest=sha256(body).hexdigest(), validators=answer.validators, body=body)


def _same(one: Files, other: Files) -> bool:
    return {path: file.digest for path, file in one.items()} == {path: file.digest for path, file in other.items()}


def _standing_of(content: Mapping[str, Any]) -> Standing:
    return Standing(
        checked=float(content["checked"]),
        trouble=str(content["trouble"]),
        problems=tuple(Problem(**problem) for problem in content["problems"]),
        seen=tuple(
            (path, FileSeen(digest=digest, validators=Validators(etag=etag, modified=modified)))
            for path, digest, etag, modified in content["seen"]
        ),
    )
