"""Files that workers share: whole or not there, and never more than their bound."""

from __future__ import annotations

from pathlib import Path

from app.exports.kept import KeptFiles


def test_what_one_worker_keeps_another_finds(tmp_path: Path) -> None:
    KeptFiles(tmp_path / "images", bound=1000).keep("a/b?c", b"bytes")
    other = KeptFiles(tmp_path / "images", bound=1000)
    assert other.get("a/b?c") == b"bytes"
    assert other.get("a/b?d") is None
    assert [path.name.startswith(".") for path in (tmp_path / "images").iterdir()] == [False]


def test_the_folder_stays_within_its_bound(tmp_path: Path) -> None:
    kept = KeptFiles(tmp_path / "images", bound=10_000)
    for number in range(100):
        kept.keep(str(number), bytes(500))
    size = sum(path.stat().st_size for path in (tmp_path / "images").iterdir())
    assert size <= 10_000 + 32 * 500, "looked at every 32 files"
    assert kept.get("99") == bytes(500)
    kept.keep("huge", bytes(10_001))
    assert kept.get("huge") is None


def test_without_a_folder_of_our_own_nothing_is_kept(tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o777)
    for kept in (KeptFiles(shared, bound=1000), KeptFiles(None, bound=1000), KeptFiles(tmp_path / "x", bound=0)):
        kept.keep("a", b"bytes")
        assert kept.get("a") is None
