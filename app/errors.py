"""The one tree of errors that Doppelkern raises on purpose; it must not know how an error is shown.

DoppelkernError
├── SettingInvalid        an environment variable has a value that cannot be used      (at start)
├── PackageInvalid        the data package breaks its rules: all problems at once       (at start, on swap)
├── SourceUnreached       the address of the package cannot be read now                 (at start, on swap)
├── RequestInvalid        what came from outside cannot be served, answered as 4xx
│   ├── NotFound          404: no such page, chart or table
│   ├── NotAdmitted       403: the installation answers only who comes through the portal's single sign-on
│   ├── MalformedRequest  400: a callback body or parameter that no page of ours sends
│   ├── RequestTooLarge   413: more than the limits allow
│   └── FormatUnknown     501: the same in a format that is not made here
└── Unavailable           503: cannot be served now; says why, and after how many seconds to ask again
    ├── RendererMissing   there is no Chromium to make images with
    ├── RendererBusy      too many images are asked for at once
    └── CaptureRejected   an image was made but does not show what it should
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


class DoppelkernError(Exception):
    """Base of every error raised on purpose."""


class SettingInvalid(DoppelkernError):
    """An environment variable holds a value that cannot be used; the message names variable and reason."""


class PackageInvalid(DoppelkernError):
    """The data package breaks its rules; ``problems`` holds every one of them."""

    def __init__(self, problems: Sequence[Any]) -> None:
        self.problems = tuple(problems)
        lines = "\n".join(f"  {problem}" for problem in self.problems)
        super().__init__(f"the data package has {len(self.problems)} problem(s):\n{lines}")


class SourceUnreached(DoppelkernError):
    """The package cannot be read from its address now; the message says why, without the address."""


class RequestInvalid(DoppelkernError):
    """A request that cannot be served; ``status`` is the HTTP status, ``reason`` a key of the texts."""

    status = 400
    reason = "error.malformed"


class NotFound(RequestInvalid):
    """There is nothing at that address."""

    status = 404
    reason = "error.not_found"


class NotAdmitted(RequestInvalid):
    """The installation answers only those whom the portal has signed in."""

    status = 403
    reason = "error.not_admitted"


class MalformedRequest(RequestInvalid):
    """The request is not one that a page of this dashboard sends."""


class RequestTooLarge(RequestInvalid):
    """The request is larger than the limits allow."""

    status = 413
    reason = "error.too_large"


class FormatUnknown(RequestInvalid):
    """What is asked for exists, but not in that format."""

    status = 501
    reason = "error.format_unknown"


class Unavailable(DoppelkernError):
    """Cannot be served now; ``reason`` is a key of the texts, ``retry_after`` the seconds to wait, if any."""

    status = 503
    reason = "error.unavailable"
    retry_after = 0


class RendererMissing(Unavailable):
    """There is no browser on this host to make images with."""

    reason = "error.renderer_missing"


class RendererBusy(Unavailable):
    """Too many images are asked for at once, or one takes too long."""

    reason = "error.renderer_busy"
    retry_after = 5


class CaptureRejected(Unavailable):
    """An image was made but is blank, of the wrong size, cut, or lacks its source line; the message says which."""

    reason = "error.capture_rejected"
    retry_after = 2
