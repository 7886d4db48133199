"""The real Elasticsearch for tests: Elastic's own integration-test build, never shipped."""

import os
import shutil
import signal
import subprocess
import time
import urllib.error
import urllib.request
import zipfile
from pathlib import Path

import servant

VERSION = "8.19.7"
ARTIFACT = f"org.elasticsearch.distribution.integ-test-zip:elasticsearch:{VERSION}:zip"
PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy"
CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "echowall"
JAVAS = "/usr/lib/jvm/java-17-openjdk-*", "/usr/lib/jvm/java-21-openjdk-*"
# It lives for minutes: what is compiled best is compiled too late.
SHORT_LIVED = "-XX:TieredStopAtLevel=1 -Xms512m -Xmx512m"
SETTINGS = """\
network.host: 127.0.0.1
http.port: {http}
transport.port: {transport}
discovery.type: single-node
xpack.security.enabled: false
path.data: {data}
path.logs: {home}/logs
cluster.routing.allocation.disk.threshold_enabled: false
"""


def java_home() -> Path | None:
    found = [path for pattern in JAVAS for path in sorted(Path("/").glob(pattern[1:]))]
    return next((path for path in found if (path / "bin/java").exists()), None)


def available() -> bool:
    archive = CACHE / f"elasticsearch-{VERSION}.zip"
    return java_home() is not None and (archive.exists() or shutil.which("mvn") is not None)


def start() -> dict:
    """Start a node, wait until it answers, return its address and what `stop` needs."""
    program = _unpacked()
    home, http = servant.own_folder("elasticsearch"), servant.free_port()
    data = servant.forgetful_folder("elasticsearch-data")
    config = servant.owned(home / "config")
    for name in ("jvm.options", "log4j2.properties"):
        shutil.copy(program / "config" / name, config / name)
    (config / "elasticsearch.yml").write_text(
        SETTINGS.format(home=home, data=data, http=http, transport=servant.free_port())
    )
    node = _launch(program, home, config)
    state = {"url": f"http://127.0.0.1:{http}", "pid": node.pid, "home": str(home),
             "data": str(data)}  # fmt: skip
    _wait_until_well(state, node)
    return state


def stop(state: dict) -> None:
    """End the node and the launcher that is its parent; both are in one process group."""
    try:
        os.killpg(state["pid"], signal.SIGKILL)
    except ProcessLookupError:
        pass
    until = time.monotonic() + 5
    while alive(state) and time.monotonic() < until:
        time.sleep(0.1)
    shutil.rmtree(state.get("data") or f"{state['home']}/data", ignore_errors=True)


def alive(state: dict) -> bool:
    try:
        with urllib.request.urlopen(state["url"] + "/_cluster/health", timeout=5) as answer:
            return answer.status == 200
    except (urllib.error.URLError, OSError):
        return False


def _launch(program: Path, home: Path, config: Path) -> subprocess.Popen:
    kinds = servant.as_servant(
        home, ES_JAVA_HOME=str(java_home()), ES_PATH_CONF=str(config),
        ES_JAVA_OPTS=SHORT_LIVED, ES_TMPDIR=str(servant.owned(home / "tmp")),
    )  # fmt: skip
    with (home / "output.log").open("w") as log:
        return subprocess.Popen(
            [program / "bin" / "elasticsearch"], stdin=subprocess.DEVNULL, stdout=log,
            stderr=log, start_new_session=True, **kinds,
        )  # fmt: skip


def _wait_until_well(state: dict, node: subprocess.Popen, seconds: int = 90) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if alive(state):
            return
        if node.poll() is not None:
            break
        time.sleep(0.5)
    stop(state)
    raise SystemExit(f"Elasticsearch did not start; see {state['home']}/output.log")


def _unpacked() -> Path:
    program = servant.shared_folder() / f"elasticsearch-{VERSION}"
    if not (program / "bin" / "elasticsearch").exists():
        _unpack(_fetched(), program)
    return program


def _unpack(archive: Path, program: Path) -> None:
    """Unpack beside the place and rename, so that a half-unpacked server is never found."""
    aside = program.with_name(f"{program.name}.{os.getpid()}")
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(aside)
    inner = next(aside.iterdir())
    for path in inner.glob("bin/*"):
        path.chmod(0o755)
    inner.rename(program)
    aside.rmdir()
    subprocess.run(["chmod", "-R", "a+rX", str(program)], check=True)


def _fetched() -> Path:
    archive = CACHE / f"elasticsearch-{VERSION}.zip"
    if not archive.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        command = [
            "mvn",
            "-q",
            "-B",
            PLUGIN,
            f"-Dartifact={ARTIFACT}",
            f"-DoutputDirectory={CACHE}",
        ]
        subprocess.run(command, check=True, cwd=CACHE, stdin=subprocess.DEVNULL)
    return archive
