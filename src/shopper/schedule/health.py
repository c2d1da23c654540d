"""How the server is, for who watches it: /healthz as JSON, /metrics in Prometheus's text format (version 0.0.4)."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from ..errors import Refused

Labels = tuple[tuple[str, str], ...]
Snapshot = Callable[[], Mapping[str, Any]]


@contextmanager
def watched(address: str, health: Snapshot, metrics: Callable[[], str]) -> Iterator[str]:
    """Answer GET /healthz and /metrics at "host:port" as long as this lasts; the address, with the port that was taken
    for port 0. health says {"ok": …}; where it is false the status is 503. Raises Refused."""
    host, colon, port = address.rpartition(":")
    if not colon or not port.isdecimal() or int(port) > 65535:
        raise Refused(f"--health {address}: write an address and a port, like 127.0.0.1:8790")

    class Handler(BaseHTTPRequestHandler):
        server_version = "shopper"
        sys_version = ""

        def do_GET(self) -> None:
            if self.path == "/healthz":
                found = health()
                body = json.dumps(found, ensure_ascii=False).encode()
                self._answer(200 if found.get("ok") else 503, "application/json", body)
            elif self.path == "/metrics":
                self._answer(200, "text/plain; version=0.0.4; charset=utf-8", metrics().encode())
            else:
                self._answer(404, "text/plain; charset=utf-8", b"there are /healthz and /metrics\n")

        def _answer(self, status: int, kind: str, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - its name in the base class
            return

    try:
        server = ThreadingHTTPServer((host.strip("[]") or "127.0.0.1", int(port)), Handler)
    except OSError as error:
        raise Refused(f"--health {address}: nothing can listen there ({error.strerror or error})") from error
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.2}, name="health", daemon=True)
    thread.start()
    try:
        yield f"{host}:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def metric(name: str, what: str, values: Mapping[Labels, float], kind: str = "gauge") -> str:
    """A metric with its values, by labels."""
    lines = [f"# HELP {name} {what}", f"# TYPE {name} {kind}"]
    for labels, value in values.items():
        inside = ",".join(f'{key}="{_escaped(text)}"' for key, text in labels)
        lines.append(f"{name}{{{inside}}} {value:.10g}" if inside else f"{name} {value:.10g}")
    return "\n".join(lines) + "\n"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
