// The list: the box that holds all messages, and its rows.
const hasText = (el) => el.shadowRoot || el.textContent.trim() !== "" || el.querySelector("slot");
const textKids = (el) => [...kids(el)].filter((k) => k.nodeType === 1 && !SILENT.has(k.tagName) && hasText(k));
function isContainer(el) {
  if (containers.has(el)) return true;
  const sign = signOf(el);
  if (sign && containerSigns.has(sign)) return true;
  if (LISTS.has(roleOf(el)) && textKids(el).length) return true;
  if (PROSE.has(el.tagName) && el.tagName !== "UL" && el.tagName !== "OL") return false;
  const inner = textKids(el).filter((k) => !PROSE.has(k.tagName) || roleOf(k) === "listitem");
  if (inner.length < 2) return false;
  const alike = inner.filter((k) => ["listitem", "article"].includes(roleOf(k)));
  if (alike.length >= 2) return true;
  const named = new Map();
  for (const k of inner) {
    if (getComputedStyle(k).display.startsWith("inline")) continue;
    for (const c of typeof k.className === "string" ? new Set(k.className.split(/\s+/)) : []) {
      if (c) named.set(c, [...(named.get(c) || []), k]);
    }
  }
  return [...named.values()].some(stacked) && !paintOf(getComputedStyle(el), backgroundBehind(el)).painted;
}
// Messages stand below each other; the columns of one message beside each other.
function stacked(els) {
  const boxes = els.map((el) => el.getBoundingClientRect());
  return boxes.slice(1).some((box, n) => Math.min(box.bottom, boxes[n].bottom) - Math.max(box.top, boxes[n].top) < 4);
}
// In the order in which they stand below each other; what is known and was not touched is not looked at again.
function rowsOf(el, dirty, out) {
  const order = [...kids(el)];
  if (order.length > 1 && el.nodeType === 1 && getComputedStyle(el).flexDirection === "column-reverse") order.reverse();
  for (const kid of order) {
    if (kid.nodeType !== 1 || kid === composer || (SILENT.has(kid.tagName) && !THINGS.has(kid.tagName))) continue;
    if (dirty && !dirty.has(kid) && rows.has(kid) && !containers.has(kid)) { out.push(kid); continue; }
    if (dirty && !dirty.has(kid) && holding.has(kid)) { rowsOf(kid, dirty, out); continue; }
    if (composer && within(composer, kid) && !containsUnits(kid)) continue;
    const only = kid.tagName === "SLOT" || getComputedStyle(kid).display === "contents";
    if (only || isContainer(kid)) {
      holding.add(kid);
      rowsOf(kid, dirty, out);
    } else {
      holding.delete(kid);
      out.push(kid);
    }
  }
  return out;
}
let holding = new WeakSet(); // found to hold rows when last looked at
const containsUnits = (el) => units.some((u) => !u.gone && within(u.el, el));

// Where the messages probably are, seen from the message box: the nearest place around it with a log or a scrolling box.
function guessRegion(box, clipped = false) {
  const told = toldList(box);
  if (told) return told;
  for (let up = parentOf(box); up; up = parentOf(up)) {
    if (up.nodeType !== 1 && !(up instanceof ShadowRoot)) continue;
    const found = lists(up, box, clipped);
    if (found.length) return found[0].el;
    if (up === document.body || up === document.documentElement) break;
  }
  return clipped ? null : guessRegion(box, true);
}
// clipped: also what does not scroll by itself, where a page draws a bar of its own.
function lists(scope, box, clipped) {
  const found = [];
  const look = (el) => {
    if (el === box || SILENT.has(el.tagName)) return;
    if (!within(box, el) && el.checkVisibility({ opacityProperty: true, visibilityProperty: true })) {
      const style = getComputedStyle(el);
      const log = roleOf(el) === "log" || roleOf(el) === "feed";
      const scrolls = /auto|scroll|overlay/.test(style.overflowY);
      const rect = el.getBoundingClientRect();
      const clips = clipped && style.overflowY === "hidden" && rect.height >= 100 && rect.bottom <= box.getBoundingClientRect().top + 8 && hasText(el);
      if ((log || scrolls || clips) && rect.width >= 120 && rect.height >= 40) {
        found.push({ el, score: (log ? 1e7 : 0) + rect.width * rect.height });
        if (log) return;
      }
    }
    for (const kid of kids(el)) if (kid.nodeType === 1) look(kid);
  };
  for (const kid of kids(scope)) if (kid.nodeType === 1) look(kid);
  return found.sort((a, b) => b.score - a.score);
}
// The list's box, learnt from our own bubble: the nearest log or scrolling box around it, else all that is not the box.
function regionOf(own) {
  const told = composer && toldList(composer);
  if (told && within(own, told)) return told;
  let top = null;
  const size = own.getBoundingClientRect();
  for (let up = parentOf(own); up; up = parentOf(up)) {
    if (up.nodeType !== 1) continue;
    if (up === document.body || up === document.documentElement || (composer && within(composer, up))) break;
    top = up;
    if (roleOf(up) === "log" || roleOf(up) === "feed") return up;
    const rect = up.getBoundingClientRect();
    if (/auto|scroll|overlay/.test(getComputedStyle(up).overflowY) && rect.width > size.width && rect.height > size.height) return up;
  }
  return top;
}
