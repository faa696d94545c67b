"""The presentation that slides are put into: our plain one or a template of the operator's; it writes no slides."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

import pptx
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.util import Inches

from app.errors import SettingInvalid
from app.theme import COLOURS

WIDTH, HEIGHT = 13.333, 7.5
"""Inches: 16:9."""

_TITLES = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
_FRINGE = (PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER)
_PLAIN_LAYOUT = 5  # "Title Only" of the presentation that python-pptx brings
_SLOTS = {
    "dk1": "ink",
    "lt1": "paper",
    "dk2": "muted",
    "lt2": "surface",
    "accent1": "vehicles",
    "accent2": "chips",
    "accent3": "other",
    "accent4": "filling",
    "accent5": "vehicles-soft",
    "accent6": "chips-soft",
    "hlink": "link",
    "folHlink": "link",
}
_HEADLINE_FACE, _TEXT_FACE, _CHINESE_FACE = "Georgia", "Calibri", "Microsoft YaHei"


@dataclass(frozen=True, kw_only=True)
class Template:
    """A checked .pptx file; empty bytes stand for our own plain one."""

    file: bytes = b""

    @property
    def digest(self) -> str:
        """The file in short, for whoever keeps what was made with it."""
        return blake2b(self.file, digest_size=8).hexdigest()

    @classmethod
    def read(cls, path: Path) -> Template:
        """A template from a file; raises SettingInvalid with the reason where it cannot be used."""
        try:
            template = cls(file=path.read_bytes())
            presentation = pptx.Presentation(io.BytesIO(template.file))
        except Exception as error:  # python-pptx raises whatever zip, XML or package reading does
            raise SettingInvalid(f"DOPPELKERN_SLIDE_TEMPLATE={str(path)!r} is no readable .pptx file") from error
        if _layout(presentation) is None:
            raise SettingInvalid(f"DOPPELKERN_SLIDE_TEMPLATE={str(path)!r} has no layout with a title")
        return template

    def open(self) -> tuple[Any, Any]:
        """A presentation without slides, and the layout for slides with a title."""
        if not self.file:
            return _plain()
        presentation = pptx.Presentation(io.BytesIO(self.file))
        _remove_slides(presentation)
        return presentation, _layout(presentation)


def _layout(presentation: Any) -> Any:
    """The layout with a title and the fewest other places to fill; None where none has a title."""
    titled = [
        layout
        for layout in presentation.slide_layouts
        if any(place.placeholder_format.type in _TITLES for place in layout.placeholders)
    ]
    return min(titled, key=_to_fill, default=None)


def _to_fill(layout: Any) -> int:
    return sum(place.placeholder_format.type not in (*_TITLES, *_FRINGE) for place in layout.placeholders)


def _remove_slides(presentation: Any) -> None:
    slides = presentation.slides._sldIdLst
    for entry in list(slides):
        presentation.part.drop_rel(entry.rId)
        slides.remove(entry)


def _plain() -> tuple[Any, Any]:
    presentation = pptx.Presentation()
    presentation.slide_width, presentation.slide_height = Inches(WIDTH), Inches(HEIGHT)
    _set_theme(presentation)
    _widen(presentation.slide_masters[0])
    layout = presentation.slide_layouts[_PLAIN_LAYOUT]
    for place in list(layout.placeholders):
        if place.placeholder_format.type in _TITLES:
            place.left, place.top = Inches(0.5), Inches(0.6)
            place.width, place.height = Inches(WIDTH - 1), Inches(0.95)
        else:
            place._element.getparent().remove(place._element)
    return presentation, layout


def _widen(master: Any) -> None:
    """Master and layouts are made for 4:3: for slides that a reader adds later, their places as wide as ours."""
    for owner in (master, *master.slide_layouts):
        for place in owner.placeholders:
            if place._element.spPr.xfrm is not None:
                place.left, place.width = int(place.left * WIDTH / 10), int(place.width * WIDTH / 10)


def _set_theme(presentation: Any) -> None:
    """Our colours and faces in the theme of the master."""
    part = next(
        relation.target_part
        for relation in presentation.slide_masters[0].part.rels.values()
        if relation.reltype.endswith("/theme")
    )
    xml = part.blob.decode("utf-8")
    for slot, role in _SLOTS.items():
        colour = f'<a:{slot}><a:srgbClr val="{COLOURS["light"][role].lstrip("#")}"/></a:{slot}>'
        xml = re.sub(rf"<a:{slot}>.*?</a:{slot}>", colour, xml, flags=re.S)
    for kind, face in (("major", _HEADLINE_FACE), ("minor", _TEXT_FACE)):
        faces = f'<a:latin typeface="{face}"/><a:ea typeface="{_CHINESE_FACE}"/><a:cs typeface=""/>'
        xml = re.sub(rf"(<a:{kind}Font>).*?(</a:{kind}Font>)", rf"\g<1>{faces}\g<2>", xml, flags=re.S)
    part._blob = xml.encode("utf-8")
