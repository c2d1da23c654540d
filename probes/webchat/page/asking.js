// What the probe can ask, and the beginning of it all.
//
// A caret that blinks is drawn anew twice a second: in a hundred chats that wait, nearly all of what they cost.
let steady = null;
function keepCaretStill(box) {
  const root = box.getRootNode();
  try {
    if (!steady) { steady = new CSSStyleSheet(); steady.replaceSync("* { caret-animation: manual }"); }
    if (!root.adoptedStyleSheets.includes(steady)) root.adoptedStyleSheets.push(steady);
  } catch { /* a document that takes no style of ours blinks on */ }
}
window.__shopper = {
  document,
  doc: docId,
  clock: () => [docId, performance.now()],
  // Report the next change of the document, once.
  stir: () => { alerts = true; },
  // Begin to read: `box` is where one writes; `texts` are those of ours that may already stand there.
  // `unseen` those of which it is not known.
  watch: (box, texts, opened, unseen = []) => {
    // A conversation by buttons only has no box: then this is its list.
    const wordless = !(box.isContentEditable || "value" in box || roleOf(box) === "textbox");
    composer = wordless ? null : box;
    keepCaretStill(box);
    openedAt = opened;
    said = texts.map(norm);
    ghosts = unseen.map(norm);
    region = wordless ? box : guessRegion(box);
    rows = new Map();
    if (!region && said.length) seek();
    refresh(null, performance.now(), { history: true });
    inSight = sightOf();
    askFrame();
    return Boolean(region);
  },
  // The message box was drawn again.
  rebox: (box) => { composer = box; keepCaretStill(box); if (!region) { region = guessRegion(box); refresh(null, performance.now()); } },
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
  // Whether the conversation can be seen: the chat's window is open.
  open: () => sightOf() === "true",
  // How much was done so far, as counts.
  work: () => ({ ...work, late: late.timer !== 0 }),
  units: () => units.filter((u) => !u.gone && !u.alias).map(plain),
};
watchRoot(document);
