"""A second pair of eyes in a page: when each known text could first be seen there. It shares nothing with the probe.

It is told what will be said, counts in all that can be seen how often each text stands there, and notes the moment when
one more does. So it needs no idea of what a message is. `window.__witness` is {text: [performance.now(), …]}.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

_SCRIPT = """
(() => {
  const texts = %s;
  const seen = (window.__witness = Object.fromEntries(texts.map((t) => [t, []])));
  const plain = (s) => s.replace(/\\s+/g, " ");
  const roots = new Set();
  const observer = new MutationObserver(look);
  let asked = false;
  function observe(root) {
    if (roots.has(root)) return;
    roots.add(root);
    observer.observe(root, { childList: true, characterData: true, subtree: true, attributes: true });
  }
  const there = (el) =>
    el.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && el.getClientRects().length > 0;
  // All text below a root, and that of it which can be seen.
  function read(root, out) {
    observe(root);
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let n = walker.nextNode(); n; n = walker.nextNode()) {
      if (n.nodeType === 1) { if (n.shadowRoot) read(n.shadowRoot, out); continue; }
      const el = n.parentElement;
      if (!n.data.trim() || !el || /^(SCRIPT|STYLE|TEXTAREA|TITLE)$/.test(el.tagName)) continue;
      out.all.push(n.data);
      if (there(el)) out.visible.push(n.data);
    }
  }
  const count = (where, what) => where.split(what).length - 1;
  function look() {
    const now = performance.now(), out = { all: [], visible: [] };
    read(document, out);
    const all = plain(out.all.join(" \\u0001 ")), visible = plain(out.visible.join(" \\u0001 "));
    for (const text of texts) {
      for (let n = count(visible, text); n > seen[text].length; ) seen[text].push(now);
      // Something is there and cannot be seen yet: it may fade in.
      if (count(all, text) > seen[text].length && !asked) {
        asked = true;
        requestAnimationFrame(() => { asked = false; look(); });
      }
    }
  }
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (init) {
    const root = attach.call(this, init);
    observe(root);
    return root;
  };
  observe(document);
})();
"""


def witness_script(texts: Iterable[str]) -> str:
    """The script for texts that stand in one piece on the page, such as the first word or two of each answer."""
    return _SCRIPT % json.dumps(sorted(set(texts)))
