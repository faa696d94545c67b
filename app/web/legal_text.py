"""A text in a small part of Markdown as components, every word of it escaped; it must not read files or lay out pages.

Known are headings, paragraphs, lists, **strong** words, [links](address), <addresses>, and a line end after two spaces
or a backslash. All else stays as it is written; HTML is shown, not obeyed.
"""

from __future__ import annotations

import re
from typing import Any

from dash import html

_HEADING = re.compile(r"(#{1,4})\s+(.+?)\s*#*")
_ITEM = re.compile(r"[-*+]\s+(.+)")
_INLINE = re.compile(
    r"\*\*(?P<strong>[^*\n]+)\*\*"
    r"|\[(?P<text>[^\]\n]+)\]\((?P<href>[^)\s]+)\)"
    r"|<(?P<address>https?://[^>\s]+|[^>\s@]+@[^>\s@]+)>"
    r"|(?P<end>(?: {2,}|\\)\n)"
)
_SAFE = re.compile(r"https?://|mailto:|tel:|/(?!/)|#", re.IGNORECASE)
_HEADINGS = (html.H2, html.H3, html.H4)


def split_title(text: str) -> tuple[str, str]:
    """The heading a text begins with, if any, and the rest of it."""
    first, _, rest = text.lstrip().partition("\n")
    found = re.fullmatch(r"#\s+(.+?)\s*#*", first)
    return (found[1], rest) if found else ("", text)


def blocks(text: str) -> list[Any]:
    """The text as headings from the second rank on, paragraphs and lists."""
    return [_block(block) for part in re.split(r"\n\s*\n", text.strip()) for block in _pieces(part)]


def _pieces(part: str) -> list[list[str]]:
    """The lines of a part, apart where a heading or a list begins or ends."""
    pieces: list[list[str]] = []
    before = ""
    for line in part.split("\n"):
        kind = "heading" if _HEADING.fullmatch(line.strip()) else "item" if _ITEM.fullmatch(line.strip()) else "words"
        continues = kind == before != "heading" or (kind == "words" and before == "item" and line.startswith(" "))
        if continues:
            pieces[-1].append(line)
        else:
            pieces.append([line])
            before = kind
    return pieces


def _block(lines: list[str]) -> Any:
    heading = _HEADING.fullmatch(lines[0].strip())
    if heading:
        rank = min(max(len(heading[1]) - 2, 0), 2)
        return _HEADINGS[rank](inline(heading[2]))
    if _ITEM.fullmatch(lines[0].strip()):
        return html.Ul([html.Li(inline(item)) for item in _items(lines)])
    return html.P(inline("\n".join(line.lstrip() for line in lines)))


def _items(lines: list[str]) -> list[str]:
    """The entries of a list; a line that is indented goes on with the entry above."""
    items: list[str] = []
    for line in lines:
        found = _ITEM.fullmatch(line.strip())
        if found:
            items.append(found[1])
        else:
            items[-1] += f"\n{line.lstrip()}"
    return items


def inline(text: str) -> list[Any]:
    """Words with strong ones, links and line ends; an address of an unknown kind stays as it is written."""
    parts: list[Any] = []
    at = 0
    for found in _INLINE.finditer(text):
        parts += [text[at : found.start()], _inline(found)]
        at = found.end()
    return [part for part in (*parts, text[at:].rstrip()) if part != ""]


def _inline(found: re.Match[str]) -> Any:
    if found["strong"]:
        return html.Strong(found["strong"])
    if found["end"]:
        return html.Br()
    address = found["address"] or found["href"]
    href = f"mailto:{address}" if found["address"] and "@" in address and "://" not in address else address
    if not _SAFE.match(href):
        return found[0]
    return html.A(found["text"] or address, href=href, rel="noopener noreferrer")
