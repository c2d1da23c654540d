"""A staging site on loopback: a chat for customers, and a page and an address for agents, of which there are none."""

from __future__ import annotations

import json
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

CUSTOMERS = """<!doctype html><title>Staging shop</title><main><h1>Kettles</h1></main>
<div id="chat" role="dialog" aria-label="Chat"><h2>Chat with us</h2><ol id="log" role="log"></ol>
<textarea aria-label="Your message" placeholder="Write a message"></textarea><button>Send</button></div>
<script>
const desk = new URLSearchParams(location.search).get('desk') || 'one', me = Math.random().toString(36).slice(2);
let shown = 0;
async function draw() {
  const all = (await (await fetch('/messages?desk=' + desk)).json()).filter(m => m.conversation === me);
  for (const m of all.slice(shown)) {
    const row = document.createElement('li');
    row.className = m.from === 'customer' ? 'mine' : 'theirs';
    row.textContent = m.text;
    document.getElementById('log').append(row);
  }
  shown = all.length;
}
document.querySelector('button').onclick = async () => {
  const box = document.querySelector('textarea'), text = box.value;
  box.value = '';
  await fetch('/said?desk=' + desk, {method: 'POST', body: JSON.stringify({conversation: me, text})});
  await draw();
};
setInterval(draw, 100);
</script>"""
AGENTS = """<!doctype html><title>Agents</title><nav></nav><ol id="open"></ol><input id="reply">
<button id="go">Reply</button>
<script>
const desk = new URLSearchParams(location.search).get('desk') || 'one';
let chosen = '', drawn = '';
async function draw() {
  const all = await (await fetch('/messages?desk=' + desk)).json();
  if (JSON.stringify(all) + chosen === drawn) return;
  drawn = JSON.stringify(all) + chosen;
  const names = [...new Set(all.map(m => m.conversation))];
  document.querySelector('nav').replaceChildren(...names.map(name => {
    const entry = document.createElement('button');
    entry.className = 'conversation';
    entry.dataset.id = name;
    entry.textContent = name;
    entry.onclick = () => { chosen = name; rows(all); };
    return entry;
  }));
  rows(all);
}
function rows(all) {
  document.getElementById('open').replaceChildren(...all.filter(m => m.conversation === chosen).map(m => {
    const row = document.createElement('li');
    row.className = 'message ' + m.from;
    row.dataset.id = m.id;
    row.textContent = m.text;
    return row;
  }));
}
document.getElementById('go').onclick = async () => {
  const box = document.getElementById('reply'), text = box.value;
  box.value = '';
  await fetch('/answered?desk=' + desk, {method: 'POST', body: JSON.stringify({conversation: chosen, text})});
  await draw();
};
draw(); setInterval(draw, 50);
</script>"""


class Site:
    """The site, and all that was said on it. hook: where it posts what a customer says, "" for nowhere."""

    def __init__(self) -> None:
        self.messages: dict[str, list[dict[str, str]]] = {}
        self.hook = ""
        self.url = ""
        self.down = False
        self.changed = threading.Condition()

    def add(self, desk: str, conversation: str, text: str, side: str) -> dict[str, str]:
        """Somebody said something."""
        with self.changed:
            rows = self.messages.setdefault(desk, [])
            row = {"conversation": conversation, "id": f"m{len(rows)}", "text": text, "from": side}
            rows.append(row)
            self.changed.notify_all()
        return row

    def customer_says(self, conversation: str, text: str, desk: str = "one") -> None:
        """As if the customer had written in the page."""
        row = self.add(desk, conversation, text, "customer")
        if self.hook:
            request = urllib.request.Request(self.hook, json.dumps(row).encode(), method="POST")
            urllib.request.urlopen(request, timeout=10).close()

    def answers(self, conversation: str, count: int, desk: str = "one") -> list[str]:
        """The texts of so many answers in a conversation, as soon as they are there."""

        def there() -> list[str]:
            rows = self.messages.get(desk, [])
            return [r["text"] for r in rows if r["conversation"] == conversation and r["from"] != "customer"]

        with self.changed:
            assert self.changed.wait_for(lambda: len(there()) >= count, timeout=60), there()
            return there()


@contextmanager
def running_site() -> Iterator[Site]:
    """The site on a free port."""
    site = Site()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(site))
    site.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(site: Site) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = urlsplit(self.path)
            desk = parse_qs(path.query).get("desk", ["one"])[0]
            if site.down:
                self._answer(503, b"", "text/plain")
            elif path.path == "/messages":
                self._answer(200, json.dumps(site.messages.get(desk, [])).encode(), "application/json")
            else:
                page = AGENTS if path.path == "/agents" else CUSTOMERS
                self._answer(200, page.encode(), "text/html; charset=utf-8")

        def do_POST(self) -> None:
            path = urlsplit(self.path)
            desk = parse_qs(path.query).get("desk", ["one"])[0]
            said = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            if site.down:
                self._answer(503, b"", "text/plain")
                return
            if path.path == "/said":
                site.customer_says(said["conversation"], said["text"], desk)
            else:
                site.add(desk, said["conversation"], said["text"], "agent")
            self._answer(200, b"{}", "application/json")

        def _answer(self, code: int, body: bytes, media_type: str) -> None:
            self.send_response(code)
            self.send_header("Content-Type", media_type)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
            """Nothing."""

    return Handler
