// What all messages of one side are called, learnt from one of them and one of the other side's.
const said = (el) => (el.innerText ?? el.textContent ?? "").replace(/\s+/g, " ").trim();
const holds = (outer, inner) => { for (let n = inner; n; n = parentIn(n)) if (n === outer) return true; return false; };
function painted(el) {
  const style = getComputedStyle(el), ground = /^rgba\(.*, ?0\)$/.test(style.backgroundColor) ? "" : style.backgroundColor;
  return Boolean(ground && ground !== "transparent") || style.backgroundImage !== "none" || parseFloat(style.borderTopWidth) > 0 && style.borderTopStyle !== "none";
}
function listAround(theirs, ours) {
  for (let n = parentIn(theirs); n; n = parentIn(n)) {
    if (n.nodeType !== 1 || n === document.body || n === document.documentElement) continue;
    if (ours && !holds(n, ours)) continue;
    const role = n.getAttribute("role");
    if (role === "log" || role === "feed" || /auto|scroll|overlay/.test(getComputedStyle(n).overflowY)) return n;
  }
  if (!ours) return null;
  for (let n = parentIn(theirs); n; n = parentIn(n)) if (n.nodeType === 1 && holds(n, ours)) return n;
  return null;
}
// The elements that may stand for the whole message, the likeliest first: its bubble, what holds nothing but the
// bubble, then what is inside.
function standing(clicked, list, other) {
  const path = [];
  for (let n = clicked; n && n !== list; n = n.parentElement) {
    if (other && holds(n, other) || n === document.body) break;
    path.push(n);
  }
  const words = said(path.find((n) => said(n)) || clicked);
  const bubble = path.findIndex((n) => painted(n) && said(n).length <= words.length * 20 + 200);
  const at = bubble >= 0 ? bubble : path.findLastIndex((n) => said(n) === words);
  const whole = path[at] ? said(path[at]) : words;
  const around = path.slice(at + 1).filter((n) => said(n) === whole);
  return [...(path[at] ? [path[at]] : []), ...around, ...path.slice(0, Math.max(0, at)).reverse()];
}
function sideOf(clicked, other, list) {
  let spare = null;
  for (const el of standing(clicked, list, other)) {
    const own = namesOf(el), joined = [];
    for (const up of above(el)) {
      if (up === list || other && holds(up, other)) break;
      for (const outer of namesOf(up)) for (const name of [...own, bare(el)]) joined.push(`${outer} ${name}`);
    }
    for (const selector of [...own, ...joined]) {
      const all = matching(selector);
      if (!all.includes(el) || other && all.some((m) => holds(m, other) || holds(other, m))) continue;
      if (all.some((m) => all.some((k) => k !== m && holds(m, k))) || list && all.some((m) => !holds(list, m))) continue;
      if (!selector.startsWith("#")) return { selector, frail: false };
      spare = spare || { selector, frail: true };
    }
  }
  return spare;
}
function messages(theirs, ours) {
  const list = listAround(theirs, ours);
  const found = { theirs: sideOf(theirs, ours, list), ours: ours ? sideOf(ours, theirs, list) : null, list: null };
  if (list) {
    const named = selectorOf(list);
    if (!named.frail) found.list = named;
  }
  return found;
}
