"""Asks a service that hears or speaks, by OpenAI's interface: POST …/v1/audio/transcriptions and …/v1/audio/speech.

Whatever goes wrong there is ours, never the company's: it raises OurFault, which says what happened and what to do.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlsplit

import httpx

from shopper.errors import OurFault
from shopper.settings.mailing import is_loopback
from shopper.settings.secrets import resolve

_PAUSES = (0.5, 1.5, 4.0)  # seconds before it is asked again
_LONGEST_PAUSE = 20.0
_BUSY = (408, 409, 425, 429, 500, 502, 503, 504, 529)


class BadRequest(OurFault):
    """The service does not take what it was asked."""

    code = "speech_refused"


class SpeechService:
    """One service, with our key to it.

    what: what it is for in messages, such as “the transcription service”. within_s: the longest that one question may
    take, its repetitions included. loopback_only: refuse an address that is not this machine's.
    Raises OurFault (codes "outside", "secret").
    """

    def __init__(
        self,
        url: str,
        key: str | None,
        *,
        what: str,
        within_s: float,
        loopback_only: bool = False,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        host = urlsplit(url).hostname or ""
        self._local = is_loopback(host)
        if loopback_only and not self._local:
            raise OurFault(
                f"{what}: {host} is not on this machine, and with the sandbox company nothing leaves it. "
                "Leave it out, or name a service on 127.0.0.1.",
                code="outside",
            )
        self._url, self._what, self._host = url, what, host
        self._headers = {} if key is None else {"Authorization": f"Bearer {resolve(key, what)}"}
        self._within_s, self._pause = within_s, pause
        self._client: httpx.AsyncClient | None = None

    async def post(self, path: str, **content: Any) -> httpx.Response:
        """The answer to a POST; asked again where the service is busy. Raises OurFault: "login" (401, 403), "network",
        "speech_slow", "speech_busy", or BadRequest."""
        try:
            async with asyncio.timeout(self._within_s):
                return await self._until_answered(path, content)
        except TimeoutError:
            raise OurFault(
                f"{self._what} at {self._host} gave nothing within {self._within_s:g} s. Set a longer “within”, or a "
                "smaller model there.",
                code="speech_slow",
            ) from None

    async def aclose(self) -> None:
        """Let the connections go."""
        client, self._client = self._client, None
        if client is not None:
            await client.aclose()

    async def _until_answered(self, path: str, content: dict[str, Any]) -> httpx.Response:
        for pause in (*_PAUSES, None):
            response: httpx.Response | None = None
            problem = ""
            try:
                response = await self._connected().post(f"{self._url}{path}", headers=self._headers, **content)
            except httpx.TransportError as error:
                problem = str(error) or type(error).__name__
            except httpx.HTTPError as error:
                raise OurFault(f"{self._what} at {self._host}: {error}", code="network") from error
            if response is not None and response.status_code not in _BUSY:
                return self._checked(response)
            if pause is None:
                raise self._gave_up(response, problem)
            await self._pause(_asked_for(response, pause))
        raise AssertionError("the last round returns or raises")

    def _connected(self) -> httpx.AsyncClient:
        if self._client is None:
            # A proxy of the environment is not for this machine's own services.
            self._client = httpx.AsyncClient(timeout=self._within_s, trust_env=not self._local)
        return self._client

    def _checked(self, response: httpx.Response) -> httpx.Response:
        status = response.status_code
        if status in (401, 403):
            raise OurFault(
                f"{self._what} at {self._host} refused our key ({status}). Check the secret that “key” names.",
                code="login",
            )
        if 300 <= status < 400:
            raise BadRequest(f"{self._what}: {self._url} has moved ({status}). Correct “url”.")
        if status >= 400:
            raise BadRequest(f"{self._what} at {self._host} answered {status}{_reason(response)}.")
        return response

    def _gave_up(self, response: httpx.Response | None, problem: str) -> OurFault:
        times = len(_PAUSES) + 1
        if response is None:
            return OurFault(
                f"{self._what}: {self._host} cannot be reached ({problem}). Check “url” and whether it runs.",
                code="network",
            )
        return OurFault(
            f"{self._what} at {self._host} answered {response.status_code}, {times} times{_reason(response)}. It is "
            "too busy or broken; see its limits.",
            code="speech_busy",
        )


def _asked_for(response: httpx.Response | None, usual: float) -> float:
    """How long the service asks us to wait, in reason."""
    told = response.headers.get("retry-after", "") if response is not None else ""
    try:
        return min(_LONGEST_PAUSE, max(usual, float(told)))
    except ValueError:
        return usual


def _reason(response: httpx.Response) -> str:
    """What the service says of its refusal, in short."""
    try:
        told = response.json()
        error = told.get("error", told.get("detail", "")) if isinstance(told, dict) else ""
        text = error.get("message", "") if isinstance(error, dict) else error
    except ValueError:
        text = ""
    words = " ".join(str(text).split())[:200]
    return f": {words}" if words else ""
