"""Personal data to plant in tests: hypothesis strategies whose values are real by construction."""

from datetime import date

from hypothesis import strategies as st

from portal.privacy.evidence import is_card_number, is_id_checksum, is_id_number

PROVINCES = ["11", "37", "41", "65", "99"]
PROSE = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), max_size=40).map(
    lambda text: text + "，"
)
MOBILES = st.from_regex(r"\A1[3-9][0-9]{9}\Z")


def with_id_check(body):
    return body + next(char for char in "0123456789X" if is_id_checksum(body + char))


def with_luhn(body):
    return body + next(char for char in "0123456789" if is_card_number(body + char))


ID_NUMBERS = st.builds(
    lambda province, area, day, order: with_id_check(f"{province}{area}{day:%Y%m%d}{order}"),
    st.sampled_from(PROVINCES),
    st.from_regex(r"\A[0-9]{4}\Z"),
    st.dates(date(1920, 1, 1), date(2026, 1, 1)),
    st.from_regex(r"\A[0-9]{3}\Z"),
)
# Eighteen digits with a birthday in them are taken for the graver thing, an ID number.
CARDS = (
    st.from_regex(r"\A62[0-9]{13,16}\Z")
    .map(with_luhn)
    .filter(lambda number: len(number) != 18 or not is_id_number(number))
)
PLATES = st.from_regex(r"\A[京苏鲁豫粤][A-H][0-9]{5}\Z")
NEW_ENERGY = st.from_regex(r"\A[京苏鲁豫粤][A-H][DF][0-9]{5}\Z")
EMAILS = st.from_regex(r"\A[a-z][a-z0-9.]{1,10}@[a-z]{2,8}\.(com|cn|com\.cn)\Z")
DOORS = st.from_regex(r"\A[1-9][0-9]?(号楼|栋|幢)[1-6]单元[1-9]0[1-4]室\Z")
ANY = {
    "mobile": MOBILES,
    "id_number": ID_NUMBERS,
    "bank_card": CARDS,
    "plate": PLATES | NEW_ENERGY,
    "email": EMAILS,
    "address": DOORS,
}


@st.composite
def disguised(draw, numbers):
    """A number as people write it: spaced, dashed, full-width."""
    separator = draw(st.sampled_from(["", " ", "-", "－", "\u3000", "\u200b", "·"]))
    digits = separator.join(draw(numbers))
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    return digits.translate(wide) if draw(st.booleans()) else digits
