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
function lookForOwn(touched, now) {
  const matches = [];
  const roots = region && region.isConnected && [...touched].every((t) => within(t, region)) ? [region] : touched;
  for (const root of roots) {
    if (!root.isConnected || root.nodeType !== 1 && !(root instanceof ShadowRoot)) continue;
    if ([...roots].some((o) => o !== root && within(root, o))) continue;
    if (root instanceof ShadowRoot) for (const k of kids(root)) k.nodeType === 1 && smallest(k, armed.want, matches);
    else smallest(root, armed.want, matches);
  }
  const fresh = matches.filter((m) => !armed.before.has(m) && !(region && within(region, m)));
  if (!fresh.length) return;
  const own = fresh[fresh.length - 1];
  if (region && within(own, region)) {
    const known = units.filter((u) => u.own && norm(u.text) === armed.want).length;
    const all = [];
    smallest(region, armed.want, all);
    if (all.length <= known) return; // only a re-render of an earlier message with the same words
  }
  learn(own);
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
  }
  // The row is what was put in with our words alone; what it was put into holds messages.
  let row = own;
  for (let up = own; up && up !== region; up = parentOf(up)) {
    if (up.nodeType !== 1) continue;
    const extra = norm(composed(up)).length - armed.want.length;
    if (extra > 60) break;
    row = up;
    if (inserted.has(up) && inserted.get(up) >= armed.at - 1) {
      const above = parentOf(up);
      if (above && !(inserted.has(above) && inserted.get(above) >= armed.at - 1)) break;
    }
  }
  for (let up = parentOf(row); up; up = parentOf(up)) {
    if (up.nodeType === 1) {
      containers.add(up);
      if (up !== region && signOf(up)) containerSigns.add(signOf(up));
    }
    if (up === region) break;
  }
}
