"""What a query finds in one version of the data is found once; it must not keep a version alive."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast
from weakref import WeakKeyDictionary

import pandas as pd

from app.store.rows import plain_frame
from app.store.snapshot import Snapshot

Others = ParamSpec("Others")
Found = TypeVar("Found")
Query = Callable[Concatenate[Snapshot, Others], Found]

_MOST = 64  # answers of a query for one version, the oldest going first


def kept(query: Query[Others, Found]) -> Query[Others, Found]:
    """Keep what a query gives for a version, by its other arguments, which are hashable; small and immutable things.

    A frame is given as a copy: what a caller does to it reaches nobody else.
    """
    by_version: WeakKeyDictionary[Snapshot, OrderedDict[Any, Found]] = WeakKeyDictionary()

    @wraps(query)
    def found(snapshot: Snapshot, *args: Others.args, **kwargs: Others.kwargs) -> Found:
        answers = by_version.setdefault(snapshot, OrderedDict())
        key = (args, tuple(sorted(kwargs.items())))
        if key in answers:
            known = answers[key]
        else:
            known = answers[key] = query(snapshot, *args, **kwargs)
            while len(answers) > _MOST:
                answers.popitem(last=False)
        return known.copy() if isinstance(known, pd.DataFrame) else known

    return cast(Query[Others, Found], found)


@kept
def plain_table(snapshot: Snapshot, name: str) -> pd.DataFrame:
    """A table of the package, other than the observations, with plain texts (object) in place of codes."""
    return plain_frame(snapshot.tables[name])
