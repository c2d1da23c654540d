// From a row of the list to messages: bubbles, and the small texts that stand around them.
const nodesOf = (node) => node.parts.filter((p) => typeof p !== "string" && !p.br);
const directText = (node) => node.parts.some((p) => typeof p === "string" && p.trim());
// A face drawn as letters. An answer of two letters can be as square, but has no rounder corners than any other.
const isAvatar = (node, text) => {
  if ([...text].length > 2 || !/[\p{L}\p{N}]/u.test(text)) return false;
  const box = node.el.getBoundingClientRect();
  if (box.width > SMALL || Math.abs(box.width - box.height) >= 6) return false;
  const corner = getComputedStyle(node.el).borderTopLeftRadius;
  return (corner.endsWith("%") ? parseFloat(corner) / 100 : parseFloat(corner) / box.width) >= 0.4 || /^\p{Lu}{1,2}$/u.test(text);
};

// A face drawn as an emoji: a small square beside what is said. An answer of an emoji stands alone.
function isFace(node, all) {
  const box = node.el.getBoundingClientRect();
  if (/[\p{L}\p{N}]/u.test(textOf(node)) || textOf(node).length > 12 || box.width > SMALL || Math.abs(box.width - box.height) >= 6) return false;
  return all.some((other) => {
    const o = other.el.getBoundingClientRect();
    return other !== node && (o.left >= box.right - 1 || o.right <= box.left + 1) && Math.min(o.bottom, box.bottom) > Math.max(o.top, box.top);
  });
}
// The outermost painted boxes below a node: the bubbles.
function bubbles(node, out) {
  for (const kid of nodesOf(node)) {
    if (kid.button) continue;
    if (kid.painted && !kid.flow && !directText(node)) {
      const text = textOf(kid);
      if (!text || isAvatar(kid, text)) continue;
      const inner = [];
      bubbles(kid, inner);
      const rest = inner.length ? textOf(kid, new Set(inner)) : "";
      if (inner.length >= 2 && (!rest || meta(rest))) out.push(...inner);
      else out.push(kid);
    } else bubbles(kid, out);
  }
}
const meta = (text) => text.split("\n").every((line) => line.split(/\s*[·•∙|]\s*/).every(isMeta));
function isMeta(piece) {
  const bare = piece.trim().replace(/^\((.*)\)$/, "$1").replace(/[✓✔√☑\s]+$/u, "");
  if (!bare || TICK.test(bare) || STATUS.test(bare) || DAY.test(bare)) return true;
  const status = STATUS_FIRST.exec(bare);
  return Boolean(status) && isMeta(bare.slice(status[0].length));
}
// "Anna · 10:32": a name with a time.
function signed(text) {
  if (text.length > 60 || text.includes("\n")) return "";
  const [name, ...rest] = text.split(/\s*[·•∙|,]\s*/);
  return rest.length && !meta(name) && rest.every(isMeta) ? name.replace(/:$/, "").trim() : "";
}

// Small texts that stand around a message: name, time, "Sent". Returns the nodes to leave out and the name.
function around(node) {
  const leaves = [];
  const gather = (n) => {
    const inner = nodesOf(n);
    if (!inner.length || directText(n) || inner.every((i) => i.inline && !i.painted) && !inner.some((i) => timeLike(i))) {
      leaves.push(n);
      return;
    }
    inner.forEach(gather);
  };
  gather(node);
  const skip = new Set();
  let sender = "";
  for (const leaf of leaves) if (leaf !== node && (timeLike(leaf) || isAvatar(leaf, textOf(leaf)))) skip.add(leaf);
  // An answer can be a time or a day: words that would leave nothing are the message.
  if (leaves.length && skip.size === leaves.length) skip.delete(leaves[0]);
  const rest = leaves.filter((l) => !skip.has(l));
  if (rest.length >= 2) {
    const [first, second] = rest;
    const last = rest[rest.length - 1];
    const name = textOf(first);
    if (name && name.length <= 40 && !name.includes("\n") && !/[.!?…]$/.test(name) && !PROSE.has(first.el.tagName)
        && isName(name) && first.font !== second.font && !isCard(node)) {
      skip.add(first);
      sender = nameIn(name);
    } else if (signed(textOf(last)) && !PROSE.has(last.el.tagName)) {
      skip.add(last);
      sender = signed(textOf(last));
    }
  }
  return { skip, sender };
}
// What has a picture or buttons in it has a title, and no name.
const isCard = (node) => Boolean(node.thing || (node.painted && node.button) || nodesOf(node).some((n) => n.thing || n.button || isCard(n)));
const timeLike = (node) => {
  const text = textOf(node);
  return Boolean(text) && text.length <= 60 && meta(text);
};
// "Conversation started on: 22 November" and "The bot's avatar" are nobody's name.
const isName = (line) => !NO_NAME.test(line) && !/:\s+\S/.test(line) && !line.split(/\s*[·•|,]\s*|\s+(?:on|at)\s+/).some((part) => part.length > 5 && DAY.test(part));
const nameIn = (line) => line.split(/\s*[·•|,]\s*|\s+(?=\d{1,2}[:.]\d{2})/)[0].replace(/:$/, "").trim();

function parseRow(row) {
  const watch = { pending: false };
  const behind = backgroundBehind(row);
  const node = see(row, behind, watch);
  if (watch.pending) {
    if (!pendingSince.has(row)) pendingSince.set(row, performance.now());
  } else pendingSince.delete(row);
  work.rows++;
  if (!node) {
    if (isDots(row)) noteTyping();
    return [];
  }
  if (node.button) return [];
  let found = [];
  const whole = toldAlone(row);
  if (!whole && !(node.painted && !looseContainer(node))) bubbles(node, found);
  found = found.filter((n) => !isFace(n, found));
  if (sideBySide(found)) found = [];
  const boxes = [];
  if (!found.length) {
    const { skip, sender } = whole ? { skip: null, sender: "" } : around(node);
    boxes.push({ node, text: textOf(node, skip), sender, row });
  } else {
    const rest = textOf(node, new Set(found)).split("\n").map((l) => l.trim())
      .filter((l) => l && l.length <= 60 && !meta(l) && [...l].length > 2 && isName(l));
    for (const box of found) {
      const { skip, sender } = around(box);
      boxes.push({ node: box, text: textOf(box, skip), sender: sender || (rest.length ? nameIn(rest[0]) : ""), row });
    }
  }
  const said = [];
  for (const b of boxes) {
    if (!b.text) continue;
    if (TYPING.test(b.text) || THINKING.test(b.text)) { noteTyping(); continue; }
    const look = lookOf(b.node, row, boxes.length === 1 ? node : b.node);
    if (meta(b.text) && isSeparator(b, look)) continue;
    said.push({ el: b.node.el, text: b.text, words: norm(b.text), sender: toldSender(b.node.el) || b.sender || (boxes.length === 1 ? faceIn(row) : ""), row, look });
  }
  return said;
}
// A day or a time that stands between messages, and is no answer that says one.
function isSeparator(box, look) {
  if (look.notice || look.edge === "center") return true;
  if (box.node.painted) return false;
  return units.some((u) => !u.gone && (u.look.bg || u.look.size > look.size)) || (look.edge === "full" && !units.some((u) => u.look.edge === "full"));
}
// The cards of one message, which one leafs through.
function sideBySide(found) {
  if (found.length < 2) return false;
  const boxes = found.map((n) => n.el.getBoundingClientRect());
  return boxes.slice(1).every((box, n) => Math.abs(box.top - boxes[n].top) < 8 && box.left >= boxes[n].right - 1)
    && found.every(isCard);
}
function looseContainer(node) {
  const inner = [];
  bubbles(node, inner);
  const rest = inner.length ? textOf(node, new Set(inner)) : "";
  return inner.length >= 2 && (!rest || meta(rest));
}
function backgroundBehind(el) {
  for (let n = parentOf(el); n; n = parentOf(n)) {
    if (n.nodeType !== 1) continue;
    const bg = getComputedStyle(n).backgroundColor;
    if (alpha(bg) > 0.02) return bg;
  }
  return "rgb(255, 255, 255)";
}

function extent(node) {
  let left = Infinity, right = -Infinity;
  const add = (box) => {
    if (box.width < 1 || box.height < 1) return;
    left = Math.min(left, box.left); right = Math.max(right, box.right);
  };
  const reach = (n) => {
    if (n.painted) { add(n.el.getBoundingClientRect()); return; }
    for (const kid of kids(n.el)) {
      if (kid.nodeType !== 3 || !kid.data.trim()) continue;
      const range = document.createRange();
      range.selectNodeContents(kid);
      for (const box of range.getClientRects()) add(box);
    }
    nodesOf(n).forEach(reach);
  };
  reach(node);
  return { left, right };
}
// How a message looks: where it stands, its colour, and what it is called on the way up to its row.
function lookOf(node, row, whole) {
  const frame = (region || row).getBoundingClientRect();
  const width = Math.max(1, frame.width);
  // A name or a picture beside the bubble belongs to where the message stands.
  const { left, right } = extent(whole);
  const l = (left - frame.left) / width, r = (frame.right - right) / width;
  let edge = "full";
  if (Number.isFinite(left)) {
    const meant = getComputedStyle(node.el).textAlign === "center";
    if (Math.abs(l - r) * width <= (meant ? 6 : 2) && l > 0.04) edge = "center";
    else if (Math.abs(l - r) >= 0.08) edge = l < r ? "left" : "right";
  }
  const names = new Set();
  let notice = false;
  for (let n = node.el; n; n = parentOf(n)) {
    if (n.nodeType === 1) {
      if (typeof n.className === "string") for (const c of n.className.split(/\s+/)) if (c) names.add(c);
      if (n.getAttribute("part")) names.add("part:" + n.getAttribute("part"));
      if (NOTICES.has(roleOf(n)) && n !== region) notice = true;
    }
    if (n === row) break;
  }
  return { edge, left: Math.round(left - frame.left), bg: node.painted ? node.bg : "", size: parseFloat(getComputedStyle(node.el).fontSize), color: getComputedStyle(node.el).color, names, notice };
}
