"""The account and the folders of throw-away servers: neither of them runs as root."""

import hashlib
import os
import pwd
import shutil
import socket
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ACCOUNT = "echowall-test"
# Tests copy hundreds of databases; where nothing must outlive the machine, memory takes them.
MEMORY, ENOUGH = Path("/dev/shm"), 2 * 1024**3


def account() -> str | None:
    """Whom the servers run as: ourselves (None), or an account of their own where we are root."""
    if os.geteuid() != 0:
        return None
    try:
        pwd.getpwnam(ACCOUNT)
    except KeyError:
        subprocess.run(["useradd", "--system", "--no-create-home", ACCOUNT], check=True)
    return ACCOUNT


def shared_folder() -> Path:
    """Unpacked programs, one copy for all checkouts of this machine's user."""
    return owned(Path(f"/var/tmp/echowall-servers-{os.geteuid()}"))


def own_folder(name: str) -> Path:
    """A fresh folder of this checkout, so that two checkouts never share a server."""
    return _fresh(shared_folder(), name)


def forgetful_folder(name: str) -> Path:
    """The same in memory, if there is enough of it: for data that may go with the machine."""
    if os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free >= ENOUGH:
        return _fresh(owned(MEMORY / shared_folder().name), name)
    return own_folder(name)


def _fresh(shared: Path, name: str) -> Path:
    folder = shared / hashlib.sha256(str(ROOT).encode()).hexdigest()[:10] / name
    owned(folder.parent)
    shutil.rmtree(folder, ignore_errors=True)
    return owned(folder)


def owned(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    user = account()
    if user:
        shutil.chown(folder, user=user)
    return folder


def as_servant(home: Path, **extra: str) -> dict:
    """Keyword arguments that make subprocess start a program as the servers' account."""
    env = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "HOME": str(home), **extra}
    user = account()
    if user is None:
        return {"env": env, "cwd": home}
    return {
        "env": env,
        "cwd": home,
        "user": user,
        "group": pwd.getpwnam(user).pw_gid,
        "extra_groups": [],
    }


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
