"""How Chinese names sound, in syllables of pinyin without tones; it must not know what the names are of.

The dictionary takes 60 MB and a quarter of a second to load, and is asked once for each version of the data. So it is
read in a process of its own, which ends with the answer: no worker of the server ever holds it.
"""

from __future__ import annotations

import json
import logging
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path

Syllables = tuple[str, ...]

_LOG = logging.getLogger(__name__)
_CHINESE = re.compile(r"[\u3400-\u9fff]+")
_SECONDS = 30
# What the dictionary reads otherwise: the steelworks of Chongqing, and a capital of something.
_OWN: Mapping[str, tuple[str, ...]] = {"重钢": ("chóng", "gāng"), "之都": ("zhī", "dū")}
_CHILD = "import json, sys; sys.path[:0] = json.loads(sys.argv[1]); from app.charts.pinyin import answer; answer()"


def syllables_of(names: Iterable[str]) -> Mapping[str, Syllables]:
    """The syllables of each name that has Chinese characters; of none where the dictionary cannot be read."""
    asked = [name for name in dict.fromkeys(names) if _CHINESE.search(name)]
    if not asked:
        return {}
    modules = [str(Path(__file__).resolve().parents[2]), *(path for path in sys.path if path)]
    try:
        done = subprocess.run(
            [sys.executable, "-c", _CHILD, json.dumps(modules)],
            input=json.dumps(asked),
            capture_output=True,
            text=True,
            timeout=_SECONDS,
            check=True,
        )
        found = json.loads(done.stdout)
    except (OSError, subprocess.SubprocessError, ValueError) as error:
        _LOG.warning("Chinese names cannot be found by their sound", extra={"reason": str(error)[-200:]})
        return {}
    return {name: tuple(sounds) for name, sounds in zip(asked, found, strict=True)}


def answer() -> None:
    """What the other process does: names come in as JSON, their syllables go out."""
    sys.stdout.write(json.dumps([read_aloud(name) for name in json.load(sys.stdin)]))


def read_aloud(name: str) -> list[str]:
    """The syllables of the Chinese characters of a name, by the words they form; this loads the dictionary."""
    read = _dictionary()
    return [sound for run in _CHINESE.findall(name) for sound in read(run)]


@cache
def _dictionary() -> Callable[[str], list[str]]:
    from pypinyin import lazy_pinyin, load_phrases_dict

    load_phrases_dict({word: [[sound] for sound in sounds] for word, sounds in _OWN.items()})
    return lazy_pinyin
