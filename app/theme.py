"""The design tokens by meaning, for every theme, and the style sheet made of them; no Plotly and no data here.

Figures name roles (``colour("vehicles")``), style sheets use custom properties of the same names; the theme decides in
the browser which colour that is. A colour is written down nowhere else.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

FONT_TEXT = (
    '"Source Sans 3", "PingFang SC", "Noto Sans SC", "Noto Sans CJK SC", "Microsoft YaHei", system-ui, sans-serif'
)
FONT_HEADLINE = '"Source Serif 4", "Noto Serif SC", "Noto Serif CJK SC", "Songti SC", "SimSun", Georgia, serif'
SIZES: Mapping[str, int] = MappingProxyType(
    {"small": 14, "body": 16, "large": 18, "lead": 22, "title": 28, "headline": 36}
)
WIDTH = 1200

COLOURS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "light": MappingProxyType(
            {
                "paper": "#FFFFFF",
                "surface": "#F5F6F4",
                "hairline": "#DDE2E6",
                "grid": "#ECEFF1",
                "ink": "#1A1E23",
                "muted": "#56606B",
                "link": "#0B4F6C",
                "vehicles": "#D0641A",
                "vehicles-text": "#A84A10",
                "vehicles-soft": "#F0CDB2",
                "chips": "#0B4F6C",
                "chips-text": "#0B4F6C",
                "chips-soft": "#A9C6D3",
                "other": "#6A747E",
                "other-text": "#56606B",
                "filling": "#9AA4AE",
                "filling-soft": "#D3D9DE",
                "reference": "#1A1E23",
                "focus": "#B8500B",
            }
        ),
        "dark": MappingProxyType(
            {
                "paper": "#12161A",
                "surface": "#1A2026",
                "hairline": "#2C353D",
                "grid": "#232B32",
                "ink": "#E9EDF0",
                "muted": "#A5B0BA",
                "link": "#6DB8DB",
                "vehicles": "#F6B07C",
                "vehicles-text": "#F6B07C",
                "vehicles-soft": "#6E4B30",
                "chips": "#3D93BC",
                "chips-text": "#6DB8DB",
                "chips-soft": "#1F465A",
                "other": "#8B97A3",
                "other-text": "#A5B0BA",
                "filling": "#5F6B76",
                "filling-soft": "#39434C",
                "reference": "#E9EDF0",
                "focus": "#F6B07C",
            }
        ),
        "contrast": MappingProxyType(
            {
                "paper": "#FFFFFF",
                "surface": "#FFFFFF",
                "hairline": "#000000",
                "grid": "#B0B0B0",
                "ink": "#000000",
                "muted": "#000000",
                "link": "#0000C8",
                "vehicles": "#A33F00",
                "vehicles-text": "#7A2E00",
                "vehicles-soft": "#D98A55",
                "chips": "#002F45",
                "chips-text": "#002F45",
                "chips-soft": "#5F8FA5",
                "other": "#4A4A4A",
                "other-text": "#000000",
                "filling": "#767676",
                "filling-soft": "#A8A8A8",
                "reference": "#000000",
                "focus": "#0000C8",
            }
        ),
        # For `variant=grey`: copies and printers without colour. Chips are far darker than vehicles, the rest is paler.
        "grey": MappingProxyType(
            {
                "paper": "#FFFFFF",
                "surface": "#F5F5F5",
                "hairline": "#DDDDDD",
                "grid": "#EBEBEB",
                "ink": "#161616",
                "muted": "#525252",
                "link": "#161616",
                "vehicles": "#6A6A6A",
                "vehicles-text": "#4A4A4A",
                "vehicles-soft": "#CFCFCF",
                "chips": "#1C1C1C",
                "chips-text": "#1C1C1C",
                "chips-soft": "#A3A3A3",
                "other": "#8C8C8C",
                "other-text": "#525252",
                "filling": "#ABABAB",
                "filling-soft": "#DADADA",
                "reference": "#000000",
                "focus": "#161616",
            }
        ),
    }
)

CORES = ("vehicles", "chips")
_CORE_ROLES = MappingProxyType({"vehicles": "vehicles", "chips": "chips", "total": "reference"})


def colour(role: str) -> str:
    """The name by which a figure asks for a colour; the theme decides in the browser which it is."""
    if role not in COLOURS["light"]:
        raise KeyError(role)
    return f"var(--{role})"


def core_role(core: str) -> str:
    """The role of a sector's core: vehicles warm, chips cool, totals as reference, all else grey."""
    return _CORE_ROLES.get(core, "other")


def text_role(role: str) -> str:
    """The role of a text that belongs to a mark of ``role``."""
    return f"{role}-text" if f"{role}-text" in COLOURS["light"] else "ink"


def stylesheet() -> str:
    """assets/10-tokens.css: the tokens as custom properties, a block for each theme."""
    fixed = [f"  --font-text: {FONT_TEXT};", f"  --font-headline: {FONT_HEADLINE};", f"  --width: {WIDTH}px;"]
    fixed += [f"  --size-{name}: {pixels / 16:g}rem;" for name, pixels in SIZES.items()]
    blocks = [
        "/* Generated from app/theme.py by `make tokens`; do not edit. */",
        ":root {\n" + "\n".join(fixed) + "\n}",
        _block(':root, [data-theme="light"]', "light"),
        "@media (prefers-color-scheme: dark) {\n"
        + _block(':root:not([data-theme]), [data-theme="auto"]', "dark")
        + "\n}",
        _block('[data-theme="dark"]', "dark"),
        _block('[data-theme="contrast"]', "contrast"),
        "@media print {\n" + _block(":root, :root[data-theme]", "light") + "\n}",
    ]
    return "\n".join(blocks) + "\n"


def _block(selector: str, theme: str) -> str:
    scheme = "dark" if theme == "dark" else "light"
    lines = [f"  color-scheme: {scheme};"]
    lines += [f"  --{role}: {value.lower()};" for role, value in COLOURS[theme].items()]
    return selector + " {\n" + "\n".join(lines) + "\n}"


def palette(name: str, *, selector: str = ":root") -> str:
    """The colours of one theme as custom properties of a selector, for documents that have no other."""
    return _block(selector, name)


def themes(name: str) -> str:
    """The colours of a document of that theme, light on paper; ``auto`` follows the device."""
    blocks = [palette("light" if name == "auto" else name)]
    if name == "auto":
        blocks.append("@media (prefers-color-scheme: dark) {\n" + palette("dark") + "\n}")
        blocks.append("@media (prefers-contrast: more) {\n" + palette("contrast") + "\n}")
    if name in ("auto", "dark"):
        blocks.append("@media print {\n" + palette("light") + "\n}")
    return "\n".join(blocks)


def contrast(first: str, second: str) -> float:
    """The contrast ratio of two colours (WCAG 2.2, relative luminance), from 1 to 21."""
    bright, dim = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def _luminance(hexadecimal: str) -> float:
    channels = [int(hexadecimal[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
