"""Small self-contained documents to capture."""

from __future__ import annotations

STYLE = """
html { --ink: #1a1e23; }
body { margin: 0; width: 590px; height: 370px; position: relative; overflow: hidden; background: #fff;
       font: 16px "Noto Sans CJK SC", sans-serif; color: var(--ink); }
h1 { margin: 0; padding: 12px 20px; font-size: 24px; }
.mark { position: absolute; left: 20px; top: 90px; width: 12px; height: 12px; background: #d0641a;
        border: 2px solid #0b4f6c; transform: rotate(45deg); }
svg { position: absolute; left: 60px; top: 80px; }
.source-line { position: absolute; left: 20px; bottom: 8px; margin: 0; font-size: 12px; }
"""


def document(*, title: str = "汽车 Überblick 2025", source: str = "Quelle: 统计局", more: str = "") -> str:
    """A document of 590 × 370 pixels with a title, a mark, a plot with a text, and a source line."""
    return (
        f'<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>{title}</title>'
        f"<style>{STYLE}</style></head>"
        f'<body><h1>{title}</h1><span class="mark"></span>'
        '<svg class="main-svg" width="200" height="100"><rect width="50" height="50" style="fill: var(--ink)"/>'
        '<text x="60" y="20" style="fill: var(--ink)">集成电路</text></svg>'
        f'{more}<p class="source-line">{source}</p></body></html>'
    )
