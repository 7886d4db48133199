"""Production refuses to start half-configured, and says what to set."""

import os
import subprocess
import sys

import pytest

from tests.support.servers import ROOT

WHOLE = {
    "SECRET_KEY": "x" * 60, "PRIVACY_KEYS": "one,two", "PRIVACY_INDEX_KEY": "three",
    "DATABASE_URL": "postgres://user:secret@127.0.0.1:1/none", "ALLOWED_HOSTS": "www.example.gov.cn",
    "ECHOWALL_BASE_URL": "https://www.example.gov.cn", "ECHOWALL_VAR": "/tmp",
}  # fmt: skip


def started(environment: dict[str, str]) -> subprocess.CompletedProcess:
    kept = {name: value for name, value in os.environ.items() if name not in WHOLE}
    return subprocess.run(
        [sys.executable, "-c", "import django; django.setup()"], cwd=ROOT, text=True,
        capture_output=True,
        env={**kept, **environment, "DJANGO_SETTINGS_MODULE": "portal.settings.production"},
    )  # fmt: skip


def test_it_starts_when_everything_is_set():
    done = started(WHOLE)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("missing", sorted(WHOLE))
def test_it_names_what_is_missing(missing):
    done = started({name: value for name, value in WHOLE.items() if name != missing})
    assert done.returncode != 0
    assert f"{missing}:" in done.stderr
