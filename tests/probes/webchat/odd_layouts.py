"""More ways to draw a chat, each with something that a reader may stumble over. They answer as those of layouts.py do.

All greet with "Hello there!" before the customer has said anything; where a name is shown, it is Anna.
"""

# ruff: noqa: E501
from __future__ import annotations

from .layouts import STAFF

GREETING = "Hello there!"

# Names and times stand in a line above the words; the words come a moment later, in a shadow root of their own.
HEADED = """
<div style="width:400px"><div style="height:300px;overflow-y:auto"><div id="l"></div></div><textarea placeholder="Type here"></textarea></div>
<script>
  customElements.define("the-words", class extends HTMLElement {
    connectedCallback() {
      const root = this.attachShadow({ mode: "open" });
      queueMicrotask(() => setTimeout(() => { root.innerHTML = `<div class="stack"><p></p></div>`; root.querySelector("p").textContent = this.getAttribute("says"); }, 20));
    }
  });
  let n = 0;
  const add = (who, text) => {
    const row = document.createElement("div");
    row.className = `message message-${n++} ${who === "me" ? "with-tail" : ""}`;
    row.innerHTML = `<div class="line" style="display:flex;justify-content:${who === "me" ? "flex-end" : "flex-start"};font-size:12px"><span>${who === "me" ? "You" : "Anna"} 10:29 AM</span></div>
      <div class="padding"><div style="display:flex;justify-content:${who === "me" ? "flex-end" : "flex-start"}"><div class="${who}" style="${who === "me" ? "background:#ddd;padding:6px" : ""}"><the-words></the-words></div></div></div>`;
    row.querySelector("the-words").setAttribute("says", text);
    document.getElementById("l").append(row);
  };
  writes(document.querySelector("textarea"), add);
  add("them", "Hello there!");
</script>
"""

# A column for the face and one for the name and the words, of the same classes and drawn one after the other; both sides stand at the left.
COLUMNS = """
<style>.row { display: flex } .col { display: flex; flex-direction: column } .left { width: 60px } .face { width: 40px; height: 40px; background: #f3f3f3 } .words { background: #f3f3f3; padding: 6px; align-self: flex-start }</style>
<div style="width:600px"><div id="l" style="height:400px;overflow-y:auto"></div><textarea placeholder="Send a message"></textarea></div>
<script>
  const make = (into, cls, text) => { const el = document.createElement("div"); el.className = cls; if (text) el.textContent = text; into.append(el); return el; };
  const add = (who, text) => {
    const row = make(document.getElementById("l"), "part row chat-message");
    const left = make(row, "part col left"), right = make(row, "part col right");
    make(left, "part face", who === "me" ? "🧑" : "A");
    setTimeout(() => {
      make(make(right, "part row"), "part name", who === "me" ? "User" : "Anna");
      const middle = make(right, "part row");
      setTimeout(() => { make(make(middle, "part col"), "part words", text); make(make(right, "part row"), "part time", "08:34").style.fontSize = "10px"; });
    });
  };
  writes(document.querySelector("textarea"), add);
  add("them", "Hello there!");
</script>
"""

# A face is a sign of a font that draws words as pictures; what is said has no colour of its own.
SIGNS = """
<style>.sign { font-family: "Round Symbols", sans-serif } .face { background: #fc6; width: 32px; height: 32px; overflow: hidden; border-radius: 8px } .chat { display: flex; gap: 8px; padding: 8px }</style>
<div style="width:600px"><div id="l" style="height:400px;overflow-y:auto"></div><textarea placeholder="How can we help?"></textarea></div>
<script>
  const add = (who, text) => {
    const row = document.createElement("div");
    row.className = "chat";
    row.innerHTML = `<div class="face"><span class="sign" translate="no">${who === "me" ? "face" : "smart_toy"}</span></div><div class="said"><p></p></div>`;
    row.querySelector("p").textContent = text;
    document.getElementById("l").append(row);
  };
  writes(document.querySelector("textarea"), add);
  add("them", "Hello there!");
</script>
"""

# Faces are pictures with other words, and a line says when it all began.
FACES = """
<div style="width:400px"><div style="height:300px;overflow-y:auto"><div class="all" id="l"><div><div class="began" style="font-size:11px;text-align:center">Conversation started on: 22 November</div></div></div></div><textarea placeholder="Message"></textarea></div>
<script>
  const dot = "data:image/gif;base64,R0lGODlhAQABAIAAAP///wAAACH5BAEAAAAALAAAAAABAAEAAAICRAEAOw==";
  const add = (who, text) => {
    const row = document.createElement("span");
    row.innerHTML = `<div><div class="box" style="display:flex;${who === "me" ? "flex-direction:row-reverse" : ""}"><img alt="${who === "me" ? "Your" : "The bot's"} avatar" src="${dot}" width=32 height=32>
      <div class="card" style="background:${who === "me" ? "#cfc" : "#eee"};padding:6px;margin:4px"><p></p><div style="font-size:10px">10:21</div></div></div></div>`;
    row.querySelector("p").textContent = text;
    document.getElementById("l").append(row);
  };
  writes(document.querySelector("textarea"), add);
  add("them", "Hello there!");
</script>
"""

# Whatever is said, by either side, is an alert.
ALERTS = """
<div style="width:400px"><div id="l" style="height:300px;overflow-y:auto"></div><textarea placeholder="Message…"></textarea></div>
<script>
  const add = (who, text) => {
    const row = document.createElement("div");
    row.className = "message " + who;
    row.innerHTML = `${who === "me" ? "" : '<div style="font-size:10px">Anna</div>'}<div role="alert" aria-live="assertive" style="display:flex;justify-content:${who === "me" ? "flex-end" : "flex-start"}"><div class="bubble" style="padding:6px;background:${who === "me" ? "#fec" : "#eee"}"></div></div>`;
    row.querySelector(".bubble").textContent = text;
    document.getElementById("l").append(row);
  };
  writes(document.querySelector("textarea"), add);
  add("them", "Hello there!");
</script>
"""

# The list draws a scroll bar of its own, so it does not scroll by itself.
OWN_BAR = """
<div style="position:fixed;right:20px;bottom:20px;width:360px;height:420px;display:flex;flex-direction:column;border:1px solid #999"><header>Anna</header>
<div class="wrap" style="flex:1;position:relative;overflow:hidden;min-height:0"><div id="l" style="position:absolute;inset:0;overflow:hidden"></div><i class="rail" style="position:absolute;right:0;width:6px;height:50px;background:#ccc"></i></div>
<textarea placeholder="Type message here"></textarea></div>
<script>
  const add = (who, text) => {
    const row = document.createElement("section");
    row.className = who;
    row.innerHTML = `<div style="padding:6px;margin:4px;width:fit-content;${who === "me" ? "margin-left:auto;background:#6cf" : "background:#cef"}"></div>`;
    row.firstChild.textContent = text;
    document.getElementById("l").append(row);
    document.getElementById("l").scrollTop = 1e6;
  };
  writes(document.querySelector("textarea"), add);
  add("them", "Hello there!");
</script>
"""

# What is called a text box holds the text box and the button.
WRAPPED = """
<div style="position:fixed;right:20px;bottom:20px;width:360px"><div id="l" style="height:300px;overflow-y:scroll"></div>
<div role="textbox" aria-label="input text area" style="display:flex"><textarea rows="1" placeholder="Type your message..."></textarea><div role="button" aria-label="send message" style="width:40px;height:30px;background:#0af"></div></div></div>
<script>
  const add = (who, text) => {
    const row = document.createElement("div");
    row.style.cssText = "display:flex;justify-content:" + (who === "me" ? "flex-end" : "flex-start");
    row.innerHTML = `<div style="padding:6px;background:${who === "me" ? "#4cc" : "#86f"}"></div>`;
    row.firstChild.textContent = text;
    document.getElementById("l").append(row);
  };
  writes(document.querySelector("textarea"), add);
  add("them", "Hello there!");
</script>
"""

ODD = {
    "words that come after their line": STAFF + HEADED,
    "columns of one class": STAFF + COLUMNS,
    "signs made of words": STAFF + SIGNS,
    "pictures of faces": STAFF + FACES,
    "everything an alert": STAFF + ALERTS,
    "a scroll bar of its own": STAFF + OWN_BAR,
    "a text box around the text box": STAFF + WRAPPED,
}
