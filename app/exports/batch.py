"""Files of several charts, languages and formats into a folder, for the command line; it must not draw."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """One file: chart, language and format."""

    slug: str
    lang: str
    extension: str


@dataclass(frozen=True, kw_only=True)
class Made:
    """A file that is made: its name, its bytes, and what of the view was not used for it."""

    name: str
    data: bytes
    ignored: tuple[str, ...] = ()


def wanted(slugs: Sequence[str], languages: Sequence[str], extensions: Sequence[str]) -> list[Wanted]:
    """Every chart in every language and format, the formats of one drawing one after the other."""
    return [
        Wanted(slug=slug, lang=lang, extension=extension)
        for slug, lang, extension in product(slugs, languages, extensions)
    ]


def written(files: Sequence[Wanted], folder: Path, make: Callable[[Wanted], Made]) -> Iterator[tuple[Path, Made]]:
    """Write each file into the folder under its speaking name; its path and what was made once it is there.

    Raises OSError where the folder cannot be written to, and what ``make`` raises.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for file in files:
        made = make(file)
        path = folder / made.name
        path.write_bytes(made.data)
        yield path, made
