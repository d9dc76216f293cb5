"""PostgreSQL refuses to run as root, so root runs it under an account of its own."""

import os
import pwd
import stat
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from nsp_portal.services.failure import ServiceError

ACCOUNT = "nsp_postgres"


@dataclass(frozen=True)
class Account:
    """Whom to become; None stands for "stay who we are"."""

    uid: int | None = None
    gid: int | None = None

    def own(self, path: Path) -> None:
        if self.uid is not None and self.gid is not None:
            os.chown(path, self.uid, self.gid)


@cache
def account_for_servers() -> Account:
    if os.geteuid() != 0:
        return Account()
    try:
        entry = pwd.getpwnam(ACCOUNT)
    except KeyError:
        entry = _create()
    return Account(entry.pw_uid, entry.pw_gid)


def _create() -> pwd.struct_passwd:
    command = ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", ACCOUNT]
    try:
        subprocess.run(command, check=True, capture_output=True, text=True)
    except (OSError, subprocess.CalledProcessError) as problem:
        raise ServiceError(
            "PostgreSQL does not run as root, and no account could be made for it: "
            f"{getattr(problem, 'stderr', '') or problem}. Start this as another user."
        ) from problem
    return pwd.getpwnam(ACCOUNT)


def let_through(account: Account, *folders: Path) -> None:
    """Give the account the right to pass (not to list) the folders on the way to `folders`."""
    if account.uid is None:
        return
    for folder in folders:
        for part in (folder, *folder.parents):
            mode = part.stat().st_mode
            if not mode & stat.S_IXOTH:
                print(f"    (chmod o+x {part}, for the account {ACCOUNT})")
                part.chmod(mode | stat.S_IXOTH)
