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
const telling = () => !units.some((u) => !u.own && !said.includes(u.words) && vote(u.look) > 0);
const sameWords = (shown, want) => shown === want || (want.length >= 40 && shown.length >= 40 && want.startsWith(shown));

const alike = (a, b) => a.edge === b.edge && a.bg === b.bg && a.color === b.color;
function isOurs(shown, look) {
  if (armed && !armed.done && sameWords(shown, armed.want) && (!ownLooks.length || vote(look) > -3)) return armed.id;
  if (ghosts.some((g) => sameWords(shown, g)) && !units.some((u) => u.own && u.words === shown)
      && (ownLooks.length ? vote(look) > 0 : !units.some((u) => !u.own && alike(u.look, look)))) return "said";
  const times = said.filter((s) => sameWords(shown, s)).length;
  if (!times) return "";
  const known = units.filter((u) => u.own && sameWords(u.words, shown)).length;
  if (known < times && (!ownLooks.length || vote(look) > -3)) return "said";
  return ownLooks.length && vote(look) > 0 && telling() ? "copy" : "";
}

// By what was told of the chat beforehand, unless our own message shows that it is not so.
function whose(box) {
  const side = toldSide(box.el);
  if (side !== "theirs") return isOurs(box.words, box.look) || (side ? "copy" : "");
  if (!armed || armed.done || !sameWords(box.words, armed.want)) return "";
  lies.add("theirs");
  return isOurs(box.words, box.look);
}

// `since`: when the first of what is looked at now was changed, `now` when the last was.
function refresh(dirty, now, { history = false, since = now } = {}) {
  if (!region || !region.isConnected) return;
  work.looks++;
  const told = toldRows(region);
  const list = told.length ? told : rowsOf(region, dirty, []);
  if (newestFirst) list.reverse();
  const fresh = new Map();
  const boxes = [];
  for (const row of list) {
    const known = dirty && !dirty.has(row) && rows.get(row);
    const parsed = known || { boxes: parseRow(row), chips: isChip(row, getComputedStyle(row)) && canBeSeen(row) && !isDead(row) ? [row] : chipsIn(row) };
    if (newestFirst && !known) parsed.boxes.reverse();
    fresh.set(row, parsed);
    for (const box of parsed.boxes) boxes.push(box);
  }
  rows = fresh;
  giveButtons(fresh.values());
  for (const row of pendingSince.keys()) if (!rows.has(row)) pendingSince.delete(row);
  // Once we have been seen speaking, what is new was not there before us, wherever the list is found.
  relearnt = relearnt && !ownLooks.length;
  settle(boxes, { now, since, history });
  relearnt = false;
}

function settle(boxes, { now, since, history }) {
  const { matched, taken } = matchUp(boxes, now);
  const order = [];
  const events = [];
  const leftovers = units.filter((u) => !taken.has(u));
  for (let i = 0; i < boxes.length; i++) {
    const box = boxes[i];
    let unit = matched[i];
    if (unit) {
      unit.el = box.el;
      let news = unit.gone;
      unit.gone = false;
      unit.look = box.look;
      unit.sender = box.sender || unit.sender;
      if (box.text !== unit.text) {
        unit.text = box.text;
        unit.words = box.words;
        unit.changed = now;
        news = true;
      }
      // Buttons that were taken away once one was pressed had been offered all the same.
      if (box.buttons.some((b) => !unit.buttons.includes(b))) {
        unit.buttons = box.buttons;
        news = true;
      }
      if (news && !unit.own && !unit.alias) events.push(tell("changed", unit));
    } else {
      unit = firstSeen(box, leftovers, { now, since, history });
      if (armed && unit.own === armed.id && !armed.done) {
        armed.done = true;
        if (typingSince !== null && typingSince < since) typingSince = null; // that was about what we had said before
        events.push({ type: "own", say: armed.id, id: unit.id, at: unit.first, pressed: armed.pressed });
      }
    }
    order.push(unit);
    if (!matched[i] && !unit.alias) events.push({ unit });
  }
  keepOrder(order, now, events);
  // Of a long history what a person would still read is told.
  const fresh = events.filter((e) => e.unit);
  const stale = new Set(fresh.slice(0, fresh.filter((e) => e.unit.history).length - HISTORY_MOST));
  for (const event of events) if (!stale.has(event)) report(event.unit ? tell("new", event.unit) : event);
}
function firstSeen(box, leftovers, { now, since, history }) {
  const part = leftovers.find((u) => !u.own && u.words.length > box.words.length && u.words.includes(box.words) && within(box.el, u.el));
  const put = insertedBelow(box.el);
  const before = history || (relearnt && (put === undefined || (armed && put < armed.at - 1)));
  // What a look was put off for is timed by when it was put in; what was put in earlier and was not to be seen, by now.
  let first = put !== undefined && put >= since && put <= now ? put : now;
  if (before) first = Math.max(openedAt, put ?? openedAt);
  const own = whose(box);
  if (own && own !== "copy") ownLooks = [...ownLooks.slice(-3), box.look];
  const unit = { id: docId + ":" + nextUnit++, el: box.el, text: box.text, words: box.words, sender: box.sender, look: box.look, first,
    changed: Math.max(first, before ? first : now), own, history: before, alias: Boolean(part), buttons: box.buttons, typing: null };
  if (unit.changed - first < 1) unit.changed = first;
  if (!own && !part && !before) { unit.typing = typingSince; typingSince = null; }
  return unit;
}
// What has gone keeps its place, so that it is recognised when it is drawn again.
function keepOrder(order, now, events) {
  const kept = new Set(order);
  const merged = [];
  let at = 0, above = false;
  for (const unit of units) {
    if (kept.has(unit)) {
      above = true;
      while (at < order.length) {
        merged.push(order[at]);
        if (order[at++] === unit) break;
      }
    } else {
      if (!unit.gone) {
        unit.gone = true;
        unit.goneAt = now;
        // A list that keeps only so many rows lets its oldest go; one that goes from below others was taken away.
        if (above && !unit.own && !unit.alias) events.push(tell("gone", unit));
      }
      merged.push(unit);
    }
  }
  while (at < order.length) merged.push(order[at++]);
  units = [...new Set(merged)];
}

// A notice has a role that says so, or stands in the middle, where neither side's messages begin.
function isNotice(unit) {
  const { look } = unit;
  // Some chats call everything an alert, what the customer says too.
  if (look.notice && !unit.sender && !ownLooks.some((o) => o.notice)) return true;
  if (look.edge !== "center" || unit.sender || ownLooks.some((o) => o.edge === "center")) return false;
  return !units.some((u) => u !== unit && !u.own && u.look.edge === "left"
    && (Math.abs(u.look.left - look.left) <= 3 || (look.bg && u.look.bg === look.bg)));
}
// A run of messages may be signed once, at its first or at its last.
function signature(unit) {
  if (unit.sender || unit.own || unit.look.notice) return unit.sender;
  const at = units.indexOf(unit);
  const run = (step) => {
    for (let i = at + step; i >= 0 && i < units.length; i += step) {
      const near = units[i];
      if (near.own || near.look.notice || near.look.edge !== unit.look.edge) return "";
      if (near.sender) return near.sender;
    }
    return "";
  };
  return run(-1) || run(1);
}
const plain = (unit) => ({ id: unit.id, text: unit.text, sender: signature(unit), first: unit.first, changed: unit.changed,
  own: unit.own || "", history: unit.history, edge: unit.look.edge,
  notice: isNotice(unit), buttons: unit.buttons, typing: unit.typing ?? null });
const tell = (type, unit) => ({ type, ...plain(unit) });
