"""An OpenAI-compatible service: one question in, the model's words out. Nothing else is ever sent or fetched."""

from __future__ import annotations

import json
import time
from typing import Any
from urllib.parse import urlsplit

import httpx

from .. import __version__
from ..errors import OurFault
from ..settings.delivery import check_hook
from ..settings.opinion import SecondOpinion
from ..settings.secrets import resolve
from .answer import NoAnswer, schema
from .question import Question

_SETTING = "config/rubric.yaml: second_opinion"
_MOST_BYTES = 256_000


class EndpointDown(OurFault):
    """The service can't be asked. tired: another question may go through: it was slow, or overloaded."""

    code = "second_opinion"

    def __init__(self, message: str, *, tired: bool = False) -> None:
        super().__init__(message)
        self.tired = tired


class Endpoint:
    """The service of the config. Raises OurFault where its address or key is not there."""

    def __init__(self, config: SecondOpinion) -> None:
        base = config.url
        if base.startswith(("env:", "keyring:")):
            base = _checked(resolve(base, f"the second opinion ({_SETTING}.url)").strip(), config.url)
        self._url = base.rstrip("/") + ("" if base.rstrip("/").endswith("/chat/completions") else "/chat/completions")
        self.name = urlsplit(self._url).netloc
        self._model, self._timeout_s = config.model, config.timeout
        headers = {"User-Agent": f"mystery-shopper/{__version__}"}
        if config.key is not None:
            key = resolve(config.key, f"the second opinion ({_SETTING}.key)")
            try:
                key.encode("ascii")
            except UnicodeEncodeError:
                raise OurFault(f"{_SETTING}.key: the key holds letters that no key has.", code="secret") from None
            headers["Authorization"] = f"Bearer {key.strip()}"
        self._with_schema = True
        # No redirect is followed: what customers heard is meant for this address alone. To gather the certificates to
        # trust takes longer than a question next door, which is asked without.
        secure = self._url.startswith("https:")
        self._client = httpx.Client(timeout=config.timeout, headers=headers, follow_redirects=False, verify=secure)

    def close(self) -> None:
        self._client.close()

    def __enter__(self) -> Endpoint:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def ask(self, question: Question) -> str:
        """The model's words. Raises EndpointDown, and NoAnswer where what came is no chat completion."""
        status, body = self._post(question)
        if status in (400, 422) and self._with_schema:
            self._with_schema = False  # a service that knows no schemas: the instructions ask for the same
            status, body = self._post(question)
        if status != 200:
            raise self._refused(status, body)
        return words_of(body)

    def _post(self, question: Question) -> tuple[int, bytes]:
        body: dict[str, Any] = {
            "model": self._model,
            "temperature": 0,
            "messages": [
                {"role": "system", "content": question.instructions},
                {"role": "user", "content": question.material},
            ],
        }
        if self._with_schema:
            described = {"name": "second_opinion", "strict": True, "schema": schema()}
            body["response_format"] = {"type": "json_schema", "json_schema": described}
        until = time.monotonic() + self._timeout_s
        try:
            data = json.dumps(body).encode()
            headers = {"Content-Type": "application/json"}
            with self._client.stream("POST", self._url, content=data, headers=headers) as answer:
                return answer.status_code, self._read(answer, until)
        except NoAnswer:
            raise
        except httpx.TimeoutException:
            raise self._slow() from None
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeError, ValueError) as error:
            why = str(error) if isinstance(error, httpx.TransportError) and str(error) else type(error).__name__
            raise EndpointDown(
                f"{self.name} cannot be reached ({why}); check {_SETTING}.url and the network."
            ) from None

    def _read(self, answer: httpx.Response, until: float) -> bytes:
        came = b""
        for part in answer.iter_bytes():
            came += part
            if len(came) > _MOST_BYTES:
                raise NoAnswer("it is longer than any opinion")
            if time.monotonic() > until:
                raise self._slow()
        return came

    def _slow(self) -> EndpointDown:
        return EndpointDown(f"{self.name} gave no answer within {self._timeout_s:.0f} s.", tired=True)

    def _refused(self, status: int, body: bytes) -> EndpointDown:
        said = " ".join(body.decode(errors="replace").split())[:200]
        told = f"{self.name} answered {status}" + (f": “{said}”" if said else "")
        if status in (401, 403):
            return EndpointDown(f"{told}; check {_SETTING}.key.")
        if status == 404:
            return EndpointDown(f"{told}; check {_SETTING}.url and model.")
        if 300 <= status < 400:
            return EndpointDown(f"{told}, a redirect, which is not followed; check {_SETTING}.url.")
        return EndpointDown(f"{told}.", tired=status >= 500 or status in (408, 425, 429))


def _checked(url: str, reference: str) -> str:
    try:
        return check_hook(url)
    except ValueError as error:
        raise OurFault(f"{_SETTING}.url: what {reference} holds cannot be used: {error}.", code="secret") from None


def words_of(body: bytes) -> str:
    """The model's words in a chat completion. Raises NoAnswer."""
    try:
        content = json.loads(body)["choices"][0]["message"]["content"]
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise NoAnswer("it is no chat completion") from error
    if not isinstance(content, str):
        raise NoAnswer("it holds no text")
    return content
