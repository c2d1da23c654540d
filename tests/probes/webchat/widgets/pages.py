"""Pages that embed the example widgets as their makers' instructions say, in a shop that has other boxes and buttons.

Their policy lets nothing be fetched from outside loopback: the widgets ask for fonts and sounds of their makers.
"""

from __future__ import annotations

import html
import json

from .staff import ANSWERS, AWAY, MARKDOWN, STREAM_ENDS, Desk
from .witness import witness_script

NEEDLES = [" ".join(r.text.split()[:2]) for replies in ANSWERS.values() for r in replies if r.text != MARKDOWN]

_SHOP = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Bright Shop</title>
<style>body {{ margin: 0; font: 16px sans-serif }} header, main, footer {{ padding: 16px }}</style>
<script>{witness}</script>{head}</head><body>
<header><b>Bright Shop</b> <input type="search" placeholder="Search the shop"> <a href="#cart">Cart (0)</a></header>
<main><h1>Kettles</h1><p>Three of them, and all of them boil.</p><button>Add to cart</button></main>{body}
<footer><form>Our letter: <input type="email" placeholder="Your e-mail"><button>Subscribe</button></form></footer>
</body></html>"""

_N8N = """<script type="module">
import {{ createChat }} from "{origin}/bundle/n8n-chat/chat.bundle.es.js";
createChat({{
  webhookUrl: "{origin}/n8n/{talk}", initialMessages: {greetings}, enableStreaming: {streams},
}});
</script>"""

_FLOWISE = """<script type="module">
import Chatbot from "{origin}/bundle/flowise-embed/web.js";
Chatbot.init({{ chatflowid: "{talk}", apiHost: "{origin}", theme: {{ chatWindow: {{ welcomeMessage: {welcome} }} }} }});
</script>"""

_DEEP_CHAT = """<script type="module">
import "{origin}/bundle/deep-chat/deepChat.bundle.js";
await customElements.whenDefined("deep-chat");
const chat = document.createElement("deep-chat");
chat.style.cssText = "width: 360px; height: 440px; border: 1px solid #999; font-family: sans-serif";
chat.introMessage = {intro};
chat.browserStorage = {{ key: "talk-{talk}" }};
chat.displayLoadingBubble = true;
chat.connect = {{ url: "{socket}/deep-chat/{talk}", websocket: true{stream} }};
(document.body || document.documentElement).append(chat);
</script>"""

_FRAME = 'title="Chat" style="position: fixed; right: 10px; bottom: 10px; width: 380px; height: 460px; border: 0"'


def page(widget: str, talk: str, desk: Desk, origin: str) -> tuple[str, str]:
    """The page and its Content-Security-Policy."""
    policy = (
        "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob: http://127.0.0.1:* http://localhost:*"
        " ws://127.0.0.1:* ws://localhost:*"
    )
    witness = witness_script([*NEEDLES, STREAM_ENDS, " ".join(AWAY.split()[:2])])
    head, body = "", ""
    if widget == "n8n":
        head = f'<link rel="stylesheet" href="{origin}/bundle/n8n-chat/style.css">'
        body = _N8N.format(
            origin=origin, talk=talk, greetings=json.dumps(desk.greetings), streams=json.dumps(desk.streams)
        )
    elif widget == "flowise":
        body = _FLOWISE.format(origin=origin, talk=talk, welcome=json.dumps(desk.greetings[0]))
    else:
        inner = _deep_chat(talk, desk, origin, witness)
        if widget == "deep-chat-alone":
            return f"<!doctype html><html><head>{inner}</head><body></body></html>", policy
        body = _placed(widget, inner, f"{origin}/page/{talk}/deep-chat-alone")
    return _SHOP.format(witness=witness, head=head, body=body), policy


def _deep_chat(talk: str, desk: Desk, origin: str, witness: str) -> str:
    return f"<script>{witness}</script>" + _DEEP_CHAT.format(
        origin=origin,
        talk=talk,
        socket=origin.replace("http", "ws", 1),
        intro=json.dumps([{"text": text} for text in desk.greetings]),
        stream=', stream: { simulation: "[end]" }' if desk.streams else "",
    )


def _placed(widget: str, inner: str, alone: str) -> str:
    """`inner` in the page or in a frame; `alone` is the address of the same by itself."""
    if widget == "deep-chat":
        return inner
    if widget == "deep-chat-srcdoc":
        return f'<iframe {_FRAME} srcdoc="{html.escape(inner)}"></iframe>'
    if widget == "deep-chat-blank":
        return _written_into_a_blank_frame(inner)
    # To a browser localhost is another site than 127.0.0.1.
    address = alone.replace("127.0.0.1", "localhost") if widget == "deep-chat-elsewhere" else alone
    return f'<iframe {_FRAME} src="{address}"></iframe>'


def _written_into_a_blank_frame(inner: str) -> str:
    text = json.dumps(f"<!doctype html><body>{inner}</body>").replace("</", "<\\/")
    return (
        f"<iframe {_FRAME}></iframe><script>"
        f"const d = document.querySelector('iframe').contentDocument; d.open(); d.write({text}); d.close();</script>"
    )
