// Where does one write here, and what opens the chat?
//
// survey() scores every visible message box and every visible thing to press by what a person goes by: its words and
// roles, where it stands, what stands around it. The probe presses the best, and looks again.
const editable = (el) => el.tagName === "TEXTAREA" || (el.isContentEditable && !el.parentElement?.isContentEditable)
  || el.getAttribute("role") === "textbox" || (el.tagName === "INPUT" && /^(text|search|)$/.test(el.getAttribute("type") || ""));

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
  if (covered(el)) score -= 2;
  return score;
}

function pressable(el) {
  if (/^(BUTTON|SUMMARY)$/.test(el.tagName) || /^(button|link|menuitem)$/.test(el.getAttribute("role") || "")) return true;
  if (el.tagName === "A") return true;
  if (el.tagName === "INPUT") return /^(button|submit|image)$/.test(el.type);
  if (el.onclick || el.hasAttribute("onclick")) return true;
  const parent = up(el);
  const above = parent instanceof ShadowRoot ? parent.host : parent;
  return getComputedStyle(el).cursor === "pointer" && !(above && above.nodeType === 1 && getComputedStyle(above).cursor === "pointer");
}
function scorePress(el) {
  if (el.disabled) return -9;
  const text = [label(el), textIn(el)].filter(Boolean).join(" ");
  const href = el.getAttribute("href") || "";
  const inner = [...el.querySelectorAll("[aria-label],[title],img[alt]")].slice(0, 3).map(label).join(" ");
  const said = (text + " " + inner).trim();
  const known = handles(el);
  const around = setting(el);
  const r = el.getBoundingClientRect();
  let score = 0;
  if (said.length < 90) {
    if (STRONG.test(said)) score += 4;
    else if (CHAT.test(said)) score += 3;
    if (BEGIN.test(said)) score += around.fixed || around.dialog || around.shadow || window !== window.top ? 4 : 1;
  }
  if (HANDLE.test(known)) score += 2;
  if (around.fixed) {
    score += 2;
    if (r.left + r.width / 2 > innerWidth / 2 && r.top + r.height / 2 > innerHeight / 2) score += 1;
    if (r.width <= 120 && r.height <= 120 && r.width >= 24) score += 1;
  }
  if (window !== window.top && innerWidth < 200 && innerHeight < 200) score += 3;
  if (r.width > 500 && r.height > 200) score -= 4;
  if (CALL.test(said + " " + href + " " + known) && !STRONG.test(said)) score -= 12;
  if (ELSEWHERE.test(href + " " + said)) score -= 12;
  if (AVOID.test(said)) score -= 5;
  if (AGREE.test(said)) score -= 4;
  if (href && !href.startsWith("#") && !/^javascript:/.test(href)) score -= 4;
  if (el.type === "submit" && around.form && around.form.querySelector("input:not([type=hidden]), textarea")) score -= 5;
  return score;
}

let found = [];
eyes.survey = () => {
  found = [];
  const boxes = [], presses = [];
  const form = eyes.form();
  for (const el of deep(document)) {
    const box = editable(el);
    if (!box && !pressable(el)) continue;
    if (!shown(el) || form && eyes.inForm(el)) continue;
    const score = box ? scoreBox(el) : scorePress(el);
    if (score < 1) continue;
    const r = el.getBoundingClientRect();
    const name = (label(el) || textIn(el)).slice(0, 80);
    const item = { i: found.push(el) - 1, score, name, tag: el.localName, x: Math.round(r.x), y: Math.round(r.y), w: Math.round(r.width), h: Math.round(r.height) };
    (box ? boxes : presses).push(item);
  }
  const best = (list) => list.sort((a, b) => b.score - a.score).slice(0, 12);
  return { boxes: best(boxes), presses: best(presses), form };
};
eyes.found = (i) => found[i];
