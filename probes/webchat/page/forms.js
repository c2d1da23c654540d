// The form that some chats show instead of a box to write in: where nobody is there, or to know first who writes.
const AWAY = words("offline", "away", "leave (us )?(a|your) message", "not available", "unavailable", "closed", "we will (answer|reply|get back)", "get back to you",
  "немає на місці", "нас немає", "офлайн", "не в мережі", "залиште", "відповімо", "нас нет", "оффлайн", "оставьте", "ответим", "nie ma nas", "nas nie ma",
  "zostaw", "odpowiemy", "niedostępn");
const THANKS = words("thank", "has been sent", "was sent", "we.?ll (reply|answer|get back)", "we will (reply|answer|get back)", "received", "дякуємо", "надіслано", "отримали", "відповімо",
  "спасибо", "отправлен", "получил", "ответим", "dziękujemy", "wysłan", "odpowiemy", "otrzymali");
const CONTACTS = new Set(["name", "surname", "email", "phone"]);

let formFields = [], formButton = null, formPlace = null;
let filled = { fields: [], button: null, place: null }; // the form that is being filled, whatever is found meanwhile

// What belongs together: a form, else what stands in one window of the page.
function placeOf(el) {
  let place = null;
  for (let n = el; n; n = up(n)) {
    if (n.nodeType !== 1) continue;
    if (n.tagName === "FORM") return n;
    if (!place && (getComputedStyle(n).position === "fixed" || /^(dialog|complementary)$/.test(n.getAttribute("role") || ""))) place = n;
  }
  return place || (window !== window.top ? document.body : null);
}
// talk: it stands in a conversation, among its messages.
function scoreForm(place, fields, talk) {
  const kinds = new Set(fields.map((f) => f.kind));
  const asks = fields.map((f) => f.said).join(" ");
  if (kinds.has("password") || PAY.test(asks) || RATE.test(asks) || ![...CONTACTS].some((k) => kinds.has(k))) return -9;
  if ([...place.querySelectorAll("input")].some((o) => /^cc-|one-time-code/.test(o.autocomplete || ""))) return -9;
  const around = setting(place), said = textIn(place.parentElement || place), message = kinds.has("message");
  if (!(around.fixed || around.dialog || around.shadow || window !== window.top)) return -9;
  let names = "";
  for (let n = place, i = 0; n && i < 6; n = up(n), i++) if (n.nodeType === 1) names += ` ${handles(n)}`;
  let score = talk && !(kinds.size === 1 && kinds.has("phone")) ? 6 : 3;
  if (RATE.test(said)) score -= 8;
  if (HANDLE.test(names)) score += 2;
  if (STRONG.test(said) || CHAT.test(said)) score += 1;
  if (AWAY.test(said)) score += 2;
  if (message) score += 2;
  if (formButton && BEGIN.test(textIn(formButton))) score += 2;
  // One field alone is a newsletter or a call back.
  if (!talk && !message && kinds.size === 1 && !kinds.has("name") && !STRONG.test(said)) score -= 8;
  if (!message && NEWS.test(said)) score -= 6;
  if (CALL.test(said) && !message && !STRONG.test(said)) score -= 8;
  return score;
}
function submitOf(place) {
  let best = null, score = 0;
  for (const el of deep(place)) {
    if (!pressable(el) || !shown(el) || el.tagName === "A" && el.href) continue;
    const said = [label(el), textIn(el), el.value || ""].join(" ");
    if (AVOID.test(said) && !SEND.test(said) && !BEGIN.test(said) || NOT_SEND.test(said) && !SEND.test(said)) continue;
    const points = (SEND.test(said) ? 8 : 0) + (BEGIN.test(said) ? 6 : 0) + (el.type === "submit" ? 5 : 0) + (el.tagName === "BUTTON" ? 1 : 0);
    if (points >= score && points > 0) { best = el; score = points; }
  }
  return best;
}
// What is asked for among the messages, without the box below them: the smallest place with its fields and a button.
function besides(box, elements) {
  const rest = elements.filter((el) => el !== box && el.tagName !== "TEXTAREA");
  if (!rest.length) return [null, []];
  for (let n = above(rest[0]); n && !holds(n, box); n = above(n)) if (rest.every((el) => holds(n, el)) && submitOf(n)) return [n, rest];
  return [null, []];
}
function inTalk(place) {
  for (let n = above(place); n && n !== document.body; n = above(n)) if (/^(log|feed)$/.test(n.getAttribute("role") || "")) return true;
  return false;
}
// Beside a message box that takes no words before it is filled.
const locked = (place, elements) => [...deep(place)].some((el) => editable(el) && !elements.includes(el) && (el.disabled || el.readOnly) && el.tagName === "TEXTAREA" && asked(el));
eyes.form = () => {
  const places = new Map();
  for (const el of deep(document)) {
    if (!fieldLike(el) || el.disabled || el.readOnly || !asked(el)) continue;
    const place = placeOf(el);
    if (place) places.set(place, [...(places.get(place) || []), el]);
  }
  let best = null;
  for (let [place, elements] of places) {
    // A box beside a list of messages is where one writes, whatever else is asked for in the same window.
    const box = place.tagName !== "FORM" && elements.find((el) => el.tagName === "TEXTAREA" && logNear(el) >= 3);
    if (box) [place, elements] = besides(box, elements);
    if (!place) continue;
    const talk = Boolean(box) || inTalk(place) || locked(place, elements);
    const fields = elements.map((el) => ({ el, said: caption(el) })).map(({ el, said }) => ({ el, said, kind: kindOf(el, said) }));
    formButton = submitOf(place);
    const score = formButton ? scoreForm(place, fields, talk) : -9;
    if (score >= 5 && (!best || score > best.score)) best = { place, fields, score, button: formButton };
  }
  if (!best) { formFields = []; formButton = formPlace = null; return null; }
  formFields = best.fields.map((f) => f.el);
  formButton = best.button;
  formPlace = best.place;
  const intro = introOf(best.place);
  const captcha = [...deep(best.place)].some((el) => el.tagName === "IFRAME" && CAPTCHA.test(`${el.src} ${el.title}`));
  return {
    score: best.score, intro, captcha,
    fields: best.fields.map((f, i) => ({ i, kind: f.kind, name: f.said.replace(/\s*\*\s*/g, " ").trim().slice(0, 80), group: f.el.name || "", required: isRequired(f.el, f.said),
      value: /^(checkbox|radio)$/.test(f.el.type) ? (f.el.checked ? "on" : "") : f.el.value || "",
      options: f.el.tagName === "SELECT" ? [...f.el.options].map((o) => (o.disabled || !o.value ? "" : o.value)) : [] })),
  };
};
// The words above the fields, which tell what the form is for.
function introOf(place) {
  const first = formFields[0];
  const said = [];
  for (const el of deep(windowOf(place))) {
    if (el === first || el.contains(first) || !shown(el)) continue;
    if (!(el.compareDocumentPosition(first) & Node.DOCUMENT_POSITION_FOLLOWING)) continue;
    if (pressable(el) || el.closest("button, label") || [...el.children].some((c) => textIn(c))) continue;
    if (textIn(el) && !caption(first).includes(textIn(el))) said.push(textIn(el));
  }
  return said.join(" ").slice(0, 300);
}
const windowOf = (place) => {
  for (let n = place; n; n = up(n)) {
    if (n.nodeType === 1 && (getComputedStyle(n).position === "fixed" || /^(dialog|complementary)$/.test(n.getAttribute("role") || ""))) return n;
  }
  return window !== window.top ? document.body : place.parentElement || place;
};
eyes.fill = () => { filled = { fields: formFields, button: formButton, place: formPlace }; };
eyes.field = (i) => filled.fields[i];
eyes.submit = () => { filled.lines = new Set(linesIn(filled.place)); return filled.button; };
// Which fields the page itself would not take as they are: their names and what it says about them.
eyes.wrong = () => filled.fields.filter((el) => el.willValidate && !el.validity.valid)
  .map((el) => `${caption(el).replace(/\s*\*\s*/g, " ").trim()}: ${el.validationMessage}`.slice(0, 160));
const linesIn = (place) => (place && place.isConnected ? (place.innerText || "").split("\n").map((l) => l.trim()).filter(Boolean) : []);
// What became of the form: whether its fields still stand there, and what its window says without it.
eyes.formAfter = () => {
  const still = filled.fields.some((el) => el.isConnected && /^(TEXTAREA|INPUT)$/.test(el.tagName) && shown(el));
  const place = filled.place && filled.place.isConnected ? windowOf(filled.place) : null;
  const fresh = still && filled.lines ? linesIn(filled.place).filter((l) => !filled.lines.has(l)) : [];
  const said = place ? place.innerText : still || window === window.top ? "" : document.body?.innerText || "";
  const lines = (said || "").split("\n").map((l) => l.trim()).filter(Boolean);
  const thanks = lines.filter((l) => THANKS.test(l)).join(" ").slice(0, 500);
  const alerts = [...deep(place || document)].filter((el) => el.getAttribute("role") === "alert" && shown(el)).map(textIn).filter(Boolean);
  for (const line of fresh) if (!alerts.some((a) => a.includes(line)) && alerts.length < 3) alerts.push(line.slice(0, 160));
  return { still, thanks, alerts, written: filled.fields.some((el) => el.isConnected && el.tagName === "TEXTAREA" && el.value.trim()) };
};
// A field of such a form is no box to write in, and its button opens nothing before it is filled.
eyes.inForm = (el) => formFields.includes(el) || el === formButton;
