// Reports to the probe, the watching itself, and what the probe can ask.
const waiting = [];
function report(event) {
  waiting.push({ doc: docId, n: ++serial, ...event });
  if (typeof window.__shopper_report !== "function") return;
  while (waiting.length) window.__shopper_report(JSON.stringify(waiting.shift())).catch(() => {});
}

// ---- watching ----------------------------------------------------------------------------------------------------------
const observer = new MutationObserver((records) => noticed(records));
const OPTIONS = { childList: true, characterData: true, subtree: true, attributes: true,
  attributeFilter: ["class", "style", "hidden", "open", "aria-busy"] };
function watchRoot(root) {
  if (seenRoots.has(root)) return;
  seenRoots.add(root);
  observer.observe(root, OPTIONS);
  root.addEventListener("submit", () => { if (armed) armed.handled = true; }, true);
  for (const el of root.querySelectorAll("*")) if (el.shadowRoot) watchRoot(el.shadowRoot);
}
const attach = Element.prototype.attachShadow;
Element.prototype.attachShadow = function attachShadow(init) {
  const root = attach.call(this, init);
  if (init && init.mode === "open") watchRoot(root);
  return root;
};

function noticed(records) {
  const now = performance.now();
  const touched = new Set();
  for (const record of records) {
    for (const node of record.addedNodes) {
      if (node.nodeType === 1) {
        inserted.set(node, now);
        if (node.shadowRoot) watchRoot(node.shadowRoot);
        for (const el of node.querySelectorAll("*")) if (el.shadowRoot) watchRoot(el.shadowRoot);
      }
    }
    if (!record.target.isConnected) continue;
    touched.add(record.target.nodeType === 3 ? record.target.parentNode : record.target);
  }
  if (alerts && touched.size) { alerts = false; report({ type: "stir" }); }
  touched.delete(null);
  if (armed && armed.pressed !== null && [...touched].some((t) => !composer || !within(t, composer))) armed.stirred = true;
  look(touched, now);
}
function look(touched, now) {
  if (!touched.size) return;
  if (armed && !armed.done) {
    const roots = new Set([...touched].filter((t) => t.nodeType === 1 || t instanceof ShadowRoot).filter((t) => !composer || !within(t, composer)));
    if (roots.size) lookForOwn(roots, now);
  }
  if (!region) {
    if (composer && !ownLooks.length && said.length && !armed && seek()) refresh(null, now);
    return;
  }
  if (!region.isConnected) {
    const again = composer && composer.isConnected ? guessRegion(composer) : null;
    if (!again) { report({ type: "lost" }); region = null; return; }
    region = again;
    rows = new Map();
    refresh(null, now);
    askFrame();
    return;
  }
  const dirty = new Set();
  const panel = panelOf();
  let whole = false, aside = false;
  for (const t of touched) {
    if (composer && within(t, composer)) continue;
    if (!within(t, region)) {
      aside = aside || (panel && within(t, panel));
      if (within(region, t) && t !== document.body && t !== document.documentElement) whole = true;
      continue;
    }
    let n = t;
    while (n && !rows.has(n) && n !== region) n = parentOf(n);
    if (n && n !== region) dirty.add(n);
    else dirty.add(t);
  }
  if (whole) refresh(null, now);
  else if (dirty.size || aside) refresh(dirty, now);
  askFrame();
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

window.__shopper = {
  document,
  doc: docId,
  clock: () => [docId, performance.now()],
  // Report the next change of the document, once.
  stir: () => { alerts = true; },
  // Begin to read: `box` is where one writes; `texts` are those of ours that may already stand there.
  // `unseen` those of which it is not known.
  watch: (box, texts, opened, unseen = []) => {
    composer = box;
    openedAt = opened;
    said = texts.map(norm);
    ghosts = unseen.map(norm);
    region = guessRegion(box);
    rows = new Map();
    if (!region && said.length) seek();
    refresh(null, performance.now(), true);
    askFrame();
    return Boolean(region);
  },
  // The message box was drawn again.
  rebox: (box) => { composer = box; if (!region) { region = guessRegion(box); refresh(null, performance.now()); } },
  arm: (id, text) => {
    const want = norm(text);
    const before = [];
    for (const kid of kids(document.documentElement)) if (kid.nodeType === 1) smallest(kid, want, before);
    armed = { id, want, at: performance.now(), pressed: null, handled: false, stirred: false, done: false, before: new Set(before) };
    said.push(want);
    return armed.at;
  },
  // What came of the press so far: whether the page took it into its own hands, and whether anything changed since.
  tried: () => ({ handled: Boolean(armed && armed.handled), stirred: Boolean(armed && armed.stirred) }),
  // It turned out that this one was never sent.
  unsay: (text) => { const i = said.lastIndexOf(norm(text)); if (i >= 0) said.splice(i, 1); },
  disarm: () => { if (armed && !armed.done) { said.pop(); armed = null; } },
  // It was pressed, and no bubble shows it; one may come late. Returns when it was pressed.
  ghost: () => {
    if (!armed || armed.done) return null;
    const at = armed.pressed;
    ghosts.push(said.pop());
    armed = null;
    return at;
  },
  // The newest button of that text in the conversation, and the texts of all that are there.
  chip: findChip,
  chips: () => [...new Set(words(offered()))],
  // The box that holds all messages, as far as it is known.
  region: () => region,
  units: () => units.filter((u) => !u.gone && !u.alias).map(plain),
};
watchRoot(document);
