"""What proxies say is believed from as many as the operator names, and from nobody else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.web.served import PREFIX, client_of

SAID = {"X-Forwarded-Host": "portal.example", "X-Forwarded-Proto": "https", "X-Forwarded-Prefix": PREFIX.rstrip("/")}


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    return client_of(tmp_path_factory.mktemp("cache"), public_url="")


@pytest.fixture(scope="module")
def behind_one(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    return client_of(tmp_path_factory.mktemp("cache"), public_url="", trusted_proxies=1)


def canonical(client: FlaskClient, path: str, **headers: str) -> str:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    html = client.get(path, headers={"Host": "inner:8050", **named}).get_data(as_text=True)
    found = re.search(r'<link rel="canonical" href="([^"]*)"', html)
    assert found, html[:200]
    return found[1]


def test_without_trusted_proxies_what_is_forwarded_is_ignored(alone: FlaskClient) -> None:
    assert canonical(alone, f"{PREFIX}growth", **SAID) == f"http://inner:8050{PREFIX}growth"
    assert alone.get("/growth", headers=SAID).status_code == 404


def test_a_trusted_proxy_names_scheme_and_host(behind_one: FlaskClient) -> None:
    assert canonical(behind_one, f"{PREFIX}growth", **SAID) == f"https://portal.example{PREFIX}growth"


def test_only_the_last_proxy_is_believed_where_one_is_trusted(behind_one: FlaskClient) -> None:
    said = {"X-Forwarded-Host": "evil.example, portal.example", "X-Forwarded-Proto": "http, https"}
    assert canonical(behind_one, f"{PREFIX}growth", **said) == f"https://portal.example{PREFIX}growth"


def test_a_path_whose_prefix_a_trusted_proxy_stripped_is_whole_again(behind_one: FlaskClient) -> None:
    for said in (SAID, {**SAID, "X-Forwarded-Prefix": PREFIX}, {**SAID, "X-Forwarded-Prefix": f"/x, {PREFIX}"}):
        assert canonical(behind_one, "/growth?lang=en", **said) == f"https://portal.example{PREFIX}growth?lang=en"
    assert behind_one.get("/", headers=SAID).status_code == 200
    assert behind_one.get("/healthz", headers=SAID).status_code == 200


def test_a_prefix_that_is_not_ours_changes_nothing(behind_one: FlaskClient) -> None:
    for prefix in ("/other", "", "/portal", "/portal/doppelkern/x", f"{PREFIX}, /evil", "//evil.example/"):
        assert behind_one.get("/growth", headers={**SAID, "X-Forwarded-Prefix": prefix}).status_code == 404
        assert behind_one.get(f"{PREFIX}growth", headers={**SAID, "X-Forwarded-Prefix": prefix}).status_code == 200


def test_a_scheme_or_host_that_is_none_does_not_get_into_a_page(tmp_path: Path) -> None:
    client = client_of(tmp_path, public_url="", trusted_proxies=1)
    assert canonical(client, f"{PREFIX}growth", **{"X-Forwarded-Proto": "javascript"}) == f"{PREFIX}growth"
    hostile = canonical(client, f"{PREFIX}growth", **{"X-Forwarded-Host": 'evil.example"><script>'})
    assert "evil" not in hostile
