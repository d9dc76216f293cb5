"""Where the services keep their files, all under one folder (`VAR_DIR`, else `var/`)."""

import os
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class ServicePaths:
    var: Path

    @classmethod
    def from_environment(cls) -> "ServicePaths":
        return cls(Path(os.environ.get("VAR_DIR", PROJECT / "var")).resolve())

    @property
    def postgres(self) -> Path:
        return self.var / "postgres"

    @property
    def valkey(self) -> Path:
        return self.var / "valkey"

    @property
    def run(self) -> Path:
        return self.var / "run"

    @property
    def logs(self) -> Path:
        return self.var / "log"

    @property
    def mail(self) -> Path:
        """E-mails as files, where no mail server is named."""
        return self.var / "mail"

    @property
    def secrets(self) -> Path:
        return self.var / "secrets.json"

    def make(self) -> None:
        for folder in (self.var, self.run, self.logs):
            folder.mkdir(parents=True, exist_ok=True)
