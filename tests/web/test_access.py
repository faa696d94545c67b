"""Behind a single sign-on nothing is shown to whom the portal has not named; metrics are for named addresses."""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.request
from dataclasses import replace
from ipaddress import ip_network
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from app.components.addresses import PAGES
from app.factory import create_app
from app.metrics import Metrics, forget_process
from app.settings import Settings
from app.site import Site
from app.web.measuring import show
from tests.browser.server import ROOT
from tests.soak.running import started

NAMED = {"X-Remote-User": "somebody@ministry.example"}
CLOSED = (
    *PAGES.values(), "/chart/two-cores", "/data/observations.csv", "/catalog.json", "/_dash-layout", "/assets/icon.svg",
    "/_dash-dependencies", "/nope",
)  # fmt: skip
_COUNTED = b'doppelkern_requests_total{kind="page",status="200"} 1.0'


@pytest.fixture(scope="module")
def behind_portal(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    settings = Settings(
        cache=tmp_path_factory.mktemp("cache"),
        log_level="ERROR",
        chromium="off",
        path_prefix="/portal/",
        trusted_proxies=1,
        require_header="X-Remote-User",
        proxy_addresses=(ip_network("10.1.0.0/16"),),
    )
    client: FlaskClient = create_app(settings).server.test_client()
    return client


def status(client: FlaskClient, path: str, *, peer: str = "10.1.2.3", **headers: str) -> int:
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    with client.get(path, headers=given, environ_overrides={"REMOTE_ADDR": peer}) as answer:
        assert b"Traceback" not in answer.get_data()
        return answer.status_code


@pytest.mark.parametrize("path", CLOSED)
def test_nothing_is_shown_without_the_header(behind_portal: FlaskClient, path: str) -> None:
    inner = f"/portal{path}"
    assert status(behind_portal, inner) == 403
    assert status(behind_portal, inner, X_Remote_User=" ") == 403
    assert status(behind_portal, inner, peer="203.0.113.9", **NAMED) == 403
    assert status(behind_portal, inner, peer="203.0.113.9", X_Forwarded_For="10.1.2.3", **NAMED) == 403


@pytest.mark.parametrize("path", ["/growth", "/chart/two-cores", "/data/observations.csv", "/assets/icon.svg"])
def test_the_portal_and_whom_it_names_are_answered(behind_portal: FlaskClient, path: str) -> None:
    assert status(behind_portal, f"/portal{path}", **NAMED) == 200
    assert status(behind_portal, f"/portal{path}", peer="::ffff:10.1.2.3", **NAMED) == 200


def test_a_callback_needs_the_header_too(behind_portal: FlaskClient) -> None:
    answer = behind_portal.post(
        "/portal/_dash-update-component", json={}, environ_overrides={"REMOTE_ADDR": "10.1.2.3"}
    )
    assert answer.status_code == 403
    assert answer.get_json()["error"]["status"] == 403


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/portal/healthz", "/portal/readyz"])
def test_health_answers_anyone(behind_portal: FlaskClient, path: str) -> None:
    assert status(behind_portal, path, peer="203.0.113.9") == 200


@pytest.mark.parametrize(
    "path", ["/portal/healthz/../growth", "/healthz/", "/portal//healthz", "/portal/readyz?x=/growth"]
)
def test_no_spelling_of_health_opens_a_page(behind_portal: FlaskClient, path: str) -> None:
    with behind_portal.get(path, environ_overrides={"REMOTE_ADDR": "203.0.113.9"}) as answer:
        assert b"react-entry-point" not in answer.get_data()


def test_the_refusal_is_a_page_in_words(behind_portal: FlaskClient) -> None:
    answer = behind_portal.get("/portal/growth?lang=en", environ_overrides={"REMOTE_ADDR": "203.0.113.9"})
    assert "Please sign in to the portal" in answer.get_data(as_text=True)


def test_metrics_are_for_named_addresses_that_ask_directly(client: FlaskClient) -> None:
    assert status(client, "/metrics", peer="127.0.0.1") == 200
    assert status(client, "/metrics", peer="203.0.113.9") == 404
    assert status(client, "/metrics", peer="127.0.0.1", X_Forwarded_For="127.0.0.1") == 404
    assert status(client, "/metrics", peer="") == 404


def test_metrics_need_no_signing_in(behind_portal: FlaskClient) -> None:
    assert status(behind_portal, "/metrics", peer="127.0.0.1") == 200
    assert status(behind_portal, "/metrics", peer="10.1.2.3", **NAMED) == 404


def test_metrics_count_answers_and_name_the_data(client: FlaskClient) -> None:
    def read() -> dict[str, float]:
        with client.get("/metrics") as answer:
            assert answer.headers["Content-Type"].startswith("text/plain; version=0.0.4")
            lines = answer.get_data(as_text=True).splitlines()
        return {name: float(value) for name, _, value in (line.rpartition(" ") for line in lines if line[0] != "#")}

    before = read()
    client.get("/growth").close()
    client.get("/nope").close()
    after = read()
    for said in ('{kind="page",status="200"}', 'status="404"'):
        counted = [
            sum(value for name, value in found.items() if name.startswith("doppelkern_requests_total") and said in name)
            for found in (before, after)
        ]
        assert counted[1] == counted[0] + 1
    assert any(name.startswith('doppelkern_data{version="') for name in after)
    assert after["doppelkern_data_refused_problems"] == 0
    assert after["doppelkern_data_source_unreached"] == 0
    assert 0 <= after["doppelkern_data_age_seconds"] < 86_400
    assert after["doppelkern_renderer_up"] == 0


def test_an_answer_carries_an_identity_that_the_log_knows(
    client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level("DEBUG", logger="app"), client.get("/growth?q=secret") as answer:
        identity = answer.headers["X-Request-ID"]
    (record,) = [record for record in caplog.records if getattr(record, "request_id", "") == identity]
    assert record.__dict__["kind"] == "page"
    assert "secret" not in str(record.__dict__)


@pytest.mark.matrix
def test_metrics_of_several_processes_are_put_together(tmp_path: Path) -> None:
    with started(tmp_path, DOPPELKERN_WORKERS="2") as running:
        url = running.url
        for _ in range(20):
            with urllib.request.urlopen(f"{url}/readyz", timeout=5) as answer:
                json.load(answer)
        with urllib.request.urlopen(f"{url}/metrics", timeout=5) as answer:
            lines = answer.read().decode().splitlines()
    (counted,) = [line for line in lines if line.startswith('doppelkern_requests_total{kind="health",status="200"}')]
    assert float(counted.rpartition(" ")[2]) >= 20
    held = {
        name: float(value)
        for name, _, value in (line.rpartition(" ") for line in lines if "_loaded_" in line and line[0] != "#")
    }
    first, last = (held[f"doppelkern_data_loaded_{which}_timestamp_seconds"] for which in ("first", "last"))
    assert 0 < first <= last


def test_metrics_say_how_the_hosts_browser_is_doing(site: Site) -> None:
    class Doing:
        def status(self) -> dict[str, int]:
            return {"waiting": 3, "running": 2, "jobs": 9, "failed": 1, "refused": 4, "restarts": 1, "memory": 5}

    said = show(replace(site, renderer=Doing()), Metrics()).get_data(as_text=True)  # type: ignore[arg-type]
    lines = dict(line.split(" ") for line in said.splitlines() if line.startswith("doppelkern_renderer_"))
    assert {name.removeprefix("doppelkern_renderer_"): float(value) for name, value in lines.items()} == {
        "up": 1, "waiting": 3, "running": 2, "jobs": 9, "failed": 1, "refused": 4, "restarts": 1, "memory": 5,
    }  # fmt: skip


def _counted_in_another_process(folder: Path) -> int:
    """The identity of a process that has shared its counts in the folder, and has ended."""
    code = (
        "import os, pathlib; from app.metrics import Metrics; metrics = Metrics(pathlib.Path('.'));"
        "metrics.hold(loaded=5.0, problems=7, unreached=True); metrics.answered('page', status=200, seconds=1);"
        "print(os.getpid())"
    )
    environment = {"PROMETHEUS_MULTIPROC_DIR": str(folder), "PYTHONPATH": str(ROOT)}
    ended = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, env=environment, capture_output=True, text=True, check=True
    )
    return int(ended.stdout)


def test_what_an_ended_process_held_is_forgotten_and_what_it_counted_stays(tmp_path: Path) -> None:
    ended = _counted_in_another_process(tmp_path)
    metrics = Metrics(tmp_path)
    assert b"doppelkern_data_refused_problems 7.0" in metrics.text(())
    assert Metrics(tmp_path / "tidied-away").text(())
    forget_process(ended, tmp_path)
    said = metrics.text(())
    assert b"doppelkern_data_refused_problems 7.0" not in said
    assert _COUNTED in said


def test_a_file_that_a_process_has_made_and_not_yet_filled_hides_the_counts_of_no_other(tmp_path: Path) -> None:
    _counted_in_another_process(tmp_path)
    (tmp_path / "counter_99999.db").touch()
    assert _COUNTED in Metrics(tmp_path).text(())
