"""A throw-away PostgreSQL cluster from the system's binaries, apart from the system's own."""

import shutil
import subprocess
from pathlib import Path

import servant

BINARIES = Path("/usr/lib/postgresql")
OPTIONS = "max_connections=300", "shared_buffers=128MB", "log_min_messages=fatal"
# Tests kill clients, never the machine: an unsynced cluster proves the same in less time.
# Copying a database as files, without logging each page, makes a test's own one in a twentieth second;
# nobody sweeps, no plan of some rows is compiled or shared out, and a ring is looked for at once.
UNSYNCED = (
    "fsync=off", "synchronous_commit=off", "full_page_writes=off", "wal_level=minimal",
    "max_wal_senders=0", "autovacuum=off", "jit=off", "max_parallel_workers_per_gather=0",
    "deadlock_timeout=100ms",
)  # fmt: skip


def binary(name: str) -> str | None:
    """The newest installed program of that name; Debian keeps them off the PATH."""
    found = sorted(BINARIES.glob(f"*/bin/{name}"), key=lambda path: int(path.parts[-3]))
    return str(found[-1]) if found else shutil.which(name)


def available() -> bool:
    return binary("initdb") is not None


def start(durable: bool = False) -> dict:
    """Start a cluster and return its address and what `stop` needs."""
    home = servant.own_folder("postgres-durable" if durable else "postgres")
    data, port = home / "data", servant.free_port()
    if not durable:
        data = servant.forgetful_folder("postgres-data")
    _initialise(home, data)
    options = OPTIONS if durable else OPTIONS + UNSYNCED
    flags = " ".join(f"-c {option}" for option in options)
    _run(home, "pg_ctl", "-D", str(data), "-w", "-l", str(home / "log"), "-o",
         f"-k {home} -p {port} -h 127.0.0.1 {flags}", "start")  # fmt: skip
    _run(home, "createdb", "-h", "127.0.0.1", "-p", str(port), "-U", "echowall", "echowall")
    return {
        "url": f"postgres://echowall@127.0.0.1:{port}/echowall",
        "home": str(home),
        "data": str(data),
    }


def stop(state: dict) -> None:
    home, data = Path(state["home"]), _data(state)
    if (data / "postmaster.pid").exists():
        _run(home, "pg_ctl", "-D", str(data), "-m", "immediate", "-w", "stop")
    shutil.rmtree(data, ignore_errors=True)


def alive(state: dict) -> bool:
    home = Path(state["home"])
    command = [binary("pg_ctl"), "-D", str(_data(state)), "status"]
    kinds = servant.as_servant(home)
    return subprocess.run(command, capture_output=True, **kinds).returncode == 0


def _data(state: dict) -> Path:
    return Path(state.get("data") or f"{state['home']}/data")


def _initialise(home: Path, data: Path) -> None:
    _run(home, "initdb", "-D", str(data), "-U", "echowall", "-A", "trust", "-E", "UTF8",
         "--locale=C.UTF-8", "--no-sync")  # fmt: skip


def _run(home: Path, name: str, *arguments: str) -> None:
    with (home / "setup.log").open("a") as log:
        subprocess.run(
            [binary(name), *arguments], check=True, stdout=log, stderr=log,
            stdin=subprocess.DEVNULL, **servant.as_servant(home),
        )  # fmt: skip
