// How a part of a page is named so that it is found again: by what its maker called it, never by what a build or a
// visit makes up (hashed classes, counted ids), and by its words only when it has no other name: they change with the
// visitor's language.
const parentIn = (n) => n.parentNode || (n instanceof ShadowRoot ? n.host : null);
function* everywhere(root) {
  yield root;
  for (const el of root.querySelectorAll("*")) if (el.shadowRoot) yield* everywhere(el.shadowRoot);
}
const seen = (el) => el.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && el.getBoundingClientRect().width > 2;
function matching(selector) {
  const found = [];
  for (const root of everywhere(document)) for (const el of root.querySelectorAll(selector)) if (seen(el)) found.push(el);
  return found;
}
const MADE_UP = /^(css|sc|jss|jsx|svelte|emotion|makestyles|styled|radix|headlessui|mui|ember|react-aria|astro|ng|v)[-_]?[\w-]*\d|^(css|sc|svelte|emotion|styled)-/i;
const PASSING = /(^|[-_])(active|opened|open|closed|hover(ed)?|focus(ed)?|visible|hidden|selected|first|last|new|unread|loading|loaded|enter(ed|ing)?|leav(e|ing)|animat\w*|transition\w*|shown?|disabled|enabled)$|^(is|has|ng)-/i;
function madeUp(word) {
  if (/^\d+$/.test(word)) return word.length > 2;
  if (/\d/.test(word) && /[a-z]/i.test(word)) return !/^[a-z]{2,}\d{1,2}$/i.test(word);
  const humps = word.replace(/([a-z])([A-Z])/g, "$1 $2").split(" ");
  if (humps.length > 1) return humps.some((h) => h.length < 3) || humps.every((h) => !/[aeiouy]/i.test(h));
  return word.length >= 5 && !/[aeiouyаеиоуюяєії]/i.test(word);
}
function lasting(name) {
  if (name.length < 3 || name.length > 60 || !/^[\p{L}_][\p{L}\p{N}_-]*$/u.test(name) || MADE_UP.test(name)) return false;
  return !name.split(/[-_]+/).filter(Boolean).some(madeUp);
}
const lastingId = (id) => lasting(id) && !/[-_]\d+$/.test(id);
const quote = (value) => '"' + value.replace(/["\\]/g, "\\$&") + '"';

// What one element could be called, the surest first.
function namesOf(el) {
  const tag = el.localName, names = [];
  if (el.id && lastingId(el.id)) names.push("#" + CSS.escape(el.id));
  for (const key of ["data-testid", "data-test-id", "data-test", "data-qa", "data-cy", "data-hook", "data-role"]) {
    const value = el.getAttribute(key);
    if (value && value.length <= 60 && !value.split(/[-_\s:]+/).filter(Boolean).some(madeUp)) names.push(`[${key}=${quote(value)}]`);
  }
  const called = el.getAttribute("name");
  if (called && lasting(called)) names.push(`${tag}[name=${quote(called)}]`);
  for (const part of (el.getAttribute("part") || "").split(/\s+/)) if (part && lasting(part)) names.push(`${tag}[part~=${quote(part)}]`);
  if (tag.includes("-") && lasting(tag)) names.push(tag);
  const classes = [...el.classList].filter((c) => lasting(c) && !PASSING.test(c));
  for (const c of classes) names.push(`${tag}.${CSS.escape(c)}`);
  if (classes.length > 1) names.push(tag + classes.slice(0, 4).map((c) => "." + CSS.escape(c)).join(""));
  const role = el.getAttribute("role"), aria = el.getAttribute("aria-label");
  if (role) names.push(`${tag}[role=${quote(role)}]`);
  if (aria && aria.length <= 60 && !/\d/.test(aria)) names.push(`${tag}[aria-label=${quote(aria)}]`);
  return names;
}
const bare = (el) => (el.tagName === "INPUT" && el.type ? `input[type=${quote(el.type)}]` : el.localName);
function* above(el) {
  for (let n = el.parentElement, i = 0; n && i < 7; n = n.parentElement, i++) if (n !== document.body && n !== document.documentElement) yield n;
}
// The selector of one element, alone among all that is shown. frail: nothing about it has a lasting name.
function selectorOf(el) {
  const alone = (s) => { const all = matching(s); return all.length === 1 && all[0] === el; };
  const own = [...namesOf(el), bare(el)];
  for (const name of own.slice(0, -1)) if (alone(name)) return { selector: name, frail: false };
  for (const up of above(el)) for (const outer of namesOf(up)) for (const name of own) if (alone(`${outer} ${name}`)) return { selector: `${outer} ${name}`, frail: false };
  if (alone(own.at(-1))) return { selector: own.at(-1), frail: false };
  let path = "", n = el;
  for (; n && n.nodeType === 1 && n !== document.body && n !== document.documentElement; n = n.parentElement) {
    const alike = n.parentNode ? [...n.parentNode.children].filter((k) => k.localName === n.localName) : [n];
    path = (alike.length > 1 ? `${n.localName}:nth-of-type(${alike.indexOf(n) + 1})` : n.localName) + (path ? " > " + path : "");
    if (alone(path)) return { selector: path, frail: true };
    const named = namesOf(n)[0];
    if (named && n !== el && alone(path.replace(/^[^ ]+/, named))) return { selector: path.replace(/^[^ ]+/, named), frail: true };
  }
  return { selector: path, frail: true };
}
