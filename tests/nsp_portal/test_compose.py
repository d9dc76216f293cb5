"""No container engine runs here, so the commands of docker-compose.yml are tried as processes,
with their own environment, against real servers."""

import json
import os
import re
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
import yaml

from nsp_portal.services.places import ServicePaths
from nsp_portal.services.secret_file import load_secrets
from nsp_portal.services.session import services as running_services

PROJECT = Path(__file__).parents[2]
COMPOSE = yaml.safe_load((PROJECT / "docker-compose.yml").read_text())["services"]
(SITE_COMMAND,) = re.findall(r"^CMD (\[.*\])$", (PROJECT / "Dockerfile").read_text(), re.M)
SECRETS = {
    "SECRET_KEY": "s" * 50,
    "DATABASE_OWNER_PASSWORD": "owner-password",
    "APP_DATABASE_PASSWORD": "app-password",
    "ALLOWED_HOSTS": "portal.example.gov.kh",
}


@pytest.fixture(scope="module")
def compose(var, tmp_path_factory, bare_environment):
    """Gives (command, environment) of a service, with the servers' addresses of this machine."""
    scratch = tmp_path_factory.mktemp("scratch")
    with pytest.MonkeyPatch.context() as patch:
        for name in set(os.environ) - set(bare_environment):
            patch.delenv(name)
        with running_services(ServicePaths(var)) as servers:
            secrets = load_secrets(var / "secrets.json")
            address = servers.app_url.partition("@")[2].partition("/")[0]
            redis = servers.redis_url.rpartition("@")[2].partition("/")[0]
            with socket.socket() as probe:
                probe.bind(("127.0.0.1", 0))
                port = str(probe.getsockname()[1])
            known = SECRETS | {
                "POSTGRES_PASSWORD": secrets["POSTGRES_PASSWORD"],
                "REDIS_PASSWORD": secrets["REDIS_PASSWORD"],
            }

            def here(text):
                text = re.sub(
                    r"\$\{(\w+)(?::[-?]([^}]*))?\}", lambda m: known.get(m[1], m[2]), text
                )
                text = text.replace("@postgres:5432", f"@{address}").replace(
                    "@redis:6379", f"@{redis}"
                )
                text = re.sub(r"(?<=\d)/nsp$", "/composed", text)
                text = text.replace("0.0.0.0:8000", f"127.0.0.1:{port}").replace(
                    ":8000", f":{port}"
                )
                return text.replace("/tmp/", f"{scratch}/").replace("$$", "$")

            def service(name, command=None):
                command = command or COMPOSE[name].get("command") or json.loads(SITE_COMMAND)
                environment = {k: here(v) for k, v in COMPOSE[name]["environment"].items()}
                if command[0] == "CMD-SHELL":
                    command = ["CMD", "sh", "-c", command[1]]
                path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
                places = {"VAR_DIR": str(scratch), "STATIC_ROOT": str(scratch), "PATH": path}
                host = {"HOSTNAME": socket.gethostname()}
                settings = {"DJANGO_SETTINGS_MODULE": "nsp_portal.settings"}
                environment |= places | host | settings
                return [here(part) for part in command if part != "CMD"], environment

            yield service


@contextmanager
def up(compose, name):
    command, environment = compose(name)
    with subprocess.Popen(command, env=environment, cwd=PROJECT) as process:
        try:
            yield process
        finally:
            process.terminate()
            process.wait(20)


def test_every_command_starts_and_its_health_check_passes(compose):
    command, environment = compose("migrate")
    subprocess.run(command, env=environment, cwd=PROJECT, check=True)
    with up(compose, "web"), up(compose, "worker"), up(compose, "beat"):
        for name in ("web", "worker", "beat"):
            command, environment = compose(name, COMPOSE[name]["healthcheck"]["test"])
            wait_until_healthy(command, environment)


def wait_until_healthy(command, environment):
    end = time.monotonic() + 120  # seconds; a busy machine starts the site in fifty
    while True:
        done = subprocess.run(command, env=environment, cwd=PROJECT, capture_output=True, text=True)
        if done.returncode == 0:
            return
        assert time.monotonic() < end, done.stdout + done.stderr
        time.sleep(0.3)


@pytest.mark.parametrize("name", ["web", "worker", "beat"])
def test_only_the_migration_knows_the_owner(name):
    environment = COMPOSE[name]["environment"]
    assert "nsp_app:" in environment["DATABASE_URL"]
    assert not {"ADMIN_DATABASE_URL", "DATABASE_OWNER_URL"} & set(environment)


def test_every_service_tells_its_health_or_ends():
    assert {name for name in COMPOSE if "healthcheck" not in COMPOSE[name]} == {"migrate"}
