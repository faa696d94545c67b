"""Every setting of the dashboard and the only reader of the environment; it must not act on any of them."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from app.errors import SettingInvalid

_ROOT = Path(__file__).resolve().parent.parent
Network = IPv4Network | IPv6Network
_LOOPBACK = (ip_network("127.0.0.0/8"), ip_network("::1/128"))
_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
_HOST = re.compile(r"(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?")


def _directory(text: str) -> Path:
    path = Path(text).expanduser().resolve()
    if not path.is_dir():
        raise ValueError("is not a directory")
    return path


def _package(text: str) -> Path | str:
    """A folder, or an http address, the one exception to: nothing is fetched from elsewhere."""
    if "://" not in text:
        return _directory(text)
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not _HOST.fullmatch(parts.netloc) or parts.query or parts.fragment:
        raise ValueError("must be a folder or an address such as https://data.example/doppelkern/datapackage.json")
    if not parts.path.endswith("/datapackage.json"):
        raise ValueError("is an address that does not end in /datapackage.json")
    return text


def _seconds(low: float, high: float) -> Callable[[str], float]:
    def parse(text: str) -> float:
        if not re.fullmatch(r"[0-9]{1,6}(\.[0-9]{1,3})?", text, re.ASCII) or not low <= float(text) <= high:
            raise ValueError(f"must be a number of seconds from {low:g} to {high:g}")
        return float(text)

    return parse


def _file(text: str) -> Path:
    path = Path(text).expanduser().resolve()
    if not path.is_file():
        raise ValueError("is not a file")
    return path


def _prefix(text: str) -> str:
    if not (text.startswith("/") and text.endswith("/")) or any(c in text for c in "?#\"'<> \\") or "//" in text:
        raise ValueError("must start and end with a slash, such as /portal/doppelkern/")
    return text


def _public_url(text: str) -> str:
    """Scheme and host, and the path where one is given, without a slash at the end."""
    scheme, host, path, query, fragment = urlsplit(text)
    if scheme not in ("http", "https") or not _HOST.fullmatch(host) or query or fragment:
        raise ValueError("must be an address such as https://portal.example/doppelkern/, without ? and #")
    return f"{scheme}://{host}{path.rstrip('/')}"


def _switch(text: str) -> bool:
    if text not in ("0", "1"):
        raise ValueError("must be 0 or 1")
    return text == "1"


def _between(low: int, high: int) -> Callable[[str], int]:
    def parse(text: str) -> int:
        if not text.isascii() or not text.isdigit() or not low <= int(text) <= high:
            raise ValueError(f"must be a whole number from {low} to {high}")
        return int(text)

    return parse


def _header_name(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9-]{0,60}", text):
        raise ValueError("must be the name of a header, such as X-Remote-User")
    return text


def _networks(text: str) -> tuple[Network, ...]:
    try:
        return tuple(ip_network(part) for part in text.replace(",", " ").split())
    except ValueError as error:
        raise ValueError(f"must list addresses or networks such as 10.0.0.0/8: {error}") from error


_ORIGIN = re.compile(
    r"(https?)://((?=[^/:]*[a-z0-9])[a-z0-9_](?:[a-z0-9._-]*[a-z0-9_])?)(?::([1-9][0-9]{0,4}|\*))?", re.IGNORECASE
)


def _ancestors(text: str) -> str:
    """Origins as a content security policy writes them, joined by spaces: each ``'self'``, exact, or of any port."""
    found = dict.fromkeys(_ancestor(part) for part in text.replace(",", " ").split())
    if not found:
        raise ValueError("names no origin; 'self' stands for this server alone")
    return " ".join(found)


def _ancestor(text: str) -> str:
    if text == "'self'":
        return text
    found = _ORIGIN.fullmatch(text)
    if not found or ((found[3] or "*") != "*" and int(found[3]) > 65535):
        raise ValueError(
            f"names {text!r}, which is not an origin: write 'self' with its quotes, scheme://host, scheme://host:port "
            "or scheme://host:* without a path; hosts outside ASCII as xn--…"
        )
    scheme, host, port = found[1].lower(), found[2].lower(), found[3] or ""
    usual = {"http": "80", "https": "443"}[scheme]
    return f"{scheme}://{host}" + (f":{port}" if port not in ("", usual) else "")


def _level(text: str) -> str:
    if text.upper() not in _LEVELS:
        raise ValueError(f"must be one of {', '.join(_LEVELS)}")
    return text.upper()


def _chromium(text: str) -> str:
    if text != "off" and shutil.which(text) is None:
        raise ValueError("is neither a program that can be run nor off")
    return text


def _setting(variable: str, default: Any, parse: Callable[[str], Any], text: str) -> Any:
    return field(default=default, metadata={"variable": variable, "parse": parse, "help": text})


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The settings, typed; each field names its variable, default and help."""

    host: str = _setting("HOST", "127.0.0.1", str, "Address the server listens on.")
    port: int = _setting("PORT", 8050, _between(1, 65535), "Port the server listens on.")
    data: Path | str = _setting(
        "DOPPELKERN_DATA",
        _ROOT / "data",
        _package,
        "Folder of the data package, or the address of one: http(s)://…/datapackage.json.",
    )
    data_still: float = _setting(
        "DOPPELKERN_DATA_STILL",
        2.0,
        _seconds(0.1, 60.0),
        "Seconds a changed package must have lain still before it is read.",
    )
    data_every: float = _setting(
        "DOPPELKERN_DATA_EVERY",
        5.0,
        _seconds(1.0, 86_400.0),
        "Seconds between two looks at the package where it is at an address.",
    )
    data_before: Path | None = _setting(
        "DOPPELKERN_DATA_BEFORE",
        None,
        _directory,
        "Folder of the package before, for /changes; empty: the one known to have been in force before this one.",
    )
    assets: Path = _setting("DOPPELKERN_ASSETS", _ROOT / "assets", _directory, "Folder of styles, scripts and fonts.")
    cache: Path | None = _setting(
        "DOPPELKERN_CACHE",
        None,
        lambda text: Path(text).expanduser().resolve(),
        "Folder for the mapped data frame; empty: the system's temporary folder.",
    )
    path_prefix: str = _setting(
        "DOPPELKERN_PATH_PREFIX", "/", _prefix, "Path under which a portal serves the dashboard."
    )
    public_url: str = _setting(
        "DOPPELKERN_PUBLIC_URL",
        "",
        _public_url,
        "Address readers know, printed in snippets, exports and canonical links; empty: that of the request on pages.",
    )
    trusted_proxies: int = _setting(
        "DOPPELKERN_TRUSTED_PROXIES",
        0,
        _between(0, 10),
        "Number of proxies whose X-Forwarded headers are believed; 0 ignores those headers.",
    )
    indexed: bool = _setting(
        "DOPPELKERN_INDEXED",
        False,
        _switch,
        "1 for a public installation: robots.txt lets search engines in, sitemap.xml lists the pages.",
    )
    legal_texts: Path | None = _setting(
        "DOPPELKERN_TEXTS",
        None,
        _directory,
        "Folder with imprint and privacy texts, such as imprint.de.md, and with accessibility-contact and "
        "accessibility-enforcement for the accessibility statement; empty: no imprint, no privacy page.",
    )
    frame_ancestors: str = _setting(
        "DOPPELKERN_FRAME_ANCESTORS",
        "'self'",
        _ancestors,
        "Who may embed and send messages to embeds: 'self', scheme://host[:port], scheme://host:*, joined by spaces.",
    )
    workers: int = _setting(
        "DOPPELKERN_WORKERS", 2, _between(1, 64), "Number of server processes; all share one data frame."
    )
    drawings: int = _setting(
        "DOPPELKERN_DRAWINGS",
        48,
        _between(0, 100_000),
        "Drawn charts each process keeps in memory; 0 keeps none.",
    )
    require_header: str = _setting(
        "DOPPELKERN_REQUIRE_HEADER",
        "",
        _header_name,
        "Header by which the portal's single sign-on names the reader; without it nothing is shown. Empty: public.",
    )
    proxy_addresses: tuple[Network, ...] = _setting(
        "DOPPELKERN_PROXY_ADDRESSES",
        _LOOPBACK,
        _networks,
        "Addresses or networks from which that header is believed.",
    )
    metrics_addresses: tuple[Network, ...] = _setting(
        "DOPPELKERN_METRICS_ADDRESSES",
        _LOOPBACK,
        _networks,
        "Addresses or networks that may read /metrics, asking the server itself and not through a proxy.",
    )
    metrics_folder: Path | None = _setting(
        "PROMETHEUS_MULTIPROC_DIR",
        None,
        _directory,
        "Folder in which the server processes put their metrics together; `doppelkern serve` makes one.",
    )
    chromium: str = _setting(
        "DOPPELKERN_CHROMIUM",
        "",
        _chromium,
        "Chromium that makes images; empty: chromium, chromium-browser or google-chrome; off: none.",
    )
    slide_template: Path | None = _setting(
        "DOPPELKERN_SLIDE_TEMPLATE",
        None,
        _file,
        "A .pptx file whose layouts and theme slides are made with; empty: our own plain one.",
    )
    log_level: str = _setting("DOPPELKERN_LOG_LEVEL", "INFO", _level, "DEBUG, INFO, WARNING or ERROR.")

    @classmethod
    def from_env(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """Read the environment, empty meaning default; raises SettingInvalid naming every unusable variable."""
        source = os.environ if environment is None else environment
        values: dict[str, Any] = {}
        wrong: list[str] = []
        for item in fields(cls):
            text = source.get(item.metadata["variable"], "").strip()
            if not text:
                continue
            try:
                values[item.name] = item.metadata["parse"](text)
            except ValueError as error:
                wrong.append(f"{item.metadata['variable']}={text!r} {error}")
        if wrong:
            raise SettingInvalid("; ".join(wrong))
        return cls(**values)

    def __post_init__(self) -> None:
        """Raises SettingInvalid where two settings contradict each other."""
        path = urlsplit(self.public_url).path
        if path and f"{path}/" != self.path_prefix:
            raise SettingInvalid(f"DOPPELKERN_PUBLIC_URL ends in {path}/, DOPPELKERN_PATH_PREFIX is {self.path_prefix}")
        if self.indexed and not self.public_url:
            raise SettingInvalid("DOPPELKERN_INDEXED=1 needs DOPPELKERN_PUBLIC_URL: a sitemap names whole addresses")

    @property
    def public_address(self) -> str:
        """The address readers know, prefix and last slash included; empty where none is set."""
        if not self.public_url:
            return ""
        scheme, host, *_ = urlsplit(self.public_url)
        return f"{scheme}://{host}{self.path_prefix}"

    @property
    def address(self) -> str:
        """The address to open in a browser on this machine."""
        host = "127.0.0.1" if self.host in ("0.0.0.0", "::") else self.host
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}{self.path_prefix}"


def environment_with(*, unless_set: Mapping[str, str] = MappingProxyType({}), **added: str) -> dict[str, str]:
    """The environment of a program to be started, with what is added to it, some only where nobody has set it."""
    return {**unless_set, **os.environ, **added}


def explain() -> list[tuple[str, str, str]]:
    """Every setting as (variable, default, help), for the command line and the README."""
    rows = []
    for item in fields(Settings):
        default = item.default
        shown = "" if default is None else default.name if isinstance(default, Path) else str(default)
        shown = str(int(default)) if isinstance(default, bool) else shown
        shown = " ".join(map(str, default)) if isinstance(default, tuple) else shown
        rows.append((item.metadata["variable"], shown, item.metadata["help"]))
    return rows
