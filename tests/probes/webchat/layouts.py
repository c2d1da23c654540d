"""Chats drawn in different ways, none of them ours: small pages whose staff answer inside the page itself.

Each answers "First answer", then "Same" twice, then repeats the customer's own words. `window.shown` is the page's own
account: what it drew and when, by its clock.
"""

# ruff: noqa: E501
from __future__ import annotations

STAFF = """
<script>
  window.shown = [];
  const answers = (own) => ["First answer", "Same", "Same", own];
  function heard(own, add) {
    answers(own).forEach((text, n) => setTimeout(() => {
      window.shown.push({ text, at: performance.now() });
      add("them", text);
    }, 150 * (n + 1)));
  }
  function writes(box, add, button) {
    const send = () => {
      const text = box.value ?? box.innerText;
      if ("value" in box) box.value = ""; else box.innerText = "";
      add("me", text);
      heard(text, add);
    };
    if (button) button.addEventListener("click", send);
    else box.addEventListener("keydown", (e) => { if (e.key === "Enter" && !e.shiftKey) { e.preventDefault(); send(); } });
  }
</script>
"""

# Nothing is painted, nothing has a role or a class, all stands at the left, names in bold before the words.
BARE = """
<div style="width:400px"><div id="l" style="height:300px;overflow-y:auto"><div id="i"></div></div>
<textarea placeholder="Type your message"></textarea></div>
<script>
  const add = (who, text) => {
    const row = document.createElement("div");
    row.innerHTML = `<div style="font-weight:700;font-size:12px">${who === "me" ? "You" : "Anna"}</div><div></div>`;
    row.lastChild.textContent = text;
    document.getElementById("i").append(row);
  };
  writes(document.querySelector("textarea"), add);
</script>
"""

# Three shadow roots inside each other, a launcher that is a div without a role, a box that is a contenteditable.
SHADOWS = """
<shop-talk></shop-talk>
<script>
  const open = (host, html) => { const root = host.attachShadow({ mode: "open" }); root.innerHTML = html; return root; };
  const outer = open(document.querySelector("shop-talk"),
    `<div class="launcher" style="position:fixed;right:20px;bottom:20px;width:60px;height:60px;border-radius:50%;background:#06c;cursor:pointer"></div>`);
  outer.querySelector(".launcher").onclick = () => {
    if (outer.querySelector("talk-panel")) return;
    const panel = document.createElement("talk-panel");
    outer.append(panel);
    const inner = open(panel, `<div style="position:fixed;right:20px;bottom:100px;width:340px;height:420px;background:#fff;border:1px solid #999">
      <header>Our shop</header><talk-list></talk-list>
      <div id="box" contenteditable="true" role="textbox" aria-label="Write a message" style="height:40px"></div></div>`);
    const list = open(inner.querySelector("talk-list"), `<div style="height:300px;overflow-y:auto;display:flex;flex-direction:column"><slot></slot></div>`);
    const scroll = list.querySelector("div");
    const add = (who, text) => {
      const row = document.createElement("div");
      row.style.alignSelf = who === "me" ? "flex-end" : "flex-start";
      row.innerHTML = `<span style="display:inline-block;padding:6px;border-radius:8px;background:${who === "me" ? "#cef" : "#eee"}"></span>`;
      row.firstChild.textContent = text;
      scroll.append(row);
    };
    writes(inner.getElementById("box"), add);
  };
</script>
"""

# The whole list is drawn anew with every message.
REDRAWN = """
<div style="width:400px"><ul id="l" style="height:300px;overflow-y:auto;list-style:none"></ul>
<textarea placeholder="Your message"></textarea></div>
<script>
  const all = [];
  const add = (who, text) => {
    all.push([who, text]);
    document.getElementById("l").innerHTML = all.map(([w, t]) =>
      `<li class="row ${w}" style="text-align:${w === "me" ? "right" : "left"}"><p class="bubble" style="display:inline-block;background:${w === "me" ? "#cfc" : "#eee"}">${t}</p></li>`).join("");
  };
  writes(document.querySelector("textarea"), add);
</script>
"""

# Messages of one sender share a group, which holds one name; nothing is painted.
GROUPED = """
<div style="width:400px"><div role="log" id="l" style="height:300px;overflow-y:auto"></div>
<textarea placeholder="Message us"></textarea></div>
<script>
  let last = "", group = null;
  const add = (who, text) => {
    if (who !== last) {
      group = document.createElement("section");
      group.className = "group " + who;
      group.style.textAlign = who === "me" ? "right" : "left";
      document.getElementById("l").append(group);
      last = who;
    }
    const line = document.createElement("div");
    line.className = "line";
    line.textContent = text;
    group.append(line);
  };
  writes(document.querySelector("textarea"), add);
</script>
"""

# Each message is repeated for screen readers, has a time that ticks, and is announced by a typing bubble of its class.
NOISY = """
<div style="width:400px"><div id="live" aria-live="polite" style="position:absolute;width:1px;height:1px;overflow:hidden"></div>
<div id="l" style="height:300px;overflow-y:auto;display:flex;flex-direction:column"></div>
<textarea placeholder="Ask us"></textarea></div>
<script>
  const list = document.getElementById("l");
  const bubble = (who, html) => {
    const row = document.createElement("div");
    row.className = "msg " + who;
    row.style.cssText = "padding:6px;border-radius:8px;margin:4px;align-self:" + (who === "me" ? "flex-end;background:#cfe" : "flex-start;background:#eee");
    row.innerHTML = html;
    list.append(row);
    return row;
  };
  const add = (who, text) => {
    const put = () => {
      const row = bubble(who, `<span style="position:absolute;width:1px;height:1px;overflow:hidden;clip:rect(0 0 0 0)">Message: ${text}</span>
        <span class="t">${text}</span><div class="ago" style="font-size:10px">Just now</div>`);
      document.getElementById("live").innerHTML += `<p>${text}</p>`;
      let n = 0;
      const tick = setInterval(() => { row.querySelector(".ago").textContent = `${++n} seconds ago`; if (n > 20) clearInterval(tick); }, 200);
    };
    if (who === "me") return put();
    const typing = bubble("them", "<i class=dot></i><i class=dot></i>");
    setTimeout(() => { typing.remove(); put(); }, 60);
  };
  writes(document.querySelector("textarea"), add);
</script>
"""

# Messages fade in; the box is an input of one line that Enter does not send.
FADING = """
<style>@keyframes in { from { opacity: 0 } to { opacity: 1 } } .m { animation: in .3s; padding: 5px }</style>
<div style="width:400px"><div id="l" style="height:300px;overflow-y:auto"></div>
<input placeholder="Write to us"><button class="round" id="go">→</button></div>
<script>
  const add = (who, text) => {
    const row = document.createElement("div");
    row.className = "m " + who;
    row.style.cssText = who === "me" ? "margin-left:40%;background:#dfd" : "margin-right:40%;background:#eee";
    row.textContent = text;
    document.getElementById("l").append(row);
  };
  writes(document.querySelector("input"), add, document.getElementById("go"));
</script>
"""


def written_into_a_blank_frame(body: str) -> str:
    """The same chat in an about:blank frame that the page writes into."""
    inner = (STAFF + body).replace("\\", "\\\\").replace("`", "\\`").replace("${", "\\${").replace("</", "<\\/")
    return (
        '<iframe title="Chat" style="position:fixed;right:0;bottom:0;width:420px;height:420px"></iframe><script>'
        "const d = document.querySelector('iframe').contentDocument;"
        f"d.open(); d.write(`<!doctype html>{inner}`); d.close();</script>"
    )


LAYOUTS = {
    "all at the left, without paint, roles or classes": STAFF + BARE,
    "in three shadow roots, behind a nameless launcher": STAFF + SHADOWS,
    "drawn anew with every message": STAFF + REDRAWN,
    "grouped by sender": STAFF + GROUPED,
    "with copies, ticking times and typing bubbles": STAFF + NOISY,
    "fading in, sent by a button only": STAFF + FADING,
    "written into a blank frame": written_into_a_blank_frame(REDRAWN),
}
