// The watching itself: what of the page's changes is looked at, and when.
const observer = new MutationObserver((records) => noticed(records));
const OPTIONS = { childList: true, characterData: true, subtree: true, attributes: true,
  attributeFilter: ["class", "style", "hidden", "open", "aria-busy"] };
function watchRoot(root) {
  if (seenRoots.has(root)) return;
  seenRoots.add(root);
  observer.observe(root, OPTIONS);
  root.addEventListener("submit", () => { if (armed) armed.handled = true; }, true);
  root.addEventListener("load", loaded, true);
  for (const el of root.querySelectorAll("*")) if (el.shadowRoot) watchRoot(el.shadowRoot);
}
const attach = Element.prototype.attachShadow;
Element.prototype.attachShadow = function attachShadow(init) {
  const root = attach.call(this, init);
  if (init && init.mode === "open") watchRoot(root);
  return root;
};

const isElement = (n) => n.nodeType === 1 || n instanceof ShadowRoot;
const late = { touched: new Set(), changed: new Set(), whole: false, since: 0, now: 0, timer: 0, until: 0 };

function noticed(records) {
  const now = performance.now();
  const touched = new Set();
  const changed = new Set(); // what our own message may stand in
  let whole = false;
  for (const record of records) {
    for (const node of record.addedNodes) {
      if (node.nodeType === 1) {
        inserted.set(node, now);
        if (node.shadowRoot) watchRoot(node.shadowRoot);
        if (node.firstElementChild) for (const el of node.querySelectorAll("*")) if (el.shadowRoot) watchRoot(el.shadowRoot);
      }
    }
    if (!record.target.isConnected) continue;
    const target = record.target.nodeType === 3 ? parentOf(record.target) : record.target;
    if (!target) continue;
    if (armed && !armed.done) {
      const holds = (region && (target === region || containers.has(target) || within(region, target)))
        || target.textContent.length > LONG_TEXT;
      if (record.type === "childList" && holds) {
        for (const node of record.addedNodes) changed.add(node.nodeType === 3 ? target : node);
      } else if (record.type === "childList" || !holds) changed.add(target);
    }
    if (region && target !== region && within(region, target)) {
      // What holds the list was changed: only what was put in with it, or what shows or hides it, matters.
      if (record.type === "childList") whole = whole || [...record.addedNodes].some((n) => within(region, n));
      else askSight();
      if (record.type === "childList") for (const node of record.addedNodes) if (node.nodeType === 1) touched.add(node);
    } else touched.add(target);
  }
  if (alerts) { alerts = false; report({ type: "stir" }); }
  if (armed && armed.pressed !== null && !armed.stirred) armed.stirred = records.some((r) => r.target.isConnected && !(composer && within(r.target, composer)));
  if (touched.size || changed.size || whole || (region && !region.isConnected)) take(touched, changed, whole, now);
}
// Looking takes time where a chat is long: after each look the page is given four times as long to itself.
function take(touched, changed, whole, now) {
  if (!late.timer && now >= late.until) { looked(touched, changed, whole, now, now); return; }
  for (const t of touched) late.touched.add(t);
  for (const t of changed) late.changed.add(t);
  late.whole = late.whole || whole;
  if (!late.timer) {
    late.since = now;
    late.timer = setTimeout(lookNow, Math.max(0, late.until - performance.now()));
  }
  late.now = now;
}
function lookNow() {
  clearTimeout(late.timer);
  late.timer = 0;
  const { touched, changed, whole, since, now } = late;
  Object.assign(late, { touched: new Set(), changed: new Set(), whole: false });
  looked(touched, changed, whole, since, now);
}
function looked(touched, changed, whole, since, now) {
  const began = performance.now();
  look(touched, changed, whole, since, now);
  const ended = performance.now();
  if (ended - began > FREE_MS) late.until = ended + Math.min(REST_MS, 4 * (ended - began));
}

function look(touched, changed, whole, since, now) {
  if (armed && !armed.done) {
    const roots = new Set([...changed].filter((t) => isElement(t) && t.isConnected && !(composer && within(t, composer))));
    if (roots.size) lookForOwn(roots);
  }
  if (!region) {
    if (composer && !ownLooks.length && said.length && !armed && seek()) refresh(null, now, { since });
    return;
  }
  if (!region.isConnected) {
    const again = composer && composer.isConnected ? guessRegion(composer) : null;
    if (!again) {
      for (const t of touched) aside(t);
      report({ type: "lost" });
      region = null;
      return;
    }
    region = again;
    rows = new Map();
    refresh(null, now, { since });
    askFrame();
    return;
  }
  const dirty = new Set();
  const panel = panelOf();
  let below = false;
  for (const t of touched) {
    if (!t.isConnected || (composer && within(t, composer))) continue;
    if (!within(t, region)) {
      if (panel && within(t, panel)) {
        below = true;
        aside(t);
      }
      continue;
    }
    let n = t;
    while (n && !rows.has(n) && n !== region) n = parentOf(n);
    if (n && n !== region) dirty.add(n);
    else dirty.add(t);
  }
  below = below && !whole && !dirty.size && barChanged();
  if (whole || relearnt) refresh(null, now, { since });
  else if (dirty.size || below) refresh(dirty, now, { since });
  askFrame();
}
let bar = "";
function barChanged() {
  const was = bar;
  bar = words(chipsBelow()).join("\n");
  return bar !== was;
}
// Whether the list can be seen, once the page has drawn what was changed around it.
let sightAsked = false;
let inSight = "";
const sightOf = () => String(Boolean(region && region.isConnected && region.clientWidth > 0
  && region.checkVisibility({ opacityProperty: true, visibilityProperty: true })));
function askSight() {
  if (sightAsked) return;
  sightAsked = true;
  requestAnimationFrame(() => {
    sightAsked = false;
    const was = inSight;
    inSight = sightOf();
    if (inSight !== was || pendingSince.size) take(new Set(), new Set(), true, performance.now());
  });
}
function askFrame() {
  const now = performance.now();
  for (const since of pendingSince.values()) {
    if (now - since < REVEAL_MS && !frameAsked) {
      frameAsked = true;
      requestAnimationFrame(() => { frameAsked = false; revealed(); });
    }
  }
}
function revealed() {
  if (!pendingSince.size) return;
  refresh(new Set(pendingSince.keys()), performance.now());
  askFrame();
}
// A picture has its size, and so is a message, once it is there.
function loaded(event) {
  const el = event.target;
  if (el instanceof Element && THINGS.has(el.tagName) && region && within(el, region)) take(new Set([el]), new Set(), false, performance.now());
}
// When our message was sent off: the last press before its bubble stood there. The page's own code hears it after us.
const pressed = (event) => {
  const sending = armed;
  if (!sending || sending.done || !event.isTrusted || event.type !== "click" && event.key !== "Enter") return;
  sending.pressed = performance.now();
  // Once the page's own code has heard it: did it take the press into its own hands?
  setTimeout(() => { sending.handled = sending.handled || event.defaultPrevented; });
};
for (const kind of ["keydown", "click"]) window.addEventListener(kind, pressed, true);
for (const kind of ["animationend", "transitionend", "animationstart"]) document.addEventListener(kind, revealed, true);
