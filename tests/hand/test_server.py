"""What the server refuses, whoever asks: other sites, other names, what is no press and no picture."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from shopper.hand.gate import WRONG_MOST, Gate
from shopper.hand.running import running_hand
from shopper.hand.tasks import What
from tests.hand.desks import World

PERSON = {"id": "p1", "name": "Olena"}


class Client:
    """The page's own requests, and such as only look like them."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.http = httpx.Client(base_url=url, headers={"Origin": url}, trust_env=False)

    def post(self, path: str, headers: dict[str, str] | None = None, **body: Any) -> httpx.Response:
        return self.http.post(path, json={"person": PERSON, **body}, headers=headers)

    def press(self, **changes: Any) -> httpx.Response:
        now = time.time()
        sync = {"mono_ms": 0.0, "wall_ms": now * 1000, "server_us": round(now * 1e6), "rtt_ms": 1.0, "life": "a"}
        body = {
            "id": "press1",
            "task": "tag1",
            "what": "sent",
            "message": "m1.1",
            "mono_ms": 0.0,
            "wall_ms": now * 1000,
            "before": sync,
            "after": None,
            "shown_us": 0,
        }
        return self.post("/api/press", **{**body, **changes})


@pytest.fixture
def client(url: str) -> Iterator[Client]:
    one = Client(url)
    with one.http:
        yield one


def test_other_names_that_point_here_are_not_answered(client: Client, live: World) -> None:
    live.task(1)
    for host in ("evil.example", f"evil.example:{client.http.base_url.port}", "127.0.0.1"):
        answer = client.http.get("/", headers={"Host": host})
        assert answer.status_code == 421
        assert "Shopping" not in answer.text


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1", ""])
def test_other_sites_in_the_same_browser_change_and_read_nothing(client: Client, live: World, origin: str) -> None:
    live.task(1)
    assert client.press().status_code == 200
    for path in ("/api/state", "/api/take", "/api/press"):
        assert client.post(path, headers={"Origin": origin}, task="tag1").status_code == 403


def test_a_form_of_another_site_is_no_json(client: Client) -> None:
    answer = client.http.post("/api/state", content='{"person": {"id": "p", "name": "x"}}')
    assert answer.status_code == 400


def test_everything_that_is_sent_runs_only_its_own(client: Client) -> None:
    for path in ("/", "/hand.js", "/hand.css", "/words/uk", "/nothing"):
        headers = client.http.get(path).headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "changes",
    [
        {"what": "paid"},
        {"id": "../../x"},
        {"id": ""},
        {"before": None},
        {"mono_ms": "soon"},
        {"person": {"id": "p1", "name": " "}},
        {"person": {"id": "<p>", "name": "x"}},
        {"task": {"a": 1}},
    ],
)
def test_what_is_no_press_is_refused_and_nothing_is_kept(client: Client, live: World, changes: dict[str, Any]) -> None:
    live.task(1)
    assert client.press(**changes).status_code == 400
    assert live.presses() == []


def test_a_press_that_arrives_an_hour_late_has_its_own_time_and_is_marked(client: Client, live: World) -> None:
    hour_us = 3_600_000_000
    then = live.desk.clock() - hour_us
    live.task(1, asked_us=then - 60_000_000, within_s=36_000.0)
    sync = {"mono_ms": 0.0, "wall_ms": then / 1000, "server_us": then, "rtt_ms": 4.0, "life": "gone"}
    answer = client.press(before=sync, mono_ms=1500.0, wall_ms=then / 1000 + 1500)
    assert answer.status_code == 200
    [press] = live.presses()
    assert press.at_us == then + 1_500_000
    assert press.marks == ("late",)


def test_a_press_for_what_nobody_knows_is_told(client: Client) -> None:
    answer = client.press(task="gone")
    assert (answer.status_code, answer.json()["why"]) == (409, "unknown")


def test_only_pictures_are_taken_and_none_is_served_back(client: Client, live: World) -> None:
    headers = {"Content-Type": "application/octet-stream"}
    page = client.http.post("/api/photo", content=b"<svg onload=alert(1)>", headers=headers)
    assert (page.status_code, page.json()["why"]) == (415, "photo_type")
    taken = client.http.post("/api/photo", content=b"\xff\xd8\xff" + bytes(20), headers=headers).json()
    assert taken["media_type"] == "image/jpeg"
    for path in (f"/{taken['sha256']}", f"/evidence/{taken['sha256']}", f"/api/photo/{taken['sha256']}"):
        assert client.http.get(path).status_code == 404


def test_a_picture_that_is_too_big_is_refused_before_it_is_read(client: Client) -> None:
    host = client.http.base_url
    with socket.create_connection((host.host, host.port or 0), timeout=30) as wire:
        head = f"POST /api/photo HTTP/1.1\r\nHost: {host.host}:{host.port}\r\nOrigin: {client.url}\r\n"
        wire.sendall(f"{head}Content-Type: application/octet-stream\r\nContent-Length: 41943040\r\n\r\n".encode())
        answer = wire.recv(65536).decode()
        while "why" not in answer:
            answer += wire.recv(65536).decode()
    assert " 413 " in answer
    assert '"size": 40' in answer


class Lan:
    """A server with a code, as on the local network."""

    def __init__(self) -> None:
        self.now = 0.0
        self.told: list[tuple[str, str]] = []
        self.gate = Gate(self.clock, lambda what, value: self.told.append((what, value)))

    def clock(self) -> float:
        self.now += 2.0
        return self.now

    @property
    def code(self) -> str:
        return [value for what, value in self.told if what == "code"][-1]


def test_on_the_local_network_nothing_is_shown_without_the_code(live: World) -> None:
    live.task(1)
    lan = Lan()
    with running_hand(live.desk, gate=lan.gate) as url:
        client = Client(url)
        with client.http:
            assert client.post("/api/state").status_code == 401
            assert client.press().status_code == 401
            assert client.post("/api/enter", code="1").json() == {"why": "code_wrong", "left": WRONG_MOST - 1}
            entered = client.post("/api/enter", code=lan.code)
            cookie = entered.headers["Set-Cookie"]
            assert "HttpOnly" in cookie
            assert "SameSite=Strict" in cookie
            assert len(client.post("/api/state").json()["tasks"]) == 1
            with Client(url).http as other:
                assert other.post("/api/state", json={"person": PERSON}).status_code == 401


def test_a_thousand_wrong_codes_let_nobody_in_and_are_told_on_both_sides(live: World) -> None:
    lan = Lan()
    with running_hand(live.desk, gate=lan.gate) as url:
        client = Client(url)
        with client.http:
            answers = [client.post("/api/enter", code=f"x{n}") for n in range(1000)]
            assert [answer.status_code for answer in answers[:WRONG_MOST]] == [401] * (WRONG_MOST - 1) + [423]
            assert {answer.status_code for answer in answers[WRONG_MOST:]} == {423}
            assert answers[-1].json()["why"] == "code_locked"
            assert client.post("/api/enter", code=lan.code).status_code == 423
            assert client.post("/api/state").json()["why"] == "code_locked"
    assert lan.told[-1] == ("locked", "")


def test_a_press_that_is_delivered_twice_is_one(client: Client, live: World) -> None:
    live.task(1)
    assert client.press().json()["at_us"] == client.press().json()["at_us"]
    assert [press.what for press in live.presses()] == [What.SENT]
