"""Against SIPp, a telephone that nobody here wrote: it calls us, re-negotiates at once, refuses, and hangs up."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Awaitable
from pathlib import Path
from typing import TypeVar

import pytest

from shopper.telephony import Answered, SipAccount, SipLine
from shopper.telephony.audio import ulaw_encode
from shopper.telephony.ports import free_port

from .ends import PATIENCE_S, Ears, Heard, run, tone

T = TypeVar("T")
SIPP = shutil.which("sipp")
pytestmark = pytest.mark.skipif(
    SIPP is None,
    reason="SIPp is not installed here (apt install sip-tester): calls with another maker's telephone are NOT tested",
)

_SDP = """v=0
o=shop 1 {version} IN IP[local_ip_type] [local_ip]
s=-
c=IN IP[media_ip_type] [media_ip]
t=0 0
m=audio [rtpstream_audio_port] RTP/AVP 0
a=rtpmap:0 PCMU/8000"""

_OURS = """Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
From: "Bright Shop" <sip:+380441234567@[local_ip]:[local_port]>;tag=[call_number]
To: <sip:[service]@[remote_ip]:[remote_port]>[peer_tag_param]
Call-ID: [call_id]
CSeq: {cseq}
Contact: <sip:shop@[local_ip]:[local_port]>
Max-Forwards: 70"""

_THEIRS = """[last_Via:]
[last_From:]
[last_To:]{tag}
[last_Call-ID:]
[last_CSeq:]
Contact: <sip:shop@[local_ip]:[local_port]>"""


def send(first: str, cseq: str, sdp: int | None = None, more: str = "") -> str:
    body = "Content-Length: 0\n" if sdp is None else "Content-Type: application/sdp\nContent-Length: [len]\n\n"
    body += "" if sdp is None else _SDP.format(version=sdp)
    return f"<send {more}><![CDATA[\n{first}\n{_OURS.format(cseq=cseq)}\n{body}\n]]></send>"


def reply(status: str, sdp: int | None = None, tag: bool = True) -> str:
    body = "Content-Length: 0\n" if sdp is None else "Content-Type: application/sdp\nContent-Length: [len]\n\n"
    body += "" if sdp is None else _SDP.format(version=sdp)
    head = _THEIRS.format(tag=";tag=[call_number]" if tag else "")
    return f"<send><![CDATA[\nSIP/2.0 {status}\n{head}\n{body}\n]]></send>"


def scenario(*steps: str) -> str:
    return '<?xml version="1.0" encoding="us-ascii"?>\n<scenario name="shop">' + "\n".join(steps) + "</scenario>"


_URI = "sip:[service]@[remote_ip]:[remote_port]"
CALLS_US = scenario(
    send(f"INVITE {_URI} SIP/2.0", "1 INVITE", 1, 'retrans="500"'),
    '<recv response="100" optional="true"/><recv response="180" optional="true"/><recv response="200" rrs="true"/>',
    send(f"ACK {_URI} SIP/2.0", "1 ACK"),
    # Straight after the answer: most exchanges do so.
    send(f"INVITE {_URI} SIP/2.0", "2 INVITE", 2, 'retrans="500"'),
    '<recv response="100" optional="true"/><recv response="200" rrs="true"/>',
    send(f"ACK {_URI} SIP/2.0", "2 ACK"),
    '<nop><action><exec rtp_stream="sound.ul,1,0,PCMU/8000"/></action></nop>',
    # The stack of our line asks for another list of codecs; it is refused, and the call lives on.
    '<recv request="INVITE" timeout="300" ontimeout="1"/>',
    reply("488 Not Acceptable Here", tag=False),
    '<recv request="ACK"/>',
    '<label id="1"/><pause milliseconds="900"/>',
    send(f"BYE {_URI} SIP/2.0", "3 BYE", None, 'retrans="500"'),
    '<recv response="200"/>',
)
GIVES_UP = scenario(
    send(f"INVITE {_URI} SIP/2.0", "1 INVITE", 1, 'retrans="500"'),
    '<recv response="100" optional="true"/><recv response="180"/>',
    '<pause milliseconds="200"/>',
    '<send retrans="500"><![CDATA[\n'
    f"CANCEL {_URI} SIP/2.0\n[last_Via:]\n[last_From:]\nTo: <{_URI}>\n[last_Call-ID:]\nCSeq: 1 CANCEL\n"
    "Max-Forwards: 70\nContent-Length: 0\n\n]]></send>",
    '<recv response="200"/><recv response="487"/>',
    "<send><![CDATA[\n"
    f"ACK {_URI} SIP/2.0\n[last_Via:]\n[last_From:]\n[last_To:]\n[last_Call-ID:]\nCSeq: 1 ACK\n"
    "Max-Forwards: 70\nContent-Length: 0\n\n]]></send>",
)


def refuses(*before: str, status: str) -> str:
    return scenario(
        '<recv request="INVITE"/>', *(reply(line) for line in before), reply(status), '<recv request="ACK"/>'
    )


async def sipp(folder: Path, words: str, *more: str) -> asyncio.subprocess.Process:
    assert SIPP
    (folder / "sound.ul").write_bytes(ulaw_encode(tone(0.6)))
    (folder / "shop.xml").write_text(words, encoding="utf-8")  # a long path makes it overrun a buffer
    quiet = asyncio.subprocess.DEVNULL
    with (folder / "sipp.txt").open("wb") as output:
        return await asyncio.create_subprocess_exec(
            SIPP, "-sf", "shop.xml", "-i", "127.0.0.1", "-mi", "127.0.0.1", "-m", "1", "-nostdin", "-timeout", "20",
            "-trace_err", *more, stdin=quiet, stdout=output, stderr=output, cwd=folder, env={"TERM": "dumb"},
        )  # fmt: skip


def its_words(folder: Path) -> str:
    files = [folder / "sipp.txt", *folder.glob("*.log")]
    return "\n".join(file.read_text(errors="replace")[-2000:] for file in files)


async def unless_it_ends(process: asyncio.subprocess.Process, folder: Path, work: Awaitable[T]) -> T:
    """What we wait for, unless SIPp ends before: then with its words."""
    ended, wanted = asyncio.ensure_future(process.wait()), asyncio.ensure_future(work)
    await asyncio.wait({ended, wanted}, return_when=asyncio.FIRST_COMPLETED)
    if not wanted.done():
        wanted.cancel()
        pytest.fail(f"SIPp ended with {ended.result()}:\n{its_words(folder)}")
    ended.cancel()
    return await wanted


def test_a_call_of_another_make_that_negotiates_anew_at_once_is_heard_and_ends_by_them(tmp_path: Path) -> None:
    async def story() -> None:
        ears = Ears()
        async with SipLine(SipAccount("anna", interface="127.0.0.1"), ears) as line:
            port = str(free_port("127.0.0.1"))
            process = await sipp(tmp_path, CALLS_US, "-p", port, "-s", "anna", line.address.partition("@")[2])
            call = await unless_it_ends(process, tmp_path, ears.ring())
            assert (call.number, call.name) == ("+380441234567", "Bright Shop")
            heard = Heard(call)
            await call.answer()
            await ears.next(Answered)
            await heard.until_loud()
            ended = await call.wait_closed(PATIENCE_S)
            assert (ended.by, ended.status) == ("them", None)
            assert await process.wait() == 0

    run(story())


def test_a_caller_of_another_make_that_gives_up_stops_our_telephone(tmp_path: Path) -> None:
    async def story() -> None:
        ears = Ears()
        async with SipLine(SipAccount("anna", interface="127.0.0.1"), ears) as line:
            port = str(free_port("127.0.0.1"))
            process = await sipp(tmp_path, GIVES_UP, "-p", port, "-s", "anna", line.address.partition("@")[2])
            call = await unless_it_ends(process, tmp_path, ears.ring())
            ended = await call.wait_closed(PATIENCE_S)
            assert (ended.by, call.answered) == ("them", None)
            await call.answer()  # too late, and no harm
            assert await process.wait() == 0

    run(story())


@pytest.mark.parametrize(
    ("before", "status"),
    [
        (("180 Ringing",), "603 Decline"),
        ((), "404 Not Found"),
        (("180 Ringing",), "480 Temporarily Unavailable"),
        ((), "503 Service Unavailable"),
    ],
)
def test_a_company_of_another_make_refuses_with_its_own_code(
    tmp_path: Path, before: tuple[str, ...], status: str
) -> None:
    async def story() -> None:
        port = free_port("127.0.0.1")
        process = await sipp(tmp_path, refuses(*before, status=status), "-p", str(port))
        try:
            async with SipLine(SipAccount("anna", interface="127.0.0.1")) as line:
                call = await line.dial(f"sip:shop@127.0.0.1:{port}")
                ended = await call.wait_closed(PATIENCE_S)
                assert (f"{ended.status} {ended.reason}", ended.by) == (status, "them")
                assert (call.rang is not None) == bool(before)
        finally:
            if process.returncode is None:
                process.terminate()
            await process.wait()

    run(story())
