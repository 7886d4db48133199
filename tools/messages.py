"""Catalogues: `messages.py compile` (needs no gettext), `check` and `make` (need gettext).

Every app keeps its own catalogue; the theme keeps the one of its templates. `check` extracts the
source strings afresh and names what is untranslated, fuzzy, obsolete or translated in two ways.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
LANGUAGE = "zh_Hans"
CATALOGUE = Path("locale") / LANGUAGE / "LC_MESSAGES" / "django.po"
EXTRACT = ["--locale", LANGUAGE, "--no-location", "--no-wrap", "--ignore", "migrations/*"]


def roots() -> Iterator[Path]:
    """The folders that own a catalogue: each app, the search package, each theme."""
    candidates = [*ROOT.glob("portal/*/"), ROOT / "search", *ROOT.glob("themes/*/")]
    return (folder for folder in sorted(candidates) if _is_app(folder) or _is_theme(folder))


def compile_all() -> int:
    # portal/ itself keeps what Wagtail's own catalogue lacks.
    for catalogue in (root / CATALOGUE for root in (*roots(), ROOT / "portal")):
        if catalogue.exists() and _is_stale(catalogue):
            aside = catalogue.with_suffix(f".{os.getpid()}.tmp.mo")
            polib.pofile(str(catalogue)).save_as_mofile(str(aside))
            aside.rename(catalogue.with_suffix(".mo"))
    return 0


def _is_stale(catalogue: Path) -> bool:
    made = catalogue.with_suffix(".mo")
    return not made.exists() or made.stat().st_mtime < catalogue.stat().st_mtime


def check() -> int:
    """Print each fault on a line; the exit status says whether there was one."""
    if not shutil.which("xgettext"):
        print("gettext is missing: sudo apt install gettext")
        return 1
    faults = [fault for root in roots() for fault in _faults(root)] + list(_two_ways())
    print("\n".join(faults), end="\n" if faults else "")
    return 1 if faults else 0


def make() -> int:
    for root in roots():
        if _wanted(root):
            (root / "locale").mkdir(exist_ok=True)
            _makemessages(root)
    return 0


def _faults(root: Path) -> Iterator[str]:
    name = root.relative_to(ROOT)
    file = root / CATALOGUE
    wanted, have = _wanted(root), polib.pofile(str(file)) if file.exists() else polib.POFile()
    known = {_key(entry): entry for entry in have if not entry.obsolete}
    for key in sorted(wanted - known.keys(), key=str):
        yield f"{name}: not in the catalogue: {key[0]!r}"
    for key in sorted(known.keys() - wanted, key=str):
        yield f"{name}: in the catalogue, not in the source: {key[0]!r}"
    yield from (f"{name}: fuzzy: {entry.msgid!r}" for entry in have if entry.fuzzy)
    yield from (f"{name}: obsolete: {entry.msgid!r}" for entry in have.obsolete_entries())
    for entry in known.values():
        if not entry.translated() and not entry.fuzzy:
            yield f"{name}: not translated: {entry.msgid!r}"


def _wanted(root: Path) -> set[tuple[str, str | None]]:
    """The source strings of one folder, extracted into a copy so that the tree stays untouched."""
    with tempfile.TemporaryDirectory() as aside:
        copy = Path(aside) / root.name
        shutil.copytree(
            root, copy, ignore=shutil.ignore_patterns("locale", "static", "__pycache__")
        )
        (copy / "locale").mkdir()
        _makemessages(copy)
        made = copy / CATALOGUE
        return {_key(entry) for entry in polib.pofile(str(made))} if made.exists() else set()


def _two_ways() -> Iterator[str]:
    """The same English reads the same in Chinese wherever it stands."""
    readings: dict[tuple, set[str]] = defaultdict(set)
    for entry in _entries():
        readings[_key(entry)].add(entry.msgstr or str(entry.msgstr_plural))
    for (msgid, _context), ways in sorted(readings.items(), key=str):
        if len(ways) > 1:
            yield f"translated in {len(ways)} ways: {msgid!r}: {' / '.join(sorted(ways))}"


def _entries() -> Iterable[polib.POEntry]:
    for root in roots():
        if (root / CATALOGUE).exists():
            yield from (
                entry for entry in polib.pofile(str(root / CATALOGUE)) if not entry.obsolete
            )


def _key(entry: polib.POEntry) -> tuple[str, str | None]:
    return entry.msgid, entry.msgctxt


def _makemessages(folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "django", "makemessages", *EXTRACT], cwd=folder, text=True,
        capture_output=True, env={**os.environ, "DJANGO_SETTINGS_MODULE": ""},
    )  # fmt: skip
    if done.returncode:
        raise SystemExit(f"{folder}: {done.stderr}")


def _is_app(folder: Path) -> bool:
    return (folder / "apps.py").exists()


def _is_theme(folder: Path) -> bool:
    return (folder / "templates").is_dir()


if __name__ == "__main__":
    commands = {"compile": compile_all, "check": check, "make": make}
    if len(sys.argv) != 2 or sys.argv[1] not in commands:
        raise SystemExit(f"usage: messages.py {'|'.join(commands)}")
    raise SystemExit(commands[sys.argv[1]]())
