"""A whole running installation for a test: server, worker, its own database and folder."""

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

from tests.support import servers
from tests.support.databases import Database


@dataclass
class Site:
    """A served site. In a text it is its address: `f"{site}/echo/"`."""

    database: Database
    url: str
    env: dict[str, str]
    processes: list[subprocess.Popen] = field(default_factory=list)

    def __str__(self) -> str:
        return self.url

    def manage(self, *arguments: str) -> subprocess.CompletedProcess:
        return self.database.manage(*arguments, **self.env)

    def work(self) -> None:
        """Let the followers catch up with everything that was committed."""
        done = self.manage("work", "--once")
        assert done.returncode == 0, done.stdout + done.stderr

    def start_worker(self) -> subprocess.Popen:
        """The worker as it runs beside the server; ends with the site."""
        return self._start("worker.log", sys.executable, "manage.py", "work")

    def start_server(self) -> None:
        listen = f"--bind={self.url.removeprefix('http://')}"
        gunicorn = (sys.executable, "-m", "gunicorn", "portal.wsgi", "--no-control-socket")
        self._start("server.log", *gunicorn, listen, "--threads=4")
        self._wait_until_served()

    def stop(self) -> None:
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def log(self, name: str = "server.log") -> str:
        return (self.database.folder / name).read_text()

    def _start(self, log: str, *command: str) -> subprocess.Popen:
        with (self.database.folder / log).open("a") as output:
            process = subprocess.Popen(
                command, cwd=servers.ROOT, env={**self.database.env, **self.env}, stdout=output,
                stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
            )  # fmt: skip
        self.processes.append(process)
        return process

    def _wait_until_served(self, seconds: int = 60) -> None:
        until = time.monotonic() + seconds
        while time.monotonic() < until and self.processes[-1].poll() is None:
            try:
                urllib.request.urlopen(self.url + "/healthz", timeout=5).close()
                return
            except urllib.error.HTTPError:
                return
            except OSError:
                time.sleep(0.1)
        raise RuntimeError(f"the site did not start:\n{self.log()}")


def free_address() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{probe.getsockname()[1]}"


def site_on(database: Database, **env: str) -> Site:
    """A site that is described but not yet started."""
    Path(database.folder / "static").mkdir(exist_ok=True)
    return Site(database, free_address(), env)
