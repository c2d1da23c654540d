"""Any bytes become a record: the words, the clues, and what kind of mail it is."""

from __future__ import annotations

import base64
import json
from email.message import EmailMessage
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from shopper.model import TurnKind
from shopper.programme.loading import load_stock

if TYPE_CHECKING:
    from probes.email.charsets import decode
    from probes.email.html_text import text_of_html
    from probes.email.message import Mail, read_mail
else:
    read_mail = load_stock("probes.email.message").read_mail
    Mail = load_stock("probes.email.message").Mail
    text_of_html = load_stock("probes.email.html_text").text_of_html
    decode = load_stock("probes.email.charsets").decode

OWN = ("olena@customer.example",)


def mail(*headers: str, body: str = "It is 250 UAH.", **read: tuple[str, ...]) -> Mail:
    return read_mail("\r\n".join([*headers, "", body]).encode(), **read)


def multipart(kind: str, *parts: tuple[str, str], more: str = "") -> bytes:
    blocks = "".join(f"--XX\r\nContent-Type: {t}\r\n\r\n{body}\r\n" for t, body in parts)
    return f'Content-Type: multipart/{kind}; boundary="XX"{more}\r\n\r\n{blocks}--XX--\r\n'.encode()


def test_the_nearest_message_that_it_answers_comes_first() -> None:
    read = mail("In-Reply-To: <c@x>", "References: <a@x> <b@x>\r\n\t<c@x>", "Message-ID: <d@x>")
    assert read.clues.references == ("<c@x>", "<b@x>", "<a@x>")
    assert read.message_id == "<d@x>"


@pytest.mark.parametrize(
    ("headers", "tag"),
    [
        (["To: Olena <olena+t17@customer.example>"], "t17"),
        (["To: shop@x.example", "Cc: OLENA+T17@Customer.Example"], "t17"),
        (["To: undisclosed-recipients:;", "Delivered-To: olena+t17@customer.example"], "t17"),
        (["To: olena@customer.example", "X-Original-To: olena+t17@customer.example"], "t17"),
        (["To: olena@customer.example"], ""),
        (["To: petro+t17@customer.example"], ""),
        (["To: olena+@customer.example"], ""),
    ],
)
def test_the_tag_is_taken_from_any_header_that_names_our_own_plus_address(headers: list[str], tag: str) -> None:
    assert mail(*headers, own_addresses=OWN).clues.tag == tag


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("Auto-Submitted: auto-replied", TurnKind.AUTO),
        ("Auto-Submitted: auto-generated; foo=bar", TurnKind.AUTO),
        ("Auto-Submitted: no", TurnKind.MESSAGE),
        ("Precedence: auto_reply", TurnKind.AUTO),
        ("Precedence: bulk", TurnKind.MESSAGE),
        ("X-Autoreply: yes", TurnKind.AUTO),
        ("X-Autoreply: no", TurnKind.MESSAGE),
        ("X-Failed-Recipients: help@shop.example", TurnKind.BOUNCE),
        ("From: MAILER-DAEMON@mx.example", TurnKind.BOUNCE),
        ("Subject: Re: hello", TurnKind.MESSAGE),
    ],
)
def test_a_mail_that_a_program_sent_is_known_by_its_headers(header: str, kind: TurnKind) -> None:
    assert mail(header).kind is kind


@pytest.mark.parametrize(
    ("action", "kind"),
    [("failed", TurnKind.BOUNCE), ("delayed", TurnKind.AUTO), ("delivered", TurnKind.AUTO), ("", TurnKind.BOUNCE)],
)
def test_only_a_failed_delivery_is_a_bounce_and_it_names_our_letter(action: str, kind: TurnKind) -> None:
    status = (
        f"Reporting-MTA: dns; mx\r\n\r\nFinal-Recipient: rfc822; a@b\r\n{f'Action: {action}' if action else ''}\r\n"
    )
    raw = multipart(
        "report",
        ("text/plain", "Your letter could not be delivered."),
        ("message/delivery-status", status),
        ("text/rfc822-headers", "Message-ID: <ours@customer.example>\r\nSubject: q\r\n"),
        more="; report-type=delivery-status",
    )
    read = read_mail(raw)
    assert read.kind is kind
    assert read.text == "Your letter could not be delivered."
    if kind is TurnKind.BOUNCE:
        assert "<ours@customer.example>" in read.clues.references


def test_a_bounce_that_returns_the_whole_letter_names_it_too() -> None:
    raw = multipart(
        "report",
        ("text/plain", "no"),
        ("message/delivery-status", "\r\nAction: failed\r\n"),
        ("message/rfc822", "Message-ID: <ours@customer.example>\r\n\r\nHello"),
        more="; report-type=delivery-status",
    )
    assert "<ours@customer.example>" in read_mail(raw).clues.references


def test_a_bounce_in_plain_words_is_matched_by_the_letter_it_quotes() -> None:
    body = "Hi. This is the mail program.\n\n--- Below this line is a copy.\n\nMessage-Id: <ours@customer.example>\n"
    read = mail("From: mailer-daemon@mx.example", "Return-Path: <>", body=body)
    assert read.clues.references == ("<ours@customer.example>",)


def test_the_plain_part_is_read_unless_it_says_nothing() -> None:
    both = multipart("alternative", ("text/plain", "plain words"), ("text/html", "<p>rich words</p>"))
    empty = multipart("alternative", ("text/plain", "  \r\n"), ("text/html", "<p>rich words</p>"))
    assert read_mail(both).text == "plain words"
    assert read_mail(empty).text == "rich words"


def test_an_attachments_words_are_not_the_senders() -> None:
    raw = multipart(
        "mixed",
        ("text/plain", "See the price list."),
        ('text/plain; name="prices.txt"\r\nContent-Disposition: attachment; filename="prices.txt"', "kettle 250"),
        ("message/rfc822", "Subject: other\r\n\r\nforwarded words"),
    )
    assert read_mail(raw).text == "See the price list."


@pytest.mark.parametrize("charset", ["utf-8", "windows-1251", "koi8-u", "iso-8859-5"])
@pytest.mark.parametrize("transfer", ["base64", "quoted-printable", "8bit"])
def test_words_in_any_declared_character_set_are_read(charset: str, transfer: str) -> None:
    written = EmailMessage()
    text = "Доставка коштує 250 гривень.\n"
    written.set_content(text, charset=charset, cte=transfer)
    written["Subject"] = "Відповідь"
    written["From"] = "Ірина Коваль <iryna@shop.example>"
    read = read_mail(written.as_bytes())
    assert read.text == text.strip()
    assert read.subject == "Відповідь"
    assert (read.sender_name, read.sender) == ("Ірина Коваль", "iryna@shop.example")


@pytest.mark.parametrize("charset", ["utf-8", "windows-1251", "koi8-u"])
def test_cyrillic_words_are_read_even_where_their_character_set_is_not_told(charset: str) -> None:
    text = "Добрий день, доставка коштує двісті гривень"
    assert read_mail(b"Subject: x\r\n\r\n" + text.encode(charset)).text == text
    declared_wrongly = b"Content-Type: text/plain; charset=us-ascii\r\n\r\n" + text.encode(charset)
    assert read_mail(declared_wrongly).text == text
    unknown = b"Content-Type: text/plain; charset=x-klingon\r\n\r\n" + text.encode(charset)
    assert read_mail(unknown).text == text


def test_polish_words_are_read_where_their_character_set_is_not_told() -> None:
    text = "Dzień dobry, przesyłka będzie jutro"
    assert decode(text.encode("windows-1250")) == text


def test_html_is_read_as_a_person_would_see_it() -> None:
    markup = (
        "<html><head><title>t</title><style>p{}</style></head><body><h1>Price</h1><p>It&nbsp;is <b>250</b> UAH.<br>"
        "Bye</p><ul><li>one</li><li>two</li></ul><script>evil()</script>"
        '<a href="mailto:help@shop.example?subject=x">write here</a> or '
        '<a href="tel:+380441234567">+380 44 123 45 67</a>'
        "</body></html>"
    )
    text = text_of_html(markup)
    assert text == ("Price\nIt is 250 UAH.\nBye\n- one\n- two\nwrite here (help@shop.example) or +380 44 123 45 67")


def test_a_quotation_in_html_is_cut_off() -> None:
    markup = "<div>It is 250.</div><div>On Monday, Olena wrote:<br></div><blockquote>How much is it?</blockquote>"
    assert mail("Content-Type: text/html; charset=utf-8", body=markup).text == "It is 250."


def test_a_mail_that_is_all_broken_still_has_its_words() -> None:
    read = mail(
        "From: =?utf-8?q?broken",
        "Subject: =?no-such-set?B?!!!?= x",
        "To: <<<>>>",
        'Content-Type: multipart/mixed; boundary="never"',
        body="The words themselves.",
    )
    assert "The words themselves." in read.text


HEADERS = st.sampled_from([
    "From", "To", "Cc", "Subject", "Message-ID", "In-Reply-To", "References", "Content-Type", "Content-Disposition",
    "Content-Transfer-Encoding", "Auto-Submitted", "Precedence", "Delivered-To", "Return-Path",
])  # fmt: skip
VALUES = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        [
            "multipart/report; report-type=delivery-status; boundary=b",
            "multipart/alternative; boundary=b",
            "message/rfc822",
            "message/delivery-status",
            "text/html; charset=utf-7",
            "text/plain; charset*=x''%ff",
            'text/plain; charset="unicode_escape"',
            "text/plain; charset=utf-16",
            "=?utf-8?b?4pyT?= =?koi8-r?q?=C1?=",
            "=?unknown?x?y?=",
            "base64",
            "quoted-printable",
            "x-uuencode",
            '"a\\" <a@b>, (c) d@e, <@f:g@h>',
            "attachment; filename*0*=utf-8''%F0; filename*1=x",
        ]
    ),
)
BODIES = st.one_of(
    st.binary(max_size=300),
    st.sampled_from(
        [
            b"--b\r\nContent-Type: message/delivery-status\r\n\r\nAction: failed\r\n--b--",
            b"--b\r\nContent-Type: message/rfc822\r\n\r\n\r\n\r\n--b--",
            b"<!DOCTYPE [<![CDATA[ <p>x<blockquote>y",
            b"begin 644 x\n#86)C\n`\nend\n",
            b"--b\r\n--b\r\n--b--\r\nafter",
        ]
    ),
)


@given(headers=st.lists(st.tuples(HEADERS, VALUES), max_size=8), body=BODIES)
def test_no_mail_whatever_its_headers_breaks_the_reader(headers: list[tuple[str, str]], body: bytes) -> None:
    head = "".join(f"{name}: {value}\r\n" for name, value in headers).encode("utf-8", "surrogatepass")
    check(read_mail(head + b"\r\n" + body))


@given(st.binary(max_size=2000))
@example(b"")
@example(b"\xff\xfe" * 50)
@example(
    b"Content-Type: multipart/mixed; boundary=b\r\n\r\n"
    + b"--b\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n" * 200
)
def test_no_bytes_break_the_reader(raw: bytes) -> None:
    check(read_mail(raw))


def check(read: Mail) -> None:
    """It can be kept: valid UTF-8 and JSON, no control characters."""
    texts = [read.text, read.subject, read.sender, read.sender_name, *read.clues.references, read.clues.tag]
    json.dumps(texts).encode()
    for text in texts:
        text.encode("utf-8")
        assert "\x00" not in text


@given(st.text(max_size=500))
@example("<blockquote>" * 300 + "x")
@example("<a href='mailto:a@b'>" * 300)
@example("<![if x]><!doctype [<!" + "<" * 100)
def test_no_markup_breaks_the_reader(markup: str) -> None:
    text_of_html(markup)


@given(st.text(alphabet=st.characters(exclude_categories=["C"]), max_size=300))
def test_words_that_were_sent_in_utf8_are_read_as_they_are(text: str) -> None:
    body = base64.b64encode(text.encode())
    raw = b"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n" + body
    words = read_mail(raw).text
    assert all(line.strip() in text for line in words.splitlines())
