"""The files for containers and Kubernetes agree with each other and with the nginx of the tests.

No container engine is needed or used: the images are not built here.
"""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.nginx import BROTLI, configured, program, serving
from tests.sites import ROOT
from tests.small_site import put_new, small_site

CONTAINER = ROOT / "deploy" / "container"
PORT = 8080


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    loaded = yaml.safe_load((CONTAINER / "compose.yml").read_text("utf-8"))
    return dict(loaded["services"]["site"])


@pytest.fixture(scope="module")
def kinds() -> dict[str, dict[str, Any]]:
    """The objects in the Kubernetes manifest, by kind."""
    text = (ROOT / "deploy/kubernetes/klient.yml").read_text("utf-8")
    return {one["kind"]: one for one in yaml.safe_load_all(text)}


@pytest.mark.skipif(not BROTLI.exists(), reason="образ собирается из Debian, с его модулем Brotli")
def test_the_image_s_configuration_is_good(tmp_path: Path) -> None:
    configured(tmp_path, brotli=True)
    shutil.copy(CONTAINER / "nginx.conf", tmp_path)
    done = subprocess.run(
        [program(), "-t", "-p", tmp_path, "-c", tmp_path / "nginx.conf", "-e", "stderr"],
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert "test is successful" in done.stderr
    assert "[warn]" not in done.stderr


def test_the_example_for_debian_is_good(tmp_path: Path) -> None:
    (tmp_path / "nginx").mkdir()
    site = small_site(tmp_path / "site")
    example = {"klient.conf": (ROOT / "deploy/nginx/klient.conf").read_text("utf-8")}
    with serving(site, tmp_path / "nginx", files=example) as running:
        server = example["klient.conf"].partition("server {")[2]
        names = re.findall(r"include kb/([\w*.-]+);", server)
        assert names
        assert [one for one in names if not list(running.conf.glob(one))] == []


def test_the_image_has_all_that_its_configuration_names() -> None:
    lines = (CONTAINER / "Containerfile").read_text("utf-8").splitlines()
    copied = dict(line.split()[1:3] for line in lines if line.startswith("COPY "))
    assert copied == {
        "deploy/container/nginx.conf": "/etc/nginx/nginx.conf",
        "deploy/nginx/": "/etc/nginx/kb/",
        "build/container/": "/srv/klient/",
    }
    for source in list(copied)[:2]:
        assert (ROOT / source).exists()
    assert f"EXPOSE {PORT}" in lines
    assert "USER 33:33" in lines
    ignored = (CONTAINER / "Containerfile.dockerignore").read_text("utf-8").splitlines()
    assert {f"!{source.rstrip('/')}" for source in copied} <= set(ignored)
    server = (CONTAINER / "nginx.conf").read_text("utf-8")
    assert f"listen {PORT};" in server
    assert "root /srv/klient/current;" in server
    for written in re.findall(r"^\s*(?:pid|\w+_temp_path) (\S+);", server, re.MULTILINE):
        assert written.startswith("/tmp/"), "the only place that can be written to"  # noqa: S108


def test_compose_runs_it_without_rights(compose: dict[str, Any]) -> None:
    assert compose["user"] == "33:33"
    assert compose["read_only"] is True
    assert compose["cap_drop"] == ["ALL"]
    assert compose["security_opt"] == ["no-new-privileges:true"]
    assert [one.split(":")[0] for one in compose["tmpfs"]] == ["/tmp"]  # noqa: S108
    assert [one.rsplit(":", 1)[1] for one in compose["ports"]] == [str(PORT)]
    build = compose["build"]
    folder = (CONTAINER / build["context"]).resolve()
    assert folder == ROOT
    assert (folder / build["dockerfile"]).is_file()


def test_the_health_check_tells_a_site_from_none(compose: dict[str, Any], tmp_path: Path) -> None:
    """Runs the very same command, at another port."""
    test = compose["healthcheck"]["test"]
    assert test[0] == "CMD"
    assert str(test[3]).replace("\\", "\\\\") in (CONTAINER / "Containerfile").read_text("utf-8")
    put_new(tmp_path / "srv")
    (tmp_path / "nginx").mkdir()
    with serving(tmp_path / "srv/current", tmp_path / "nginx") as running:
        command = [*test[1:3], test[3].replace(str(PORT), str(running.port))]
        assert subprocess.run(command, check=False).returncode == 0
        (tmp_path / "srv/current").unlink()
        assert subprocess.run(command, check=False).returncode == 1


def test_kubernetes_runs_several_and_asks_each_for_its_health(
    kinds: dict[str, dict[str, Any]],
) -> None:
    deployment = kinds["Deployment"]["spec"]
    pod = deployment["template"]
    (container,) = pod["spec"]["containers"]
    (port,) = container["ports"]
    assert port["containerPort"] == PORT
    assert deployment["replicas"] >= 2
    assert kinds["HorizontalPodAutoscaler"]["spec"]["minReplicas"] >= 2
    health = (ROOT / "deploy/nginx/health.conf").read_text("utf-8")
    for probe in ("startupProbe", "readinessProbe"):
        asked = container[probe]["httpGet"]
        assert asked["port"] == port["name"]
        assert f"location = {asked['path']} {{" in health
    assert pod["spec"]["securityContext"]["runAsNonRoot"] is True
    assert pod["spec"]["securityContext"]["runAsUser"] == 33
    assert container["securityContext"]["readOnlyRootFilesystem"] is True
    assert container["securityContext"]["capabilities"] == {"drop": ["ALL"]}
    assert [one["mountPath"] for one in container["volumeMounts"]] == ["/tmp"]  # noqa: S108


def test_kubernetes_parts_find_each_other(kinds: dict[str, dict[str, Any]]) -> None:
    labels = kinds["Deployment"]["spec"]["template"]["metadata"]["labels"]
    assert kinds["Deployment"]["spec"]["selector"]["matchLabels"] == labels
    assert kinds["Service"]["spec"]["selector"] == labels
    assert kinds["PodDisruptionBudget"]["spec"]["selector"]["matchLabels"] == labels
    scaled = kinds["HorizontalPodAutoscaler"]["spec"]["scaleTargetRef"]
    assert (scaled["kind"], scaled["name"]) == (
        "Deployment",
        kinds["Deployment"]["metadata"]["name"],
    )
    (service_port,) = kinds["Service"]["spec"]["ports"]
    assert service_port["targetPort"] == "http"
    (rule,) = kinds["Ingress"]["spec"]["rules"]
    (path,) = rule["http"]["paths"]
    service = path["backend"]["service"]
    assert service == {
        "name": kinds["Service"]["metadata"]["name"],
        "port": {"name": service_port["name"]},
    }
