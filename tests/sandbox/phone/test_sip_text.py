"""SIP messages: read, changed and written again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopper.sandbox.phone.sip_text import NotSip, SipMessage, answer_to, parameter, read_sip, uri_in

INVITE = (
    b"INVITE sip:+380440001122@brightshop.example SIP/2.0\r\n"
    b"v: SIP/2.0/UDP 127.0.0.1:5070;branch=z9hG4bKa;rport, SIP/2.0/UDP 127.0.0.1:5071;branch=z9hG4bKb\r\n"
    b'f: "Olena, of Kyiv" <sip:olena@brightshop.example>;tag=1\r\n'
    b"To: <sip:+380440001122@brightshop.example>\r\n"
    b"i: abc\r\nCSeq: 7 INVITE\r\n"
    b"Subject: one\r\n two\r\n"
    b"m: <sip:olena@127.0.0.1:5070>\r\nContent-Length: 4\r\n\r\nv=0\n"
)


def test_short_names_lists_and_folded_lines_are_read() -> None:
    message = read_sip(INVITE)
    assert (message.method, message.status, message.target) == ("INVITE", 0, "sip:+380440001122@brightshop.example")
    assert [via.split(";")[1] for via in message.all("via")] == ["branch=z9hG4bKa", "branch=z9hG4bKb"]
    assert message["from"].startswith('"Olena, of Kyiv"')
    assert message["subject"] == "one two"
    assert message.body == b"v=0\n"


def test_what_is_written_is_read_as_the_same() -> None:
    message = read_sip(INVITE)
    assert read_sip(message.encode()).headers == message.headers


def test_a_header_is_replaced_in_its_place() -> None:
    message = SipMessage("INVITE sip:a@b SIP/2.0", [("via", "1"), ("to", "x"), ("via", "2"), ("from", "y")])
    message.replace("via", ["0", "1", "2"])
    assert message.headers == [("via", "0"), ("via", "1"), ("via", "2"), ("to", "x"), ("from", "y")]


def test_an_answer_has_the_way_back_and_the_request_it_answers() -> None:
    response = read_sip(answer_to(read_sip(INVITE), 486, "Busy Here").encode())
    assert (response.status, response.method) == (486, "INVITE")
    assert len(response.all("via")) == 2
    assert parameter(response["to"], "tag")


def test_addresses_and_their_parameters_are_understood() -> None:
    uri = uri_in('"A" <sip:olena:secret@127.0.0.1:5070;transport=udp>;expires=60')
    assert (uri.user, uri.host, uri.port) == ("olena", "127.0.0.1", 5070)
    assert uri_in("sip:127.0.0.1").port == 5060
    assert parameter("<sip:a@b;lr>;expires=60;x", "expires") == "60"
    assert parameter("<sip:a@b;lr>;x", "x") == ""
    assert parameter("<sip:a@b;lr>", "lr") is None


@pytest.mark.parametrize(
    "rubbish",
    [b"", b"\r\n\r\n", b"GET / HTTP/1.1\r\n\r\n", b"SIP/2.0 200 OK\r\n\r\n", INVITE[:80], b"\xff\xfe\r\n\r\n"],
)
def test_what_is_no_sip_is_refused(rubbish: bytes) -> None:
    with pytest.raises(NotSip):
        read_sip(rubbish)


@given(st.binary(max_size=200) | st.binary(max_size=30).map(lambda some: INVITE[:200] + some + INVITE[200:]))
def test_no_bytes_make_the_reader_fail_in_another_way(data: bytes) -> None:
    try:
        message = read_sip(data)
    except NotSip:
        return
    assert message.encode()
