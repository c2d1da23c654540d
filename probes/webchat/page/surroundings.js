// What a thing is called, and what stands around it.
const up = (n) => n.parentNode || (n instanceof ShadowRoot ? n.host : null);
function* deep(root) {
  for (const el of root.querySelectorAll("*")) {
    yield el;
    if (el.shadowRoot) yield* deep(el.shadowRoot);
  }
}
function shown(el) {
  if (!el.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false;
  const r = el.getBoundingClientRect();
  if (r.width < 8 || r.height < 8) return false;
  if (r.right + scrollX <= 0 || r.bottom + scrollY <= 0 || r.left >= Math.max(innerWidth, document.documentElement.scrollWidth)) return false;
  return !outside(el, r);
}
// Whether it lies where nobody can scroll to: beyond the window in a fixed place, or cut away by what holds it.
function outside(el, r) {
  const held = holding(el);
  for (const n of held.cuts) {
    if (n === el) continue;
    const c = n.getBoundingClientRect();
    if (c.width < 4 || c.height < 4 || r.left >= c.right || r.right <= c.left || r.top >= c.bottom && n.scrollHeight <= n.clientHeight || r.bottom <= c.top) return true;
  }
  return held.fixed && (r.left >= innerWidth || r.top >= innerHeight || r.right <= 0 || r.bottom <= 0);
}
// What holds an element: what cuts it off, up to what is fixed.
function holding(el) {
  const known = kept && kept.holding.get(el);
  if (known) return known;
  const style = getComputedStyle(el), fixed = style.position === "fixed", holder = fixed ? null : above(el);
  const over = holder ? holding(holder) : { cuts: [], fixed };
  const cuts = /hidden|clip/.test(style.overflow) && style.display !== "contents" && el !== document.body && el !== document.documentElement;
  const made = cuts ? { cuts: [el, ...over.cuts], fixed: over.fixed } : over;
  if (kept) kept.holding.set(el, made);
  return made;
}
// What one look at the page has found out already; it is forgotten after.
let kept = null;
function keeping(work) {
  kept = { holding: new Map(), setting: new Map() };
  try { return work(); } finally { kept = null; }
}
// The element that holds this one, out of shadow roots too.
function above(el) {
  const n = el.assignedSlot || up(el);
  return n instanceof ShadowRoot ? n.host : n && n.nodeType === 1 ? n : null;
}
function label(el) {
  const named = (el.getAttribute("aria-labelledby") || "").split(/\s+/).map((id) => id && el.getRootNode().getElementById?.(id)?.textContent).filter(Boolean);
  const own = [el.getAttribute("aria-label"), ...named, el.getAttribute("placeholder"), el.getAttribute("data-placeholder"),
    el.getAttribute("aria-placeholder"), el.getAttribute("title"), el.getAttribute("alt"), el.getAttribute("deep-chat-placeholder-text")];
  if (el.labels) for (const l of el.labels) own.push(l.textContent);
  return own.filter(Boolean).join(" ").replace(/\s+/g, " ").trim().slice(0, 200);
}
const textIn = (el) => (el.innerText ?? el.textContent ?? "").replace(/\s+/g, " ").trim().slice(0, 160);
function handles(el, levels = 3) {
  const all = [];
  for (let n = el, i = 0; n && i < levels; n = up(n), i++) {
    if (n.nodeType !== 1) continue;
    all.push(n.id, typeof n.className === "string" ? n.className : "", n.getAttribute("data-testid"), n.getAttribute("data-test-id"), n.getAttribute("part"), n.localName.includes("-") ? n.localName : "");
  }
  return all.filter(Boolean).join(" ");
}
// bar: what is fixed is a strip over the whole width, as a header or a cookie bar is. placed: put there out of the flow.
function setting(el) {
  const { fixed, bar, placed, dialog, shadow, form } = settingOf(el);
  return { fixed: fixed || bar && window !== window.top, bar: bar && window === window.top, placed, dialog, shadow, form };
}
const OPEN_GROUND = { fixed: false, bar: false, placed: false, dialog: false, shadow: false, form: null };
function settingOf(el) {
  const known = kept && kept.setting.get(el);
  if (known) return known;
  const holder = up(el);
  let made = OPEN_GROUND;
  if (holder instanceof ShadowRoot) made = { ...settingOf(holder.host), shadow: true };
  else if (holder && holder.nodeType === 1) made = settingOf(holder);
  const style = getComputedStyle(el), role = el.getAttribute("role") || "";
  const dialog = /^(dialog|complementary)$/.test(role) || el.tagName === "ASIDE" || el.tagName === "DIALOG";
  if (/fixed|absolute/.test(style.position) || dialog || el.tagName === "FORM") {
    made = { ...made, dialog: made.dialog || dialog, placed: made.placed || /fixed|absolute/.test(style.position), form: el.tagName === "FORM" ? el : made.form };
    if (style.position === "fixed") {
      const r = el.getBoundingClientRect();
      if (r.width >= innerWidth * 0.8 && r.height > 0 && r.height <= innerHeight * 0.4) made.bar = true; else made.fixed = true;
    }
  }
  if (kept) kept.setting.set(el, made);
  return made;
}
function covered(el) {
  const r = el.getBoundingClientRect();
  const x = r.left + r.width / 2, y = r.top + r.height / 2;
  if (x < 0 || y < 0 || x > innerWidth || y > innerHeight) return false;
  let hit = document.elementFromPoint(x, y);
  while (hit && hit.shadowRoot) {
    const inner = hit.shadowRoot.elementFromPoint(x, y);
    if (!inner || inner === hit) break;
    hit = inner;
  }
  for (let n = hit; n; n = up(n)) if (n === el) return false;
  for (let n = el; n; n = up(n)) if (n === hit) return false;
  return Boolean(hit);
}
const MUCH = 600; // elements: what holds more is no chat window, or has been looked through already
function isBelow(el, list) {
  const r = el.getBoundingClientRect(), l = list.getBoundingClientRect();
  return r.top >= l.bottom - 10 && r.top <= l.bottom + 160 && r.left < l.right && r.right > l.left;
}
function logNear(el) {
  let looked = 0;
  for (let n = up(el), i = 0; n && i < 8 && looked < 3 * MUCH; n = up(n), i++) {
    if (n === document.body) return [...n.children].some((o) => /^(log|feed)$/.test(o.getAttribute("role") || "") && shown(o)) ? 4 : 0;
    const scope = n.nodeType === 1 ? (n.shadowRoot || n) : n;
    for (const o of deep(scope)) {
      if (++looked > 3 * MUCH) break;
      if (o.contains(el) || o === el) continue;
      const role = o.getAttribute("role") || "";
      if (role === "log" || role === "feed") return 4;
      if (/auto|scroll/.test(getComputedStyle(o).overflowY) && o.clientHeight > 60 && o.clientWidth > 120) {
        // Whatever it is called: right below what is read out as it grows, one writes.
        return o.getAttribute("aria-live") === "polite" && isBelow(el, o) ? 5 : 3;
      }
    }
  }
  return 0;
}
