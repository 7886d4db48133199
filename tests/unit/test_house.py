"""Conventions of the house that neither the linter nor the import contracts can state."""

import ast
import re
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
    # What Django says of the database's own tables is no step of the domain.
    tables = "from django.db.models.signals import post_migrate\n"
    text = {file: body.replace(tables, "") for file, body in text.items()}
    found = [(f, name) for f, body in text.items() for name, word in words.items() if word in body]
    assert [hit for hit in found if not hit[0].endswith("publishing.py")] == []


SPEAKS = re.compile(r"assert|raises|warns|fail$|num_queries|^run_state_machine_as_test$")
TESTS = {
    file: ast.parse(file.read_text()) for file in sorted((ROOT / "tests").rglob("*.py"))
}  # fmt: skip


def functions(tree: ast.AST) -> list[ast.FunctionDef]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]


def called(function: ast.FunctionDef) -> set[str]:
    """What it calls, and what it enters by name: `with outcome`."""
    calls = [node.func for node in ast.walk(function) if isinstance(node, ast.Call)]
    entered = [item.context_expr for node in ast.walk(function) if isinstance(node, ast.With)
               for item in node.items]  # fmt: skip
    return {getattr(one, "attr", getattr(one, "id", "")) for one in calls + entered}


def can_fail(function: ast.FunctionDef, by_name: dict[str, list[ast.FunctionDef]]) -> bool:
    """It asserts, or calls something of the tests that does."""
    waiting, seen = [function], set()
    while waiting:
        one = waiting.pop()
        names = called(one)
        if any(isinstance(node, ast.Assert) for node in ast.walk(one)) or "outcome" in names:
            return True
        if any(SPEAKS.search(name) for name in names):
            return True
        waiting += [other for name in names - seen for other in by_name.get(name, [])]
        seen |= names
    return False


def test_every_test_can_fail():
    """A test without an assertion of its own or of its helpers proves nothing."""
    by_name: dict[str, list[ast.FunctionDef]] = {}
    for tree in TESTS.values():
        for function in functions(tree):
            by_name.setdefault(function.name, []).append(function)
    written = [(file.name, one) for file, tree in TESTS.items() for one in functions(tree)
               if one.name.startswith("test_") and file.name.startswith("test_")]  # fmt: skip
    assert len(written) > 700
    assert [(file, one.name) for file, one in written if not can_fail(one, by_name)] == []


@pytest.mark.parametrize(
    ("body", "spoken"), [("assert x", True), ("helper()", True), ("x = call()", False)]
)
def test_a_silent_test_is_noticed(body, spoken):
    [test, helper] = functions(ast.parse(f"def test_x():\n    {body}\ndef helper():\n    assert x"))
    assert can_fail(test, {"helper": [helper]}) is spoken
