"""Hostile requests of every class as bytes for a socket, generated from a seed."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import Any
from urllib.parse import quote

from app.charts.registry import all_charts
from app.components.addresses import PAGES
from app.factory import create_app
from app.settings import Settings
from tests.web.test_fuzz import HEADERS, METHODS, ODD, PATHS, QUERIES, bodies, spoilt
from tests.web.test_routes import ENDPOINT, arrival

Chance = random.Random
PARAMETERS = (
    "lang", "theme", "period", "time", "series", "focus", "measure", "base", "scale", "compare", "milestone",
    "category", "q", "sort", "table", "page", "tab", "hide", "id", "present", "charts", "title", "note", "add", "at",
    "form", "size", "scale_factor", "width", "height", "variant", "bom", "url", "format", "maxwidth",
    "growth-history.measure", "__class__",
)  # fmt: skip
GOOD = (
    "de", "en", "dark", "2025-9M", "2025", "latest", "2017..2025", "earliest..latest", "automotive~electronics", "log",
    "output", "1", "2", "slide", "grey", "two-cores,targets", "-value", "observations", "batteries", "square",
)  # fmt: skip
BAD = (
    "", "%00", "%ff%fe", "%ED%A0%80", "../../etc/passwd", "<script>alert(1)</script>", "{0.__class__}", "%s%n",
    "'; DROP", "-1", "9e999", "NaN", "0x10", "1" * 400, "a" * 3000, "~" * 300, "," * 500, "\u202e", "汽车", "=1+1",
    "${7*7}", "%0d%0aX:y", "9999-9M", "2025-Q9", "2025..1900", "0", "1e308", "[]", "{}", "javascript:alert(1)",
    "//evil.example", "%", "%zz",
)  # fmt: skip
FORMATS = ("csv", "json", "txt", "xlsx", "pptx", "png", "svg", "pdf", "exe", "CSV", "")
LIGHT = ("csv", "json", "txt", "png", "svg", "pdf", "exe", "CSV", "")


@lru_cache(maxsize=1)
def known_bodies() -> Sequence[dict[str, Any]]:
    """A well-formed body for each callback of the application."""
    return bodies(create_app(Settings(chromium="off", log_level="ERROR")))


def request(
    path: str, *, method: str = "GET", body: bytes = b"", headers: Mapping[str, str] = MappingProxyType({})
) -> bytes:
    """A request as bytes; header values go out as they are, in Latin 1 where they fit."""
    given = {"Host": "127.0.0.1", "Connection": "close", **headers}
    if body and not {"Content-Length", "Transfer-Encoding"} & given.keys():
        given["Content-Length"] = str(len(body))
    lines = "".join(f"{name}: {value}\r\n" for name, value in given.items())
    target = "".join(letter if " " < letter < "\x7f" else quote(letter) for letter in path)
    return f"{method} {target or '/'} HTTP/1.1\r\n{lines}\r\n".encode("latin-1", "replace") + body


def callback(chance: Chance) -> bytes:
    body = json.dumps(spoilt(chance.choice(known_bodies()), chance)).encode()
    return request(ENDPOINT, method="POST", body=body, headers={"Content-Type": "application/json"})


def state(chance: Chance) -> bytes:
    """A state with odd values, of a page or a file, or within a callback."""
    path = chance.choice([*PAGES.values(), *(f"/chart/{slug}" for slug in all_charts()), "/oembed", "/catalog.json"])
    query = _query(chance)
    kind = chance.randrange(10)
    if kind < 4:
        body = json.dumps(arrival(path, f"?{query}", chance.choice(["wide", "narrow", "x"]))).encode()
        return request(ENDPOINT, method="POST", body=body, headers={"Content-Type": "application/json"})
    if kind < 7:
        slug = chance.choice([*all_charts(), "nope", "..", "%2e%2e"])
        formats = FORMATS if chance.random() < 0.1 else LIGHT
        return request(f"/chart/{slug}.{chance.choice(formats)}?{query}")
    if kind < 8:
        return request(f"/{chance.choice(['embed', 'embed-static'])}/{chance.choice(list(all_charts()))}?{query}")
    return request(f"{path}?{query}")


def _query(chance: Chance) -> str:
    pairs = []
    for _ in range(chance.choice([1, 1, 2, 3, 5, 120])):
        name = chance.choice(PARAMETERS) if chance.random() < 0.9 else chance.choice(BAD)
        value = chance.choice(GOOD if chance.random() < 0.4 else BAD)
        pairs.append(f"{name}={value}"[:3000])
    return chance.choice(["&", "&", "&", ";", "&&"]).join(pairs)[:7900]


def query(chance: Chance) -> bytes:
    return request(chance.choice(PATHS[:20]) + chance.choice(QUERIES)[:7000])


def path(chance: Chance) -> bytes:
    parts = ["..", "%2e%2e", ".", "", "%00", "%2f", "assets", "data", "chart", "app", "settings.py", "\\", "~root", "é"]
    made = chance.choice([chance.choice(PATHS), "/" + "/".join(chance.choices(parts, k=chance.randrange(1, 9)))])
    return request(made[:7900], method=chance.choice(METHODS))


def headers(chance: Chance) -> bytes:
    odd = {
        "Accept-Language": "de;q=x," * 300, "Accept-Encoding": "br;q=9,*;q=-1", "If-None-Match": '"' * 500,
        "Range": "bytes=0-0,-1,5-2," * 40, "X-Forwarded-For": "a, b, " * 100, "X-Forwarded-Prefix": "//evil.example",
        "X-Forwarded-Host": "evil.example/..", "Forwarded": "for=_;by=;proto=\x01", "Cookie": "a=" + "b" * 4000,
        "Origin": "null", "Expect": "200-maybe", "Upgrade": "h2c", "HTTP2-Settings": "AAA", "X-Remote-User": "root\t",
        "Authorization": "Basic ////", "If-Modified-Since": "Mon, 99 Foo 0000", "Sec-CH-UA-Mobile": "?9",
        "Content-Type": "multipart/form-data; boundary=" + "x" * 200, "Accept": "*/*;q=" + "9" * 50,
        "TE": "trailers, x",
    }  # fmt: skip
    chosen = dict(chance.sample(sorted(odd.items()), k=chance.randrange(1, 6)))
    if chance.random() < 0.5:
        chosen |= {name: value for name, value in chance.choice(HEADERS).items() if name != "Content-Length"}
    return request(
        chance.choice([*PAGES.values(), "/data/sources.csv", "/metrics", "/readyz", "/embed.js"]), headers=chosen
    )


def encoding(chance: Chance) -> bytes:
    """Bodies in other encodings than the one they should be in, or than they say."""
    text = json.dumps(arrival())
    made, said = chance.choice(
        [
            (text.encode("utf-16"), {"Content-Type": "application/json"}),
            (text.encode("utf-16"), {"Content-Type": "application/json; charset=utf-16"}),
            (text.encode("utf-32"), {"Content-Type": "application/json; charset=nonsense"}),
            (gzip.compress(text.encode()), {"Content-Encoding": "gzip", "Content-Type": "application/json"}),
            (gzip.compress(b"[" * 2_000_000), {"Content-Encoding": "gzip", "Content-Type": "application/json"}),
            (b"\xef\xbb\xbf" + text.encode(), {"Content-Type": "application/json"}),
            (b"\xff\xfe\x00\xd8" * 50, {"Content-Type": "application/json"}),
            (b"[" * 100_000, {"Content-Type": "application/json"}),
            (b'{"a":' * 30_000, {"Content-Type": "application/json"}),
            (b"a=1&b=2", {"Content-Type": "application/x-www-form-urlencoded"}),
            (b'{"output": ' + b"9" * 5_000 + b"}", {"Content-Type": "application/json"}),
            (b"5\r\nhello\r\n0\r\n\r\n", {"Transfer-Encoding": "chunked"}),
            (b"zz\r\nhello\r\n", {"Transfer-Encoding": "chunked"}),
            (b"0\r\n\r\n", {"Transfer-Encoding": "gzip, chunked"}),
            (json.dumps(chance.choice([odd for odd in ODD if odd is not None])).encode("utf-8", "replace"), {}),
        ]
    )
    return request(ENDPOINT, method="POST", body=made, headers=said)


def oversized(chance: Chance) -> bytes:
    kind = chance.randrange(6)
    if kind == 0:
        return request(ENDPOINT, method="POST", body=b"x" * chance.choice([262_145, 400_000]))
    if kind == 1:
        return request(
            ENDPOINT, method="POST", body=b"{}", headers={"Content-Length": "1" * chance.choice([9, 30, 400])}
        )
    if kind == 2:
        return request("/?" + "a" * chance.choice([8_200, 20_000]))
    if kind == 3:
        return request("/", headers={"X-Long": "a" * chance.choice([8_200, 60_000])})
    if kind == 4:
        return request("/", headers={f"X-{place}": "a" for place in range(chance.choice([61, 500]))})
    return request(ENDPOINT, method="POST", body=json.dumps(arrival("/" + "a" * 200_000)).encode())


def no_http(chance: Chance) -> bytes:
    """What is no request at all, or one that ends early."""
    whole = request("/growth", headers={"Accept": "text/html"})
    return chance.choice(
        [
            chance.randbytes(chance.randrange(1, 300)) + b"\r\n\r\n",
            whole[: chance.randrange(1, len(whole))],
            whole.replace(b"HTTP/1.1", b"HTTP/" + chance.choice([b"9", b"2.0", b"1.1.1", b"0.9", b"x"])),
            whole.replace(b"GET ", chance.choice([b"", b"GET\x00 ", b"get ", b"GETGETGETGETGETGETGETGET ", b"\xff "])),
            whole.replace(b"\r\n", b"\n"),
            request(ENDPOINT, method="POST", body=b"{", headers={"Content-Length": "100"}),
            request(ENDPOINT, method="POST", headers={"Content-Length": "-5"}),
            request(
                ENDPOINT, method="POST", body=b"{}", headers={"Content-Length": "2", "Transfer-Encoding": "chunked"}
            ),
            b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        ]
    )


CLASSES: Mapping[str, tuple[Callable[[Chance], bytes], int]] = MappingProxyType(
    {
        "callback bodies": (callback, 25),
        "states": (state, 25),
        "query strings": (query, 10),
        "headers": (headers, 10),
        "paths": (path, 10),
        "encodings": (encoding, 8),
        "oversized": (oversized, 6),
        "no HTTP": (no_http, 6),
    }
)
