"""Talks to a provider of telephony over its REST API: logs in, waits where it is told to, and says whose fault it is.

The shape is Twilio's (www.twilio.com/docs/usage/requests-to-twilio): basic authentication, form-encoded writing, JSON,
errors as {code, message, more_info, status}.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from types import ModuleType
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from shopper.engine.probe import Host
from shopper.errors import OurFault
from shopper.model import Stamp
from shopper.settings.phone_rest import RestAccount
from shopper.settings.secrets import resolve

from .moments import ServerClock

if TYPE_CHECKING:
    import httpx

_TIMEOUT_S = 20.0
_LONGEST_PAUSE_S = 60.0
_MOST_PAGES = 200


@dataclass(frozen=True, slots=True)
class Answer:
    """What the provider answered. asked, came: when the request went out and its answer was there."""

    status: int
    body: Mapping[str, Any]
    asked: Stamp
    came: Stamp
    headers: Mapping[str, str]
    content: bytes = b""


class Unanswered(Exception):
    """Nothing came back. sent: the request may have reached the provider."""

    def __init__(self, why: str, *, sent: bool) -> None:
        super().__init__(why)
        self.sent = sent


class RefusedByProvider(Exception):
    """The provider answered that it will not (4xx other than 429). code: its own number for why, 0 without."""

    def __init__(self, status: int, code: int, message: str) -> None:
        super().__init__(f"{code or status}: {message}")
        self.status, self.code, self.message = status, code, message


class Overloaded(Exception):
    """The provider cannot now (429, 5xx). after_s: how long it asks us to wait, None where it does not say. done: the
    request may have been carried out all the same."""

    def __init__(self, status: int, after_s: float | None) -> None:
        super().__init__(f"HTTP {status}")
        self.status, self.after_s, self.done = status, after_s, status != 429


class RestClient:
    """One account at the provider. where: the setting that names it, for messages, “personas.olena.sms”."""

    def __init__(self, account: RestAccount, host: Host, where: str, *, timeout_s: float = _TIMEOUT_S) -> None:
        self.account, self.where = account, where
        self.clock = ServerClock()
        self._host, self._timeout_s = host, timeout_s
        self._client: httpx.AsyncClient | None = None
        self._httpx: ModuleType | None = None
        self._base = f"{account.api}/2010-04-01/Accounts/{account.account}"

    async def open(self) -> None:
        """Get ready. Raises OurFault (code "secret") where the token is not to be had."""
        if self._client is not None:
            return

        def load() -> tuple[ModuleType, str]:
            import httpx

            return httpx, resolve(self.account.token, f"the provider's token ({self.where}.token)")

        httpx, token = await asyncio.to_thread(load)
        self._httpx = httpx
        self._client = httpx.AsyncClient(
            auth=(self.account.key or self.account.account, token),
            timeout=self._timeout_s,
            follow_redirects=False,
            trust_env=not self.account.loopback,  # a proxy would carry it off this machine
            headers={"Accept": "application/json"},
        )

    async def aclose(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            await client.aclose()

    # -- one request -------------------------------------------------------------------------------------------------
    async def get(self, path: str, query: Mapping[str, str] | None = None) -> Answer:
        """Read a resource below the account's, such as “Messages.json”. Raises what `once` raises."""
        return await self.once("GET", self._url(path), query=query)

    async def post(self, path: str, form: Mapping[str, str]) -> Answer:
        """Make or change something. It is sent once only; see `Unanswered.sent` and `Overloaded.done`."""
        return await self.once("POST", self._url(path), form=form)

    async def once(
        self, method: str, url: str, *, query: Mapping[str, str] | None = None, form: Mapping[str, str] | None = None
    ) -> Answer:
        """One request, sent once. Raises Unanswered, RefusedByProvider, Overloaded; OurFault (code "login") where the
        provider does not let us in."""
        assert self._client is not None and self._httpx is not None, "the provider was used before it was opened"
        asked = self._host.stamp()
        httpx = self._httpx
        try:
            response = await self._client.request(method, url, params=dict(query) if query else None, data=form)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol) as error:
            raise Unanswered(_words(error), sent=False) from error
        except httpx.HTTPError as error:
            raise Unanswered(_words(error), sent=True) from error
        came = self._host.stamp()
        self._read_clock(asked, came, response.headers)
        if response.is_success and "json" not in response.headers.get("content-type", ""):
            return Answer(response.status_code, {}, asked, came, response.headers, response.content)
        try:
            body = response.json()
        except ValueError:
            body = None
        if not isinstance(body, dict):
            body = {}
            if response.is_success:  # a page of somebody else's: a proxy, a login to a network
                raise Unanswered("the answer was no JSON", sent=True)
        return self._judged(
            response.status_code, body, Answer(response.status_code, body, asked, came, response.headers)
        )

    def _judged(self, status: int, body: Mapping[str, Any], answer: Answer) -> Answer:
        if 200 <= status < 300:
            return answer
        message = str(body.get("message") or "")[:300]
        if status in (401, 403):
            raise OurFault(
                f"The provider at {self.account.api} does not let {self.account.number} in (HTTP {status}"
                f"{': ' + message if message else ''}). Look whether {self.where}.account, .key and .token belong "
                "together and the account is active; an API key needs its own secret as the token.",
                code="login",
            )
        if status == 429 or status >= 500:
            raise Overloaded(status, _retry_after(answer.headers.get("Retry-After")))
        code = body.get("code")
        raise RefusedByProvider(status, code if isinstance(code, int) else 0, message or f"HTTP {status}")

    def _read_clock(self, asked: Stamp, came: Stamp, headers: Mapping[str, str]) -> None:
        try:
            self.clock.seen(asked, came, parsedate_to_datetime(headers["Date"]))
        except (KeyError, ValueError, TypeError):
            return

    # -- reading that does not give up at once -----------------------------------------------------------------------
    async def read(self, path: str, query: Mapping[str, str] | None = None, *, for_s: float) -> Answer:
        """Read, and try again for so long where the provider is busy or out of reach. Raises OurFault ("login",
        "no_network", "provider")."""
        return await self._patiently("GET", self._url(path), query, for_s)

    async def pages(self, path: str, query: Mapping[str, str], *, for_s: float) -> AsyncIterator[Answer]:
        """The pages of a list, newest entries first; end the iteration when enough was seen. Raises as `read` does."""
        answer = await self._patiently("GET", self._url(path), query, for_s)
        for _ in range(_MOST_PAGES):
            yield answer
            if not (more := answer.body.get("next_page_uri")):
                return
            answer = await self._patiently("GET", self._here(str(more)), None, for_s)

    async def _patiently(self, method: str, url: str, query: Mapping[str, str] | None, for_s: float) -> Answer:
        loop = asyncio.get_running_loop()
        until, pause = loop.time() + for_s, 0.2
        while True:
            try:
                return await self.once(method, url, query=query)
            except (Overloaded, Unanswered) as error:
                wait = pause * random.uniform(0.8, 1.2)
                if isinstance(error, Overloaded) and error.after_s is not None:
                    wait = max(wait, error.after_s)
                if loop.time() + wait > until:
                    raise self.fault_of(error) from error
                await asyncio.sleep(wait)
                pause = min(2 * pause, _LONGEST_PAUSE_S)
            except RefusedByProvider as error:
                raise self.fault_of(error) from error

    def fault_of(self, error: Exception) -> OurFault:
        """What it means for a visit that this went wrong."""
        match error:
            case OurFault():
                return error
            case Overloaded():
                return OurFault(
                    f"The provider at {self.account.api} is busy or broken ({error}), and did not come round in time; "
                    "look at its status page, and run again.",
                    code="provider",
                )
            case Unanswered():
                return OurFault(
                    f"The provider at {self.account.api} cannot be reached ({error}); look whether this machine is "
                    "online, and run again.",
                    code="no_network",
                )
            case _:
                return OurFault(
                    f"The provider at {self.account.api} refused it ({error}). It means what "
                    f"https://www.twilio.com/docs/api/errors says of that number; look at {self.where}.",
                    code="provider_refused",
                )

    # -- addresses ---------------------------------------------------------------------------------------------------
    def _url(self, path: str) -> str:
        return f"{self._base}/{path}"

    def _here(self, uri: str) -> str:
        """The next page's address. Raises OurFault where it is not the provider's own."""
        url = urljoin(self._base, uri)
        ours, theirs = urlsplit(self._base), urlsplit(url)
        if (ours.scheme, ours.netloc) != (theirs.scheme, theirs.netloc):
            raise OurFault(
                f"The provider at {self.account.api} sends us to {theirs.netloc} for the rest of a list; the token is "
                "not given to another host.",
                code="provider",
            )
        return url


def _words(error: Exception) -> str:
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__


def _retry_after(value: str | None) -> float | None:
    """Seconds; a date or nonsense is none (RFC 9110 §10.2.3 allows both)."""
    try:
        return min(float(value), 3600.0) if value is not None and float(value) >= 0 else None
    except ValueError:
        return None
