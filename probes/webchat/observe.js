// The eyes of the web chat probe inside a page. Injected into every frame before its own scripts.
//
// It watches the document and every open shadow root, finds the list of messages by what appears after our own message
// (before that, by the message box's surroundings), and reports each new or changed message with the page's own clock.
// It knows no widget: only roles, paint, geometry, and what changed. Nothing is polled; frames of animation are awaited
// only while something with text is still invisible.
(() => {
  "use strict";
  const here = window.__shopper;
  if (here && here.document === document) return;

  const TICK = new RegExp(
    "^(" + [
      "(today|yesterday|сьогодні|вчора|сегодня|вчера|dzisiaj|dziś|wczoraj)?[,\\s]*(at\\s*|о\\s*|в\\s*|o\\s*)?\\d{1,2}[:.]\\d{2}([:.]\\d{2})?\\s*([ap]\\.?m\\.?)?",
      "(just )?now|moments? ago|щойно|тільки що|только что|przed chwilą|teraz|зараз",
      "(a|an|one|\\d+)\\s*\\p{L}{1,9}\\.?\\s*(ago|тому|назад|temu)",
    ].join("|") + ")$", "iu");
  const DAY = new RegExp(
    "^(today|yesterday|сьогодні|вчора|сегодня|вчера|dzisiaj|dziś|wczoraj|" +
    "(\\p{L}{2,12}[.,]?\\s+)?(\\d{1,4}[./-]\\d{1,2}[./-]\\d{1,4}|\\d{1,2}\\.?\\s+\\p{L}{3,12}\\.?(\\s+\\d{4})?|\\p{L}{3,12}\\s+\\d{1,2}(,?\\s+\\d{4})?))$",
    "iu");
  const STATUS = /^[✓✔\s]*(sent|delivered|read|seen|sending|надіслано|доставлено|прочитано|надсилається|відправлено|отправлено|отправка|wysłano|dostarczono|przeczytano|wyświetlono)?[.…✓✔\s]*$/iu;
  const TYPING = /^.{0,40}(is typing|are typing|typing|друкує|пише|набирає|печатает|пишет|набирает|pisze)\s*(\.|…|\s)*$/iu;
  const PROSE = new Set(["P", "LI", "H1", "H2", "H3", "H4", "H5", "H6", "PRE", "CODE", "TR", "TD", "TH", "TBODY", "STRONG", "B",
    "EM", "I", "BLOCKQUOTE", "UL", "OL", "TABLE"]);
  const SILENT = new Set(["SCRIPT", "STYLE", "TEMPLATE", "NOSCRIPT", "TEXTAREA", "INPUT", "SELECT", "OPTION", "VIDEO",
    "AUDIO", "CANVAS", "OBJECT", "IFRAME", "TIME", "HEAD", "TITLE", "LINK", "META"]);
  const LISTS = new Set(["log", "list", "feed"]);
  const NOTICES = new Set(["status", "alert", "separator", "note"]);
  const REVEAL_MS = 3000; // how long an invisible message is given to fade in
  const MAX_TEXT = 200000;

  const docId = Math.random().toString(36).slice(2) + Math.random().toString(36).slice(2);
  const seenRoots = new WeakSet();
  const inserted = new WeakMap(); // element -> page clock when it was put in
  let serial = 0;
  let nextUnit = 1;
  let composer = null;
  let region = null; // the box that holds all messages
  let openedAt = 0;
  let alerts = false;
  let armed = null; // our message that is about to appear
  let said = []; // normalised texts of ours, in order
  let units = []; // every message known, in order; `gone` ones stay for re-renders
  let containers = new WeakSet(); // learnt: holds messages, is none
  let containerSigns = new Set();
  let ownLooks = [];
  let rows = new Map(); // row element -> its parsed boxes
  let pendingSince = new Map(); // row with invisible text -> since when
  let frameAsked = false;

  // ---- tree helpers: shadow roots and slots are crossed everywhere -------------------------------------------------
  const parentOf = (n) => n.assignedSlot || n.parentNode || (n instanceof ShadowRoot ? n.host : null);
  const kids = (el) => {
    if (el.shadowRoot) return el.shadowRoot.childNodes;
    if (el.tagName === "SLOT") {
      const given = el.assignedNodes();
      if (given.length) return given;
    }
    return el.childNodes;
  };
  const within = (node, ancestor) => {
    for (let n = node; n; n = parentOf(n)) if (n === ancestor) return true;
    return false;
  };
  const norm = (s) => {
    const plain = (s || "").normalize("NFKC").toLowerCase();
    const bare = plain.replace(/[^\p{L}\p{N}]+/gu, "");
    return bare || plain.replace(/\s+/g, "");
  };
  const signOf = (el) => {
    const classes = typeof el.className === "string" ? el.className.trim().split(/\s+/).filter(Boolean).sort() : [];
    return classes.length ? el.tagName + "." + classes.join(".") : "";
  };
  const roleOf = (el) => (el.getAttribute && el.getAttribute("role")) || "";

  // ---- what a person sees --------------------------------------------------------------------------------------------
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

  // A tree of what is visible below an element: {el, painted, inline, parts: [text | node]}. null = nothing to read.
  function see(el, behind, watch) {
    if (SILENT.has(el.tagName) || el === composer) return null;
    if (el.isContentEditable) return null;
    if (el.tagName === "BR") return { el, br: true, parts: [] };
    const style = getComputedStyle(el);
    const veil = hidden(el, style);
    if (veil) {
      if (veil === "maybe" && watch && el.textContent.trim()) watch.pending = true;
      return null;
    }
    if (el.tagName === "IMG") {
      const box = el.getBoundingClientRect();
      return el.alt && box.width <= 40 && box.height <= 40 ? { el, inline: true, parts: [el.alt] } : null;
    }
    if (el.tagName.toLowerCase() === "svg") return null;
    const button = el.tagName === "BUTTON" || roleOf(el) === "button";
    const paint = paintOf(style, behind);
    const unseen = style.visibility !== "visible";
    const pre = style.whiteSpace.startsWith("pre") || style.whiteSpace === "break-spaces";
    const parts = [];
    for (const kid of kids(el)) {
      if (kid.nodeType === 3) {
        if (!kid.data) continue;
        if (unseen) {
          if (watch && kid.data.trim()) watch.pending = true;
          continue;
        }
        parts.push(pre ? kid.data : kid.data.replace(/\s+/g, " "));
      } else if (kid.nodeType === 1) {
        const node = see(kid, paint.bg, watch);
        if (node) parts.push(node);
      }
    }
    if (!parts.some((p) => (typeof p === "string" ? p.trim() : !p.br))) return null;
    return { el, parts, button, painted: paint.painted, bg: paint.bg, inline: style.display.startsWith("inline"),
      flow: style.display === "inline", font: style.fontSize + style.fontWeight + style.color };
  }

  function write(node, skip, out) {
    if (node.br) { out.push("\n"); return; }
    if (node.button || (skip && skip.has(node))) return;
    if (!node.inline) out.push("\n");
    for (const part of node.parts) typeof part === "string" ? out.push(part) : write(part, skip, out);
    if (!node.inline) out.push("\n");
  }
  const textOf = (node, skip) => {
    const out = [];
    write(node, skip, out);
    return out.join("").replace(/[ \t\u00a0]+/g, " ").replace(/ ?\n ?/g, "\n").replace(/\n{2,}/g, "\n").trim().slice(0, MAX_TEXT);
  };

  // ---- from a row to messages ----------------------------------------------------------------------------------------
  const nodesOf = (node) => node.parts.filter((p) => typeof p !== "string" && !p.br);
  const directText = (node) => node.parts.some((p) => typeof p === "string" && p.trim());
  const isAvatar = (node, text) => {
    const box = node.el.getBoundingClientRect();
    return [...text].length <= 2 && box.width <= 64 && Math.abs(box.width - box.height) < 6;
  };

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
  const meta = (text) => text.split("\n").every((line) => {
    const bare = line.trim();
    return !bare || TICK.test(bare) || STATUS.test(bare) || DAY.test(bare);
  });

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
    const rest = leaves.filter((l) => !skip.has(l));
    if (rest.length >= 2) {
      const [first, second] = rest;
      const name = textOf(first);
      if (name && name.length <= 40 && !name.includes("\n") && !/[.!?…]$/.test(name) && !PROSE.has(first.el.tagName)
          && first.font !== second.font) {
        skip.add(first);
        sender = nameIn(name);
      }
    }
    return { skip, sender };
  }
  const timeLike = (node) => {
    const text = textOf(node);
    return Boolean(text) && text.length <= 60 && meta(text);
  };
  const nameIn = (line) => line.split(/\s*[·•|,]\s*|\s+(?=\d{1,2}[:.]\d{2})/)[0].replace(/:$/, "").trim();

  function parseRow(row) {
    const watch = { pending: false };
    const behind = backgroundBehind(row);
    const node = see(row, behind, watch);
    if (watch.pending) {
      if (!pendingSince.has(row)) pendingSince.set(row, performance.now());
    } else pendingSince.delete(row);
    if (!node || node.button) return [];
    const found = [];
    if (!(node.painted && !looseContainer(node))) bubbles(node, found);
    const boxes = [];
    if (!found.length) {
      const { skip, sender } = around(node);
      boxes.push({ node, text: textOf(node, skip), sender, row });
    } else {
      const rest = textOf(node, new Set(found)).split("\n").map((l) => l.trim())
        .filter((l) => l && l.length <= 60 && !meta(l) && [...l].length > 2);
      for (const box of found) {
        const { skip, sender } = around(box);
        boxes.push({ node: box, text: textOf(box, skip), sender: sender || (rest.length ? nameIn(rest[0]) : ""), row });
      }
    }
    return boxes.filter((b) => b.text && !TYPING.test(b.text) && !(meta(b.text) && DAY.test(b.text))).map((b) => ({
      el: b.node.el, text: b.text, sender: b.sender, row, look: lookOf(b.node, row, boxes.length === 1 ? node : b.node) }));
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
    return { edge, left: Math.round(left - frame.left), bg: node.painted ? node.bg : "", color: getComputedStyle(node.el).color, names, notice };
  }

  // ---- the list ------------------------------------------------------------------------------------------------------
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
    const counts = new Map();
    for (const k of inner) {
      if (getComputedStyle(k).display.startsWith("inline")) continue;
      for (const c of typeof k.className === "string" ? new Set(k.className.split(/\s+/)) : []) {
        if (c) counts.set(c, (counts.get(c) || 0) + 1);
      }
    }
    return [...counts.values()].some((n) => n >= 2) && !paintOf(getComputedStyle(el), backgroundBehind(el)).painted;
  }
  function rowsOf(el, dirty, out) {
    for (const kid of kids(el)) {
      if (kid.nodeType !== 1 || SILENT.has(kid.tagName) || (composer && within(composer, kid) && kid !== composer && !containsUnits(kid))) continue;
      if (kid === composer) continue;
      const only = kid.tagName === "SLOT" || getComputedStyle(kid).display === "contents";
      const known = rows.has(kid) && dirty && !dirty.has(kid);
      if (only || (known ? containers.has(kid) : isContainer(kid))) rowsOf(kid, dirty, out);
      else out.push(kid);
    }
    return out;
  }
  const containsUnits = (el) => units.some((u) => !u.gone && within(u.el, el));

  // Where the messages probably are, seen from the message box: the nearest place around it with a log or a scrolling box.
  function guessRegion(box) {
    for (let up = parentOf(box); up; up = parentOf(up)) {
      if (up.nodeType !== 1 && !(up instanceof ShadowRoot)) continue;
      const found = lists(up, box);
      if (found.length) return found[0].el;
      if (up === document.body || up === document.documentElement) break;
    }
    return null;
  }
  function lists(scope, box) {
    const found = [];
    const look = (el) => {
      if (el === box || SILENT.has(el.tagName)) return;
      if (!within(box, el) && el.checkVisibility({ opacityProperty: true, visibilityProperty: true })) {
        const style = getComputedStyle(el);
        const log = roleOf(el) === "log" || roleOf(el) === "feed";
        const scrolls = /auto|scroll|overlay/.test(style.overflowY);
        const rect = el.getBoundingClientRect();
        if ((log || scrolls) && rect.width >= 120 && rect.height >= 40) {
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

  // ---- our own message -------------------------------------------------------------------------------------------------
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
    if (!text.includes(want)) return false;
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

  // ---- keeping the list ------------------------------------------------------------------------------------------------
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
  const telling = () => !units.some((u) => !u.own && !said.includes(norm(u.text)) && vote(u.look) > 0);
  const sameWords = (shown, want) => shown === want || (want.length >= 40 && shown.length >= 40 && want.startsWith(shown));

  function isOurs(text, look) {
    const shown = norm(text);
    if (armed && !armed.done && sameWords(shown, armed.want) && (!ownLooks.length || vote(look) > -3)) return armed.id;
    const times = said.filter((s) => sameWords(shown, s)).length;
    if (!times) return "";
    const known = units.filter((u) => u.own && sameWords(norm(u.text), shown)).length;
    if (known < times && (!ownLooks.length || vote(look) > -3)) return "said";
    return ownLooks.length && vote(look) > 0 && telling() ? "copy" : "";
  }

  function refresh(dirty, now, history) {
    if (!region || !region.isConnected) return;
    const list = rowsOf(region, dirty, []);
    const fresh = new Map();
    const boxes = [];
    for (const row of list) {
      const parsed = !dirty || dirty.has(row) || !rows.has(row) ? parseRow(row) : rows.get(row);
      fresh.set(row, parsed);
      for (const box of parsed) boxes.push(box);
    }
    rows = fresh;
    for (const row of pendingSince.keys()) if (!rows.has(row)) pendingSince.delete(row);
    settle(boxes, now, history);
  }

  function settle(boxes, now, history) {
    const byEl = new Map(units.map((u) => [u.el, u]));
    const taken = new Set();
    const matched = boxes.map((b) => {
      const u = byEl.get(b.el);
      if (u && !taken.has(u)) { taken.add(u); return u; }
      return null;
    });
    // Elements that are new may be old messages drawn again: same words (or grown words), same place in the order.
    const place = new Map(units.map((u, i) => [u, i]));
    let low = -1;
    for (let i = 0; i < boxes.length; i++) {
      if (matched[i]) { low = Math.max(low, place.get(matched[i])); continue; }
      let high = units.length;
      for (let j = i + 1; j < boxes.length; j++) if (matched[j]) { high = place.get(matched[j]); break; }
      const words = norm(boxes[i].text);
      let pick = null;
      for (let k = low + 1; k < high && !pick; k++) if (!taken.has(units[k]) && norm(units[k].text) === words) pick = units[k];
      for (let k = low + 1; k < high && !pick; k++) {
        const old = norm(units[k].text);
        const drawnAgain = !taken.has(units[k]) && !units[k].gone && old.length >= 2 && words.startsWith(old);
        if (drawnAgain && i === boxes.length - 1 && k === units.length - 1) pick = units[k];
      }
      if (pick) { matched[i] = pick; taken.add(pick); low = place.get(pick); }
    }
    const order = [];
    const events = [];
    const leftovers = units.filter((u) => !taken.has(u));
    for (let i = 0; i < boxes.length; i++) {
      const box = boxes[i];
      let unit = matched[i];
      if (unit) {
        unit.el = box.el;
        unit.gone = false;
        if (box.text !== unit.text) {
          unit.text = box.text;
          unit.changed = now;
          if (!unit.own) events.push(tell("changed", unit));
        }
        unit.look = box.look;
        unit.sender = box.sender || unit.sender;
      } else {
        const shown = norm(box.text);
        const part = leftovers.find((u) => !u.own && norm(u.text).length > shown.length && norm(u.text).includes(shown) && within(box.el, u.el));
        const own = isOurs(box.text, box.look);
        let first = now;
        if (history) {
          first = openedAt;
          for (let n = box.el; n; n = parentOf(n)) if (inserted.has(n)) { first = Math.max(first, inserted.get(n)); break; }
        }
        unit = { id: docId + ":" + nextUnit++, el: box.el, text: box.text, sender: box.sender, look: box.look, first,
          changed: first, own, history: Boolean(history), alias: Boolean(part) };
        if (own && own !== "copy") ownLooks = [...ownLooks.slice(-3), box.look];
        if (armed && own === armed.id && !armed.done) {
          armed.done = true;
          events.push({ type: "own", say: armed.id, id: unit.id, at: now, pressed: armed.pressed });
        }
        if (!unit.alias) events.push(tell("new", unit));
      }
      order.push(unit);
    }
    // What has gone keeps its place, so that it is recognised when it is drawn again.
    const kept = new Set(order);
    const merged = [];
    let at = 0;
    for (const unit of units) {
      if (kept.has(unit)) {
        while (at < order.length) {
          merged.push(order[at]);
          if (order[at++] === unit) break;
        }
      } else {
        unit.gone = true;
        merged.push(unit);
      }
    }
    while (at < order.length) merged.push(order[at++]);
    units = [...new Set(merged)];
    for (const event of events) report(event);
  }

  // A notice has a role that says so, or stands in the middle, where neither side's messages begin.
  function isNotice(unit) {
    const { look } = unit;
    if (look.notice) return true;
    if (look.edge !== "center" || unit.sender || ownLooks.some((o) => o.edge === "center")) return false;
    return !units.some((u) => u !== unit && !u.own && u.look.edge === "left"
      && (Math.abs(u.look.left - look.left) <= 3 || (look.bg && u.look.bg === look.bg)));
  }
  const plain = (unit) => ({ id: unit.id, text: unit.text, sender: unit.sender, first: unit.first, changed: unit.changed,
    own: unit.own || "", history: unit.history, edge: unit.look.edge,
    notice: isNotice(unit) });
  const tell = (type, unit) => ({ type, ...plain(unit) });

  // ---- reporting ---------------------------------------------------------------------------------------------------------
  const waiting = [];
  function report(event) {
    waiting.push({ doc: docId, n: ++serial, ...event });
    if (typeof window.__shopper_report !== "function") return;
    while (waiting.length) window.__shopper_report(JSON.stringify(waiting.shift())).catch(() => {});
  }

  // ---- watching ----------------------------------------------------------------------------------------------------------
  const observer = new MutationObserver((records) => noticed(records));
  const OPTIONS = { childList: true, characterData: true, subtree: true, attributes: true,
    attributeFilter: ["class", "style", "hidden", "open", "aria-busy"] };
  function watchRoot(root) {
    if (seenRoots.has(root)) return;
    seenRoots.add(root);
    observer.observe(root, OPTIONS);
    for (const el of root.querySelectorAll("*")) if (el.shadowRoot) watchRoot(el.shadowRoot);
  }
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function attachShadow(init) {
    const root = attach.call(this, init);
    if (init && init.mode === "open") watchRoot(root);
    return root;
  };

  function noticed(records) {
    const now = performance.now();
    const touched = new Set();
    for (const record of records) {
      for (const node of record.addedNodes) {
        if (node.nodeType === 1) {
          inserted.set(node, now);
          if (node.shadowRoot) watchRoot(node.shadowRoot);
          for (const el of node.querySelectorAll("*")) if (el.shadowRoot) watchRoot(el.shadowRoot);
        }
      }
      if (!record.target.isConnected) continue;
      touched.add(record.target.nodeType === 3 ? record.target.parentNode : record.target);
    }
    if (alerts && touched.size) { alerts = false; report({ type: "stir" }); }
    touched.delete(null);
    look(touched, now);
  }
  function look(touched, now) {
    if (!touched.size) return;
    if (armed && !armed.done) {
      const roots = new Set([...touched].filter((t) => t.nodeType === 1 || t instanceof ShadowRoot).filter((t) => !composer || !within(t, composer)));
      if (roots.size) lookForOwn(roots, now);
    }
    if (!region) {
      if (composer && !ownLooks.length && said.length && !armed && seek()) refresh(null, now);
      return;
    }
    if (!region.isConnected) {
      const again = composer && composer.isConnected ? guessRegion(composer) : null;
      if (!again) { report({ type: "lost" }); region = null; return; }
      region = again;
      rows = new Map();
      refresh(null, now);
      askFrame();
      return;
    }
    const dirty = new Set();
    let whole = false;
    for (const t of touched) {
      if (composer && within(t, composer)) continue;
      if (!within(t, region)) {
        if (within(region, t) && t !== document.body && t !== document.documentElement) whole = true;
        continue;
      }
      let n = t;
      while (n && !rows.has(n) && n !== region) n = parentOf(n);
      if (n && n !== region) dirty.add(n);
      else dirty.add(t);
    }
    if (whole) refresh(null, now);
    else if (dirty.size) refresh(dirty, now);
    askFrame();
  }
  function askFrame() {
    const now = performance.now();
    for (const since of pendingSince.values()) {
      if (now - since < REVEAL_MS && !frameAsked) {
        frameAsked = true;
        requestAnimationFrame(() => { frameAsked = false; revealed(); });
      }
    }
  }
  function revealed() {
    if (!pendingSince.size) return;
    refresh(new Set(pendingSince.keys()), performance.now());
    askFrame();
  }
  // When our message was sent off: the last press before its bubble stood there. The page's own code hears it after us.
  const pressed = (event) => {
    if (armed && !armed.done && event.isTrusted && (event.type === "click" || event.key === "Enter")) {
      armed.pressed = performance.now();
    }
  };
  for (const kind of ["keydown", "click"]) window.addEventListener(kind, pressed, true);
  for (const kind of ["animationend", "transitionend", "animationstart"]) document.addEventListener(kind, revealed, true);

  window.__shopper = {
    document,
    doc: docId,
    clock: () => [docId, performance.now()],
    // Report the next change of the document, once.
    stir: () => { alerts = true; },
    // Begin to read: `box` is where one writes; `texts` are those of ours that may already stand there.
    watch: (box, texts, opened) => {
      composer = box;
      openedAt = opened;
      said = texts.map(norm);
      region = guessRegion(box);
      rows = new Map();
      if (!region && said.length) seek();
      refresh(null, performance.now(), true);
      askFrame();
      return Boolean(region);
    },
    // The message box was drawn again.
    rebox: (box) => { composer = box; if (!region) { region = guessRegion(box); refresh(null, performance.now()); } },
    arm: (id, text) => {
      const want = norm(text);
      const before = [];
      for (const kid of kids(document.documentElement)) if (kid.nodeType === 1) smallest(kid, want, before);
      armed = { id, want, at: performance.now(), pressed: null, done: false, before: new Set(before) };
      said.push(want);
      return armed.at;
    },
    // It turned out that this one was never sent.
    unsay: (text) => { const i = said.lastIndexOf(norm(text)); if (i >= 0) said.splice(i, 1); },
    disarm: () => { if (armed && !armed.done) { said.pop(); armed = null; } },
    units: () => units.filter((u) => !u.gone && !u.alias).map(plain),
    panel: () => {
      if (!region || !region.isConnected) return null;
      let el = region;
      while (composer && el && !within(composer, el)) el = parentOf(el);
      while (el && el.nodeType !== 1) el = parentOf(el);
      const r = (el || region).getBoundingClientRect();
      return { x: r.x, y: r.y, width: r.width, height: r.height };
    },
  };
  watchRoot(document);
})();
