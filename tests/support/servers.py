"""Where the real servers for tests are: the environment says, or tools/servers.py wrote it down."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
VARIABLES = {
    "postgres": "ECHOWALL_TEST_DATABASE_URL",
    "elasticsearch": "ECHOWALL_TEST_ELASTICSEARCH_URL",
}
# Debian's Chromium; its build without a window spends half the processor time on the same pages.
CHROMIUMS = ("/usr/bin/chromium-headless-shell", "/usr/bin/chromium")
CHROMIUM = Path(
    os.environ.get("CHROMIUM") or next(filter(os.path.exists, CHROMIUMS), CHROMIUMS[-1])
)
HOW = {
    "postgres": "no PostgreSQL: `python3 tools/servers.py start postgres` starts one",
    "elasticsearch": "no Elasticsearch: `python3 tools/servers.py start elasticsearch` starts one",
    "browser": f"no browser at {CHROMIUM}: `apt-get install chromium fonts-noto-cjk`",
}


def address(server: str) -> str:
    """The server's address, or an empty text where none is known."""
    name = VARIABLES[server]
    return os.environ.get(name) or _written().get(name, "")


def found(marker: str) -> bool:
    return CHROMIUM.exists() if marker == "browser" else bool(address(marker))


def require(marker: str, left_out: set[str]) -> None:
    """Skip with a reason where the server is missing; in CI a missing server is a failure."""
    if found(marker):
        return
    if os.environ.get("CI") == "true":
        pytest.fail(f"CI needs it: {HOW[marker]}", pytrace=False)
    left_out.add(marker)
    pytest.skip(HOW[marker])


def _written() -> dict[str, str]:
    file = ROOT / "var" / "servers.env"
    lines = file.read_text().splitlines() if file.exists() else []
    return dict(line.split("=", 1) for line in lines if "=" in line)
