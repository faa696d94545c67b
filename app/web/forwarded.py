"""What proxies say of the request as the browser sent it, believed only from as many as the operator names.

It must not be asked by anything else: without such proxies every X-Forwarded header is a stranger's word.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


def trust(server: Flask, *, proxies: int, prefix: str) -> None:
    """Believe scheme, host and stripped prefix as the last ``proxies`` proxies give them; none where it is 0.

    The port is part of X-Forwarded-Host: one header that a proxy may forget to set is one too many.
    """
    if not proxies:
        return
    inner = ProxyFix(server.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies)
    server.wsgi_app = RestoredPrefix(inner, prefix=prefix, proxies=proxies)  # type: ignore[method-assign]


class RestoredPrefix:
    """Puts the prefix back in front of a path from which a proxy stripped it and said so in X-Forwarded-Prefix."""

    def __init__(self, inner: WSGIApplication, *, prefix: str, proxies: int) -> None:
        self._inner = inner
        self._prefix = prefix
        self._proxies = proxies

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """The inner application's answer to the path as the browser sent it."""
        said = str(environ.get("HTTP_X_FORWARDED_PREFIX", "")).split(",")[-self._proxies :]
        path = str(environ.get("PATH_INFO", ""))
        stripped = any(f"{one.strip().rstrip('/')}/" == self._prefix for one in said)
        if self._prefix != "/" and stripped and not f"{path}/".startswith(self._prefix):
            environ.update(PATH_INFO=self._prefix.rstrip("/") + path)
        return self._inner(environ, start_response)
