"""What differs between the data in force and those before, as a page and as JSON; it must not compare by itself."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock

from flask import Response, jsonify, request

from app.components.addresses import PLAIN
from app.components.changes import changes_page
from app.curation.difference import Difference, compare
from app.errors import PackageInvalid
from app.i18n import Texts
from app.site import Site
from app.state import LANGUAGES, keep_reading
from app.store.snapshot import Snapshot, load_snapshot
from app.web import headers
from app.web.document import DocumentDash, state_of_request
from app.web.plain_page import PlainPage, send

_LOG = logging.getLogger(__name__)


class Comparison:
    """The difference between two packages, worked out once for each pair and language, and only when somebody asks."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._pair: tuple[Path, str] | None = None
        self._kept: dict[tuple[str, ...], Difference | None] = {}

    def of(self, site: Site, snapshot: Snapshot, *languages: str) -> Difference | None:
        """With the headlines in these languages; None where no earlier package is known or it cannot be read."""
        folder = site.live.earlier
        if folder is None:
            return None
        with self._lock:
            if self._pair != (folder, snapshot.version):
                self._pair, self._kept = (folder, snapshot.version), {}
            if languages not in self._kept:
                texts = {lang: site.texts[lang] for lang in languages}
                self._kept[languages] = _compared(folder, snapshot, texts)
            return self._kept[languages]


def _compared(folder: Path, snapshot: Snapshot, texts: Mapping[str, Texts]) -> Difference | None:
    try:
        with tempfile.TemporaryDirectory() as cache:
            return compare(load_snapshot(folder, cache_dir=Path(cache)), snapshot, texts)
    except (PackageInvalid, OSError) as error:
        _LOG.warning("the package before cannot be compared", extra={"reason": str(error)[:500]})
        return None


def show(site: Site, dash_app: DocumentDash, comparison: Comparison) -> str:
    """The page in the language of the address."""
    state, snapshot = keep_reading(state_of_request()), site.snapshot
    content = changes_page(site, snapshot, state, comparison.of(site, snapshot, state.lang), since=_day(site))
    title = site.texts[state.lang]("page.changes.title")
    page = PlainPage(name="changes", path=PLAIN["changes"], title=title, state=state, content=content, indexed=False)
    return send(site, dash_app, page)


def as_json(site: Site, comparison: Comparison) -> Response:
    """The whole difference; ``difference`` is null where nothing earlier is known."""
    snapshot = site.snapshot
    found = comparison.of(site, snapshot, *LANGUAGES)
    headers.say_ignored(request.args)
    answer = jsonify(
        shape="doppelkern-changes/1",
        data_version=snapshot.version,
        since=_day(site),
        difference=found.as_json() if found is not None else None,
    )
    return headers.for_everyone(answer)


def _day(site: Site) -> str:
    return datetime.fromtimestamp(site.live.since, UTC).date().isoformat()
