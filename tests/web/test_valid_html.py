"""The served HTML is valid by the Nu validator; what Dash itself writes is listed. Needs Java and its jar.

The jar (30 MB) is not in the tree: take `vnu.jar` out of the npm package `vnu-jar` and name its path in ``VNU_JAR``.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.drawings import SLUGS

JAR = os.environ.get("VNU_JAR", "")
PATHS = (
    *("/", "/growth", "/shift", "/milestones", "/data", "/terms", "/nowhere"),
    *("/briefing", "/briefing?charts=sector-growth,two-cores", "/milestones?milestone=changan-30-millionth"),
    *("/embed/page/overview", "/embed/page/data", "/growth?foo=1"),
    *(f"/{kind}/{slug}" for kind in ("chart", "embed", "embed-static") for slug in SLUGS),
)
WRITTEN_BY_DASH = ("The “type” attribute is unnecessary for JavaScript resources.",)
WANTED = (
    "Duplicate “dt” name",  # two remarks on one value of two sources
    "The first occurrence of “dt” name",
    # Rows of the data page stand as cards on phones, where browsers no longer see a table: its parts say what they are.
    *(f"The “role” attribute must not be used on a “{tag}” element which has a “table”" for tag in ("td", "th", "tr")),
)
UNNECESSARY = re.compile(r"The “(cell|columnheader|row|rowgroup|rowheader|table)” role is unnecessary for element")
# What browsers know and the validator does not yet.
NEWER_CSS = re.compile(
    "CSS: (Unrecognized at-rule “@container”|“(container-type|field-sizing|line-clamp|paint-order)”)"
)

pytestmark = [
    pytest.mark.full,
    pytest.mark.skipif(
        not (shutil.which("java") and Path(JAR).is_file()), reason="Java or the jar that VNU_JAR names is missing"
    ),
]


@pytest.mark.parametrize("lang", ["de", "en", "zh"])
def test_every_page_is_valid_html(client: FlaskClient, tmp_path: Path, lang: str) -> None:
    for number, path in enumerate(PATHS):
        answer = client.get(f"{path}{'&' if '?' in path else '?'}lang={lang}")
        (tmp_path / f"{number}.html").write_bytes(answer.data)
    command = ["java", "-Xss1m", "-jar", JAR, "--format", "json", *map(str, sorted(tmp_path.glob("*.html")))]
    said = subprocess.run(command, capture_output=True, check=False, timeout=300).stderr
    wrong = [
        f"{PATHS[int(Path(message['url']).stem)]}: {message['message']} {message.get('extract', '')[:120]}"
        for message in json.loads(said)["messages"]
        if (message["type"] == "error" or message.get("subType") == "warning")
        and message["message"] not in WRITTEN_BY_DASH
        and not message["message"].startswith(WANTED)
        and not UNNECESSARY.match(message["message"])
        and not NEWER_CSS.match(message["message"])
    ]
    assert wrong == []
