"""Migrated databases in a second: one template per state of migrations, copied for each run.

The ledger refuses UPDATE, DELETE and TRUNCATE, and a flush would take Wagtail's seed rows with it,
so a test that commits gets a database of its own instead of a cleaned-up shared one.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from django.db import connections
from psycopg import sql

from portal.settings.base import database_from
from tests.support import servers

STORE = servers.ROOT / "var" / "test"
SOURCES = (
    "portal/*/migrations/*.py", "search/migrations/*.py", "portal/*/apps.py", "portal/*/triggers.py",
    "portal/people/roles.py", "portal/worktime/library.py", "portal/worktime/data/*",
    "portal/settings/base.py", "requirements.txt",
)  # fmt: skip


@dataclass(frozen=True)
class Database:
    """A real database that exists for one test (or one run), and the folder that goes with it."""

    url: str
    folder: Path

    @property
    def vendor(self) -> str:
        return "sqlite" if self.url.startswith("sqlite") else "postgres"

    @property
    def env(self) -> dict[str, str]:
        """A new copy each time: the environment of a subprocess that works on this database."""
        return {
            **os.environ,
            "DATABASE_URL": self.url,
            "ECHOWALL_VAR": str(self.folder),
            "DJANGO_SETTINGS_MODULE": "portal.settings.test",
            "ELASTICSEARCH_URL": "",
            "PYTHONPATH": str(servers.ROOT),
            "PYTHONUNBUFFERED": "1",
        }

    def manage(self, *arguments: str, **more: str) -> subprocess.CompletedProcess:
        """Run manage.py on this database and return what it did; the caller looks at the status."""
        return subprocess.run(
            [sys.executable, "manage.py", *arguments], cwd=servers.ROOT, text=True,
            env={**self.env, **more}, capture_output=True, stdin=subprocess.DEVNULL,
        )  # fmt: skip


def copy_of_template(vendor: str, folder: Path) -> Database:
    """A new, migrated, otherwise empty database."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "static").mkdir(exist_ok=True)
    if vendor == "sqlite":
        file = folder / "echowall.sqlite3"
        shutil.copyfile(_sqlite_template(), file)
        return Database(f"sqlite:///{file}", folder)
    name = f"echowall_{uuid.uuid4().hex[:16]}"
    _create_postgres(name, template=_postgres_template())
    return Database(_postgres_url(name), folder)


def copy_of_demo(shared: Path, folder: Path) -> Database:
    """The demo town as its own command fills it; filled once a run in `shared`, for all workers."""
    shared.mkdir(parents=True, exist_ok=True)
    with _one_builder(shared, "demo"):
        if not (shared / "whole").exists():
            database = copy_of_template("sqlite", shared / "site")
            done = database.manage("demo", "--fictitious")
            if done.returncode:
                raise RuntimeError(f"demo failed:\n{done.stdout}{done.stderr}")
            (shared / "whole").touch()
    shutil.copytree(shared / "site", folder)
    return Database(f"sqlite:///{folder / 'echowall.sqlite3'}", folder)


def template(vendor: str) -> Path | str:
    """The migrated database that others are copied from; built where migrations have changed."""
    return _sqlite_template() if vendor == "sqlite" else _postgres_template()


def drop(database: Database) -> None:
    if database.vendor == "postgres":
        name = urlsplit(database.url).path.lstrip("/")
        _admin("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
    else:
        Path(database.url.removeprefix("sqlite:///")).unlink(missing_ok=True)


def point_to(url: str) -> None:
    """Make this process, all its threads, use another database from now on."""
    connections.close_all()
    config = connections.configure_settings({"default": database_from(url)})["default"]
    config["CONN_MAX_AGE"] = 0
    known = connections.settings["default"]
    known.clear()
    known.update(config)
    with suppress(AttributeError):  # not yet opened in this thread
        del connections["default"]


def current_url() -> str:
    """The address this process uses now, as `point_to` takes it."""
    known = connections.settings["default"]
    if known["ENGINE"].endswith("sqlite3"):
        return f"sqlite:///{known['NAME']}"
    return _postgres_url(known["NAME"])


def fingerprint() -> str:
    """Changes whenever a freshly migrated database would come out differently."""
    digest = hashlib.sha256()
    for pattern in SOURCES:
        for file in sorted(servers.ROOT.glob(pattern)):
            digest.update(str(file.relative_to(servers.ROOT)).encode() + file.read_bytes())
    return digest.hexdigest()[:16]


def _sqlite_template() -> Path:
    template = STORE / f"template-{fingerprint()}.sqlite3"
    with _one_builder(STORE, "sqlite"):
        if not template.exists():
            for old in STORE.glob("template-*"):
                old.unlink()
            building = STORE / f"building-{os.getpid()}.sqlite3"
            _migrate(f"sqlite:///{building}")
            building.rename(template)
    return template


def _postgres_template() -> str:
    template = f"echowall_template_{fingerprint()}"
    with _one_builder(STORE, "postgres"):
        if not _admin("SELECT 1 FROM pg_database WHERE datname = %s", parameters=[template]):
            building = f"echowall_building_{os.getpid()}"
            _admin("DROP DATABASE IF EXISTS {} WITH (FORCE)", building)
            _create_postgres(building)
            _migrate(_postgres_url(building))
            _admin("ALTER DATABASE {} RENAME TO {}", building, template)
    return template


def _migrate(url: str) -> None:
    done = Database(url, STORE).manage("migrate", "--verbosity=0")
    if done.returncode:
        raise RuntimeError(f"migrate failed on {url}:\n{done.stdout}{done.stderr}")


@contextmanager
def _one_builder(store: Path, what: str) -> Iterator[None]:
    """Several runs may start at once; one builds, the others wait and find it built."""
    (store / "static").mkdir(parents=True, exist_ok=True)
    with (store / f"building-{what}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _create_postgres(name: str, template: str = "template0") -> None:
    """As files: a template is small and still. Before PostgreSQL 15 there was no other way."""
    strategy = " STRATEGY FILE_COPY" if _admin("SHOW server_version_num")[0][0] >= "150000" else ""
    _admin("CREATE DATABASE {} TEMPLATE {}" + strategy, name, template)


def _postgres_url(name: str) -> str:
    return urlunsplit(urlsplit(servers.address("postgres"))._replace(path=f"/{name}"))


def _admin(statement: str, *names: str, parameters: list | None = None) -> list:
    url = servers.address("postgres")
    with closing(psycopg.connect(url, autocommit=True)) as connection:
        query = sql.SQL(statement).format(*map(sql.Identifier, names))
        done = connection.execute(query, parameters)
        return done.fetchall() if done.description else []


if __name__ == "__main__":
    template(sys.argv[1])
