"""What the operator has to say by law, in files of the operator's own; it must not lay out or translate it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

from app.errors import SettingInvalid

LEGAL = ("imprint", "privacy", "accessibility")
STATEMENT = "accessibility"
"""There is a statement of ours; the operator's own text stands in its place, or these parts of it fill it in."""
PARTS = ("accessibility-contact", "accessibility-enforcement")
_MOST_BYTES = 256 * 1024

LegalTexts = Mapping[str, Mapping[str, str]]


def load_legal(folder: Path | None, *, languages: Iterable[str]) -> LegalTexts:
    """The texts by name and language, from files such as ``imprint.de.md``; empty ones count as missing.

    Raises SettingInvalid where a file cannot be read as text, is too large, or has a name that no page shows.
    """
    if folder is None:
        return MappingProxyType({})
    known = {f"{name}.{lang}.md": (name, lang) for name in (*LEGAL, *PARTS) for lang in languages}
    found: dict[str, dict[str, str]] = {}
    for path in sorted(folder.glob("*.md")):
        if path.name not in known:
            raise SettingInvalid(f"DOPPELKERN_TEXTS: {path.name} is none of {', '.join(known)}")
        name, lang = known[path.name]
        text = _read(path)
        if text:
            found.setdefault(name, {})[lang] = text
    return MappingProxyType({name: MappingProxyType(found[name]) for name in (*LEGAL, *PARTS) if name in found})


def pages_of(texts: LegalTexts) -> tuple[str, ...]:
    """The pages there are: those the operator has a text for, and always the accessibility statement."""
    return tuple(name for name in LEGAL if name in texts or name == STATEMENT)


def _read(path: Path) -> str:
    try:
        content = path.read_bytes()
        if len(content) > _MOST_BYTES:
            raise SettingInvalid(f"DOPPELKERN_TEXTS: {path.name} is larger than {_MOST_BYTES // 1024} kB")
        return content.decode("utf-8-sig").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingInvalid(f"DOPPELKERN_TEXTS: {path.name} cannot be read as UTF-8 text") from error


def in_language(texts: Mapping[str, str], lang: str) -> tuple[str, str]:
    """The text in that language, else in the first there is; and which it is. ``texts`` is not empty."""
    chosen = lang if lang in texts else next(iter(texts))
    return texts[chosen], chosen
