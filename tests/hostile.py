"""A small package whose every text is hostile: markup, braces, signs of formats, long words, marks of direction."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.packages import LANGUAGES, Row, default_tables, write_package

PLAIN = ("plural", "alt_factor", "alt_label")
ENDINGS = tuple(f"_{lang}" for lang in LANGUAGES)
IMAGE = "<img src=x onerror=alert(1)>"
NASTY = (
    IMAGE,
    "</script><script>alert(2)</script>",
    "{braces} {0} {} {{x}} %s %(a)s %{x}",
    "\"quoted\" 'single' &amp; <b>bold</b> `${alert(3)}`",
    "W" * 300,
    "\u202eright to left\u202c \u200fمرحبا\u200e",
    '"><svg onload=alert(4)>',
    "</noscript><a href=javascript:alert(5)>x</a><!--",
)


def write_hostile_package(directory: Path) -> Path:
    """Every label, title, definition, note, name and finding ends in something nasty, each in another."""
    tables = {name: [_nasty(row, place) for place, row in enumerate(rows)] for name, rows in default_tables().items()}
    return write_package(directory, descriptor=_describe, **tables)


def _nasty(row: Row, place: int) -> Row:
    texts = [name for name in row if name == "title" or (name[-3:] in ENDINGS and name.rpartition("_")[0] not in PLAIN)]
    spoilt = {name: f"{row[name]} {NASTY[(place + at // 3) % len(NASTY)]}" for at, name in enumerate(texts)}
    return row | {name: text for name, text in spoilt.items() if row[name] or name.startswith(("publisher", "note"))}


def _describe(descriptor: dict[str, Any]) -> None:
    for lang in LANGUAGES:
        descriptor[f"title_{lang}"] = f"{IMAGE} {{braces}} %s </title></script> {lang}"
    notes = {f"reason_{lang}": f"</script>{IMAGE}{{x}}" for lang in LANGUAGES}
    descriptor["notes"] = [{"table": "observations", "row": IMAGE, **notes}]
    descriptor["licenses"][0]["title"] = IMAGE
