// The tree as it is composed: shadow roots and slots are crossed everywhere.
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
