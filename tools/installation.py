"""The virtual environment of this checkout; steps whose inputs are unchanged are skipped."""

import hashlib
import importlib.util
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LEAST = (3, 11)


def ready(*locks: str) -> None:
    """Make .venv hold exactly what the named hashed locks ask for."""
    _refuse_an_unfit_python()
    if not PYTHON.exists():
        say("making a virtual environment in .venv")
        run([sys.executable, "-m", "venv", "--clear", str(VENV)])
    for lock in locks:
        once(VENV / f"{lock}.stamp", [ROOT / lock], lambda lock=lock: _install(lock))


def once(stamp: Path, inputs: Iterable[Path], step: Callable[[], None], key: str = "") -> None:
    """Do a step unless it was done before with the same inputs."""
    now = fingerprint(inputs, key)
    if stamp.exists() and stamp.read_text() == now:
        return
    step()
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(now)


def fingerprint(files: Iterable[Path], key: str = "") -> str:
    digest = hashlib.sha256(key.encode())
    for file in sorted(files):
        digest.update(str(file.relative_to(ROOT)).encode() + file.read_bytes())
    return digest.hexdigest()


def run(command: list[str], **options) -> None:
    """Run a command of the set-up; where it fails, its own words are the message."""
    done = subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, **options)
    if done.returncode:
        raise SystemExit(f"This step failed: {' '.join(map(str, command))}")


def say(sentence: str) -> None:
    print(f"· {sentence}", flush=True)


def _install(lock: str) -> None:
    say(f"installing what {lock} names")
    run([str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
         "--no-deps", "--require-hashes", "-r", lock])  # fmt: skip


def _refuse_an_unfit_python() -> None:
    if sys.version_info < LEAST:
        found = ".".join(map(str, sys.version_info[:3]))
        raise SystemExit(f"Echowall needs Python 3.11 or newer; python3 here is {found}.")
    if not importlib.util.find_spec("venv") or not importlib.util.find_spec("ensurepip"):
        raise SystemExit(
            "Python's venv module is missing. Install it first: sudo apt install python3-venv"
        )
