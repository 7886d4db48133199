"""`make run` says in one sentence what is in its way."""

import os
import socket
import subprocess
import sys

import pytest

from tests.support.servers import ROOT

pytestmark = pytest.mark.tooling


def run(port: int) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "tools/run.py"], cwd=ROOT, env={**os.environ, "PORT": str(port)},
        capture_output=True, text=True, timeout=30,
    )  # fmt: skip


def test_a_busy_port_is_named_with_a_way_out():
    with socket.create_server(("127.0.0.1", 0)) as busy:
        port = busy.getsockname()[1]
        done = run(port)
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        (
            f"Port {port} cannot be used (Address already in use). Stop what listens there, "
            f"or choose another: make run PORT={port + 1}"
        )
    ]


@pytest.mark.parametrize(
    ("without", "sentence"),
    [("ensurepip", "sudo apt install python3-venv"), ("venv", "sudo apt install python3-venv")],
)
def test_a_missing_venv_module_is_named_with_what_to_install(without, sentence):
    code = (
        "import importlib.util as u, sys; sys.path.insert(0, 'tools'); import installation;"
        f"known = u.find_spec; u.find_spec = lambda name: None if name == '{without}' else known(name);"
        "installation.ready()"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, sentence in done.stderr) == (1, True)
