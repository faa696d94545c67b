"""The command: help names every setting, check prints every problem, a bad package never starts the server."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image
from pptx import Presentation

from app.cli import main, server_options
from app.exports.sizes import PRESETS
from app.settings import Settings, explain
from tests.packages import text, write_package
from tests.store.hosted import hosting

ROOT = Path(__file__).resolve().parent.parent


def test_help_names_commands_and_settings(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    said = capsys.readouterr().out
    assert ended.value.code == 0
    assert all(name in said for name in ("serve", "check", *(variable for variable, _, _ in explain())))


def test_check_of_a_good_package_ends_with_0(package: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(package)]) == 0
    assert "no problems" in capsys.readouterr().out


def test_check_prints_every_problem_and_ends_with_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = text("observations").replace("5.3", "5,3x", 1)
    package = write_package(tmp_path / "bad", observations=wrong, areas=None)
    assert main(["check", str(package)]) == 1
    said = capsys.readouterr().out
    assert "observations.csv" in said
    assert "areas.csv" in said


def test_check_of_no_folder_ends_with_1(tmp_path: Path) -> None:
    assert main(["check", str(tmp_path / "nothing")]) == 1


@pytest.mark.matrix
def test_a_bad_package_never_starts_the_server(tmp_path: Path) -> None:
    package = write_package(tmp_path / "bad", areas=None)
    ended = subprocess.run(
        [sys.executable, "-m", "app.cli", "serve"],
        cwd=ROOT,
        env={"DOPPELKERN_DATA": str(package), "PORT": "8999", "PATH": ""},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == 1
    assert "areas.csv" in ended.stdout
    assert "Traceback" not in ended.stderr


def test_a_wrong_setting_is_said_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PORT", "many")
    assert main(["serve"]) == 1
    assert "PORT='many'" in capsys.readouterr().err


def test_the_server_loads_once_before_it_forks() -> None:
    options = server_options(Settings(workers=3, port=9001))
    assert "--preload" in options
    assert options[options.index("--bind") + 1] == "127.0.0.1:9001"
    assert options[options.index("--workers") + 1] == "3"
    assert options[options.index("--config") + 1] == "python:app.server_hooks"


def test_export_writes_each_chart_in_each_language_and_format(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOPPELKERN_CACHE", str(tmp_path / "cache"))
    out = tmp_path / "files"
    call = ["export", "--chart", "sector-growth", "--format", "csv", "pptx", "--lang", "de", "en", "--out", str(out)]
    assert main([*call, "--query", "period=2025-H1&colour=red"]) == 0
    names = sorted(path.name for path in out.iterdir())
    assert names == [
        f"doppelkern-sector-growth-2025-H1-{lang}.{ext}" for lang in ("de", "en") for ext in ("csv", "pptx")
    ]
    said = capsys.readouterr()
    assert [Path(line).name for line in sorted(said.out.split())] == names
    assert "not used of the view: colour" in said.err


def test_export_of_an_unknown_chart_is_a_wrong_call(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["export", "--chart", "nope", "--format", "csv"])
    assert ended.value.code == 2
    assert "sector-growth" in capsys.readouterr().err


def test_export_into_what_is_no_folder_ends_with_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOPPELKERN_CACHE", str(tmp_path / "cache"))
    (tmp_path / "file").write_text("")
    assert main(["export", "--chart", "targets", "--format", "txt", "--out", str(tmp_path / "file")]) == 1
    assert str(tmp_path / "file") in capsys.readouterr().err


def test_export_writes_a_briefing_as_a_deck(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOPPELKERN_CACHE", str(tmp_path / "cache"))
    call = ["export", "--briefing", "lang=en&charts=targets,nope&title=Mine", "--format", "pptx", "--out"]
    assert main([*call, str(tmp_path / "out")]) == 0
    (made,) = (tmp_path / "out").iterdir()
    assert made.name == "doppelkern-briefing-en.pptx"
    titles = [slide.shapes.title.text_frame.text for slide in Presentation(str(made)).slides]
    assert titles[0] == "Mine"
    assert "not used of the view: charts" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("call", "code", "said"),
    [
        (["--briefing", "charts=nope", "--format", "pptx"], 1, "no chart"),
        (["--briefing", "charts=targets", "--format", "csv"], 2, "pptx, pdf"),
        (["--chart", "targets", "--format", "png"], 1, "no Chromium"),
    ],
)
def test_export_says_what_it_cannot_make(
    call: list[str],
    code: int,
    said: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DOPPELKERN_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("DOPPELKERN_CHROMIUM", "off")
    assert main(["export", *call, "--out", str(tmp_path / "out")]) == code
    assert said in capsys.readouterr().err


@pytest.mark.browser
def test_export_writes_images_of_a_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DOPPELKERN_CACHE", str(tmp_path / "cache"))
    call = ["export", "--chart", "targets", "--format", "png", "svg", "--size", "square", "--variant", "grey"]
    assert main([*call, "--out", str(tmp_path / "out")]) == 0
    assert sorted(path.suffix for path in (tmp_path / "out").iterdir()) == [".png", ".svg"]
    (made,) = (tmp_path / "out").glob("*.png")
    with Image.open(made) as opened:
        assert opened.size == PRESETS["square"].output
        red, green, blue = opened.convert("RGB").getextrema()
        assert red == green == blue


def test_check_reads_a_package_at_an_address(
    package: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOPPELKERN_DATA_STILL", "0.1")
    with hosting(package) as hosted:
        monkeypatch.setenv("DOPPELKERN_DATA", hosted.address)
        assert main(["check"]) == 0
        write_package(package, areas=None)
        (package / "areas.csv").write_bytes(b"")
        assert main(["check"]) == 1
        (package / "areas.csv").unlink()
        assert main(["check"]) == 1
    said = capsys.readouterr().out
    assert "no problems" in said
    assert "areas.csv: the server answers 404" in said


def test_the_server_gets_settings_of_its_allocator_unless_somebody_has_set_them(
    package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[dict[str, str]] = []
    monkeypatch.setenv("DOPPELKERN_DATA", str(package))
    monkeypatch.setenv("DOPPELKERN_CACHE", str(tmp_path))
    monkeypatch.setenv("MALLOC_TRIM_THRESHOLD_", "5")

    def replaced(_path: str, _command: list[str], environment: dict[str, str]) -> None:
        started.append(environment)
        raise SystemExit(0)

    monkeypatch.setattr("os.execve", replaced)
    with pytest.raises(SystemExit):
        main(["serve"])
    assert (started[0]["MALLOC_ARENA_MAX"], started[0]["MALLOC_TRIM_THRESHOLD_"]) == ("1", "5")
