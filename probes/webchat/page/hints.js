// What is known beforehand: of makes of chats that are recognised here, and what the owner told about this chat.
// A hint only helps: where it matches nothing, everything is found as in any other chat.
const FRESH_MS = 250; // how long it is taken for granted which makes are here
let recognised = { at: -Infinity, makes: [] };
let own = {}; // what the owner told about this chat
const helped = new Set(); // those of it that matched something
const lies = new Set(); // parts of which it turned out that they are not what they are said to be

const matchesAny = (el, selector) => {
  try { return Boolean(selector) && el.matches(selector); } catch { return false; } // a selector that cannot be read
};
const firstOf = (root, selector) => {
  try { return selector ? root.querySelector(selector) : null; } catch { return null; }
};
// This document and those around it, as far as this one may look: a chat's frame is known by the page that it stands in.
function documents() {
  const all = [document];
  for (let w = window; w !== w.parent;) {
    w = w.parent;
    try { all.push(w.document); } catch { break; }
  }
  return all;
}
const served = (address, by) => {
  try {
    const url = new URL(address, document.baseURI);
    const [host, ...path] = by.split("/");
    return (url.hostname === host || url.hostname.endsWith("." + host)) && url.pathname.startsWith("/" + path.join("/"));
  } catch { return false; }
};
function signsOf(vendor, docs) {
  const by = [];
  const add = (kind, what) => by.push({ kind, what });
  for (const doc of docs) {
    for (const selector of vendor.elements) if (firstOf(doc, selector)) add("element", selector);
    const frames = [...doc.querySelectorAll("iframe, frame")];
    for (const name of vendor.frames) if (frames.some((f) => [f.name, f.id, f.title].includes(name))) add("frame", name);
    const from = [...doc.scripts].map((s) => s.src).concat(frames.map((f) => f.src)).filter(Boolean);
    for (const host of vendor.scripts) if (from.some((address) => served(address, host))) add("script", host);
  }
  if (window !== window.top) {
    for (const name of vendor.frames) if (window.name === name) add("frame", name);
    for (const host of vendor.scripts) if (served(location.href, host)) add("script", host);
  }
  return by.filter((sign, i) => by.findIndex((o) => o.kind === sign.kind && o.what === sign.what) === i);
}
function makes() {
  const now = performance.now();
  if (now - recognised.at > FRESH_MS) {
    const docs = documents();
    recognised = { at: now, makes: HINTS.vendors.map((vendor) => ({ vendor, by: signsOf(vendor, docs) })).filter((m) => m.by.length) };
  }
  return recognised.makes;
}

// The selectors for a part: the owner's, else those of the makes that are here.
const KEYS = { step: "steps" };
const listed = (value) => (Array.isArray(value) ? value : value ? [value] : []);
function selectorsOf(part) {
  if (lies.has(part)) return [];
  const key = KEYS[part] || part;
  const mine = listed(own[key]);
  return mine.length ? mine : makes().flatMap(({ vendor }) => listed(vendor.hints[key]));
}
// part: launcher, step, box, send, list, theirs, ours, sender, typing, ignore; or callback, which is never pressed.
function hinted(part, el) {
  if (part === "callback") {
    return makes().some(({ vendor }) => vendor.callback && vendor.elements.some((s) => { try { return el.closest(s); } catch { return false; } }));
  }
  const found = selectorsOf(part).some((selector) => matchesAny(el, selector));
  if (found && own[KEYS[part] || part]) helped.add(KEYS[part] || part);
  return found;
}
// All that some parts' selectors match below an element, through every open shadow root, in the order of the document.
function hintedIn(parts, root, out = []) {
  if (!parts.some((part) => selectorsOf(part).length)) return out;
  for (const kid of kids(root)) {
    if (kid.nodeType !== 1) continue;
    if (parts.some((part) => hinted(part, kid))) out.push(kid);
    else hintedIn(parts, kid, out);
  }
  return out;
}

// ---- what is read by them ----------------------------------------------------------------------------------------
function toldList(box) {
  return hintedIn(["list"], document.documentElement).find((el) => !within(box, el) && canBeSeen(el)) || null;
}
// The messages themselves, where both sides' are told: then nothing else in the list is one. Else none.
function toldRows(list) {
  return ["theirs", "ours"].every((part) => selectorsOf(part).length) ? hintedIn(["theirs", "ours"], list) : [];
}
const toldAlone = (el) => hinted("theirs", el) || hinted("ours", el);
// Whose a message is, by itself or by what it stands in: "theirs", "ours", "" where nothing was told.
function toldSide(el) {
  for (const part of ["theirs", "ours"]) {
    if (!selectorsOf(part).length) continue;
    for (let n = el; n && n !== region; n = parentOf(n)) if (n.nodeType === 1 && hinted(part, n)) return part;
    if (hintedIn([part], el).length) return part;
  }
  return "";
}
// Who wrote it: the name inside it, or beside it where nobody else's message stands.
function toldSender(el) {
  if (!selectorsOf("sender").length) return "";
  for (let n = el; n && n !== region; n = parentOf(n)) {
    if (n.nodeType !== 1) continue;
    if (n !== el && toldRows(n).length > 1) return "";
    const name = hintedIn(["sender"], n)[0];
    if (name) return (name.innerText || "").replace(/\s+/g, " ").trim().slice(0, 80);
  }
  return "";
}

Object.assign(window.__shopper, {
  hinted,
  // Which makes are here: [{key, by: [{kind, what}]}].
  makes: () => makes().map(({ vendor, by }) => ({ key: vendor.key, by })),
  // What the owner told about this chat; it may come before each look.
  setHints: (told) => { own = told || {}; },
  // What of that has matched nothing here so far.
  idle: () => Object.keys(own).filter((key) => {
    if (lies.has(key) || !listed(own[key]).length) return lies.has(key);
    return !helped.has(key) && !hintedIn([key === "steps" ? "step" : key], document.documentElement).length;
  }),
});
