"""Conventions of the house that neither the linter nor the import contracts can state."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
PRODUCT = [
    file
    for package in ("portal", "search")
    for file in sorted((ROOT / package).rglob("*.py"))
    if "migrations" not in file.parts
]
NAMELESS = {"utils", "helpers", "common", "misc", "manager", "managers"}
SCREENS = ("django.http", "django.shortcuts", "django.core.mail", "django.forms", "django.dispatch")


def imports(file: Path) -> set[str]:
    nodes = list(ast.walk(ast.parse(file.read_text())))
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    return plain | {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}


def test_no_room_is_called_after_nothing():
    assert [str(file) for file in PRODUCT if file.stem in NAMELESS] == []


def test_every_module_says_why_it_exists():
    modules = [file for file in PRODUCT if file.read_text().strip()]
    assert [str(f) for f in modules if not ast.get_docstring(ast.parse(f.read_text()))] == []


@pytest.mark.parametrize("room", ["commands", "rules", "states"])
def test_verbs_and_rules_know_no_screen(room):
    files = [f for f in PRODUCT if room in (f.stem, f.parent.name) and "management" not in f.parts]
    assert files
    known = {str(f): [m for m in imports(f) if m.startswith(SCREENS)] for f in files}
    assert {name: found for name, found in known.items() if found} == {}


def test_no_product_file_outgrows_a_reader():
    assert [str(f) for f in PRODUCT if len(f.read_text().splitlines()) > 400] == []


def test_the_domain_has_no_signals_and_no_markup_is_trusted():
    words = {
        "django.db.models.signals": "signals",
        "mark_safe": "mark_safe(",
        "loop": "TYPE_CHECKING",
    }
    text = {str(file): file.read_text() for file in PRODUCT}
    found = [(f, name) for f, body in text.items() for name, word in words.items() if word in body]
    assert [hit for hit in found if not hit[0].endswith("publishing.py")] == []
