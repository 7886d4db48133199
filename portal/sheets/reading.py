"""A table somebody hands in: CSV in the encodings of Chinese offices, or the first sheet of an XLSX."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import BinaryIO

from django.utils.translation import gettext_lazy as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from portal.errors import Refused

MOST_BYTES = 10 * 1024 * 1024
# What an XLSX may become when unpacked: a small file can hold a very large one.
MOST_UNPACKED = 200 * 1024 * 1024
MOST_ROWS = 20_000
MOST_COLUMNS = 60
MOST_CHARACTERS = 5_000
ENCODINGS = ("utf-8-sig", "gb18030")

NOT_A_TABLE = _("This is no table we can read. Please save it as CSV or XLSX and try again.")


@dataclass(frozen=True)
class Table:
    """The headings, and the rows below them with the line each stands on (the first line is 1)."""

    headings: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def read(file: BinaryIO) -> Table:
    """The table in the file, every cell as text; empty lines are left out.

    Raises Refused when it is too large, is no table, or has no or twice the same heading.
    """
    content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise Refused(_("The file is larger than 10 MB. Please split it."))
    lines = _xlsx(content) if zipfile.is_zipfile(io.BytesIO(content)) else _csv(content)
    return _table(islice(lines, MOST_ROWS * 2 + 2))


def _table(lines: Iterable[tuple[int, list[str]]]) -> Table:
    filled = [(number, cells) for number, cells in lines if any(cells)]
    if not filled:
        raise Refused(_("The table is empty."))
    headings = _headings(filled[0][1])
    if len(filled) - 1 > MOST_ROWS:
        raise Refused(_("The table has more than 20,000 rows. Please split it."))
    width = len(headings)
    rows = tuple((number, tuple((cells + [""] * width)[:width])) for number, cells in filled[1:])
    return Table(headings, rows)


def _headings(cells: list[str]) -> tuple[str, ...]:
    while cells and not cells[-1]:
        cells.pop()
    if len(cells) > MOST_COLUMNS:
        raise Refused(_("The table has more than 60 columns."))
    if "" in cells:
        raise Refused(_("A column has no heading. The first line must name every column."))
    if len(set(cells)) < len(cells):
        raise Refused(_("Two columns have the same heading. Please rename one of them."))
    return tuple(cells)


def _csv(content: bytes) -> Iterator[tuple[int, list[str]]]:
    if b"\0" in content:
        raise Refused(NOT_A_TABLE)
    reader = csv.reader(io.StringIO(_decoded(content), newline=""), strict=True)
    try:
        for cells in reader:
            yield reader.line_num, [_text(cell) for cell in cells]
    except csv.Error as error:
        raise Refused(NOT_A_TABLE) from error


def _decoded(content: bytes) -> str:
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused(NOT_A_TABLE)


def _xlsx(content: bytes) -> Iterator[tuple[int, list[str]]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(entry.file_size for entry in packed.infolist()) > MOST_UNPACKED:
                raise Refused(_("The file is too large when unpacked. Please save it as CSV."))
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        # A sheet may claim a million rows; what it says of its size is not believed.
        sheet.reset_dimensions()
        for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
            yield number, [_text(cell) for cell in cells]
    except Refused:
        raise
    # A broken file can fail in many ways inside the library; each means the same to the person.
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, IndexError, TypeError,
            AttributeError, OSError, SyntaxError, EOFError, NotImplementedError) as error:  # fmt: skip
        raise Refused(NOT_A_TABLE) from error


def _text(cell: object) -> str:
    """A cell as a person reads it: no trailing .0, dates as 2026-11-22 or 2026-11-22 09:30."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.strftime("%Y-%m-%d %H:%M" if cell.time() != datetime.min.time() else "%Y-%m-%d")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).replace("\0", "").strip()[:MOST_CHARACTERS]
