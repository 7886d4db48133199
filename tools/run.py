"""`make run`: from a fresh checkout to a served demo town in one terminal. Ctrl-C ends it.

HOST and PORT say where to listen, DATABASE_URL and ECHOWALL_VAR where the data are.
"""

import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

from installation import PYTHON, ROOT, once, ready, run, say

HOST = os.environ.get("HOST") or "127.0.0.1"
PORT = int(os.environ.get("PORT") or "8000")
ADDRESS = f"http://{'127.0.0.1' if HOST == '0.0.0.0' else HOST}:{PORT}"
VAR = Path(os.environ.get("ECHOWALL_VAR", ROOT / "var"))
DATABASE_URL = os.environ.get("DATABASE_URL", "")
STAMPS = VAR / "stamps"
ACCOUNTS = STAMPS / "accounts.txt"
PATIENCE_S = 10
ENV = {
    **os.environ,
    "DJANGO_SETTINGS_MODULE": "portal.settings.dev",
    "ECHOWALL_BASE_URL": os.environ.get("ECHOWALL_BASE_URL", ADDRESS),
    "PYTHONUNBUFFERED": "1",
}
PROGRAMS = {
    "server": ["-m", "gunicorn", "portal.wsgi", "--bind", f"{HOST}:{PORT}", "--workers", "1",
               "--threads", "8", "--log-level", "warning", "--no-control-socket"],
    "worker": ["manage.py", "work"],
}  # fmt: skip


def main() -> None:
    refuse_a_busy_port()
    ready("requirements.txt")
    set_up()
    raise SystemExit(serve())


def refuse_a_busy_port() -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, PORT))
        except OSError as error:
            raise SystemExit(
                f"Port {PORT} cannot be used ({error.strerror}). Stop what listens there, "
                f"or choose another: make run PORT={PORT + 1}"
            ) from None


def set_up() -> None:
    """Everything a start needs that a second start can skip."""
    for folder in (VAR, VAR / "static", VAR / "media"):
        folder.mkdir(parents=True, exist_ok=True)
    forget_a_lost_database()
    once(STAMPS / "messages", catalogues(), compile_messages)
    once(STAMPS / "migrations", migrations(), migrate, key=DATABASE_URL)
    once(STAMPS / "demo", [], fill_the_demo_town, key=DATABASE_URL)


def catalogues() -> list[Path]:
    owners = ("portal/*/", "search/", "themes/*/")
    return [po for owner in owners for po in ROOT.glob(f"{owner}locale/*/LC_MESSAGES/*.po")]


def migrations() -> list[Path]:
    own = [*ROOT.glob("portal/*/migrations/*.py"), *ROOT.glob("search/migrations/*.py")]
    return [*own, ROOT / "requirements.txt"]


def forget_a_lost_database() -> None:
    """Where the file was deleted, what was done to it is to be done again."""
    if not DATABASE_URL and not (VAR / "echowall.sqlite3").exists():
        for name in ("migrations", "demo"):
            (STAMPS / name).unlink(missing_ok=True)


def compile_messages() -> None:
    manage_file = ROOT / "tools" / "messages.py"
    run([str(PYTHON), str(manage_file), "compile"], env=ENV)


def migrate() -> None:
    say("setting up the database")
    manage("migrate", "--verbosity", "0")


def fill_the_demo_town() -> None:
    say("filling the demo town")
    run([str(PYTHON), "manage.py", "demo", "--verbosity", "0"], env=ENV, stdout=subprocess.DEVNULL)
    told = subprocess.run([str(PYTHON), "manage.py", "demo", "--accounts"], cwd=ROOT, env=ENV,
                          text=True, stdout=subprocess.PIPE, check=True)  # fmt: skip
    ACCOUNTS.write_text(told.stdout)


def manage(*arguments: str) -> None:
    run([str(PYTHON), "manage.py", *arguments], env=ENV)


def serve() -> int:
    """Run server and worker until one is stopped or dies; the exit status says which."""
    programs = {name: start(command) for name, command in PROGRAMS.items()}
    asked: list[int] = []
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda got, _frame: asked.append(got))
    greet(programs["server"], asked)
    while not asked and all(program.poll() is None for program in programs.values()):
        time.sleep(0.2)
    dead = (
        [] if asked else [name for name, program in programs.items() if program.poll() is not None]
    )
    stop(programs)
    if dead:
        print(f"The {dead[0]} ended by itself, so the rest was stopped as well; see above why.")
    else:
        print("\nStopped. The data are kept; `make run` goes on from here.")
    return 1 if dead else 0


def start(command: list[str]) -> subprocess.Popen:
    """In a session of its own, so that Ctrl-C reaches it once, through us."""
    return subprocess.Popen([str(PYTHON), *command], cwd=ROOT, env=ENV, start_new_session=True,
                            stdin=subprocess.DEVNULL)  # fmt: skip


def greet(server: subprocess.Popen, asked: list[int]) -> None:
    while not asked and server.poll() is None and not answers():
        time.sleep(0.1)
    if not asked and server.poll() is None:
        print(f"\nEchowall is at {ADDRESS}   (Ctrl-C stops it)\n", flush=True)
        print(ACCOUNTS.read_text() if ACCOUNTS.exists() else "", flush=True)


def answers() -> bool:
    """Whether the server has loaded the site, not only opened its port."""
    try:
        urllib.request.urlopen(f"{ADDRESS}/healthz", timeout=30).close()
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


def stop(programs: dict[str, subprocess.Popen]) -> None:
    for program in programs.values():
        if program.poll() is None:
            program.terminate()
    until = time.monotonic() + PATIENCE_S
    for program in programs.values():
        try:
            program.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(program.pid, signal.SIGKILL)


if __name__ == "__main__":
    main()
