"""Settings are typed, complete in the README, and wrong ones are named all at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.errors import SettingInvalid
from app.settings import Settings, explain

ROOT = Path(__file__).resolve().parent.parent


def test_an_empty_environment_gives_the_defaults() -> None:
    settings = Settings.from_env({})
    assert (settings.host, settings.port, settings.path_prefix) == ("127.0.0.1", 8050, "/")
    assert settings.data.name == "data"
    assert settings.address == "http://127.0.0.1:8050/"


def test_values_of_the_environment_are_taken() -> None:
    settings = Settings.from_env({"PORT": "9000", "HOST": "0.0.0.0", "DOPPELKERN_PATH_PREFIX": "/portal/dk/"})
    assert settings.address == "http://127.0.0.1:9000/portal/dk/"


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("PORT", "abc"),
        ("PORT", "0"),
        ("PORT", "70000"),
        ("DOPPELKERN_DATA", "/does/not/exist"),
        ("DOPPELKERN_DATA", "file:///srv/data/datapackage.json"),
        ("DOPPELKERN_DATA", "https://data.example/package.json"),
        ("DOPPELKERN_DATA", "https://user:word@data.example/datapackage.json"),
        ("DOPPELKERN_DATA", "https://data.example/datapackage.json?token=1"),
        ("DOPPELKERN_DATA_STILL", "0"),
        ("DOPPELKERN_DATA_STILL", "nan"),
        ("DOPPELKERN_DATA_EVERY", "1e9"),
        ("DOPPELKERN_PATH_PREFIX", "portal"),
        ("DOPPELKERN_PATH_PREFIX", "//evil.example/"),
        ("DOPPELKERN_PATH_PREFIX", "/a?b/"),
        ("DOPPELKERN_WORKERS", "-1"),
        ("DOPPELKERN_PUBLIC_URL", "portal.example"),
        ("DOPPELKERN_PUBLIC_URL", "ftp://portal.example/"),
        ("DOPPELKERN_PUBLIC_URL", "https://portal.example/?x"),
        ("DOPPELKERN_PUBLIC_URL", "https://user@portal.example/"),
        ("DOPPELKERN_PUBLIC_URL", "https://portal.example/other/"),
        ("DOPPELKERN_CHROMIUM", "/no/such/chromium"),
        ("DOPPELKERN_LOG_LEVEL", "LOUD"),
    ],
)
def test_a_wrong_value_is_refused_by_name(variable: str, value: str) -> None:
    with pytest.raises(SettingInvalid, match=variable):
        Settings.from_env({variable: value})


def test_the_public_address_has_the_prefix_whether_it_was_written_or_not() -> None:
    for given in ("https://portal.example", "https://portal.example/", "https://portal.example/dk"):
        prefixed = {"DOPPELKERN_PUBLIC_URL": given, "DOPPELKERN_PATH_PREFIX": "/dk/"}
        assert Settings.from_env(prefixed).public_address == "https://portal.example/dk/"
    assert Settings.from_env({"DOPPELKERN_PUBLIC_URL": "http://[::1]:80"}).public_address == "http://[::1]:80/"
    assert Settings.from_env({}).public_address == ""


def test_the_data_are_a_folder_or_an_address() -> None:
    address = "https://data.example/a/datapackage.json"
    assert Settings.from_env({"DOPPELKERN_DATA": address}).data == address
    assert Settings.from_env({"DOPPELKERN_DATA": str(ROOT / "data")}).data == ROOT / "data"


def test_all_wrong_values_are_named_at_once() -> None:
    with pytest.raises(SettingInvalid, match=r"PORT.*DOPPELKERN_WORKERS"):
        Settings.from_env({"PORT": "x", "DOPPELKERN_WORKERS": "y"})


def test_every_setting_is_named_in_the_readme_with_its_default() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    for variable, default, _ in explain():
        assert f"`{variable}`" in readme, variable
        assert not default or f"`{default}`" in readme, variable


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("'self'", "'self'"),
        ("https://portal.example", "https://portal.example"),
        ("HTTPS://Portal.Example:443", "https://portal.example"),
        ("http://localhost:8080, 'self'", "http://localhost:8080 'self'"),
        ("http://localhost:*  http://localhost:*", "http://localhost:*"),
        ("http://10.1.2.3:80", "http://10.1.2.3"),
    ],
)
def test_who_may_embed_is_a_list_of_origins(given: str, read: str) -> None:
    assert Settings.from_env({"DOPPELKERN_FRAME_ANCESTORS": given}).frame_ancestors == read


@pytest.mark.parametrize(
    "given",
    [
        "*",
        "self",
        "portal.example",
        "https://*.portal.example",
        "https://portal.example/",
        "https://portal.example/path",
        "https://user@portal.example",
        "ftp://portal.example",
        "https://portal.example:0",
        "https://portal.example:70000",
        "https://portal.example; script-src *",
        "https://münchen.example",
        "https://",
        "https://...",
        "data:",
        "'none'",
        "'unsafe-inline'",
        ",",
        "null",
    ],
)
def test_what_is_no_origin_is_refused_with_the_way_to_write_it(given: str) -> None:
    with pytest.raises(SettingInvalid, match=r"DOPPELKERN_FRAME_ANCESTORS.*origin"):
        Settings.from_env({"DOPPELKERN_FRAME_ANCESTORS": given})
