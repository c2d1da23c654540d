// Our own message: where it appeared, and what that teaches about the list.
function composed(el) {
  let s = "";
  for (const kid of kids(el)) {
    if (kid.nodeType === 3) s += kid.data;
    else if (kid.nodeType === 1 && !SILENT.has(kid.tagName) && kid !== composer && !kid.isContentEditable) {
      s += composed(kid);
      if (s.length > MAX_TEXT) break;
    }
  }
  return s;
}
function smallest(el, want, out) {
  if (el === composer || el.isContentEditable || SILENT.has(el.tagName)) return false;
  // The list itself is never a message: only its rows are read whole.
  if (el === region) {
    for (const kid of kids(el)) if (kid.nodeType === 1) smallest(kid, want, out);
    return out.length > 0;
  }
  const text = norm(composed(el));
  if (!text.includes(want) || isChip(el, getComputedStyle(el))) return false;
  let inner = false;
  for (const kid of kids(el)) if (kid.nodeType === 1 && smallest(kid, want, out)) inner = true;
  if (inner) return true;
  if (text === want || text.length <= want.length + 60) {
    if (el.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && !hidden(el, getComputedStyle(el))
        && el.getBoundingClientRect().width > 2 && el.getBoundingClientRect().height > 2) out.push(el);
    return true;
  }
  return false;
}
// changed: what was put in, and what something was changed in.
function lookForOwn(changed) {
  const matches = [];
  const roots = new Set(changed);
  for (const root of roots) {
    if (!root.isConnected || root.nodeType !== 1 && !(root instanceof ShadowRoot)) continue;
    let above = parentOf(root);
    while (above && !roots.has(above)) above = parentOf(above);
    if (above) continue;
    if (root instanceof ShadowRoot) for (const k of kids(root)) k.nodeType === 1 && smallest(k, armed.want, matches);
    else smallest(root, armed.want, matches);
  }
  const fresh = matches.filter((m) => !armed.before.has(m) && !(region && within(region, m)));
  if (!fresh.length) return;
  const own = fresh[fresh.length - 1];
  if (region && within(own, region)) {
    const known = units.filter((u) => u.own && u.words === armed.want).length;
    const all = [];
    smallest(region, armed.want, all);
    if (all.length <= known) return; // only a re-render of an earlier message with the same words
  }
  learn(own);
}
// When it was put in, or what it stands in; undefined where it stood there from the beginning.
function insertedBelow(el) {
  for (let n = el; n && n !== region; n = parentOf(n)) if (inserted.has(n)) return inserted.get(n);
  return undefined;
}
// After a reload nothing appears anew: the list is where one of our earlier messages stands.
function seek() {
  for (const want of [...said].reverse()) {
    const matches = [];
    if (document.documentElement) smallest(document.documentElement, want, matches);
    if (matches.length) { region = regionOf(matches[matches.length - 1]); rows = new Map(); return Boolean(region); }
  }
  return false;
}
function learn(own) {
  const place = regionOf(own);
  if (!place) return;
  if (!region || !region.isConnected || !within(own, region)) {
    region = place;
    rows = new Map();
    relearnt = true;
  }
  const told = toldRows(region);
  if (told.length && !told.some((el) => within(own, el) || within(el, own))) lies.add("theirs").add("ours");
  // The row is what was put in with our words alone; what it was put into holds messages.
  let row = own, put = null;
  for (let up = own; up && up !== region; up = parentOf(up)) {
    if (up.nodeType !== 1) continue;
    const extra = norm(composed(up)).length - armed.want.length;
    // What is older than ours does not stand in its row; half of the row may have been seen before our words were drawn.
    if (extra > 60 || units.some((u) => !u.gone && u.first < armed.at && within(u.el, up) && !within(u.el, own) && !within(own, u.el))) break;
    row = up;
    // Its words may be drawn later than what they stand in.
    if (inserted.has(up) && inserted.get(up) >= armed.at - 1) put = up;
  }
  row = put || row;
  if (!newestFirst && stoodAbove(row)) turnRound();
  for (let up = parentOf(row); up; up = parentOf(up)) {
    if (up.nodeType === 1) {
      containers.add(up);
      if (up !== region && signOf(up)) containerSigns.add(signOf(up));
    }
    if (up === region) break;
  }
}
// Whether the row of our new message was put above all that were there before: such a chat has the newest on top.
function stoodAbove(row) {
  const others = units.filter((u) => !u.gone && !u.alias && u.el.isConnected && !within(u.el, row));
  if (!others.length) return false;
  const top = row.getBoundingClientRect().top;
  return others.every((u) => u.el.getBoundingClientRect().top > top + 1);
}
function turnRound() {
  newestFirst = true;
  units.reverse();
}
