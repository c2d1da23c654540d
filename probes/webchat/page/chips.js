// Quick replies: things to press that stand in the conversation. They are offered with a message, and are none.
const CHIP_NAME = /(^|[-_\s])(chips?|quick-?repl\w*|btn|buttons?|suggest\w*|options?|choices?|pill)([-_\s]|$)/i;
const CHIP_ROLES = new Set(["button", "option", "radio", "menuitem", "menuitemradio"]);
const CHIP_LENGTH = 80;

function isChip(el, style) {
  if (el.tagName === "BUTTON" || CHIP_ROLES.has(roleOf(el))) return true;
  if (el.tagName === "INPUT") return /^(button|submit)$/.test(el.type);
  if (el.tagName === "LABEL") return Boolean(el.control && /^(radio|checkbox)$/.test(el.control.type));
  if (el.tagName === "A") {
    // A link that leads to another page is a link; one that stands in a sentence is a part of it.
    const href = el.getAttribute("href") || "";
    return (!href || href.startsWith("#") || /^javascript:/i.test(href)) && !besideText(el);
  }
  return looksPressable(el, style);
}
// Nothing says that it is to be pressed but the hand over it; a message may have that too, where a press shows its time.
function looksPressable(el, style) {
  if (style.cursor !== "pointer") return false;
  const above = parentOf(el);
  if (above && above.nodeType === 1 && getComputedStyle(above).cursor === "pointer") return false;
  const text = el.textContent.trim();
  if (!text || text.length > CHIP_LENGTH || besideText(el)) return false;
  if (el.hasAttribute("tabindex") || el.hasAttribute("onclick") || el.onclick) return true;
  return CHIP_NAME.test(typeof el.className === "string" ? el.className : "") || hasTwinBeside(el);
}
const besideText = (el) => [...(el.parentNode?.childNodes || [])].some((n) => n.nodeType === 3 && n.data.trim());
// Messages stand below each other, things to press also in a line.
function hasTwinBeside(el) {
  const own = el.getBoundingClientRect();
  return [el.previousElementSibling, el.nextElementSibling].some((twin) => {
    if (!twin || getComputedStyle(twin).cursor !== "pointer") return false;
    const other = twin.getBoundingClientRect();
    return Math.abs(other.top - own.top) < 4 && (other.left >= own.right - 1 || own.left >= other.right - 1);
  });
}

const chipText = (el) => (el.tagName === "INPUT" ? el.value : el.innerText || "").replace(/\s+/g, " ").trim();
const isDead = (el) => el.disabled || el.getAttribute("aria-disabled") === "true" || Boolean(el.control?.disabled);
function canBeSeen(el) {
  const box = el.getBoundingClientRect();
  return box.width >= 8 && box.height >= 8 && el.checkVisibility({ opacityProperty: true, visibilityProperty: true });
}
// All that can be pressed below an element, in the order of the document.
function chipsIn(el, out = [], except = null) {
  for (const kid of kids(el)) {
    if (kid.nodeType !== 1 || kid === composer || kid === except || kid.isContentEditable) continue;
    if (SILENT.has(kid.tagName) && kid.tagName !== "INPUT") continue;
    if (isChip(kid, getComputedStyle(kid))) {
      if (!isDead(kid) && canBeSeen(kid)) out.push(kid);
    } else chipsIn(kid, out, except);
  }
  return out;
}
const words = (chips) => chips.map(chipText).filter((t) => /[\p{L}\p{N}]/u.test(t) && t.length <= CHIP_LENGTH);

// What holds both the messages and the box one writes in; null where that is the whole page.
function panelOf() {
  if (!region || !region.isConnected) return null;
  let el = region;
  while (composer && composer.isConnected && el && !within(composer, el)) el = parentOf(el);
  while (el && el.nodeType !== 1) el = parentOf(el);
  return el && el !== document.body && el !== document.documentElement ? el : null;
}
// Some chats offer quick replies in a bar between the messages and the box.
function chipsBelow() {
  const panel = panelOf();
  if (!panel || panel === region || !composer) return [];
  const top = region.getBoundingClientRect().bottom, bottom = composer.getBoundingClientRect().top;
  if (bottom - top < 8) return [];
  return chipsIn(panel, [], region).filter((el) => {
    const box = el.getBoundingClientRect();
    return box.top >= top - 4 && box.bottom <= bottom + 4;
  });
}
// Each button belongs to the last message before it.
function giveButtons(parsedRows) {
  let last = null;
  for (const { boxes, chips } of parsedRows) {
    for (const box of boxes) { box.buttons = []; last = box; }
    if (last && chips.length) last.buttons = [...new Set([...last.buttons, ...words(chips)])];
  }
  if (last) last.buttons = [...new Set([...last.buttons, ...words(chipsBelow())])];
}

// What can be pressed in the conversation, newest last; without a conversation in this frame all of a framed document.
function offered() {
  if (region && region.isConnected) return [...chipsIn(region), ...chipsBelow()];
  return window !== window.top && document.documentElement ? chipsIn(document.documentElement) : [];
}
function findChip(text) {
  const want = norm(text);
  const called = (el) => [chipText(el), el.getAttribute("aria-label"), el.getAttribute("title")].some((t) => t && norm(t) === want);
  const near = offered().filter(called);
  if (near.length) return near[near.length - 1];
  const panel = panelOf();
  const rest = panel ? chipsIn(panel).filter(called) : [];
  return rest[rest.length - 1] || null;
}
