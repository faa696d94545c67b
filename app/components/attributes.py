"""Names of attributes that Python cannot spell: ``aria-label``, ``data-tab``; nothing else."""

from __future__ import annotations

from typing import Any


def aria(**values: str) -> Any:
    """``aria(label="Pages")`` for ``**``: {"aria-label": "Pages"}; an underscore stands for a hyphen."""
    return {f"aria-{name.replace('_', '-')}": value for name, value in values.items()}


def data(**values: str) -> Any:
    """``data(tab="notes")`` for ``**``: {"data-tab": "notes"}."""
    return {f"data-{name.replace('_', '-')}": value for name, value in values.items()}
