"""A file over HTTP comes whole or not at all, whatever the server answers, and never after the bounds."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.errors import SourceUnreached
from app.store.fetching import Fetcher, Limits, Validators
from tests.store import hosted as server
from tests.store.hosted import Act, Hosted, hosting

pytestmark = pytest.mark.matrix

SMALL = Limits(file_bytes=400_000, all_bytes=600_000)
HASTY = Limits(step_seconds=0.3, whole_seconds=0.6)
CONTENT = b"area,kind\n" + b"chongqing,subject\n" * 50


@pytest.fixture(scope="module")
def hosted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hosted]:
    folder = tmp_path_factory.mktemp("hosted")
    (folder / "areas.csv").write_bytes(CONTENT)
    (folder / "large.csv").write_bytes(b"x" * 390_000)
    with hosting(folder) as given:
        yield given


def get(hosted: Hosted, path: str = "areas.csv", limits: Limits = SMALL) -> bytes | None:
    with Fetcher(limits) as fetcher:
        return fetcher.get(f"{hosted.origin}/data/{path}", Validators()).body


BAD: dict[str, tuple[Act, str, Limits]] = {
    "a body cut off": (server.cut_off, "cut off|cannot be read", SMALL),
    "a length beyond the bounds": (server.too_long, "larger than allowed", SMALL),
    "a body without end": (server.endless, "larger than allowed", SMALL),
    "a body drop by drop": (server.dripping, "longer than", HASTY),
    "headers drop by drop": (server.dripping_headers, "longer than", HASTY),
    "no answer": (server.silent, "cannot be read: .*timed out|longer than", HASTY),
    "no length": (server.without_length, "no length", SMALL),
    "a packed body": (server.packed, "packs", SMALL),
    "no HTTP": (server.not_http, "cannot be read", SMALL),
    "not changed, though nobody asked": (server.unasked_304, "304", SMALL),
    "a redirect to a file": (server.to("file:///etc/passwd"), "redirects to file", SMALL),
    "a redirect to another server": (server.to("http://127.0.0.2:1/areas.csv"), "redirects to http", SMALL),
    "a redirect to another scheme": (server.to("ftp://127.0.0.1/areas.csv"), "redirects to ftp", SMALL),
    "a redirect with a name and password": (server.to("https://a:b@127.0.0.1/areas.csv"), "redirects", SMALL),
    "a redirect to no address": (server.to("http://[/"), "cannot be read", SMALL),
    "a redirect in circles": (server.to("/data/areas.csv"), "redirects more than", SMALL),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_answer_is_refused_with_the_reason(hosted: Hosted, kind: str) -> None:
    act, said, limits = BAD[kind]
    hosted.acts["/data/areas.csv"] = act
    try:
        with pytest.raises(SourceUnreached, match=said):
            get(hosted, limits=limits)
    finally:
        hosted.acts.clear()


def test_a_file_comes_whole(hosted: Hosted) -> None:
    assert get(hosted) == CONTENT


def test_all_files_of_a_look_are_bounded_together(hosted: Hosted) -> None:
    with Fetcher(SMALL) as fetcher:
        assert fetcher.get(f"{hosted.origin}/data/large.csv", Validators()).body
        with pytest.raises(SourceUnreached, match="larger than allowed"):
            fetcher.get(f"{hosted.origin}/data/large.csv", Validators())


def test_a_redirect_on_the_same_server_is_followed_and_said(hosted: Hosted) -> None:
    hosted.acts["/latest/areas.csv"] = server.to("/data/areas.csv")
    with Fetcher(SMALL) as fetcher:
        answer = fetcher.get(f"{hosted.origin}/latest/areas.csv", Validators())
    assert (answer.address, answer.body) == (f"{hosted.origin}/data/areas.csv", CONTENT)


def test_a_file_that_is_still_the_same_is_not_sent(hosted: Hosted) -> None:
    with Fetcher(SMALL) as fetcher:
        first = fetcher.get(f"{hosted.origin}/data/areas.csv", Validators())
        again = fetcher.get(f"{hosted.origin}/data/areas.csv", first.validators)
    assert again.body is None
    assert hosted.asked[-1] == ("/data/areas.csv", 304)


def test_a_server_that_is_not_there_is_said(hosted: Hosted) -> None:
    with pytest.raises(SourceUnreached, match="cannot be read"), Fetcher(SMALL) as fetcher:
        fetcher.get("http://127.0.0.1:9/datapackage.json", Validators())
