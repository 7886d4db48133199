"""Writes search/data/t2s.txt from OpenCC, so that no OpenCC is needed at run time."""

import sys
from collections.abc import Iterator
from pathlib import Path

import opencc  # type: ignore[import-untyped]

TARGET = Path(__file__).resolve().parent.parent / "search" / "data" / "t2s.txt"
BLOCKS = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0x20000, 0x323AF))
PAIRS_PER_LINE = 32


def pairs() -> Iterator[str]:
    """Each Traditional character beside its Simplified one, in code point order."""
    convert = opencc.OpenCC("t2s").convert
    for first, last in BLOCKS:
        for code in range(first, last + 1):
            simplified = convert(chr(code))
            if len(simplified) == 1 and simplified != chr(code):
                yield chr(code) + simplified


def table() -> str:
    """The whole file: pairs separated by spaces, lines short enough to review."""
    found = list(pairs())
    lines = (found[at : at + PAIRS_PER_LINE] for at in range(0, len(found), PAIRS_PER_LINE))
    return "\n".join(" ".join(line) for line in lines) + "\n"


def main() -> int:
    """Write the table; with --check only say whether the committed one is stale."""
    fresh = table()
    if "--check" in sys.argv[1:]:
        return int(TARGET.read_text("utf-8") != fresh)
    TARGET.write_text(fresh, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
