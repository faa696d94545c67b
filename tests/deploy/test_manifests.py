"""The examples in deploy/ are what their programs accept, and name only settings that exist."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml

from app.settings import explain

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
MANIFESTS = list(yaml.safe_load_all((DEPLOY / "kubernetes" / "doppelkern.yaml").read_text("utf-8")))
SETTINGS = {variable for variable, _, _ in explain()}


@pytest.mark.parametrize("manifest", MANIFESTS, ids=lambda manifest: manifest["kind"])
def test_a_manifest_fits_the_schema_of_kubernetes(manifest: dict[str, Any]) -> None:
    kubernetes_validate.validate(manifest, kubernetes_validate.latest_version(), strict=True)


def test_the_schema_would_refuse_a_wrong_manifest() -> None:
    wrong = {**MANIFESTS[0], "spec": {**MANIFESTS[0]["spec"], "replicas": "two"}}
    with pytest.raises(kubernetes_validate.ValidationError):
        kubernetes_validate.validate(wrong, kubernetes_validate.latest_version(), strict=True)


def test_the_cluster_runs_it_with_as_few_rights_as_it_needs() -> None:
    pod = next(manifest for manifest in MANIFESTS if manifest["kind"] == "Deployment")["spec"]["template"]["spec"]
    (container,) = pod["containers"]
    assert pod["securityContext"]["runAsNonRoot"] is True
    assert container["securityContext"]["readOnlyRootFilesystem"] is True
    assert container["securityContext"]["allowPrivilegeEscalation"] is False
    assert {mount["mountPath"] for mount in container["volumeMounts"]} == {"/tmp"}
    assert {"startupProbe", "readinessProbe", "livenessProbe"} <= set(container)
    assert container["resources"]["limits"]


def test_every_variable_named_is_a_setting() -> None:
    for path in DEPLOY.rglob("*"):
        if path.is_file():
            named = set(re.findall(r"DOPPELKERN_[A-Z_]+", path.read_text("utf-8")))
            assert named <= SETTINGS, path


def test_the_compose_file_starts_nginx_before_two_read_only_replicas() -> None:
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))["services"]
    replicas = [name for name in services if name.startswith("dashboard")]
    upstreams = re.findall(r"server (\S+):8050", (DEPLOY / "nginx" / "doppelkern.conf").read_text("utf-8"))
    assert replicas == upstreams
    assert len(replicas) == 2
    assert all(services[name]["read_only"] and services[name]["cap_drop"] == ["ALL"] for name in replicas)
    assert set(services["nginx"]["depends_on"]) == set(replicas)


@pytest.mark.skipif(shutil.which("nginx") is None, reason="nginx is missing: run `make prerequisites`")
def test_nginx_accepts_its_example(tmp_path: Path) -> None:
    example = (DEPLOY / "nginx" / "doppelkern.conf").read_text("utf-8")
    here = re.sub(r"dashboard-[12]:8050", "127.0.0.1:8050", example)
    whole = f"pid {tmp_path}/pid;\nerror_log stderr;\nevents {{}}\nhttp {{ access_log off;\n{here}\n}}\n"
    (tmp_path / "nginx.conf").write_text(whole, "utf-8")
    command = ["nginx", "-t", "-p", str(tmp_path), "-c", str(tmp_path / "nginx.conf")]
    tried = subprocess.run(command, capture_output=True, text=True, timeout=30)
    assert tried.returncode == 0, tried.stderr


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is missing")
def test_systemd_accepts_its_example(tmp_path: Path) -> None:
    unit = (DEPLOY / "systemd" / "doppelkern.service").read_text("utf-8")
    here = unit.replace("/srv/doppelkern/.venv/bin/doppelkern serve", "/bin/true").replace("/srv/doppelkern", "/tmp")
    (tmp_path / "doppelkern.service").write_text(here.replace("User=doppelkern", "User=root"), "utf-8")
    command = ["systemd-analyze", "verify", "--man=no", str(tmp_path / "doppelkern.service")]
    tried = subprocess.run(command, capture_output=True, text=True, timeout=30)
    said = [line for line in tried.stderr.splitlines() if "doppelkern.service" in line]
    assert said == []
