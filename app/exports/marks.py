"""The marks of a key as small drawings, so that a picture needs no style sheet of its own for them; no texts here.

Each is inline SVG of 20 by 16 units in the colour of a role, which the theme of the document fills in.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from markupsafe import Markup

from app.charts.spec import Key
from app.theme import colour

_FULL, _HOLLOW = 'fill="{c}"', 'fill="none" stroke="{c}" stroke-width="2"'
_SHAPES: Mapping[str, str] = MappingProxyType(
    {
        "bar": f'<rect x="1" y="2" width="18" height="12" {_FULL}/>',
        "bar-hollow": f'<rect x="2" y="3" width="16" height="10" {_HOLLOW}/>',
        "bar-hatched": (
            '<path d="M1.5 6l4-3.5M1.5 12.5l11-10M6.5 13.5l12-10.5M13 13.5l5.5-4.5" stroke="{c}" fill="none"/>'
            '<rect x="1.5" y="2.5" width="17" height="11" fill="none" stroke="{c}"/>'
        ),
        "dot": f'<circle cx="10" cy="8" r="6" {_FULL}/>',
        "dot-small": f'<circle cx="10" cy="8" r="3.5" {_FULL}/>',
        "dot-hollow": f'<circle cx="10" cy="8" r="5" {_HOLLOW}/>',
        "ring": f'<circle cx="10" cy="8" r="6" {_HOLLOW}/>',
        "ring-small": '<circle cx="10" cy="8" r="6.5" fill="none" stroke="{c}"/>',
        "ringed": f'<circle cx="10" cy="8" r="4.5" {_FULL}/><circle cx="10" cy="8" r="7" fill="none" stroke="{{ink}}"'
        ' stroke-width="1.5"/>',
        "pill": f'<rect x="0" y="3" width="20" height="10" rx="5" {_FULL}/>',
        "diamond": f'<path d="M10 1l7 7-7 7-7-7z" {_FULL}/>',
        "diamond-hollow": f'<path d="M10 2l6 6-6 6-6-6z" {_HOLLOW}/>',
        "triangle": f'<path d="M16 1v14L3 8z" {_FULL}/>',
        "triangle-hollow": f'<path d="M15 3v10L5.500 8z" {_HOLLOW}/>',
        "tick": f'<rect x="8.500" y="0" width="3" height="16" {_FULL}/>',
        "tick-flat": f'<rect x="4" y="7" width="12" height="2" {_FULL}/>',
        "line": f'<rect x="0" y="7" width="20" height="2" {_FULL}/>',
        "dash": '<path d="M0 8h20" stroke="{c}" stroke-width="2" stroke-dasharray="5 2.5" fill="none"/>',
        "year": f'<rect x="1" y="5.500" width="18" height="5" {_FULL}/>',
    }
)
_ANY = "dot"  # a mark a chart has invented since: its role is right, its shape is not


def known_marks() -> frozenset[str]:
    """The marks that have a drawing."""
    return frozenset(_SHAPES)


def mark(key: Key) -> Markup:
    """The mark of an entry of the key."""
    shape = _SHAPES.get(key.mark, _SHAPES[_ANY]).format(c=colour(key.role), ink=colour("ink"))
    return Markup('<svg class="mark" viewBox="0 0 20 16" width="20" height="16" aria-hidden="true">{}</svg>').format(
        Markup(shape)
    )
