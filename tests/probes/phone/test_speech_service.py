"""A service that hears or speaks: what goes wrong there is ours, and is told with what to do."""

from __future__ import annotations

import asyncio
import socket
from typing import Any

import pytest

from shopper.errors import OurFault
from shopper.programme.loading import load_stock

from .speech_server import SpeechServer, answer, with_server

speech_service = load_stock("probes.phone.speech_service")


def ask(*answers: tuple[int, Any, dict[str, str]]) -> Any:
    """(the answer's JSON or the fault, the server, the pauses that were made)."""
    pauses: list[float] = []

    async def pause(seconds: float) -> None:
        pauses.append(seconds)

    async def use(server: SpeechServer) -> Any:
        service = speech_service.SpeechService(
            server.url, "sandbox:password", what="the speech service", within_s=30, pause=pause
        )
        try:
            return (await service.post("/audio/speech", json={"input": "Hello"})).json()
        except OurFault as fault:
            return fault
        finally:
            await service.aclose()

    return *with_server(use, *answers), pauses


def test_the_key_goes_with_the_question() -> None:
    told, server, pauses = ask(answer(200, {"text": "hello"}))
    assert told == {"text": "hello"}
    assert server.asked == [{"path": "/v1/audio/speech", "auth": "Bearer sandbox", "input": "Hello"}]
    assert pauses == []


@pytest.mark.parametrize("status", [429, 500, 502, 503])
def test_a_busy_service_is_asked_again(status: int) -> None:
    told, server, pauses = ask(answer(status, {}), answer(status, {}), answer(200, {"text": "at last"}))
    assert told == {"text": "at last"}
    assert len(server.asked) == 3
    assert pauses == sorted(pauses) and len(pauses) == 2


def test_it_is_asked_again_when_it_wishes_and_not_much_later() -> None:
    assert ask(answer(429, {}, Retry_After="7"), answer(200, {}))[2] == [7.0]
    assert ask(answer(429, {}, Retry_After="7000"), answer(200, {}))[2] == [20.0]
    assert ask(answer(429, {}, Retry_After="tomorrow"), answer(200, {}))[2] == [0.5]


@pytest.mark.parametrize(
    ("status", "code", "words"),
    [
        (401, "login", "refused our key (401)"),
        (403, "login", "refused our key (403)"),
        (429, "speech_busy", "answered 429, 4 times: no credit left"),
        (500, "speech_busy", "answered 500, 4 times"),
        (400, "speech_refused", "answered 400: no credit left"),
        (301, "speech_refused", "has moved"),
    ],
)
def test_what_it_refuses_is_told_with_its_reason(status: int, code: str, words: str) -> None:
    told, _, _ = ask(answer(status, {"error": {"message": "no  credit\nleft"}}))
    assert isinstance(told, OurFault)
    assert told.code == code
    assert words in str(told)
    assert "sandbox" not in str(told), "the key must not be told"


@pytest.mark.parametrize("body", [b"<html>", {"detail": ["x"]}, {"error": "plain"}, ["list"], {}])
def test_a_reason_in_any_form_does_no_harm(body: Any) -> None:
    assert ask(answer(400, body))[0].code == "speech_refused"


def test_a_service_that_gives_nothing_is_not_waited_for_longer_than_set() -> None:
    async def run(url: str) -> None:
        service = speech_service.SpeechService(url, None, what="the speech service", within_s=0.2)
        try:
            await service.post("/audio/speech", json={"input": "Hello"})
        finally:
            await service.aclose()

    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(OurFault, match=r"within 0\.2 s") as told:
        asyncio.run(run(f"http://127.0.0.1:{silent.getsockname()[1]}/v1"))
    assert told.value.code == "speech_slow"


def test_nobody_there_is_told_with_the_address() -> None:
    async def no_pause(_: float) -> None:
        pass

    async def run() -> None:
        service = speech_service.SpeechService(
            "http://127.0.0.1:1/v1", None, what="the speech service", within_s=30, pause=no_pause
        )
        try:
            await service.post("/audio/speech", json={})
        finally:
            await service.aclose()

    with pytest.raises(OurFault, match=r"127\.0\.0\.1 cannot be reached") as told:
        asyncio.run(run())
    assert told.value.code == "network"


def test_with_the_sandbox_nothing_leaves_this_machine() -> None:
    with pytest.raises(OurFault, match="not on this machine") as told:
        speech_service.SpeechService(
            "https://speech.example/v1", None, what="the speech service", within_s=1, loopback_only=True
        )
    assert told.value.code == "outside"


def test_a_missing_secret_is_told_before_anything_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SHOPPER_NO_SUCH_KEY", raising=False)
    with pytest.raises(OurFault, match="SHOPPER_NO_SUCH_KEY") as told:
        speech_service.SpeechService(
            "http://127.0.0.1:1/v1", "env:SHOPPER_NO_SUCH_KEY", what="the speech service", within_s=1
        )
    assert told.value.code == "secret"
