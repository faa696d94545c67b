"""The self-hosted faces as style sheets for documents that stand alone; it must not know what is set in them."""

from __future__ import annotations

import re
from base64 import b64encode
from functools import lru_cache
from pathlib import Path

_SHEET = "05-fonts.css"
_FACE = re.compile(r"@font-face\s*{.*?}", re.DOTALL)
_FILE = re.compile(r'url\("(fonts/[a-z0-9.-]+\.woff2)"\)')
_RANGE = re.compile(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?")


class Fonts:
    """The faces that ``05-fonts.css`` in the folder of assets declares."""

    def __init__(self, assets: Path) -> None:
        self._assets = assets

    def embedded(self, document: str) -> str:
        """The faces that hold a letter of the document, each with its file as a ``data:`` address."""
        letters = frozenset(map(ord, document))
        return "\n".join(face for face, ranges in _faces(self._assets) if _holds(ranges, letters))

    def linked(self, address: str) -> str:
        """All faces; ``address`` is that of the folder of assets, with a slash at its end."""
        sheet = (self._assets / _SHEET).read_text("utf-8")
        return "\n".join(_FILE.sub(lambda found: f'url("{address}{found[1]}")', face) for face in _FACE.findall(sheet))


@lru_cache(maxsize=4)
def _faces(assets: Path) -> tuple[tuple[str, tuple[tuple[int, int], ...]], ...]:
    """(rule, first and last letters of its ranges) of every face; read once."""
    sheet = (assets / _SHEET).read_text("utf-8")
    return tuple((_with_files(face, assets), _ranges(face)) for face in _FACE.findall(sheet))


def _with_files(face: str, assets: Path) -> str:
    def data(found: re.Match[str]) -> str:
        return f'url("data:font/woff2;base64,{b64encode((assets / found[1]).read_bytes()).decode("ascii")}")'

    return _FILE.sub(data, face).replace("font-display: swap", "font-display: block")


def _ranges(face: str) -> tuple[tuple[int, int], ...]:
    return tuple((int(first, 16), int(last or first, 16)) for first, last in _RANGE.findall(face))


def _holds(ranges: tuple[tuple[int, int], ...], letters: frozenset[int]) -> bool:
    return not ranges or any(first <= letter <= last for letter in letters for first, last in ranges)
