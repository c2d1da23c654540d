// Where does one write here, and what opens the chat?
//
// survey() scores every visible message box and every visible thing to press by what a person goes by: its words and
// roles, where it stands, what stands around it. The probe presses the best, and looks again.
const editable = (el) => el.tagName === "TEXTAREA" || (el.isContentEditable && !el.parentElement?.isContentEditable)
  || (el.getAttribute("role") === "textbox" && !el.querySelector("textarea, input, [contenteditable]")) || (el.tagName === "INPUT" && /^(text|search|)$/.test(el.getAttribute("type") || ""));

function scoreBox(el) {
  if (el.disabled || el.readOnly || el.getAttribute("aria-disabled") === "true") return -9;
  const name = label(el), around = setting(el);
  let score = el.tagName === "INPUT" ? 0 : 2;
  if (WRITE.test(name)) score += 3;
  if (NOT_WRITE.test(name + " " + (el.name || "") + " " + (el.type || "")) && !/messag|повідомл|сообщ|wiadom/iu.test(name)) score -= 5;
  if (el.getAttribute("role") === "searchbox" || el.type === "search") score -= 5;
  if (around.fixed || around.dialog) score += 2;
  if (around.shadow) score += 1;
  if (window !== window.top) score += 2;
  if (HANDLE.test(handles(el))) score += 1;
  score += logNear(el);
  if (around.form) {
    const others = [...around.form.querySelectorAll("input, select, textarea")].filter((o) => o !== el && shown(o)
      && !/^(hidden|submit|button|file|checkbox)$/.test(o.type));
    if (others.length) score -= 4;
    if (NOT_WRITE.test(textIn(around.form).slice(0, 120)) && !around.fixed) score -= 2;
  }
  if (RATE.test(name)) score -= 9;
  if (covered(el)) score -= 2;
  if (hinted("box", el)) score += 20;
  return score;
}

let found = [];
let met = []; // all that was there to press or to write in when last looked at
let old = new WeakSet(); // and when something was pressed last
let oldWindows = new WeakSet();
const NO_FRAME = { words: "", small: false, corner: false };

// frame: how this document's frame stands in its page {words, small, corner}; language: the customer's; steps: whether
// something was pressed, so that what came up since is looked at as the next step.
eyes.survey = (about = {}) => keeping(() => look(about));
function look({ frame = NO_FRAME, language = "", steps = true }) {
  found = []; met = [];
  const lists = { boxes: [], presses: [], steps: [], others: [] };
  const form = eyes.form();
  const put = (list, el, kind, score, more) => {
    const r = el.getBoundingClientRect();
    list.push({ i: found.push(el) - 1, kind, score, name: (label(el) || textIn(el) || el.value || "").slice(0, 80), tag: el.localName, mark: handles(el, 1).slice(0, 80),
      fresh: !old.has(el), x: Math.round(r.x), y: Math.round(r.y), w: Math.round(r.width), h: Math.round(r.height), ...more });
  };
  for (const el of deep(document)) {
    const box = editable(el);
    if (!box && !pressable(el) && !(eyes.hinted && (hinted("launcher", el) || hinted("step", el)))) continue;
    if (!shown(el)) continue;
    met.push(el);
    if (form && eyes.inForm(el)) continue;
    if (box) {
      const score = scoreBox(el);
      if (score >= 1) put(lists.boxes, el, "box", score, { sure: score >= 7 });
      continue;
    }
    const weight = weigh(el, frame);
    if (weight.score >= 1) put(weight.kind === "launcher" ? lists.presses : lists.others, el, weight.kind, weight.score, { href: weight.to || "", covered: weight.score >= 3 && covered(el) });
    if (!steps || old.has(el)) continue;
    const step = weighStep(el, language);
    if (step) put(lists.steps, el, "step", step, {});
  }
  const best = (list) => list.sort((a, b) => b.score - a.score).slice(0, 12);
  const veil = veilOf(frame);
  if (veil) put(lists.others, veil.el, veil.kind, veil.score, { blocks: veil.blocks });
  const list = steps || window !== window.top || lists.boxes.length === 0 ? talkWithoutBox(lists.boxes) : null;
  return { boxes: best(lists.boxes), presses: best(lists.presses), steps: best(lists.steps), others: best(lists.others), form,
    list: list ? found.push(list) - 1 : -1, grown: steps && hasGrown() };
}
eyes.found = (i) => found[i];
// Something is about to be pressed: what comes up from here on came of it.
eyes.mark = () => { old = new WeakSet(met); oldWindows = new WeakSet(windowsSeen()); };
// What floats over the page at this moment, seen at some points of it.
function windowsSeen() {
  const all = new Set();
  for (let x = 0.1; x < 1; x += 0.2) for (let y = 0.1; y < 1; y += 0.16) {
    const layer = layerAt(innerWidth * x, innerHeight * y);
    if (layer) all.add(layer);
  }
  return all;
}
const hasGrown = () => [...windowsSeen()].some((w) => !oldWindows.has(w));

// A conversation that takes no words at this moment, only its buttons: its list of messages.
function talkWithoutBox(boxes) {
  if (boxes.some((b) => b.score >= 4)) return null;
  for (const el of deep(document)) {
    const log = /^(log|feed)$/.test(el.getAttribute("role") || "");
    if (!log && !/auto|scroll/.test(getComputedStyle(el).overflowY)) continue;
    if (el === document.body || el === document.documentElement || el.clientWidth < 120 || el.clientHeight < 60 || !textIn(el) || !shown(el)) continue;
    const around = setting(el);
    if (!log && !(around.fixed || around.dialog || around.shadow || window !== window.top)) continue;
    const place = windowOf(el);
    const buttons = [...deep(place)].filter((b) => pressable(b) && shown(b) && weighStep(b, "") >= 2);
    if (buttons.length && (log || textIn(el).length > buttons.map(textIn).join(" ").length + 5)) return el;
  }
  return null;
}
