"""Sites that put something between their address and the message box, each drawn in its own way.

`panel(where)` draws the chat itself; `wrong(what)` is called by what must never be pressed or filled.
"""

# ruff: noqa: E501
from __future__ import annotations

HEAD = """<!doctype html><meta charset="utf-8"><title>Lamps</title>
<script>
  window.wrongs = [];
  const wrong = (what) => { (window.top === window ? window : parent).wrongs.push(what); return false; };
  const el = (html) => { const t = document.createElement("template"); t.innerHTML = html.trim(); return t.content.firstChild; };
  const put = (html, into = document.body) => { const made = el(html); into.append(made); return made; };
  const CHAT = '<div class="w" style="position:fixed;right:20px;bottom:90px;width:320px;height:400px;background:#fff;border:1px solid #888"><div style="height:300px;overflow-y:auto"><p>Hello</p></div><textarea id="box" placeholder="Type here"></textarea></div>';
  const panel = (into = document.body) => put(CHAT, into);
  const once = (f) => { let n = 0; return (...a) => { if (!n++) f(...a); }; };
</script>
<h1>Lamps</h1><form onsubmit="return wrong('search')"><input type="search" placeholder="Search"><button>Search</button></form>
<a href="/help" onclick="wrong('help')">Help centre</a> <a href="/basket" style="position:fixed;right:10px;top:10px" onclick="wrong('basket')">Basket</a>
<button onclick="wrong('buy')">Buy now</button>
<p style="height:900px">Many lamps.</p>
<footer><form onsubmit="return wrong('news')">Our newsletter <input placeholder="Your e-mail"><button>OK</button></form></footer>
"""
ROUND = "position:fixed;right:20px;bottom:20px;width:60px;height:60px;border-radius:50%;background:#06c;cursor:pointer"

LAUNCHERS = {
    "a div without role or label": f'<div id="a" style="{ROUND}"></div><script>a.onclick = once(() => panel());</script>',
    "a nameless drawing": f'<button id="a" style="{ROUND}"><svg width="30" height="30"><path d="M0 0h30v30z"/></svg></button><script>a.onclick = once(() => panel());</script>',
    "a label of one letter": f'<div role="button" aria-label="c" id="a" style="{ROUND}">C</div><script>a.onclick = once(() => panel());</script>',
    "a listener of the document": f"""<div class="x1"><i class="x2" style="{ROUND}"></i></div>
      <script>document.addEventListener("click", once2); function once2(e) {{ if (e.target.closest(".x1")) {{ document.removeEventListener("click", once2); panel(); }} }}</script>""",
    "one that never holds still": f"""<style>@keyframes hop {{ from {{ transform: translateY(0) }} to {{ transform: translateY(-40px) }} }}</style>
      <div id="a" title="Chat" style="{ROUND};animation:hop .25s infinite alternate"></div><script>a.onclick = once(() => panel());</script>""",
    "one that is dragged about": f"""<div id="a" aria-label="Chat" style="{ROUND}"></div><script>
      let down = null; a.addEventListener("pointerdown", (e) => {{ down = [e.clientX, e.clientY]; }});
      a.addEventListener("pointerup", (e) => {{ if (down && Math.hypot(e.clientX - down[0], e.clientY - down[1]) < 5) panel(); down = null; }});</script>""",
    "one that is drawn anew after the page has loaded": f"""<button id="a" style="{ROUND}">Chat</button><script>
      setTimeout(() => {{ a.remove(); put('<button id="b" style="{ROUND}">Chat</button>').onclick = once(() => panel()); }}, 400);</script>""",
    "the site's own button": """<nav><button id="a">Support</button></nav><script>a.onclick = () => { setTimeout(() => panel(), 300); };</script>""",
    "the site's own link, taken into its own hands": """<nav><a id="a" href="/chat">Live chat</a></nav><script>a.onclick = (e) => { e.preventDefault(); panel(); };</script>""",
    "one of two in a corner, the other of which calls": f"""<div class="callback" style="{ROUND};bottom:100px" onclick="wrong('call')"><i class="fa fa-phone"></i></div>
      <div id="a" style="{ROUND}"></div><script>a.onclick = once(() => panel());</script>""",
    "one among the links to other channels": f"""<a href="https://t.me/lamps" style="{ROUND};bottom:100px" onclick="return wrong('telegram')">Telegram chat</a>
      <a href="viber://chat?number=1" style="{ROUND};bottom:180px" onclick="return wrong('viber')"><img alt="Viber"></a>
      <button class="scroll-top" style="{ROUND};right:100px" onclick="wrong('top')">↑</button>
      <div style="position:fixed;left:0;right:0;bottom:0;height:60px;background:#eee">We use cookies <button onclick="this.parentNode.remove()">OK</button></div>
      <div id="a" class="lc-bubble" style="{ROUND};bottom:70px"></div><script>a.onclick = once(() => panel());</script>""",
    "a fan of channels": f"""<div id="a" style="{ROUND}" aria-label="Contact us"></div><script>
      a.onclick = once(() => {{ const fan = put('<div style="position:fixed;right:20px;bottom:90px;width:60px"></div>');
        const item = (title, f) => {{ const one = put('<div style="cursor:pointer;width:50px;height:50px;background:#999" title="' + title + '"></div>', fan); one.onclick = f; }};
        item("Viber", () => wrong("viber")); item("Telegram", () => wrong("telegram")); item("Замовити дзвінок", () => wrong("call"));
        item("Онлайн-чат", () => {{ fan.remove(); panel(); }}); }});</script>""",
    "one that works only a while after it is there": f"""<button id="a" style="{ROUND}">Chat</button><script>setTimeout(() => {{ a.onclick = once(() => panel()); }}, 2500);</script>""",
    "one whose window takes its time, and shuts when pressed again": f"""<button id="a" style="{ROUND}">Chat</button><script>let open = false;
      a.onclick = () => {{ open = !open; a.className = open ? "on" : ""; const end = Date.now() + 1800; while (Date.now() < end); if (open) setTimeout(() => open && panel(), 2500); }};</script>""",
    "one that comes late, with a window that goes on connecting": f"""<script>setTimeout(() => {{ const a = put('<button style="{ROUND}"></button>');
      a.onclick = () => {{ const w = document.querySelector(".wait"); if (w) return w.remove(); const wait = put('<div class="wait" style="position:fixed;right:20px;bottom:90px;width:320px;height:400px;background:#fff">Connecting… <button aria-label="Close" onclick="wrong(`closed`)">×</button></div>');
        setTimeout(() => {{ if (wait.isConnected) {{ wait.remove(); panel(); }} }}, 4500); }}; }}, 2500);</script>""",
    "a chat that is open already": "<script>panel();</script>",
    "one that is there, open or shut, from the beginning": f"""<div class="w" id="w" style="position:fixed;right:20px;bottom:-500px;width:320px;height:400px;background:#fff">
      <div style="height:300px;overflow:auto"></div><textarea placeholder="Type here" id="box"></textarea></div>
      <div id="a" style="{ROUND}"></div><script>a.onclick = () => {{ w.style.bottom = w.style.bottom === "90px" ? "-500px" : "90px"; }};</script>""",
}

VEILS = {
    "a newsletter's pop-up with a cross": """<div style="position:fixed;inset:0;background:#000a;z-index:999"><div style="position:absolute;left:30%;top:30%;width:40%;background:#fff">
      <span style="position:absolute;right:4px;top:4px;width:24px;height:24px;cursor:pointer" onclick="this.parentNode.parentNode.remove()">×</span>
      <h2>10% off!</h2><form onsubmit="return wrong('news')"><input type="email" placeholder="Your e-mail"><button>Subscribe</button></form></div></div>""",
    "a nameless cross": """<div role="dialog" aria-modal="true" style="position:fixed;left:20%;top:10%;width:60%;height:85%;background:#fff;z-index:999">
      <button style="position:absolute;right:4px;top:4px;width:30px;height:30px" onclick="this.parentNode.remove()"><svg width="20" height="20"></svg></button>
      <h2>Sale</h2><button onclick="wrong('sale')">Order now</button></div><div style="position:fixed;inset:0;z-index:998" onclick="void 0" id="back"></div>
      <script>new MutationObserver(() => { if (!document.querySelector("[role=dialog]")) back.remove(); }).observe(document.body, { childList: true });</script>""",
    "a question of age": """<div style="position:fixed;inset:0;background:#fff;z-index:999"><h2>Вам вже є 18 років?</h2>
      <button onclick="wrong('no')">Ні</button><button onclick="this.parentNode.remove()">Так, мені є 18</button></div>""",
    "a question of country": """<div style="position:fixed;inset:0;background:#fffd;z-index:999"><div>You seem to be elsewhere.<br><a href="/us" onclick="return wrong('us')">Go to the other shop</a>
      <button onclick="this.parentNode.parentNode.remove()">Stay here</button></div></div>""",
    "a consent in a frame": """<iframe style="position:fixed;inset:0;width:100%;height:100%;border:0;z-index:999" srcdoc="<body style='background:#eee'><h2>We value your privacy</h2><button onclick='parent.document.querySelector(`iframe`).remove()'>Accept all</button>"></iframe>""",
}
BEHIND = f"""<div id="a" style="{ROUND}" aria-label="Chat"></div><script>a.onclick = once(() => panel());</script>"""
# A chat that is fetched only once the cookies are agreed to.
GATED = f"""<div id="bar" style="position:fixed;left:0;right:0;bottom:0;height:80px;background:#eee">Cookies!
  <button onclick="wrong('settings')">Settings</button><button onclick="agreed()">Прийняти всі</button></div>
  <script>const agreed = () => {{ bar.remove(); setTimeout(() => {{ put('<div style="{ROUND}"></div>').onclick = once(() => panel()); }}, 200); }};</script>"""

HOME = f"""<div id="a" style="{ROUND}"></div><script>
  const show = (html) => {{ document.querySelector(".w")?.remove(); const w = put('<div class="w" style="position:fixed;right:20px;bottom:90px;width:320px;height:400px;background:#fff;border:1px solid #888">' + html + '</div>'); return w; }};
  a.onclick = once(() => {{ FIRST }});
</script>"""
_RATE = """<button onclick="wrong('rate')">Rate us ★★★</button><a href="/faq" onclick="return wrong('faq')">How do I pay?</a>"""


def steps(*screens: str) -> str:
    """A launcher, then screens each of which is left by what carries the class "on", then the chat."""
    code = "panel();"
    for screen in reversed(screens):
        escaped = screen.replace("`", "\\`")
        code = f'show(`{escaped}`).querySelector(".on").onclick = () => {{ {code} }};'
    return HOME.replace("FIRST", code)


HOMES = {
    "a new conversation": steps(
        f'<h3>Hi there 👋</h3><input placeholder="Search for help">{_RATE}<button class="on">New conversation</button>'
    ),
    "a message to us, in tabs": steps(
        f'<h3>Вітаємо</h3>{_RATE}<div role="tablist"><button role="tab">Головна</button><button role="tab" class="on">Повідомлення</button><button role="tab">Довідка</button></div>',
        '<p>Немає повідомлень</p><div class="on" style="cursor:pointer">Напишіть нам</div>',
    ),
    "in Russian": steps(f'<h3>Здравствуйте</h3>{_RATE}<div class="on" role="button">Новый диалог</div>'),
    "in Polish": steps(f'<h3>Cześć</h3>{_RATE}<div class="on" role="button">Napisz do nas</div>'),
    "a consent": steps(
        '<p>We process your data.</p><a href="/privacy" onclick="return wrong(`privacy`)">Privacy</a><button onclick="wrong(`no`)">No, thanks</button><button class="on">I accept</button>'
    ),
    "a language and a topic": steps(
        '<p>Choose</p><button onclick="wrong(`language`)">Polski</button><button onclick="wrong(`language`)">English</button><button class="on">Українська</button>',
        '<p>Що вас цікавить?</p><button onclick="wrong(`call`)">Передзвоніть мені</button><button onclick="wrong(`pay`)">Оплатити</button><button class="on">Інше питання</button>',
    ),
}

INNER = """<!doctype html><body style="margin:0"><div style="height:200px;overflow:auto"><p>Hello</p></div><textarea id="box" placeholder="Type here"></textarea>"""
_BUTTON = "<body style='margin:0'><div id='b' style='width:60px;height:60px;cursor:pointer;background:#06c' onclick='parent.postMessage(`open`, `*`)'></div>"
_PANEL_FRAME = "position:fixed;right:20px;bottom:90px;width:320px;height:400px;border:0"
FRAMES = {
    "a launcher in a frame, the panel in another": f"""<iframe title="launcher" style="position:fixed;right:20px;bottom:20px;width:70px;height:70px;border:0" srcdoc="{_BUTTON}"></iframe>
      <iframe id="p" style="{_PANEL_FRAME};display:none" src="OTHER/inner"></iframe><script>onmessage = () => {{ p.style.display = "block"; }};</script>""",
    "a launcher in a frame, the panel in the page": """<iframe style="position:fixed;right:20px;bottom:20px;width:70px;height:70px;border:0" src="OTHER/button"></iframe><script>onmessage = once(() => panel());</script>""",
    "a frame of no size that grows": f"""<div id="a" style="{ROUND}"></div><iframe id="p" style="{_PANEL_FRAME};width:0;height:0" src="OTHER/inner"></iframe>
      <script>a.onclick = () => {{ p.style.width = "320px"; p.style.height = "400px"; }};</script>""",
    "frames inside frames": f"""<div id="a" style="{ROUND}"></div><script>a.onclick = once(() => put('<iframe style="{_PANEL_FRAME}" src="OTHER/nested"></iframe>'));</script>""",
    "a frame that is written into": f"""<div id="a" style="{ROUND}"></div><script>a.onclick = once(() => {{ const f = put('<iframe style="{_PANEL_FRAME}"></iframe>'); const d = f.contentDocument; d.open(); d.write(`{INNER}`); d.close(); }});</script>""",
    "a blank frame that is filled without being written": f"""<div id="a" style="{ROUND}"></div><script>a.onclick = once(() => {{ const f = put('<iframe style="{_PANEL_FRAME}"></iframe>'); f.contentDocument.body.innerHTML = `{INNER}`; }});</script>""",
    "a frame that is replaced and goes elsewhere": f"""<div id="a" style="{ROUND}"></div><script>a.onclick = once(() => {{ const f = put('<iframe style="{_PANEL_FRAME}" src="OTHER/empty"></iframe>');
      setTimeout(() => {{ f.remove(); const g = put('<iframe style="{_PANEL_FRAME}" src="OTHER/empty"></iframe>'); setTimeout(() => {{ g.src = "OTHER/inner"; }}, 300); }}, 300); }});</script>""",
    "a frame in shadow roots": f"""<x-a></x-a><script>const r = document.querySelector("x-a").attachShadow({{ mode: "open" }}); r.innerHTML = '<x-b></x-b>';
      const s = r.querySelector("x-b").attachShadow({{ mode: "open" }}); s.innerHTML = '<button style="{ROUND}"></button>';
      s.querySelector("button").onclick = once(() => {{ s.append(el('<iframe style="{_PANEL_FRAME}" src="OTHER/inner"></iframe>')); }});</script>""",
}

NOT_A_CHAT = """<a href="/contacts">Contacts</a><a href="/support">Support</a>
  <div class="callback-widget" style="position:fixed;right:20px;bottom:20px;width:60px;height:60px;cursor:pointer" aria-label="Передзвоніть мені" onclick="wrong('call')">☎</div>
  <a href="https://t.me/lamps" style="position:fixed;right:20px;bottom:100px" onclick="return wrong('telegram')">Telegram chat</a>
  <section><h3>Questions about this product</h3><textarea placeholder="Ask about this product"></textarea><button onclick="wrong('question')">Send</button></section>
  <form onsubmit="return wrong('review')"><h3>Write a review</h3><textarea placeholder="Your review"></textarea><button>Send</button></form>"""
