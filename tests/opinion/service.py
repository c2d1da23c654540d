"""A chat-completions service on loopback that answers as it is told, and remembers what it was asked."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Reply = tuple[int, bytes]
Says = Callable[[dict[str, Any]], Reply]


def completion(content: Any) -> Reply:
    return 200, json.dumps({"choices": [{"message": {"role": "assistant", "content": content}}]}).encode()


def opinion(what: str, why: str = "It is so.") -> Reply:
    return completion(json.dumps({"opinion": what, "reason": why}))


@dataclass
class Service:
    """says: what it answers. asked: the bodies it got. keys: the Authorization headers."""

    says: Says
    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    let_go: threading.Event = field(default_factory=threading.Event)
    url: str = ""

    def material(self, n: int = -1) -> dict[str, Any]:
        """What the n-th question was on."""
        read: dict[str, Any] = json.loads(self.asked[n]["messages"][1]["content"])
        return read


@contextmanager
def running(says: Says) -> Iterator[Service]:
    service = Service(says)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            service.asked.append(body)
            service.keys.append(self.headers.get("Authorization"))
            service.paths.append(self.path)
            status, data = service.says(body)
            try:
                self.send_response(status)
                if status in (301, 302, 307):
                    self.send_header("Location", "http://127.0.0.1:9/elsewhere")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)
            except OSError:
                pass  # who asked has given up

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - its name in the base class
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    service.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    try:
        yield service
    finally:
        service.let_go.set()
        server.shutdown()
        server.server_close()
        thread.join()
