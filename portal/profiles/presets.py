"""The roads that places are known for (DOMAIN 6.1), to begin with; a street changes what it likes."""

import json
from dataclasses import dataclass
from pathlib import Path

from portal.profiles.plans import Plan

FILE = Path(__file__).resolve().parent / "data" / "presets.json"


@dataclass(frozen=True)
class Preset:
    """A named plan, and in one sentence what it is."""

    code: str
    name: str
    note: str
    plan: Plan


def _read() -> dict[str, Preset]:
    rows = json.loads(FILE.read_text(encoding="utf-8"))
    return {
        row["code"]: Preset(row["code"], row["name"], row["note"], Plan.from_json(row))
        for row in rows
    }


PRESETS = _read()
