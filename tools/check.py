"""`make check`: everything that can be told without running the product. Quiet when good."""

import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from installation import PYTHON, ROOT, ready, run

BIN = PYTHON.parent
OWN = ["portal", "search", "tools", "tests", "bench", "manage.py"]
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "portal.settings.production",
    "SECRET_KEY": "k7" * 40 + "checks-only-0123456789",
    "PRIVACY_KEYS": "checks-only-" + "0123456789abcdef" * 4,
    "PRIVACY_INDEX_KEY": "checks-only-" + "fedcba9876543210" * 4,
    "DATABASE_URL": "postgres://echowall@127.0.0.1:1/echowall",
    "ALLOWED_HOSTS": "www.example.gov.cn",
    "ECHOWALL_BASE_URL": "https://www.example.gov.cn",
}
TEST = {"DJANGO_SETTINGS_MODULE": "portal.settings.test", "DATABASE_URL": "sqlite://:memory:"}


def checks(folder: str) -> dict[str, tuple[list[str], dict[str, str]]]:
    """Each check: its name, its command, and what its environment adds."""
    manage, ruff = [str(PYTHON), "manage.py"], [str(BIN / "ruff")]
    own = [name for name in OWN if (ROOT / name).exists()]
    typed = [name for name in ("portal", "search") if any((ROOT / name).glob("*.py"))]
    return {
        "format": ([*ruff, "format", "--check", "--output-format=concise", *own], {}),
        "lint": ([*ruff, "check", "--output-format=concise", *own], {}),
        "types": ([str(BIN / "mypy"), "--no-error-summary", *typed], TEST),
        "import contracts": ([str(BIN / "lint-imports"), "--no-cache"], {}),
        "migrations": ([*manage, "makemigrations", "--check", "--dry-run"], TEST),
        "deployment": (
            [*manage, "check", "--deploy", "--fail-level", "WARNING"],
            {**PRODUCTION, "ECHOWALL_VAR": folder},
        ),
        "generated docs": ([*manage, "states_diagram", "--check"], TEST),
        "translations": ([str(PYTHON), "tools/messages.py", "check"], {}),
        "templates": ([str(BIN / "djlint"), "--lint", "--quiet", *templates()], {}),
    }


def templates() -> list[str]:
    found = [*ROOT.glob("themes/*/templates"), *ROOT.glob("portal/*/templates")]
    return [str(path.relative_to(ROOT)) for path in sorted(found)]


def passes(name: str, command: list[str], env: dict[str, str]) -> bool:
    began = time.monotonic()
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, **env}, text=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    if done.returncode:
        print(f"== {name}\n{done.stdout.strip()}\n", flush=True)
    if os.environ.get("CI") == "true":
        verdict = "FAILED" if done.returncode else "ok"
        print(f"{name}: {verdict} [{time.monotonic() - began:.0f} s]", flush=True)
    return done.returncode == 0


def main(only: list[str]) -> int:
    ready("requirements.txt", "requirements-dev.txt")
    run([str(PYTHON), "tools/messages.py", "compile"])
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "static").mkdir()
        chosen = {name: what for name, what in checks(folder).items() if not only or name in only}
        # The longest is on its way while the others take their turns on the other cores.
        chosen = {"types": chosen.pop("types")} | chosen if "types" in chosen else chosen
        with ThreadPoolExecutor(os.cpu_count()) as cores:
            passed = cores.map(lambda one: passes(one[0], *one[1]), chosen.items())
            failed = [name for name, good in zip(chosen, passed, strict=True) if not good]
    print(f"check failed: {', '.join(failed)}" if failed else f"{len(chosen)} checks passed")
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
