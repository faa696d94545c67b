"""What an image says of itself: title, alt text, source, address, data version; it must not change what is seen.

No clock and no chance: equal images with equal words are equal bytes.
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import escape
from pypdf import PdfReader, PdfWriter
from pypdf.generic import BooleanObject, DictionaryObject, NameObject, TextStringObject

from app.errors import CaptureRejected

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_INCH = 0.0254  # metres
_CSS_PIXELS = 96  # to the inch
_BEFORE_DATA = 33  # bytes of signature and header


@dataclass(frozen=True, kw_only=True)
class Words:
    """What a file says of itself."""

    title: str
    description: str
    source: str
    address: str
    version: str
    lang: str

    @property
    def entries(self) -> Mapping[str, str]:
        """By the names that PNG knows, and two of our own."""
        return {
            "Title": self.title,
            "Description": self.description,
            "Source": self.source,
            "URL": self.address,
            "Data version": self.version,
        }


def png_with(data: bytes, words: Words, *, scale: float) -> bytes:
    """The picture with its words and its density: ``scale`` pixels for each of 96 to the inch."""
    if data[:8] != _SIGNATURE:
        raise CaptureRejected("the picture is not a PNG")
    density = round(scale * _CSS_PIXELS / _INCH)
    chunks = [_chunk(b"pHYs", struct.pack(">IIB", density, density, 1))]
    chunks += [_text(name, text, words.lang) for name, text in words.entries.items() if text]
    return data[:_BEFORE_DATA] + b"".join(chunks) + data[_BEFORE_DATA:]


def _text(name: str, text: str, lang: str) -> bytes:
    """An iTXt chunk: the only kind that holds any letter."""
    body = text.encode("utf-8")
    packed = zlib.compress(body, 9)
    flag, body = (1, packed) if len(packed) < len(body) else (0, body)
    head = name.encode("ascii") + bytes((0, flag, 0)) + lang.encode("ascii") + b"\0" + name.encode("ascii") + b"\0"
    return _chunk(b"iTXt", head + body)


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


_RDF = (
    '<metadata><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"><rdf:Description>{properties}</rdf:Description></rdf:RDF></metadata>'
)


def svg_with(svg: str, words: Words, *, fonts: str) -> str:
    """The drawing with its words, as readers and as machines read them, and the faces it is set in."""
    head, bracket, rest = svg.partition(">")
    if not head.startswith("<svg") or not bracket:
        raise CaptureRejected("the drawing is not an SVG")
    properties = {
        "title": words.title,
        "description": words.description,
        "source": words.source,
        "identifier": words.address,
        "language": words.lang,
        "coverage": words.version,
    }
    written = "".join(f"<dc:{name}>{escape(text)}</dc:{name}>" for name, text in properties.items() if text)
    named = f"<title>{escape(words.title)}</title><desc>{escape(words.description)}</desc>"
    style = f"<style>{escape(fonts)}</style>" if fonts else ""
    return f'{head} role="img">{named}{_RDF.format(properties=written)}{style}{rest}'


def pdf_with(data: bytes, words: Words) -> bytes:
    """The document with its words."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    say(writer, words)
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def say(writer: PdfWriter, words: Words) -> None:
    """Give a document title, subject, keywords and language; its window shows the title."""
    writer.metadata = None
    writer.add_metadata(
        {
            "/Title": words.title,
            "/Subject": words.description,
            "/Keywords": "; ".join(text for text in (words.source, words.version, words.address) if text),
            "/Creator": "Doppelkern",
        }
    )
    root = writer.root_object
    root[NameObject("/Lang")] = TextStringObject(words.lang)
    root[NameObject("/ViewerPreferences")] = DictionaryObject({NameObject("/DisplayDocTitle"): BooleanObject(True)})
