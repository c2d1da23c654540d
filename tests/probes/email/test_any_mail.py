"""Whatever bytes a mailbox holds: they are read, soon, and what was written is found in what is read."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from shopper.programme.loading import load_stock

if TYPE_CHECKING:
    from probes.email.charsets import decode
    from probes.email.headers import encoded_words
    from probes.email.html_text import text_of_html
    from probes.email.message import Mail, read_mail
    from probes.email.parts import unflowed
else:
    decode = load_stock("probes.email.charsets").decode
    encoded_words = load_stock("probes.email.headers").encoded_words
    text_of_html = load_stock("probes.email.html_text").text_of_html
    read_mail = load_stock("probes.email.message").read_mail
    Mail = load_stock("probes.email.message").Mail
    unflowed = load_stock("probes.email.parts").unflowed

UKRAINIAN = "Добрий день! Доставка до Львова коштує дев'яносто п'ять гривень і триває два дні."
RUSSIAN = "Здравствуйте! Доставка во Львов стоит девяносто пять гривен и занимает два дня."
POLISH = "Dzień dobry! Dostawa do Lwowa kosztuje piętnaście złotych i trwa dwa dni, również w święta."
SETS = {
    UKRAINIAN: ("windows-1251", "koi8-u", "iso-8859-5", "utf-8"),
    RUSSIAN: ("windows-1251", "koi8-r", "iso-8859-5", "cp866", "utf-8"),
    POLISH: ("windows-1250", "iso-8859-2", "utf-8"),
}
WRITTEN = [(text, charset) for text, charsets in SETS.items() for charset in charsets]
CLAIMS = (
    "", "us-ascii", "utf-8", "iso-8859-1", "windows-1252", "x-unknown", "koi8-r", "windows-1251", "utf-16",
    "unicode_escape", "base64",
)  # fmt: skip


def nested(levels: int, *, one_boundary: bool = False) -> bytes:
    body = b"Content-Type: text/plain\r\n\r\nThe words.\r\n"
    for level in range(levels):
        mark = b"b" if one_boundary else b"b%d" % level
        body = b'Content-Type: multipart/mixed; boundary="' + mark + b'"\r\n\r\n--' + mark + b"\r\n" + body
        body += b"\r\n--" + mark + b"--\r\n"
    return body


def checked(mail: Mail) -> Mail:
    """It can be kept: JSON, valid UTF-8, no control characters."""
    texts = [mail.text, mail.subject, mail.sender, mail.sender_name, *mail.recipients, *mail.clues.references]
    json.dumps([texts, dict(mail.data)]).encode()
    for text in texts:
        text.encode("utf-8")
        assert "\x00" not in text
    return mail


@pytest.mark.parametrize("claim", CLAIMS)
@pytest.mark.parametrize(("text", "charset"), WRITTEN)
def test_words_are_read_whatever_set_they_claim_to_be_in(text: str, charset: str, claim: str) -> None:
    assert decode(text.encode(charset), claim) == text


@given(st.sampled_from(WRITTEN), st.sampled_from("BQ"), st.integers(1, 30), st.sampled_from(["", "*uk"]))
def test_a_subject_is_read_wherever_its_encoded_words_are_cut(
    written: tuple[str, str], encoding: str, size: int, language: str
) -> None:
    text, charset = written
    data = text.encode(charset)
    # Programs cut between bytes, in the middle of a letter too; a base64 word holds whole groups of three.
    step = 3 * size
    pieces = [data[n : n + step] for n in range(0, len(data), step)]
    if encoding == "B":
        words = [base64.b64encode(piece).decode() for piece in pieces]
    else:
        words = ["".join(f"={byte:02x}" for byte in piece) for piece in pieces]
    folded = "\r\n ".join(f"=?{charset}{language}?{encoding}?{word}?=" for word in words)
    assert encoded_words(folded) == text


@given(
    st.lists(
        st.sampled_from(["=?", "?=", "?b?", "?Q?", "utf-8", "koi8-u", "=?utf-8?q?=d0", "AAA=", " ", "\r\n ", "x", '"'])
    )
)
def test_no_broken_encoded_words_break_the_reader(pieces: list[str]) -> None:
    encoded_words("".join(pieces)).encode("utf-8")


PARTS = st.recursive(
    st.sampled_from(
        [
            b"Content-Type: text/plain; charset=utf-8\r\n\r\nwords",
            b"Content-Type: text/html\r\n\r\n<p>words",
            b"Content-Type: text/calendar\r\n\r\nSUMMARY:words",
            b"Content-Type: message/rfc822\r\n\r\nSubject: x\r\n\r\nother",
            b"Content-Type: message/delivery-status\r\n\r\nAction: failed\r\nStatus: 5.1.1",
            b"Content-Type: application/pdf\r\nContent-Disposition: attachment; filename*=utf-8''%D0\r\n\r\n%PDF",
            b"Content-Transfer-Encoding: base64\r\n\r\n!!!not=base64",
            b"Content-Type\r\n\r\n",
            b"",
        ]
    ),
    lambda inner: st.tuples(
        st.sampled_from([b"mixed", b"alternative", b"related", b"signed", b"report", b"digest", b"no-such"]),
        st.sampled_from([b"a", b"b", b"c"]),
        st.lists(inner, max_size=4),
        st.booleans(),
    ).map(
        lambda made: (
            b"Content-Type: multipart/" + made[0] + b"; boundary=" + made[1] + b"\r\n\r\n"
            + b"".join(b"--" + made[1] + b"\r\n" + part + b"\r\n" for part in made[2])
            + (b"--" + made[1] + b"--\r\n" if made[3] else b"")
        )
    ),
    max_leaves=12,
)  # fmt: skip


@given(PARTS)
def test_parts_in_parts_in_any_order_are_read(body: bytes) -> None:
    checked(read_mail(b"From: help@brightshop.example\r\n" + body))


@given(st.integers(0, 60), st.booleans())
@example(100, False)
@example(500, False)
@example(500, True)
@example(2_000, False)
@settings(deadline=None, max_examples=20)
def test_the_words_are_found_however_deep_they_lie(levels: int, one_boundary: bool) -> None:
    assert checked(read_mail(nested(levels, one_boundary=one_boundary))).text == "The words."


@given(
    st.text(alphabet=st.characters(categories=["L", "N", "Zs"], exclude_characters="\xa0"), max_size=40),
    st.lists(
        st.sampled_from(
            ["<p>", "</p>", "<b", ">", "<!--", "-->", "<a href='", '"', "&", "<td>", "</", "<style>", "\u200b"]
        )
    ),
)
def test_any_markup_around_words_is_survived(words: str, markup: list[str]) -> None:
    text_of_html("".join(markup) + words).encode("utf-8")
    text_of_html(words + "".join(markup)).encode("utf-8")


@given(st.lists(st.text(alphabet="аб в>-", max_size=12), max_size=8), st.booleans())
def test_flowed_lines_lose_no_word(lines: list[str], joined: bool) -> None:
    letters = [c for line in lines for c in line if c in "абв"]
    assert [c for c in unflowed("\n".join(lines), joined=joined) if c in "абв"] == letters


def _attached(size: int) -> bytes:
    line = b"QUJD" * 19 + b"\r\n"
    return (
        b'Content-Type: multipart/mixed; boundary="x"\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\nSee the list.\r\n'
        b'--x\r\nContent-Type: application/pdf; name="list.pdf"\r\nContent-Transfer-Encoding: base64\r\n'
        b'Content-Disposition: attachment; filename="list.pdf"\r\n\r\n'
        + line * (size // len(line))
        + b"\r\n--x\r\nContent-Type: text/plain\r\n\r\nAnd this below.\r\n--x--\r\n"
    )


def test_fifty_megabytes_of_attachment_hide_neither_the_words_above_nor_those_below() -> None:
    mail = checked(read_mail(_attached(50_000_000)))
    assert mail.text == "See the list.\n\nAnd this below."
    assert mail.data["attachments"] == ["list.pdf"]


HOSTILE: dict[str, Callable[[int], bytes]] = {
    "a subject": lambda n: b"Subject: " + b"=?utf-8?q?a?= " * (n // 14) + b"\r\n\r\nThe words.",
    "references": lambda n: b"References: " + b"<a@b.example>\r\n " * (n // 16) + b"\r\n\r\nThe words.",
    "recipients": lambda n: b"To: " + b"a <b@c.example>, " * (n // 17) + b"\r\n\r\nThe words.",
    "parameters": lambda n: b"Content-Type: text/plain; " + b"a=b; " * (n // 5) + b"\r\n\r\nThe words.",
    "fields": lambda n: b"X-A: b\r\n" * (n // 8) + b"\r\nThe words.",
    "angles": lambda n: b"Content-Type: text/html\r\n\r\nThe words.<br>" + b"<" * n,
    "comments": lambda n: b"Content-Type: text/html\r\n\r\nThe words.<br>" + b"<!--" * (n // 4),
    "links": lambda n: b"Content-Type: text/html\r\n\r\nThe words.<br>" + b"<a href='mailto:a@b'>x\n<br>" * (n // 27),
    "dashes": lambda n: b"\r\n\r\nThe words.\r\n\r\n" + b"-" * n + b"\r\nx",
    "old letters": lambda n: b"\r\n\r\nThe words.\r\n\r\n" + b"w" * n + b"\xb3\xea",
    "introductions": lambda n: b"\r\n\r\nThe words.\r\n\r\n" + b"wrote:\r\n" * (n // 8),
    "rules": lambda n: b"\r\n\r\nThe words.\r\n\r\n" + b"a, 1 12:00\r\n---------\r\n" * (n // 23),
}  # fmt: skip


@pytest.mark.parametrize("what", HOSTILE)
def test_a_megabyte_of_any_one_thing_hides_no_words(what: str) -> None:
    # Work that grows with the square of the length would take minutes here.
    assert checked(read_mail(HOSTILE[what](1_000_000))).text.startswith("The words.")


@pytest.mark.parametrize(
    "body", [b"", b"\x00", b"\xff\xfe", b"\r\n", b"Content-Type: multipart/mixed\r\n\r\n", b"From \n"]
)
def test_hardly_anything_is_a_mail_too(body: bytes) -> None:
    checked(read_mail(body))
