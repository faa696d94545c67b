"""Who is answered: everyone, or only those whom the portal's single sign-on has named; it must not keep who that is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address

from flask import request

from app.errors import NotAdmitted, NotFound

Network = IPv4Network | IPv6Network

_ALWAYS = ("healthz", "readyz")
_METRICS = "metrics"
_FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via")
_SOMEBODY = re.compile(r"[^\x00-\x1f\x7f]{1,256}")


@dataclass(frozen=True, kw_only=True)
class Access:
    """The rules of an installation. ``header`` is empty where everyone is answered."""

    prefix: str
    header: str
    proxies: Sequence[Network]
    metrics: Sequence[Network]

    def check(self) -> None:
        """Raises NotAdmitted for a reader the portal has not named, NotFound for metrics asked from elsewhere."""
        name = self._name()
        if name == _METRICS:
            if not _within(self.metrics) or any(header in request.headers for header in _FORWARDED):
                raise NotFound(_METRICS)
        elif self.header and name not in _ALWAYS and not self._is_named():
            raise NotAdmitted

    def _name(self) -> str:
        return request.path.removeprefix(self.prefix) if request.path.startswith(self.prefix) else request.path[1:]

    def _is_named(self) -> bool:
        return _within(self.proxies) and bool(_SOMEBODY.fullmatch(request.headers.get(self.header, "").strip()))


def _within(networks: Sequence[Network]) -> bool:
    """Whether whoever opened the connection is in one of the networks, whatever forwarded headers say."""
    try:
        address = ip_address(_peer())
    except ValueError:
        return False
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        return any(address.ipv4_mapped in network for network in networks)
    return any(address in network for network in networks)


def _peer() -> str:
    before = request.environ.get("werkzeug.proxy_fix.orig")
    return str((before or request.environ).get("REMOTE_ADDR") or "")
