"""`make test`, `make proof`, `make bench`: run what can run here, and say loudly what was left out.

With CI=true nothing may be left out.
"""

import io
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

import postgres_server
import servers
from installation import PYTHON, ROOT, ready, run

CI = os.environ.get("CI") == "true"
# As in tests/support/servers.py, which chooses: the build without a window where there is one.
CHROMIUMS = "/usr/bin/chromium-headless-shell", "/usr/bin/chromium"
LOCKS = "requirements.txt", "requirements-dev.txt"
# The tests of a file stay together, because they share a browser. Files go in the order of their
# names: those with few but long tests come first, and none is left for last.
IN_ORDER = "--dist", "loadfile", "--no-loadscope-reorder"
# Thousands of small commits: what is tested is not the disk, so it is left out where it can be.
MEMORY = Path("/dev/shm")


@dataclass(frozen=True)
class Suite:
    """One pytest, with a worker for each core unless it says otherwise."""

    name: str
    arguments: tuple[str, ...]
    workers: str = "auto"


def rooms(*names: str) -> tuple[str, ...]:
    return tuple(f"tests/{name}" for name in names)


# What writes rows, reads them back or races for them; the pages in front of it are the same on both.
# Locks, triggers and verbs are asked of both databases in every run, the rest in every proof.
VERBS = rooms("ledger", "orders", "clocks", "races")
# Every verb in every state by everybody: six thousand refusals, as long as a third of all the others.
TABLE = "tests/orders/test_table.py"
REST = (
    TABLE,
    *rooms("people", "worktime", "services", "profiles", "cases", "messages", "figures"),
    *rooms("exchange", "search", "journeys", "health"),
)
# What a database refuses that the other takes, and what it lets out, is only known after thousands.
PROVEN = rooms("proof", "fuzz", "privacy_leaks")
ON_POSTGRES = "--db=postgres", "-m", "not proof and not browser and not postgres"
# What stands in one line runs at once: a suite that waits, for a lock or a page, leaves its core to
# the other. One worker more than cores is enough for that.
TEST = (
    (
        Suite("SQLite, both engines, browser", ("tests",)),
        Suite("PostgreSQL, verbs", (*VERBS, f"--ignore={TABLE}", *ON_POSTGRES), workers="1"),
    ),
)
PROOF = (
    (
        Suite("proofs on SQLite", ("tests", "-m", "proof")),
        Suite("PostgreSQL, the rest of the domain", (*REST, *ON_POSTGRES), workers="1"),
    ),
    (
        Suite(
            "proofs on PostgreSQL",
            (
                *VERBS,
                *REST,
                *PROVEN,
                "--db=postgres",
                "-m",
                "proof and not postgres and not browser",
                "--dist=load",  # each proof has its own town: the longest file is shared out as well
            ),
        ),
    ),
)


def main(what: str) -> int:
    before = set(servers.running())
    servers.start(["postgres"])
    try:
        with served():
            ready(*LOCKS)
            run([str(PYTHON), "tools/messages.py", "compile"])
            if what != "bench":
                migrate()
        return bench() if what == "bench" else suites(TEST if what == "test" else PROOF)
    finally:
        servers.stop([name for name in servers.running() if name not in before])


@contextmanager
def served() -> Iterator[None]:
    """Installing keeps one core busy, and every server needs its time to start: both at once."""
    with ThreadPoolExecutor() as beside:
        starting = beside.submit(servers.start, list(servers.SERVERS))
        yield
        starting.result()


def migrate() -> None:
    """One database after the other would leave a core idle, so each is migrated in a process.

    Whatever goes wrong here goes wrong again in the suite, which tells it.
    """
    vendors = ["sqlite"] if "PostgreSQL" in left_out() else ["sqlite", "postgres"]
    command = [str(PYTHON), "-m", "tests.support.databases"]
    env = {**environment(), "DJANGO_SETTINGS_MODULE": "portal.settings.test"}
    makers = [subprocess.Popen([*command, vendor], cwd=ROOT, env=env) for vendor in vendors]
    for maker in makers:
        maker.wait()


def suites(lines: tuple[tuple[Suite, ...], ...]) -> int:
    missing = left_out()
    results = []
    for line in lines:
        can = [one for one in line if not (needs_postgres(one) and "PostgreSQL" in missing)]
        results += at_once(*can) if can else []
    print("\n" + "\n".join(line for _status, line in results))
    for name, how in missing.items():
        print(f"LEFT OUT: {name}: {how}" + (" (required with CI=true)" if CI else ""))
    return 1 if any(status for status, _line in results) or (CI and missing) else 0


def at_once(first: Suite, *others: Suite) -> list[tuple[int, str]]:
    """The first can be watched; what the others printed follows when all have ended."""
    outputs = [io.StringIO() for _suite in others]
    with ThreadPoolExecutor() as lanes:
        beside = [lanes.submit(tested, *pair) for pair in zip(others, outputs, strict=True)]
        results = [tested(first, sys.stdout)]
    print("".join(output.getvalue() for output in outputs), end="", flush=True)
    return results + [lane.result() for lane in beside]


def tested(suite: Suite, out: TextIO) -> tuple[int, str]:
    """Run one pytest, pass its output on, and keep its last line for the summary."""
    print(f"\n== {suite.name}", file=out, flush=True)
    began, last = time.monotonic(), ""
    workers = "-n", suite.workers, *IN_ORDER
    command = [str(PYTHON), "-m", "pytest", "-q", *workers, *suite.arguments]
    with subprocess.Popen(
        command, cwd=ROOT, text=True, stdout=subprocess.PIPE, env=environment()
    ) as pytest:
        for line in pytest.stdout or ():
            print(line, end="", file=out, flush=True)
            last = line.strip() or last
    return pytest.returncode, f"{suite.name}: {last} [{time.monotonic() - began:.0f} s]"


def bench() -> int:
    """Benchmarks want commits that reach the disk, so they get a PostgreSQL that syncs."""
    state = postgres_server.start(durable=True) if postgres_server.available() else None
    known = {servers.VARIABLES["postgres"]: state["url"]} if state else {}
    try:
        return max([benchmark(path, known) for path in programs()], default=0)
    finally:
        if state:
            postgres_server.stop(state)


def programs() -> list[Path]:
    return [
        path for path in sorted((ROOT / "bench").glob("*.py")) if "__main__" in path.read_text()
    ]


def benchmark(path: Path, known: dict[str, str]) -> int:
    command = [str(PYTHON), "-m", f"bench.{path.stem}"]
    return subprocess.run(command, cwd=ROOT, env={**environment(), **known}).returncode


def left_out() -> dict[str, str]:
    """What this machine lacks, and how to get it."""
    known = {**written(), **os.environ}
    wanted = {
        "PostgreSQL": (servers.VARIABLES["postgres"] in known, "apt-get install postgresql"),
        "Elasticsearch": (servers.VARIABLES["elasticsearch"] in known,
                          "apt-get install openjdk-17-jre-headless maven"),
        "browser": (any(map(os.path.exists, [given] if (given := known.get("CHROMIUM")) else CHROMIUMS)),
                    "apt-get install chromium fonts-noto-cjk"),
    }  # fmt: skip
    return {name: how for name, (found, how) in wanted.items() if not found}


def environment() -> dict[str, str]:
    memory = {"TMPDIR": str(MEMORY)} if os.access(MEMORY, os.W_OK) else {}
    # Every test of a process starts one; each would compile the whole product again.
    given = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    return {**memory, **given, **written(), "PYTHONUNBUFFERED": "1"}


def written() -> dict[str, str]:
    """The addresses that servers.py wrote down; what the caller's environment says goes before."""
    lines = servers.ADDRESSES.read_text().splitlines() if servers.ADDRESSES.exists() else []
    pairs = dict(line.split("=", 1) for line in lines)
    return {name: os.environ.get(name, value) for name, value in pairs.items()}


def needs_postgres(suite: Suite) -> bool:
    return "--db=postgres" in suite.arguments


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1]))
