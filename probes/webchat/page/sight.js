// What a person sees: a tree of what is visible, and its words.
function hidden(el, style) {
  if (style.display === "none") return "never";
  if (style.display === "contents") return "";
  if (Number(style.opacity) <= 0.01) return "maybe";
  const clip = style.clipPath || "";
  if (clip.startsWith("inset(") && /inset\((50|[6-9]\d|100)%/.test(clip)) return "never";
  if (style.position === "absolute" || style.position === "fixed") {
    if (style.clip && style.clip !== "auto") return "never";
    const box = el.getBoundingClientRect();
    if (style.overflow !== "visible" && (box.width <= 1.5 || box.height <= 1.5)) return "never";
    if (box.right + window.scrollX < -500 || box.bottom + window.scrollY < -500) return "never";
  }
  if (style.overflow === "hidden" && style.display !== "inline") {
    const box = el.getBoundingClientRect();
    if (box.width < 1 || box.height < 1) return "maybe";
  }
  return "";
}
const alpha = (color) => {
  if (!color || color === "transparent") return 0;
  const m = /^rgba\(.*[,/]\s*([\d.]+)\)$/.exec(color);
  return m ? Number(m[1]) : 1;
};
function paintOf(style, behind) {
  const bg = style.backgroundColor;
  const filled = alpha(bg) > 0.02 && bg !== behind;
  const image = style.backgroundImage && style.backgroundImage !== "none";
  const sides = ["Top", "Bottom", "Left", "Right"].filter(
    (s) => parseFloat(style["border" + s + "Width"]) > 0 && alpha(style["border" + s + "Color"]) > 0.02
      && style["border" + s + "Style"] !== "none").length;
  const shadow = style.boxShadow && style.boxShadow !== "none";
  return { painted: Boolean(filled || image || sides >= 3 || shadow), bg: filled ? bg : behind };
}

// A font that draws words as pictures: "face" is a smile in it.
const SIGN_FONT = /icon|symbol|awesome|glyph/i;
// Nothing stands in it, and the words around it are kept apart by it all the same.
function isEmptyLine(el) {
  if (SILENT.has(el.tagName) || el.textContent.trim()) return false;
  const style = getComputedStyle(el);
  return style.display === "block" && /^(static|relative)$/.test(style.position) && style.float === "none";
}

// A tree of what is visible below an element: {el, painted, inline, parts: [text | node]}. null = nothing to read.
function see(el, behind, watch) {
  if (THINGS.has(el.tagName)) return seeThing(el, watch);
  if (SILENT.has(el.tagName) || el === composer) return null;
  if (el.isContentEditable) return null;
  if (el.tagName === "BR") return { el, br: true, parts: [] };
  if (hinted("typing", el)) noteTyping();
  if (hinted("typing", el) || hinted("ignore", el)) return null;
  const style = getComputedStyle(el);
  const veil = hidden(el, style);
  if (veil) {
    if (veil === "maybe" && watch && el.textContent.trim()) watch.pending = true;
    return null;
  }
  if (el.tagName.toLowerCase() === "svg") return null;
  const button = isChip(el, style);
  const paint = paintOf(style, behind);
  const unseen = style.visibility !== "visible";
  const signs = SIGN_FONT.test(style.fontFamily.split(",")[0]);
  const pre = style.whiteSpace.startsWith("pre") || style.whiteSpace === "break-spaces";
  const parts = [];
  for (const kid of kids(el)) {
    if (kid.nodeType === 3) {
      if (!kid.data || (signs && /^\s*[\w-]+\s*$/.test(kid.data))) continue;
      if (unseen) {
        if (watch && kid.data.trim()) watch.pending = true;
        continue;
      }
      parts.push(pre ? kid.data : kid.data.replace(/\s+/g, " "));
    } else if (kid.nodeType === 1) {
      const node = see(kid, paint.bg, watch);
      if (node) parts.push(node);
      else if (parts.length && typeof parts[parts.length - 1] === "string" && isEmptyLine(kid)) parts.push({ el: kid, br: true, parts: [] });
    }
  }
  if (!parts.some((p) => (typeof p === "string" ? p.trim() : !p.br))) {
    const file = el.tagName === "A" ? fileOf(el) : "";
    if (!file) return null;
    parts.push(file);
  }
  return { el, parts, button, painted: paint.painted, bg: paint.bg, inline: style.display.startsWith("inline"),
    cell: style.display === "table-cell",
    flow: style.display === "inline", font: style.fontSize + style.fontWeight + style.color };
}

function write(node, skip, out) {
  if (node.br) { out.push("\n"); return; }
  if (node.button || (skip && skip.has(node))) return;
  const edge = node.cell ? " " : node.inline ? "" : "\n";
  out.push(edge);
  for (const part of node.parts) typeof part === "string" ? out.push(part) : write(part, skip, out);
  out.push(edge);
}
const textOf = (node, skip) => {
  const out = [];
  write(node, skip, out);
  return out.join("").replace(/[ \t\u00a0]+/g, " ").replace(/ ?\n ?/g, "\n").replace(/\n{2,}/g, "\n").trim().slice(0, MAX_TEXT);
};
