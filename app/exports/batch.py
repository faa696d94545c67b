"""Files of several charts, languages and formats into a folder, for the command line; it must not draw."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from app.charts.spec import Drawing
from app.exports.formats import FORMATS, Wish


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """One file: chart, language and format."""

    slug: str
    lang: str
    extension: str


def wanted(slugs: Sequence[str], languages: Sequence[str], extensions: Sequence[str]) -> list[Wanted]:
    """Every chart in every language and format, the formats of one drawing one after the other."""
    return [
        Wanted(slug=slug, lang=lang, extension=extension)
        for slug, lang, extension in product(slugs, languages, extensions)
    ]


def written(files: Sequence[Wanted], folder: Path, wish_of: Callable[[Wanted], Wish]) -> Iterator[tuple[Path, Drawing]]:
    """Write each file into the folder under its speaking name; its path and drawing once it is there.

    Raises OSError where the folder cannot be written to.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for file in files:
        wish = wish_of(file)
        path = folder / f"{wish.drawing.filename}.{file.extension}"
        path.write_bytes(FORMATS[file.extension].make(wish))
        yield path, wish.drawing
