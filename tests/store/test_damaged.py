"""Every way a package gets damaged: it is loaded as meant, or refused with the place; the data before keeps serving."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.store.live import LiveSnapshot
from tests.packages import changed, rows, text

pytestmark = pytest.mark.matrix

Damage = Callable[[Path], None]
Place = tuple[str, int | None, str | None]
OBSERVATIONS = "observations.csv"


def cell(table: str, row: int, **cells: str) -> Damage:
    """Some cells of a row (as a spreadsheet counts) written otherwise."""
    return lambda package: (package / f"{table}.csv").write_bytes(
        text(table, changed(table, row - 2, **cells)).encode("utf-8-sig")
    )


def content(table: str, change: Callable[[bytes], bytes]) -> Damage:
    """The bytes of a table changed."""

    def damage(package: Path) -> None:
        path = package / f"{table}.csv"
        path.write_bytes(change(path.read_bytes()))

    return damage


def descriptor(change: Callable[[str], str]) -> Damage:
    def damage(package: Path) -> None:
        path = package / "datapackage.json"
        path.write_text(change(path.read_text("utf-8")), "utf-8")

    return damage


def without(column: str) -> Damage:
    kept = [{name: value for name, value in row.items() if name != column} for row in rows("observations")]
    return lambda package: (package / OBSERVATIONS).write_bytes(text("observations", kept).encode())


def twice(package: Path) -> None:
    listed = rows("observations")
    (package / OBSERVATIONS).write_bytes(text("observations", [*listed, listed[0]]).encode())


def parent_loop(package: Path) -> None:
    listed = rows("sectors")
    listed[0]["parent"], listed[1]["parent"] = listed[1]["sector"], listed[0]["sector"]
    (package / "sectors.csv").write_bytes(text("sectors", listed).encode())


def gone(name: str) -> Damage:
    return lambda package: (package / name).unlink()


def link_outside(package: Path) -> None:
    (package / "flags.csv").rename(package.parent / "flags.csv")
    (package / "flags.csv").symlink_to(package.parent / "flags.csv")


def directory_instead(package: Path) -> None:
    (package / "flags.csv").unlink()
    (package / "flags.csv").mkdir()


def half_saved(package: Path) -> None:
    kept = [row for row in rows("sectors") if row["sector"] != "automotive"]
    (package / "sectors.csv").write_bytes(text("sectors", kept).encode())


LAST = len(rows("observations")) + 1
REFUSED: dict[str, tuple[Damage, Place]] = {
    "a word for a number": (cell("observations", 3, value="many"), (OBSERVATIONS, 3, "value")),
    "a decimal comma": (cell("observations", 3, value="5,3"), (OBSERVATIONS, 3, "value")),
    "no number": (cell("observations", 4, value="NaN"), (OBSERVATIONS, 4, "value")),
    "infinity": (cell("observations", 4, value="-inf"), (OBSERVATIONS, 4, "value")),
    "a huge number": (cell("observations", 4, value="1e999"), (OBSERVATIONS, 4, "value")),
    "an empty value": (cell("observations", 4, value=""), (OBSERVATIONS, 4, "value")),
    "a formula for a number": (cell("observations", 4, value="=1+1"), (OBSERVATIONS, 4, "value")),
    "an unknown sector": (cell("observations", 5, sector="steam"), (OBSERVATIONS, 5, "sector")),
    "an unknown flag": (cell("observations", 5, flags="wrong"), (OBSERVATIONS, 5, "flags")),
    "no period": (cell("observations", 2, period="2025-Q5"), (OBSERVATIONS, 2, "period")),
    "a period over two years": (cell("observations", 2, period="2024-2025"), (OBSERVATIONS, 2, "period")),
    "a span the wrong way round": (cell("observations", 2, period="2025..2024"), (OBSERVATIONS, 2, "period")),
    "a period the wrong way round": (cell("observations", 2, period="9M-2025"), (OBSERVATIONS, 2, "period")),
    "a day that does not exist": (cell("milestones", 2, date="2025-02-30"), ("milestones.csv", 2, "date")),
    "the same key twice": (twice, (OBSERVATIONS, LAST + 1, "period")),
    "a column too few": (without("evidence"), (OBSERVATIONS, 1, "evidence")),
    "a column too many": (
        content("areas", lambda data: data.replace(b"area,", b"area,extra,", 1).replace(b"\nchina,", b"\nchina,x,")),
        ("areas.csv", 1, "extra"),
    ),
    "a sector above itself": (parent_loop, ("sectors.csv", 2, "parent")),
    "semicolons": (content("observations", lambda data: data.replace(b",", b";")), (OBSERVATIONS, 1, None)),
    "tabs": (content("observations", lambda data: data.replace(b",", b"\t")), (OBSERVATIONS, 1, None)),
    "GB 18030": (
        content("areas", lambda data: data.decode("utf-8-sig").replace("chongqing zh", "重庆").encode("gb18030")),
        ("areas.csv", 2, None),
    ),
    "Latin 1": (
        content("areas", lambda data: data.decode("utf-8-sig").replace("chongqing de", "Größe").encode("latin-1")),
        ("areas.csv", 2, None),
    ),
    "UTF-16": (
        content("areas", lambda data: data.decode("utf-8-sig").encode("utf-16")), ("areas.csv", None, None)
    ),
    "a workbook for a table": (content("areas", lambda data: b"PK\x03\x04" + data), ("areas.csv", None, None)),
    "a table cut off in a row": (
        content("observations", lambda data: data[: data.rindex(b",percent")]), (OBSERVATIONS, None, None)
    ),
    "an empty table": (content("observations", lambda data: b""), (OBSERVATIONS, None, None)),
    "a table that is gone": (gone("flags.csv"), ("flags.csv", None, None)),
    "a descriptor that is gone": (gone("datapackage.json"), ("datapackage.json", None, None)),
    "broken JSON": (descriptor(lambda said: said[: len(said) // 2]), ("datapackage.json", None, None)),
    "JSON of another shape": (descriptor(lambda said: "[]"), ("datapackage.json", None, None)),
    "deep JSON": (descriptor(lambda said: "[" * 100_000), ("datapackage.json", None, None)),
    "a path out of the folder": (
        descriptor(lambda said: said.replace('"flags.csv"', '"../flags.csv"')), ("datapackage.json", None, None)
    ),
    "a link out of the folder": (link_outside, ("flags.csv", None, None)),
    "a folder for a file": (directory_instead, ("flags.csv", None, None)),
    "a half-saved pair": (half_saved, (OBSERVATIONS, None, "sector")),
}  # fmt: skip

LOADED: dict[str, Damage] = {
    "a byte-order mark less": content("areas", lambda data: data.removeprefix(b"\xef\xbb\xbf")),
    "CRLF": content("observations", lambda data: data.replace(b"\n", b"\r\n")),
    "empty rows": content("observations", lambda data: data + b"\n\n"),
    "everything in quotation marks": content(
        "areas",
        lambda data: b"\n".join(
            b",".join(b'"' + word + b'"' for word in line.split(b",")) for line in data[3:].splitlines()
        ),
    ),
    "HTML in a text": cell("areas", 2, label_de="<script>alert(1)</script>"),
    "a formula in a text": cell("areas", 2, label_de="=HYPERLINK(1)"),
    "a very large but finite number": cell("observations", 2, value="1e300"),
}


@pytest.fixture
def live(package: Path, cache_dir: Path) -> LiveSnapshot:
    return LiveSnapshot(package, cache_dir=cache_dir)


def look(live: LiveSnapshot) -> bool:
    live.look(0.0)
    return live.look(5.0)


@pytest.mark.parametrize("kind", REFUSED)
def test_a_damaged_package_is_refused_with_the_place_and_the_old_one_keeps_serving(
    live: LiveSnapshot, package: Path, kind: str
) -> None:
    damage, (file, row, column) = REFUSED[kind]
    before = live.current
    damage(package)
    assert not look(live)
    assert live.current is before
    assert before.rows("gdp_growth")["value"].tolist() == [5.7, 5.0, 5.3]
    assert live.refusal is not None
    places = [(problem.file, problem.row, problem.column) for problem in live.refusal.problems]
    fitting = [place for place in places if place[0] == file and row in (None, place[1]) and column in (None, place[2])]
    assert fitting, places
    assert all(len(problem.reason) > 10 for problem in live.refusal.problems)


@pytest.mark.parametrize("kind", LOADED)
def test_what_only_looks_unusual_is_loaded(live: LiveSnapshot, package: Path, kind: str) -> None:
    LOADED[kind](package)
    assert look(live)
    assert live.refusal is None


def test_a_half_saved_pair_comes_into_force_once_its_other_half_is_there(live: LiveSnapshot, package: Path) -> None:
    listed = [*rows("sectors"), rows("sectors")[-1] | {"sector": "hydrogen"}]
    observed = [*rows("observations"), rows("observations")[-1] | {"sector": "hydrogen"}]
    (package / OBSERVATIONS).write_bytes(text("observations", observed).encode())
    assert not look(live)
    assert live.refusal is not None
    (package / "sectors.csv").write_bytes(text("sectors", listed).encode())
    assert look(live)
    assert live.refusal is None
    assert "hydrogen" in set(live.current.observations["sector"])


@contextmanager
def as_ordinary_user() -> Iterator[None]:
    """Root may read everything: within the block the process has the rights of nobody."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


@pytest.mark.parametrize("name", ["", "flags.csv", "datapackage.json"])
def test_a_folder_or_file_without_rights_is_refused(live: LiveSnapshot, package: Path, name: str) -> None:
    before, locked = live.current, package / name
    locked.chmod(0)
    (package if name else package.parent).joinpath("touched").touch()
    try:
        with as_ordinary_user():
            assert not look(live)
            assert not look(live)
        assert live.current is before
        assert live.refusal is not None
        assert any("cannot be read" in problem.reason for problem in live.refusal.problems)
    finally:
        locked.chmod(0o755)


def vanish(package: Path) -> None:
    (package / "flags.csv").unlink(missing_ok=True)


def change(package: Path) -> None:
    (package / "flags.csv").write_bytes(text("flags", changed("flags", 0, label_en="Other words")).encode())


def save_half(package: Path) -> None:
    path = package / "sources.csv"
    path.write_bytes(path.read_bytes()[:100])


@pytest.mark.parametrize("meanwhile", [vanish, change, save_half])
def test_a_file_that_changes_while_the_package_is_read_changes_nothing(
    live: LiveSnapshot, package: Path, monkeypatch: pytest.MonkeyPatch, meanwhile: Damage
) -> None:
    before, read = live.current, Path.read_bytes

    def reading(path: Path) -> bytes:
        found = read(path)
        if path.name == "areas.csv":
            meanwhile(package)
        return found

    cell("areas", 2, label_en="New words")(package)
    monkeypatch.setattr(Path, "read_bytes", reading)
    assert not look(live)
    assert live.current is before


def test_all_problems_are_named_at_once(live: LiveSnapshot, package: Path) -> None:
    cell("observations", 3, value="many")(package)
    cell("areas", 2, kind="")(package)
    described = json.loads((package / "datapackage.json").read_text("utf-8"))
    (package / "datapackage.json").write_text(json.dumps(described | {"featured_period": "soon"}), "utf-8")
    look(live)
    assert live.refusal is not None
    assert {problem.file for problem in live.refusal.problems} == {OBSERVATIONS, "areas.csv", "datapackage.json"}
