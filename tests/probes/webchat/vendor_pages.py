"""Pages that mimic the skeleton of known makes of chats, as far as it is known; everything in them is ours.

Each has its launcher, its frames and its names; the conversation itself is drawn plainly. All greet with "Hello there!"
and answer as the staff of layouts.py do.
"""

# ruff: noqa: E501
from __future__ import annotations

from .layouts import STAFF

GREETING = "Hello there!"

_TALK = """
<div id="panel" style="%(place)s;background:#fff;display:flex;flex-direction:column"><div id="l" class="messages" style="flex:1;overflow-y:auto;min-height:200px"></div>%(box)s</div>
<script>
  const add = (who, text) => {
    const row = document.createElement("div");
    row.className = who === "me" ? "%(me)s" : "%(them)s";
    row.style.cssText = "margin:4px;padding:6px;width:fit-content;" + (who === "me" ? "margin-left:auto;background:#cdf" : "background:#eee");
    row.textContent = text;
    document.getElementById("l").append(row);
  };
  add("them", "Hello there!");
  writes(document.querySelector(%(find)s), add, %(send)s);
</script>
"""


def talk(
    box: str, find: str, *, place: str = "height:360px", me: str = "me", them: str = "them", send: str = "null"
) -> str:
    """A conversation with this box; find: the box's selector, as JavaScript."""
    return STAFF + _TALK % {"box": box, "find": find, "place": place, "me": me, "them": them, "send": send}


def _quoted(html: str) -> str:
    return (
        "`"
        + html.replace("\\", "\\\\").replace("`", "\\`").replace("${", "\\${").replace("</script", "<\\/script")
        + "`"
    )


def page(body: str, opens: str) -> str:
    """A shop with this in it; opens: JavaScript that begins when the page is there."""
    return f"<h1>Shop</h1><p>Kettles and cups</p>{body}<script>{opens}</script>"


_FRAME = """
  const frame = (name, attributes, css) => {
    const f = document.createElement("iframe");
    for (const [key, value] of Object.entries({ name, id: name, ...attributes })) if (value) f.setAttribute(key, value);
    f.style.cssText = "position:fixed;border:0;right:10px;bottom:10px;" + css;
    return f;
  };
  const write = (f, html) => { const d = f.contentDocument; d.open(); d.write("<!doctype html>" + html); d.close(); return d; };
  const SMALL = "width:70px;height:70px", LARGE = "width:380px;height:440px";
"""
_INTERCOM = (
    _FRAME
    + f"""
  const root = document.createElement("div"); root.id = "intercom-container"; document.body.append(root);
  const l = frame("intercom-launcher-frame", {{ id: "" }}, SMALL); root.append(l);
  write(l, '<div role="button" tabindex="0" aria-label="Open Intercom Messenger" style="width:48px;height:48px;background:#06f"></div>').querySelector("[role=button]").onclick = () => {{
    if (document.querySelector("[name=intercom-messenger-frame]")) return;
    const m = frame("intercom-messenger-frame", {{ id: "" }}, LARGE); root.append(m); l.style.display = "none";
    const d = write(m, '<button>Home</button><h2>Hi there</h2><div role="button" tabindex="0" id="go">Send us a message</div>');
    d.getElementById("go").onclick = () => write(m, {_quoted(talk('<textarea name="message" placeholder="Message…"></textarea>', '"textarea"', them="intercom-block-paragraph"))});
  }};
"""
)
_ZENDESK = (
    _FRAME
    + f"""
  const l = frame("", {{ id: "launcher", title: "Button to launch messaging window" }}, SMALL); document.body.append(l);
  write(l, '<button aria-label="Open messaging window" style="width:50px;height:50px"></button>').querySelector("button").onclick = () => {{
    if (document.querySelector('[name="Messaging window"]')) return;
    const m = frame("Messaging window", {{ id: "", title: "Messaging window" }}, LARGE); document.body.append(m);
    write(m, {_quoted(talk('<textarea id="1--input" placeholder="Type a message"></textarea>', '"textarea"'))});
  }};
"""
)
_TAWK = (
    _FRAME
    + f"""
  const b = frame("", {{ id: "", title: "chat widget" }}, SMALL); document.body.append(b);
  const p = frame("", {{ id: "", title: "chat widget", srcdoc: "" }}, LARGE + ";display:none"); document.body.append(p);
  write(b, '<button class="tawk-button" style="width:50px;height:50px;border-radius:50%"></button>').querySelector("button").onclick = () => {{
    if (p.style.display === "") return;
    p.style.display = ""; b.style.display = "none";
    const d = write(p, '<div class="tawk-chat-panel"><h3>Hi</h3><button id="new">New Conversation</button></div>');
    d.getElementById("new").onclick = () => write(p, {_quoted(talk('<textarea class="tawk-chatinput-editor" style="display:none"></textarea><textarea class="tawk-chatinput-editor live" placeholder="Type here and press enter.."></textarea>', '".live"'))});
  }};
"""
)
_CRISP = page(
    f"""<div class="crisp-client"><div id="crisp-chatbox"><a role="button" id="crisp-chatbox-button" data-maximized="false" style="position:fixed;right:20px;bottom:20px;width:54px;height:54px;background:#19f;border-radius:50%"></a>
    <div id="crisp-chatbox-chat" style="display:none;position:fixed;right:20px;bottom:90px;width:360px;border:1px solid #ccc">{talk('<textarea placeholder="Compose your message..."></textarea><button>Send</button>', '"#crisp-chatbox-chat textarea"', them="cc-1x2 cc-1x2--operator")}</div></div></div>""",
    "document.getElementById('crisp-chatbox-button').onclick = (e) => { e.currentTarget.dataset.maximized = 'true'; document.getElementById('crisp-chatbox-chat').style.display = ''; };",
)
_LIVECHAT = (
    _FRAME
    + f"""
  const root = document.createElement("div"); root.id = "chat-widget-container"; document.body.append(root);
  const l = frame("chat-widget-minimized", {{}}, SMALL); root.append(l);
  write(l, '<button aria-label="Open LiveChat chat widget" style="width:50px;height:50px"></button>').querySelector("button").onclick = () => {{
    if (document.getElementById("chat-widget")) return;
    const m = frame("chat-widget", {{}}, LARGE); root.append(m);
    const d = write(m, '<form style="position:fixed;inset:0"><p>Please fill in the form</p><label>Name <input id="name"></label><label>E-mail <input id="email" type="email"></label><button type="submit">Start the chat</button></form>');
    d.querySelector("form").onsubmit = (e) => {{ e.preventDefault(); write(m, {_quoted(talk('<textarea placeholder="Write a message…"></textarea>', '"textarea"', them="lc-1a2b"))}); }};
  }};
"""
)
_TIDIO = (
    _FRAME
    + f"""
  const root = document.createElement("div"); root.id = "tidio-chat"; document.body.append(root);
  const f = frame("tidio-chat-iframe", {{}}, "width:90px;height:90px"); root.append(f);
  write(f, '<div id="button-body" data-testid="widgetButtonBody" style="width:60px;height:60px;background:#00f;border-radius:50%"></div>').querySelector("div").onclick = () => {{
    f.style.width = "380px"; f.style.height = "440px";
    write(f, {_quoted(talk('<textarea id="new-message-textarea" data-testid="newMessageTextarea" placeholder="Enter your message..."></textarea>', '"textarea"'))});
  }};
"""
)
_JIVO = page(
    f"""<jdiv class="wrap_x1"><jdiv id="jvlabelWrap" style="display:block;position:fixed;right:20px;bottom:0;width:200px;height:40px;background:#0a0;color:#fff">Напишите нам, мы онлайн!</jdiv>
    <jdiv id="jcont" style="display:none;position:fixed;right:20px;bottom:0;width:340px;background:#fff;border:1px solid #ccc">{talk('<textarea class="inputField_z9" placeholder="Введите сообщение"></textarea><jdiv class="sendButton_q1" style="display:block;width:30px;height:30px"></jdiv>', '"#jcont textarea"')}</jdiv></jdiv>""",
    "document.getElementById('jvlabelWrap').onclick = (e) => { e.currentTarget.style.display = 'none'; document.getElementById('jcont').style.display = 'block'; };",
)
_HUBSPOT = (
    _FRAME
    + f"""
  const root = document.createElement("div"); root.id = "hubspot-messages-iframe-container"; document.body.append(root);
  const f = frame("hubspot-conversations-iframe", {{ title: "Chat Widget", "data-test-id": "chat-widget-iframe" }}, "width:100px;height:96px"); root.append(f);
  write(f, '<button class="launcher" style="width:60px;height:60px"></button>').querySelector("button").onclick = () => {{
    f.style.width = "376px"; f.style.height = "440px";
    write(f, {_quoted(talk('<div data-test-id="widget-textarea" contenteditable="true" style="min-height:30px;border:1px solid #999"></div>', '"[contenteditable]"'))});
  }};
"""
)
_FRESHCHAT = (
    _FRAME
    + f"""
  const root = document.createElement("div"); root.id = "fc_frame"; document.body.append(root);
  const f = frame("fc_widget", {{ title: "Chat" }}, SMALL); root.append(f);
  write(f, '<div style="width:60px;height:60px;background:#f60;border-radius:50%;cursor:pointer"></div>').querySelector("div").onclick = () => {{
    f.style.width = "376px"; f.style.height = "440px";
    write(f, {_quoted(talk('<div contenteditable="true" data-placeholder="Reply here.." style="min-height:30px;border:1px solid #999"></div>', '"[contenteditable]"'))});
  }};
"""
)
_CHATWOOT = (
    _FRAME
    + f"""
  const holder = document.createElement("div"); holder.className = "woot-widget-holder woot--hide"; document.body.append(holder);
  document.body.insertAdjacentHTML("beforeend", '<div id="cw-bubble-holder"><button class="woot-widget-bubble" title="Open chat window" style="position:fixed;right:20px;bottom:20px;width:64px;height:64px;border-radius:50%"></button></div>');
  document.querySelector(".woot-widget-bubble").onclick = () => {{
    if (document.getElementById("chatwoot_live_chat_widget")) return;
    const m = frame("chatwoot_live_chat_widget", {{}}, LARGE + ";bottom:100px"); holder.append(m);
    write(m, {_quoted(talk('<textarea id="chat-input" placeholder="Type your message"></textarea>', '"textarea"', me="chat-bubble user", them="chat-bubble agent"))});
  }};
"""
)
_CARROT = (
    _FRAME
    + f"""
  const l = frame("carrot-messenger-collapsed-frame", {{}}, SMALL); document.body.append(l);
  write(l, '<div id="carrotquest-messenger-collapsed-img-cont" style="width:50px;height:50px;background:#fa0"></div>').querySelector("div").onclick = () => {{
    if (document.getElementById("carrot-messenger-frame")) return;
    const m = frame("carrot-messenger-frame", {{}}, LARGE); document.body.append(m); l.style.display = "none";
    const d = write(m, '<div id="carrotquest-messenger"><div class="button_start-message" style="width:200px;height:30px;background:#eee">Написать</div></div>');
    d.querySelector(".button_start-message").onclick = () => write(m, {_quoted(talk('<textarea id="carrotquest-textfield"></textarea>', '"textarea"'))});
  }};
"""
)
_CHAT2DESK = page(
    '<div id="chat24-root"><chat-24></chat-24></div>',
    """const root = document.querySelector("chat-24").attachShadow({ mode: "open" });
    root.innerHTML = `<div class="online-chat online-chat--collapsed" style="position:fixed;right:20px;bottom:20px;width:60px;height:60px;background:#093"><span class="startBtn" style="display:block;width:60px;height:60px"></span></div>
      <div id="window" style="display:none;position:fixed;right:20px;bottom:20px;width:340px;background:#fff"><div id="l" style="height:300px;overflow-y:auto"></div><textarea placeholder="Ваше сообщение"></textarea></div>`;
    root.querySelector(".startBtn").onclick = () => { root.querySelector(".online-chat").style.display = "none"; root.getElementById("window").style.display = ""; };
    const add = (who, text) => {
      const row = document.createElement("div");
      row.style.cssText = "margin:4px;padding:6px;width:fit-content;" + (who === "me" ? "margin-left:auto;background:#cdf" : "background:#eee");
      row.textContent = text; root.getElementById("l").append(row);
    };
    add("them", "Hello there!"); writes(root.querySelector("textarea"), add);""",
)
_BINOTEL = page(
    f"""<div id="bwc-widget"><button id="bwc-widget-action" class="bwc-chat-inactive" aria-label="Chat button" style="position:fixed;right:20px;bottom:20px;width:60px;height:60px"></button>
    <div id="bwc-chat-cloud-message" style="position:fixed;right:90px;bottom:30px">Чим допомогти?</div>
    <div id="bwc-chat" class="bwc-chat-hide" style="display:none;position:fixed;right:20px;bottom:90px;width:340px;background:#fff">{talk('<div class="bwc-message" contenteditable="true" style="min-height:30px;border:1px solid #999"></div><div class="bwc-send" style="width:30px;height:30px;background:#0a0"></div>', '".bwc-message"', send='document.querySelector(".bwc-send")')}</div></div>
    <a id="bingc-phone-button" style="position:fixed;left:20px;bottom:20px;width:70px;height:70px;background:#c00;cursor:pointer"></a>""",
    """document.getElementById("bwc-widget-action").onclick = () => { document.getElementById("bwc-chat").style.display = ""; };
    window.called = 0; document.getElementById("bingc-phone-button").onclick = () => { window.called++; };""",
)

VENDORS = {
    "binotel_chat": STAFF + _BINOTEL,
    "carrotquest": page("", _CARROT),
    "chat2desk": STAFF + _CHAT2DESK,
    "chatwoot": page("", _CHATWOOT),
    "crisp": _CRISP,
    "freshchat": page("", _FRESHCHAT),
    "hubspot": page("", _HUBSPOT),
    "intercom": page("", _INTERCOM),
    "jivo": _JIVO,
    "livechat": page("", _LIVECHAT),
    "tawk": page("", _TAWK),
    "tidio": page("", _TIDIO),
    "zendesk": page("", _ZENDESK),
}
