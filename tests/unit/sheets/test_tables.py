"""What goes out comes in again; what is broken, huge or dangerous is told or tamed."""

import datetime
import io
import zipfile

import pytest
from openpyxl import Workbook, load_workbook

from portal.errors import Refused
from portal.sheets import reading
from portal.sheets.reading import read
from portal.sheets.writing import csv_bytes, harmless, xlsx_bytes

HEADINGS = ("工单编号", "主要内容", "份数")
ROWS = (("A-1", "三楼灯不亮,\n请修“一下”", "3"), ("A-2", "", ""))


def of(content):
    return read(io.BytesIO(content))


@pytest.mark.parametrize("write", [csv_bytes, xlsx_bytes])
def test_what_goes_out_comes_in_again(write):
    table = of(write(HEADINGS, ROWS))
    assert table.headings == HEADINGS
    assert tuple(cells for _line, cells in table.rows) == ROWS


def test_an_offices_own_encoding_is_read():
    assert of("工单编号,内容\nA-1,灯不亮\n".encode("gb18030")).rows == ((2, ("A-1", "灯不亮")),)


def test_lines_are_numbered_as_the_person_sees_them():
    table = of("编号,内容\n1,a\n\n,\n2,b\n".encode())
    assert [line for line, _cells in table.rows] == [2, 5]


def test_short_rows_are_filled_and_long_ones_cut():
    assert of("甲,乙\n1\n1,2,3\n".encode()).rows == ((2, ("1", "")), (3, ("1", "2")))


def test_numbers_and_dates_of_a_spreadsheet_read_as_people_write_them():
    book = Workbook()
    sheet = book.active
    sheet.append(["数", "日", "时"])
    sheet.append([13800138000.0, datetime.date(2026, 11, 2), datetime.datetime(2026, 11, 2, 9, 30)])
    out = io.BytesIO()
    book.save(out)
    assert of(out.getvalue()).rows[0][1] == ("13800138000", "2026-11-02", "2026-11-02 09:30")


def zipped(name, content):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n\n,,\n",
        b"\x89PNG\r\n\x1a\n\0\0",
        b"\xff\xfe\xff\x81",
        b'a,"b\n',
        "甲,甲\n1,2\n".encode(),
        "甲,,丙\n1,2,3\n".encode(),
        zipped("x.txt", b"hello"),
        zipped("xl/workbook.xml", b"<x"),
        ",".join(f"c{n}" for n in range(61)).encode(),
    ],
)  # fmt: skip
def test_what_is_no_table_is_told(content):
    with pytest.raises(Refused) as refusal:
        of(content)
    assert str(refusal.value)


def test_too_many_rows_or_bytes_are_told(monkeypatch):
    monkeypatch.setattr(reading, "MOST_ROWS", 2)
    assert len(of(b"a\n1\n2\n").rows) == 2
    with pytest.raises(Refused, match="20"):
        of(b"a\n1\n2\n3\n")
    monkeypatch.setattr(reading, "MOST_BYTES", 3)
    with pytest.raises(Refused, match="10"):
        of(b"a\n1\n")


def test_a_small_file_that_unpacks_into_a_huge_one_is_refused(monkeypatch):
    monkeypatch.setattr(reading, "MOST_UNPACKED", 100_000)
    with pytest.raises(Refused):
        of(zipped("xl/workbook.xml", b"0" * 1_000_000))


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"])
def test_no_cell_becomes_a_formula(start):
    assert harmless(f"{start}1+1") == f"'{start}1+1"
    sheet = load_workbook(io.BytesIO(xlsx_bytes(["h"], [[f"{start}1+1"]]))).worksheets[0]
    assert sheet["A2"].data_type == "s"


def test_numbers_stay_numbers():
    assert harmless(-3) == "-3"
    sheet = load_workbook(io.BytesIO(xlsx_bytes(["h"], [[-3]]))).worksheets[0]
    assert sheet["A2"].value == -3


def test_control_characters_do_not_break_a_spreadsheet():
    assert (
        load_workbook(io.BytesIO(xlsx_bytes(["h"], [["a\x0bb"]]))).worksheets[0]["A2"].value == "ab"
    )
