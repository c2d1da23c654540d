// What lies over the page, and what a person presses to be rid of it: a cookie bar, a newsletter's pop-up, a question of
// age or country. Never anything that orders, calls, subscribes or leads away.
function topmostAt(x, y) {
  let hit = document.elementFromPoint(x, y);
  while (hit && hit.shadowRoot) {
    const inner = hit.shadowRoot.elementFromPoint(x, y);
    if (!inner || inner === hit) break;
    hit = inner;
  }
  return hit;
}
// The outermost thing at that point that floats over the page.
function layerAt(x, y) {
  let layer = null;
  for (let n = topmostAt(x, y); n && n !== document.body && n !== document.documentElement; n = above(n)) {
    const style = getComputedStyle(n);
    if (style.position === "fixed" || n.tagName === "DIALOG" || n.getAttribute("aria-modal") === "true" || style.position === "absolute" && Number(style.zIndex) > 99) layer = n;
  }
  return layer;
}
function weighDismissal(el, layer, grownUp) {
  if (el.disabled || leads(el) || hinted("callback", el)) return 0;
  const words = said(el), around = setting(el);
  if (CALL.test(words) || PAY.test(words) || ELSEWHERE.test(words) || RATE.test(words)) return 0;
  if (sends(el, around) && !AGREE.test(words)) return 0;
  if (grownUp && YES_GROWN_UP.test(words)) return 12;
  if (SHUT.test(words)) return 9;
  if (REFUSE.test(words)) return grownUp ? 0 : 8;
  if (AGREE.test(words) && words.length < 40) return 7;
  if (STAY.test(words) && words.length < 40) return 6;
  if (SHUT_HANDLE.test(`${handles(el, 1)} ${drawn(el)}`)) return 9;
  const r = el.getBoundingClientRect(), l = layer.getBoundingClientRect();
  if (!/[\p{L}\p{N}]/u.test(words) && r.width <= 60 && r.height <= 60 && r.top < l.top + l.height / 2 && r.left > l.left + l.width / 2) return 5;
  return 0;
}
// The best thing to press in what lies over the page: {el, kind: consent|dismiss, score, blocks}; blocks: it lies over the middle.
function veilOf(frame) {
  const layers = new Map(); // -> whether it lies in the middle
  for (const [x, y] of [[0.5, 0.5], [0.5, 0.3], [0.3, 0.5], [0.7, 0.5], [0.5, 0.95], [0.05, 0.95], [0.95, 0.95], [0.5, 0.03]]) {
    const layer = layerAt(innerWidth * x, innerHeight * y);
    if (layer) layers.set(layer, layers.get(layer) || x !== 0.05 && x !== 0.95 && y > 0.2 && y < 0.8);
  }
  // A consent may be all that its frame shows.
  if (window !== window.top && frame.over && !layers.size && document.body) layers.set(document.body, true);
  let best = null;
  for (const [layer, middle] of layers) {
    if (layer.tagName === "IFRAME" || chatIn(layer)) continue;
    const grownUp = GROWN_UP.test(textIn(layer));
    for (const el of [layer, ...deep(layer.shadowRoot || layer)]) {
      if (el === layer && !pressable(el) || !pressable(el) || !shown(el)) continue;
      let score = weighDismissal(el, layer, grownUp);
      // A bar is agreed to rather than shut: a chat may wait for that.
      if (score >= 8 && !middle) score = 4;
      if (!score || best && best.score >= score) continue;
      best = { el, score, blocks: middle, kind: AGREE.test(said(el)) ? "consent" : "dismiss" };
    }
  }
  return best;
}
const chatIn = (layer) => [...deep(layer.shadowRoot || layer)].some((el) => editable(el) && shown(el) && (WRITE.test(label(el)) && !NOT_WRITE.test(label(el)))
  || /^(log|feed)$/.test(el.getAttribute("role") || ""));
