// Keeping the list: what is new, what was drawn again, whose it is.
function vote(look) {
  let best = -9;
  for (const own of ownLooks) {
    let v = 0;
    if (look.edge !== "full" && own.edge !== "full") v += look.edge === own.edge ? 2 : -3;
    v += look.bg === own.bg ? 1 : -2;
    if (look.color !== own.color) v -= 1;
    const missing = [...own.names].filter((n) => !look.names.has(n)).length;
    const extra = [...look.names].filter((n) => !own.names.has(n)).length;
    v += missing + extra === 0 ? 2 : missing && extra ? -2 : 0;
    best = Math.max(best, v);
  }
  return best;
}
// Whether a look tells ours from theirs at all: somebody else's message must not have it.
const telling = () => !units.some((u) => !u.own && !said.includes(norm(u.text)) && vote(u.look) > 0);
const sameWords = (shown, want) => shown === want || (want.length >= 40 && shown.length >= 40 && want.startsWith(shown));

const alike = (a, b) => a.edge === b.edge && a.bg === b.bg && a.color === b.color;
function isOurs(text, look) {
  const shown = norm(text);
  if (armed && !armed.done && sameWords(shown, armed.want) && (!ownLooks.length || vote(look) > -3)) return armed.id;
  if (ghosts.some((g) => sameWords(shown, g)) && !units.some((u) => u.own && norm(u.text) === shown)
      && (ownLooks.length ? vote(look) > 0 : !units.some((u) => !u.own && alike(u.look, look)))) return "said";
  const times = said.filter((s) => sameWords(shown, s)).length;
  if (!times) return "";
  const known = units.filter((u) => u.own && sameWords(norm(u.text), shown)).length;
  if (known < times && (!ownLooks.length || vote(look) > -3)) return "said";
  return ownLooks.length && vote(look) > 0 && telling() ? "copy" : "";
}

function refresh(dirty, now, history) {
  if (!region || !region.isConnected) return;
  const list = rowsOf(region, dirty, []);
  const fresh = new Map();
  const boxes = [];
  for (const row of list) {
    const known = dirty && !dirty.has(row) && rows.get(row);
    const parsed = known || { boxes: parseRow(row), chips: isChip(row, getComputedStyle(row)) && canBeSeen(row) && !isDead(row) ? [row] : chipsIn(row) };
    fresh.set(row, parsed);
    for (const box of parsed.boxes) boxes.push(box);
  }
  rows = fresh;
  giveButtons(fresh.values());
  for (const row of pendingSince.keys()) if (!rows.has(row)) pendingSince.delete(row);
  settle(boxes, now, history);
}

function settle(boxes, now, history) {
  const byEl = new Map(units.map((u) => [u.el, u]));
  const taken = new Set();
  const matched = boxes.map((b) => {
    const u = byEl.get(b.el);
    if (u && !taken.has(u)) { taken.add(u); return u; }
    return null;
  });
  // Elements that are new may be old messages drawn again: same words (or grown words), same place in the order.
  const place = new Map(units.map((u, i) => [u, i]));
  let low = -1;
  for (let i = 0; i < boxes.length; i++) {
    if (matched[i]) { low = Math.max(low, place.get(matched[i])); continue; }
    let high = units.length;
    for (let j = i + 1; j < boxes.length; j++) if (matched[j]) { high = place.get(matched[j]); break; }
    const words = norm(boxes[i].text);
    let pick = null;
    for (let k = low + 1; k < high && !pick; k++) if (!taken.has(units[k]) && norm(units[k].text) === words) pick = units[k];
    for (let k = low + 1; k < high && !pick; k++) {
      const old = norm(units[k].text);
      const drawnAgain = !taken.has(units[k]) && !units[k].gone && old.length >= 2 && words.startsWith(old);
      if (drawnAgain && i === boxes.length - 1 && k === units.length - 1) pick = units[k];
    }
    if (pick) { matched[i] = pick; taken.add(pick); low = place.get(pick); }
  }
  const order = [];
  const events = [];
  const leftovers = units.filter((u) => !taken.has(u));
  for (let i = 0; i < boxes.length; i++) {
    const box = boxes[i];
    let unit = matched[i];
    if (unit) {
      unit.el = box.el;
      unit.gone = false;
      if (box.text !== unit.text) {
        unit.text = box.text;
        unit.changed = now;
        if (!unit.own) events.push(tell("changed", unit));
      }
      // Buttons that were taken away once one was pressed had been offered all the same.
      if (box.buttons.some((b) => !unit.buttons.includes(b))) {
        unit.buttons = box.buttons;
        if (!unit.own && !unit.alias) events.push(tell("changed", unit));
      }
      unit.look = box.look;
      unit.sender = box.sender || unit.sender;
    } else {
      const shown = norm(box.text);
      const part = leftovers.find((u) => !u.own && norm(u.text).length > shown.length && norm(u.text).includes(shown) && within(box.el, u.el));
      const own = isOurs(box.text, box.look);
      let first = now;
      if (history) {
        first = openedAt;
        for (let n = box.el; n; n = parentOf(n)) if (inserted.has(n)) { first = Math.max(first, inserted.get(n)); break; }
      }
      unit = { id: docId + ":" + nextUnit++, el: box.el, text: box.text, sender: box.sender, look: box.look, first,
        changed: first, own, history: Boolean(history), alias: Boolean(part), buttons: box.buttons };
      if (own && own !== "copy") ownLooks = [...ownLooks.slice(-3), box.look];
      if (armed && own === armed.id && !armed.done) {
        armed.done = true;
        events.push({ type: "own", say: armed.id, id: unit.id, at: now, pressed: armed.pressed });
      }
      if (!unit.alias) events.push(tell("new", unit));
    }
    order.push(unit);
  }
  // What has gone keeps its place, so that it is recognised when it is drawn again.
  const kept = new Set(order);
  const merged = [];
  let at = 0;
  for (const unit of units) {
    if (kept.has(unit)) {
      while (at < order.length) {
        merged.push(order[at]);
        if (order[at++] === unit) break;
      }
    } else {
      unit.gone = true;
      merged.push(unit);
    }
  }
  while (at < order.length) merged.push(order[at++]);
  units = [...new Set(merged)];
  for (const event of events) report(event);
}

// A notice has a role that says so, or stands in the middle, where neither side's messages begin.
function isNotice(unit) {
  const { look } = unit;
  if (look.notice) return true;
  if (look.edge !== "center" || unit.sender || ownLooks.some((o) => o.edge === "center")) return false;
  return !units.some((u) => u !== unit && !u.own && u.look.edge === "left"
    && (Math.abs(u.look.left - look.left) <= 3 || (look.bg && u.look.bg === look.bg)));
}
const plain = (unit) => ({ id: unit.id, text: unit.text, sender: unit.sender, first: unit.first, changed: unit.changed,
  own: unit.own || "", history: unit.history, edge: unit.look.edge,
  notice: isNotice(unit), buttons: unit.buttons });
const tell = (type, unit) => ({ type, ...plain(unit) });
