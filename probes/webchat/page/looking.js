// What a site says about how to reach the company: links, words, forms, buttons that order a call, data for machines.
const NUMBERLIKE = /@|\+?\(?\d[\d\s().-]{4,}\d|\d{1,2}[:.]\d{2}|24\s*[\/x]\s*7|цілодоб|круглосут|całodob|\b\d{1,2}\s*(am|pm)\b/iu;
const CALLBACK = words("call.?back", "call me( back)?\\b", "request a call", "order a call", "getcall", "bingc", "rngst",
  "зворотн\\S* дзв", "передзвон", "замовити дзв", "обратн\\S* звон", "перезвон", "заказать звон", "oddzwo", "zamów rozmow", "zadzwoń do mnie");
const MAX_LINKS = 2000, MAX_LINES = 400;
let noted = [];

function areaOf(el) {
  let area = "main";
  for (let n = el; n; n = up(n)) {
    if (n.nodeType !== 1) continue;
    const role = roleIn(n);
    if (n.tagName === "FOOTER" || role === "contentinfo") return "footer";
    if (n.tagName === "HEADER" && !n.closest?.("article, section") || role === "banner") return "top";
    if (n.tagName === "NAV" || role === "navigation" || role === "menu") area = "menu";
    if (getComputedStyle(n).position === "fixed" && area === "main") area = "corner";
  }
  return area;
}
const roleIn = (n) => n.getAttribute("role") || "";
const briefly = (s) => s.replace(/\s+/g, " ").trim().slice(0, 160);

// The text of an element, and of every open shadow root inside it.
function* linesOf(root) {
  const whole = root instanceof ShadowRoot ? [...root.children] : [root];
  for (const el of whole) for (const line of (el.innerText || "").split("\n")) if (line.trim()) yield line;
  for (const el of deep(root)) if (el.shadowRoot) for (const child of el.shadowRoot.children) for (const line of (child.innerText || "").split("\n")) if (line.trim()) yield line;
}
function contactForm(place) {
  const fields = [...deep(place)].filter((el) => fieldLike(el) && !el.disabled && asked(el));
  const asks = fields.map((el) => ({ said: caption(el), kind: kindOf(el, caption(el)) }));
  const kinds = new Set(asks.map((a) => a.kind));
  if (!fields.length || kinds.has("password") || roleIn(place) === "search") return null;
  const said = textIn(place) + " " + [...deep(place)].filter(pressable).map((el) => label(el) + textIn(el) + (el.value || "")).join(" ");
  const message = kinds.has("message"), reach = kinds.has("email") || kinds.has("phone");
  if (message && reach) return { kind: "website_form", asks };
  if (kinds.has("phone") && !kinds.has("order_number") && (CALLBACK.test(said + handles(place)) || CALL.test(said) && fields.length <= 3)) return { kind: "callback", asks };
  return null;
}
const orders = (el) => !/^(tel|mailto|sms):/i.test(el.getAttribute("href") || "") && CALLBACK.test([label(el), textIn(el), el.id, String(el.className), el.parentElement?.id || ""].join(" "))
  && textIn(el).length <= 60;

// Nothing here changes the page.
eyes.advertised = () => {
  noted = [];
  const note = (el) => noted.push(el) - 1;
  const links = [], lines = [], data = [], items = [], forms = [], calls = [];
  for (const el of deep(document)) {
    if (/^(A|AREA)$/.test(el.tagName) && el.hasAttribute("href") && links.length < MAX_LINKS) {
      const href = el.href.baseVal ?? el.href;
      if (!/^(https?|mailto|tel|sms|tg|viber|whatsapp|callto):/i.test(href)) continue;
      const named = [...el.querySelectorAll("[aria-label],[title],img[alt]")].slice(0, 2).map(label).join(" ");
      links.push({ href: href.slice(0, 500), text: briefly(textIn(el) || label(el) || named), where: shown(el) ? areaOf(el) : "unseen" });
    } else if (el.tagName === "SCRIPT" && el.type === "application/ld+json") data.push(el.textContent.slice(0, 50000));
    else if (el.tagName === "FORM") {
      const form = shown(el) && contactForm(el);
      if (form) forms.push({ i: note(el), ...form, asks: form.asks.map((a) => briefly(a.said)).filter(Boolean), text: briefly(headingOf(el)), where: areaOf(el) });
    }
    const item = el.getAttribute("itemprop");
    if (item && /^(telephone|email|openingHours)$/.test(item)) items.push({ item, text: briefly(el.getAttribute("content") || el.getAttribute("datetime") || el.textContent || ""), where: shown(el) ? areaOf(el) : "data" });
    if (pressable(el) && shown(el) && orders(el) && !calls.some((c) => noted[c.i].contains(el) || el.contains(noted[c.i])))
      calls.push({ i: note(el), text: briefly(textIn(el) || label(el)), where: areaOf(el) });
  }
  const areas = new Map();
  for (const el of document.querySelectorAll("footer, [role=contentinfo], header, [role=banner], nav, [role=navigation]"))
    if (shown(el)) for (const line of linesOf(el)) if (!areas.has(briefly(line))) areas.set(briefly(line), areaOf(el));
  if (document.body) {
    let before = "";
    for (const raw of linesOf(document.body)) {
      const line = briefly(raw);
      // Hours often stand in two lines: the days, then the times.
      if (NUMBERLIKE.test(line) && lines.length < MAX_LINES) lines.push({ text: line, before, where: areas.get(line) || "main" });
      before = line.length <= 60 ? line : "";
    }
  }
  return { links, lines, data, items, forms, calls, title: document.title, lang: document.documentElement.lang || "" };
};
function headingOf(form) {
  const own = [...form.querySelectorAll("h1,h2,h3,h4,h5,legend")].find(shown);
  if (own) return textIn(own);
  const button = submitOf(form);
  return label(form) || (button ? textIn(button) || button.value || label(button) : "") || "";
}
// The chat's Send button, also while there is nothing to send: what stands beside the box in its own window.
eyes.sendBeside = (box) => {
  const b = box.getBoundingClientRect();
  let whole = box;
  for (let n = up(box), i = 0; n && n !== document.body && i < 5; n = up(n), i++) if (n.nodeType === 1) whole = n;
  const beside = (el) => {
    const r = el.getBoundingClientRect();
    return r.bottom > b.top - 12 && r.top < b.bottom + 48 && r.left < b.right + 90 && r.right > b.left && r.width < Math.max(200, b.width) && !covered(el);
  };
  const near = [...deep(whole)].filter((el) => pressable(el) && shown(el) && !el.contains(box) && !leads(el) && beside(el));
  const saying = (el) => [label(el), textIn(el)].join(" ");
  const free = near.filter((el) => !NOT_SEND.test(saying(el)) && !AVOID.test(saying(el)));
  const right = free.filter((el) => el.getBoundingClientRect().left >= b.left + b.width * 0.6);
  return free.find((el) => SEND.test(saying(el) + " " + handles(el))) || right.at(-1) || null;
};
eyes.noted = (i) => noted[i];
