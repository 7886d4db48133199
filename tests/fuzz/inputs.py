"""What no form expects: raw bytes for paths, query strings, bodies, cookies and headers."""

from hypothesis import strategies as st

NASTY: tuple[bytes, ...] = tuple(
    text.encode("utf-8", "surrogatepass")
    for text in (
        "", " ", "\x00", "路\x00灯", "a\x00", "\ud800", "路\udfff灯", "\ufeff", "\ufffe", "\u202e灯",
        "\u200b", "\x7f\x1b[31m", "\r\nSet-Cookie: a=b", "\n" * 500, "a" * 10_000, "路" * 10_000,
        "😀" * 3_000, "e\u0301", "ﷺ", "-1", "0", "00", "+1", "1.5", "1e309", "NaN", "Infinity",
        "9" * 9, "9" * 20, "9" * 400, "-" + "9" * 30, "٣", "²", "１２", "0x10", "True", "None",
        "null", "[]", "{}", "()", '"', "'", "\\", "' OR 1=1 --", "%", "%%", "%s", "%(a)s", "%00",
        "%zz", "{{7*7}}", "{% debug %}", "${7*7}", "<script>alert(1)</script>", "<!--", "]]>",
        "../../etc/passwd", "..\\..\\", "//evil.example", "javascript:alert(1)", "data:,x",
        "2026-000001", "2026-0000001", "２０２６-000001", "9999-999999999", "0-0", "1-1",
        "9" * 17 + "-" + "9" * 18, "1760000000000000-1", "7K3M-QX2P-9T", "ooooo-iiiii", "lamp",
        "00000000-0000-0000-0000-000000000000", "8f14e45f-ceea-467f-a0e6-3f6f0d3b6f7c", "a:b:c",
        "13800138000", "11010519491231002X", "6222021234567890128", "next", "back", "photos",
        "submit", "yes", "no", "5", "6", "anonymous", "990101001001", "1", "2", "3", "4",
        "unrated", "2026", "1900", "2999", "case", "stale", "title:灯 OR *:*", "(((", "[*", "-灯",
        "灯~2", "灯" * 200, "路灯 " * 2_000,
    )
)  # fmt: skip
# Not UTF-8 at all.
BROKEN = (b"\xff\xfe", b"\xc0\x80", b"\xed\xa0\x80", b"\xe8\xb7", b"\xf5\x80\x80\x80", b"\x80" * 50)
METHODS = ("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "HEAD", "BREW", "GET", "POST")
COOKIES = (
    "sessionid=x", "sessionid=", "sessionid=" + "a" * 5_000, "csrftoken=x", "csrftoken=" + "b" * 64,
    "messages=x", "messages=[]", 'messages="[[\\"__json_message\\"]]"', "=;=;;=", "a=b; a=c; a",
    "sessionid=\xff\xfe", "wagtail=1; django_language=xx", "; ; ;", "sessionid=../../x",
    "django_language=zh-hant", "x" * 8_000,
)  # fmt: skip
HEADERS = (
    {"HTTP_ACCEPT_LANGUAGE": "xx, en;q=zz, " + "a-" * 2_000}, {"HTTP_ACCEPT": "\x00"},
    {"HTTP_HOST": "例子.test"}, {"HTTP_HOST": "a b"}, {"HTTP_HOST": "[::1"}, {"HTTP_HOST": ""},
    {"HTTP_X_FORWARDED_FOR": "\xff, 1"}, {"HTTP_IF_MODIFIED_SINCE": "Thu, 99 Foo 9999 99:99:99"},
    {"HTTP_IF_NONE_MATCH": '"' * 300}, {"HTTP_RANGE": "bytes=9-1"}, {"HTTP_REFERER": "\x00://"},
    {"HTTP_ORIGIN": "null"}, {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest"}, {"REMOTE_ADDR": ""},
    {"HTTP_CONTENT_ENCODING": "gzip"}, {"REMOTE_ADDR": "fe80::1%eth0"},
    {"HTTP_X_HTTP_METHOD_OVERRIDE": "DELETE"},
)  # fmt: skip
SEGMENTS = (
    b"\x00", b"\xff", b"..", b".", b"a" * 9_000, b"%00", b"%2e%2e%2f", "回音壁".encode(), b"/" * 40,
    b"2026-000001", b"2026-999999999", b"-", b"new", b"\\", b";x=1", b"a\r\nb", b"?", b"#",
    b"1" * 300, b"photos/00000000-0000-0000-0000-000000000000", b"\xed\xa0\x80", b".env", b"x.php",
)  # fmt: skip

junk = st.one_of(
    st.sampled_from(NASTY),
    st.sampled_from(BROKEN),
    st.text(max_size=60).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.binary(max_size=40),
)


def escaped(raw: bytes) -> str:
    """As it stands in an address or a form body."""
    return "".join(chr(b) if chr(b).isalnum() and b < 128 else f"%{b:02x}" for b in raw)


@st.composite
def filled(draw, fields: dict[str, bytes]) -> list[tuple[str, bytes]]:
    """The fields of a form: right, wrong, missing, twice; and now and then one that is unknown."""
    pairs = []
    for name, right in fields.items():
        how = draw(st.sampled_from(["right", "right", "junk", "junk", "missing", "twice"]))
        if how == "right":
            pairs.append((name, right))
        elif how != "missing":
            pairs += [(name, draw(junk)) for _ in range(2 if how == "twice" else 1)]
    if draw(st.booleans()):
        pairs.append((draw(st.text(min_size=1, max_size=12)), draw(junk)))
    return pairs


def form_body(pairs: list[tuple[str, bytes]]) -> tuple[bytes, str]:
    named = [(name.encode("utf-8", "surrogatepass"), value) for name, value in pairs]
    body = "&".join(f"{escaped(name)}={escaped(value)}" for name, value in named)
    return body.encode(), "application/x-www-form-urlencoded"


def multipart(pairs: list[tuple[str, bytes]], file: bytes) -> tuple[bytes, str]:
    """With a file for every field that takes one, and one that none takes."""
    parts = []
    for name, value in pairs:
        head = b'Content-Disposition: form-data; name="' + name.encode("utf-8", "replace") + b'"'
        parts.append(head + b"\r\n\r\n" + value)
    for name in (b"photos", b"photos", b"file", b"sheet", b"stranger"):
        head = (
            b'Content-Disposition: form-data; name="' + name + b'"; filename="' + file[:40] + b'"'
        )
        parts.append(head + b"\r\nContent-Type: image/jpeg\r\n\r\n" + file)
    body = b"".join(b"--edge\r\n" + part + b"\r\n" for part in parts) + b"--edge--\r\n"
    return body, "multipart/form-data; boundary=edge"


@st.composite
def bodies(draw, fields: dict[str, bytes]) -> tuple[bytes, str]:
    """Mostly a form that arrives whole; now and then one that is broken on the way."""
    pairs = draw(filled(fields))
    how = draw(st.sampled_from(["form"] * 5 + ["multipart", "multipart", "cut", "kind", "binary"]))
    if how == "form":
        return form_body(pairs)
    if how == "multipart":
        return multipart(pairs, draw(junk))
    if how == "cut":
        body, kind = multipart(pairs, draw(junk))
        return body[: draw(st.integers(0, len(body)))], draw(
            st.sampled_from([kind, "multipart/form-data", "multipart/form-data; boundary=\xff"])
        )
    if how == "kind":
        kinds = ["application/json", "text/plain; charset=nonsense", "", "a/b/c", "x" * 3_000,
                 "application/x-www-form-urlencoded; charset=utf-16"]  # fmt: skip
        return form_body(pairs)[0], draw(st.sampled_from(kinds))
    return draw(st.binary(max_size=200)), "application/x-www-form-urlencoded"
