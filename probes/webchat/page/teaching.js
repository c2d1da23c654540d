// The panel that asks the owner to show the parts, and what catches his clicks. What is asked comes from the probe.
const EDITABLE = "textarea, input:not([type=button]):not([type=submit]):not([type=checkbox]):not([type=radio]):not([type=image]), [role=textbox], [contenteditable]:not([contenteditable=false])";
const AGREES = /^\W*(i )?(accept|agree|ok|got it|allow|reject|decline)|згод|прийн|погодж|зрозум|відхил|соглас|прин|понятн|отклон|akcept|zgadzam|zgod|rozumiem|odrzu/iu;
const taught = {};
let asked = { stage: "", text: "", buttons: [] };
let panel = null;

const editableIn = (path) => {
  const at = path.find((n) => n.nodeType === 1 && n.matches(EDITABLE));
  let box = at || null;
  while (box && box.isContentEditable && box.parentElement?.isContentEditable) box = box.parentElement;
  return box;
};
const clickable = (el) => el.matches("button, a, summary, input, [role=button], [role=link], [role=menuitem], [onclick]") || el.onclick;
function pressedIn(path) {
  const elements = path.filter((n) => n.nodeType === 1 && n !== document.body && n !== document.documentElement);
  const named = elements.find(clickable);
  if (named) return named;
  let hand = null;
  for (const el of elements) {
    if (getComputedStyle(el).cursor !== "pointer") break;
    hand = el;
  }
  return hand || elements[0] || null;
}
const tell = (told) => window.__shopper_teach(JSON.stringify(told)).then(ask, () => {});
const nameOf = (el) => (el.getAttribute("aria-label") || el.innerText || el.title || "").replace(/\s+/g, " ").trim().slice(0, 60);
function flash(el) {
  el.animate?.([{ outline: "4px solid #004a9f" }, { outline: "4px solid #004a9f" }, { outline: "0 solid #004a9f" }], 900);
}

function caught(event) {
  const path = event.composedPath();
  if (!asked.stage || !event.isTrusted || panel && path.includes(panel)) return;
  if (asked.stage === "theirs" || asked.stage === "ours") {
    event.preventDefault();
    event.stopImmediatePropagation();
    if (event.type !== "click") return;
    const el = path.find((n) => n.nodeType === 1);
    taught[asked.stage] = el;
    flash(el);
    tell({ type: asked.stage });
    return;
  }
  // The page takes these presses as a customer's; a button may be gone once it heard them.
  if (event.type !== "pointerdown" || asked.stage === "pause" || asked.stage === "done") return;
  const box = editableIn(path);
  if (box) {
    taught.box = box;
    flash(box);
    tell({ type: "box", name: nameOf(box), ...selectorOf(box) });
    return;
  }
  const pressed = pressedIn(path);
  if (!pressed || AGREES.test(nameOf(pressed)) || asked.stage === "box" && !clickable(pressed) && getComputedStyle(pressed).cursor !== "pointer") return;
  flash(pressed);
  tell({ type: "pressed", name: nameOf(pressed), ...selectorOf(pressed) });
}
for (const kind of ["pointerdown", "pointerup", "mousedown", "mouseup", "click", "auxclick"]) window.addEventListener(kind, caught, true);

// ---- the panel ---------------------------------------------------------------------------------------------------------
function ask(now) {
  if (!now) return;
  asked = now;
  if (window !== window.top) return;
  if (!panel || !panel.isConnected) raise();
  const root = panel.shadowRoot;
  root.querySelector("p").textContent = asked.text;
  root.querySelector("small").textContent = asked.step || "";
  const button = (text, does) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = text;
    made.addEventListener("click", does);
    return made;
  };
  root.querySelector("div").replaceChildren(...asked.buttons.map(({ type, text }) => button(text, () => tell({ type }))),
    button(asked.move, () => { corner = (corner + 1) % CORNERS.length; panel.style.inset = CORNERS[corner]; }));
}
// It may lie over what is to be clicked. Chats stand at the right, menus at the top.
const CORNERS = ["auto auto 12px 12px", "12px auto auto 12px", "12px 12px auto auto"];
let corner = 0;
function raise() {
  panel = document.createElement("shopper-panel");
  const root = panel.attachShadow({ mode: "open" });
  const box = document.createElement("section");
  box.setAttribute("role", "dialog");
  box.setAttribute("aria-live", "polite");
  box.append(document.createElement("small"), document.createElement("p"), document.createElement("div"));
  root.append(box);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`:host { all: initial; position: fixed; inset: auto auto 12px 12px; margin: 0; border: 0; padding: 0; z-index: 2147483647; background: none; overflow: visible }
    section { font: 17px/1.4 system-ui, sans-serif; color: #000; background: #fff; border: 4px solid #000; border-radius: 10px; padding: 14px 18px; max-width: 380px; box-shadow: 0 6px 30px #0008 }
    p { margin: 4px 0 10px } small { font-weight: 700 } button { font: inherit; margin: 0 8px 4px 0; padding: 6px 14px; border: 2px solid #000; border-radius: 6px; background: #fff; color: #000; cursor: pointer }
    button:hover, button:focus-visible { background: #000; color: #fff }`);
  root.adoptedStyleSheets = [sheet];
  document.documentElement.append(panel);
  try {
    panel.popover = "manual";
    panel.showPopover(); // above the page's own dialogs
  } catch { /* an older browser: the highest layer there is */ }
}

window.__shopper_lesson = {
  ask,
  messages: () => taught.theirs ? messages(taught.theirs, taught.ours || null) : null,
  forget: () => { for (const key of Object.keys(taught)) delete taught[key]; },
};
const hello = () => tell({ type: "hello" });
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", hello); else hello();
