"""What the page's server refuses, whoever asks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.review.reviewing import World


@pytest.fixture
def client(url: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=url, headers={"Origin": url}, trust_env=False) as one:
        yield one


WORD = {"finding": "silence:v012", "word": "agree", "by": "Olena", "language": "en"}


def test_other_names_and_other_sites_are_not_answered(client: httpx.Client, week: World) -> None:
    assert client.get("/", headers={"Host": "evil.example"}).status_code == 421
    for origin in ("http://evil.example", "null", ""):
        assert client.post("/api/say", json=WORD, headers={"Origin": origin}).status_code == 403
    assert client.post("/api/state", json={}, headers={"Origin": "http://evil.example"}).status_code == 403
    assert week.events() == []


def test_the_page_runs_nothing_but_its_own(client: httpx.Client) -> None:
    for path in ("/", "/review.js", "/finding.js", "/review.css", "/hand.css", "/view.js", "/words/uk", "/nowhere"):
        answer = client.get(path)
        assert answer.status_code == (404 if path == "/nowhere" else 200)
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("body", "status", "why"),
    [
        ({**WORD, "by": " "}, 409, "no_name"),
        ({**WORD, "finding": "silence:v"}, 409, "no_finding"),
        ({**WORD, "word": "wrong"}, 409, "no_reason"),
        ({**WORD, "word": "perhaps"}, 400, "malformed"),
        ({"word": "agree"}, 400, "malformed"),
        ({**WORD, "labels": 7}, 400, "malformed"),
        ([], 400, "malformed"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_a_reason_the_page_has_words_for(
    client: httpx.Client, week: World, body: Any, status: int, why: str
) -> None:
    answer = client.post("/api/say", json=body)
    assert (answer.status_code, answer.json()["why"]) == (status, why)
    assert week.events() == []


def test_what_is_no_json_or_too_much_is_refused(client: httpx.Client, week: World) -> None:
    assert client.post("/api/say", content=b"finding=x").status_code == 400
    assert client.post("/api/say", json={**WORD, "because": "x" * 100_000}).status_code == 413
    assert client.post("/api/rate", json={"visit": "v012", "stars": "many", "by": "O"}).status_code == 400
    assert week.events() == []


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("/api/say", "[" * 30_000),
        ("/api/rate", '{"visit": "v012", "by": "Olena", "stars": Infinity}'),
        ("/api/rate", '{"visit": "v012", "by": "Olena", "stars": NaN}'),
        ("/api/say", '{"finding": ["x"], "word": {}}'),
    ],
)
def test_what_no_page_sends_is_refused_like_all_that_is_malformed(
    client: httpx.Client, week: World, path: str, content: str
) -> None:
    answer = client.post(path, content=content, headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.json()["why"]) == (400, "malformed")
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert week.events() == []


def test_a_charset_that_there_is_none_of_is_malformed_too(client: httpx.Client, week: World) -> None:
    answer = client.post("/api/say", content="{}", headers={"Content-Type": "application/json; charset=none-such"})
    assert (answer.status_code, answer.json()["why"]) == (400, "malformed")
