// Which of the messages known each box is: by its element, else by its words and its place among the others.
let recycles = false; // learnt: the list puts other messages' words into the elements that it has
const MOST_PAIRS = 2e6;

// For each box the message that it shows, or null; and all messages that are shown.
function matchUp(boxes, now) {
  let byEl = new Map(units.map((u) => [u.el, u]));
  recycles = reused(boxes, byEl) || recycles;
  if (recycles) byEl = new Map();
  const taken = new Set();
  const matched = boxes.map((b) => {
    const u = byEl.get(b.el);
    if (u && !taken.has(u)) { taken.add(u); return u; }
    return null;
  });
  const redrawn = taken.size === 0;
  const give = (i, u) => { matched[i] = u; taken.add(u); };
  const place = new Map(units.map((u, i) => [u, i]));
  runs(matched, place, (from, to, low, high) => {
    const there = units.slice(low + 1, high);
    align(boxes, from, to, there.filter((u) => !u.gone && !taken.has(u)), give);
  });
  // What had gone and is drawn again; and last words that have grown in an element of their own.
  runs(matched, place, (from, to, low, high) => {
    for (let i = from; i < to; i++) {
      for (let k = low + 1; k < high; k++) {
        const u = units[k];
        if (taken.has(u) || u.words !== boxes[i].words || (!redrawn && u.gone && now - u.goneAt >= REDRAW_MS)) continue;
        give(i, u);
        low = k;
        break;
      }
    }
    const last = units[units.length - 1], end = boxes.length - 1;
    if (!matched[end] && to === boxes.length && last && low < units.length - 1 && !taken.has(last) && !last.gone
        && last.words.length >= 2 && boxes[end].words.startsWith(last.words)) give(end, last);
  });
  return { matched, taken };
}
// Each run of boxes without a message, and between which messages (places in `units`) it stands.
function runs(matched, place, each) {
  const highs = new Array(matched.length);
  for (let i = matched.length - 1, high = units.length; i >= 0; i--) {
    highs[i] = high;
    if (matched[i]) high = place.get(matched[i]);
  }
  const todo = [];
  for (let i = 0, low = -1; i < matched.length; i++) {
    if (matched[i]) { low = Math.max(low, place.get(matched[i])); continue; }
    const from = i;
    while (i + 1 < matched.length && !matched[i + 1]) i++;
    todo.push([from, i + 1, low, highs[from]]);
  }
  for (const run of todo) each(...run);
}
// The most that can be matched in order; of equal ways the one with the newest, since lists let their oldest go.
function align(boxes, from, to, there, give) {
  while (from < to && there.length && (to - from) * there.length > MOST_PAIRS && boxes[from].words === there[0].words) give(from++, there.shift());
  const n = to - from, m = there.length;
  if (!n || !m || n * m > MOST_PAIRS) return;
  const worth = (i, j) => (boxes[from + i].words !== there[j].words ? 0 : alike(boxes[from + i].look, there[j].look) ? 3 : 2);
  const best = new Int32Array((n + 1) * (m + 1));
  const at = (i, j) => i * (m + 1) + j;
  for (let i = n - 1; i >= 0; i--) {
    for (let j = m - 1; j >= 0; j--) {
      const w = worth(i, j);
      best[at(i, j)] = Math.max(best[at(i + 1, j)], best[at(i, j + 1)], w ? w + best[at(i + 1, j + 1)] : 0);
    }
  }
  for (let i = 0, j = 0; i < n && j < m;) {
    const w = worth(i, j);
    if (best[at(i, j)] === best[at(i, j + 1)]) j++;
    else if (w && best[at(i, j)] === w + best[at(i + 1, j + 1)]) give(from + i++, there[j++]);
    else i++;
  }
}
// Lists that keep only so many rows, or number them, put other messages' words into the elements that they have: then
// an element's words have moved to another element, or from one, or stand on the other side.
function reused(boxes, byEl) {
  const strange = boxes.filter((b) => {
    const u = byEl.get(b.el);
    return u && u.words !== b.words && !b.words.startsWith(u.words);
  });
  if (!strange.length) return false;
  const now = new Map(boxes.map((b) => [b.el, b.words]));
  const moved = new Set();
  for (const u of units) if (!u.gone && now.get(u.el) !== u.words) moved.add(u.words);
  return strange.some((b) => moved.has(b.words));
}
