// Where does one write here, and what opens the chat? Joined to observe.js and injected with it.
//
// survey() scores every visible message box and every visible thing to press by what a person goes by: its words and
// roles, where it stands, what stands around it. The probe presses the best, and looks again.
(() => {
  "use strict";
  const eyes = window.__shopper;
  if (!eyes || eyes.survey) return;

  const words = (...list) => new RegExp(list.join("|"), "iu");
  const WRITE = words("messag", "\\btype\\b", "\\bwrite\\b", "\\bask\\b", "\\bchat", "\\breply\\b", "question", "how can we help", "aa$",
    "повідомл", "напиш", "введіть", "запита", "відповід", "сообщ", "введите", "вопрос", "ответ", "wiadomo", "napisz", "wpisz", "pytanie", "zapytaj");
  const NOT_WRITE = words("search", "пошук", "шука", "поиск", "искать", "szukaj", "e-?mail", "newsletter", "subscri", "підпис", "подпис",
    "review", "відгук", "отзыв", "opini", "comment", "комент", "komentar", "coupon", "promo", "купон", "subject", "\\bname\\b", "ім'я", "имя", "imię",
    "phone", "телефон", "address", "адрес", "password", "пароль", "hasło", "quantity");
  const CHAT = words("\\bchat", "live ?chat", "чат", "\\bczat", "messenger", "message us", "send us a message", "talk to us", "support", "help",
    "ask (us|a question)", "консульт", "допомог", "підтрим", "поддерж", "помощ", "помог", "напишіть нам", "напишите нам", "запитайте",
    "pomoc", "napisz do nas", "wsparcie", "contact us", "зв'яз", "связаться", "kontakt");
  const STRONG = words("\\bchat", "чат", "\\bczat", "message", "повідомл", "сообщ", "wiadomo");
  const BEGIN = words("new (conversation|chat)", "start (a |the )?(new )?(chat|conversation)", "send us a message", "chat (now|with)", "begin",
    "почати", "розпочати", "нова розмова", "начать", "новый (чат|диалог)", "rozpocznij", "nowa rozmowa", "^start$", "continue", "продовж", "продолж");
  const AGREE = words("^(i )?(accept|agree|ok|got it|allow all|accept all)", "^(я )?(згод|прийн|погодж|соглас|прин)", "^(akcept|zgadzam|zgoda|rozumiem)", "зрозуміло", "понятно");
  const HANDLE = words("chat", "messenger", "launcher", "widget", "livechat", "support", "bubble", "jdiv", "toggle");
  const CALL = words("\\bcall", "callback", "call-back", "\\bphone", "дзвін", "дзвон", "передзвон", "звон", "zadzwo", "oddzwo", "\\btel:", "getcall", "bingc", "rngst");
  const ELSEWHERE = words("t\\.me|telegram|whatsapp|wa\\.me|viber|facebook|instagram|vk\\.com|mailto:|twitter|youtube|tiktok|linkedin");
  const AVOID = words("close", "закри", "закры", "zamknij", "minimi", "згорн", "сверн", "cart", "кошик", "корзин", "koszyk", "\\btop\\b", "наверх", "вгору", "log ?in",
    "sign", "увій", "войти", "zaloguj", "buy", "order now", "купит", "kup", "checkout", "delete", "rate", "оцін", "оцен", "oceń", "menu", "меню", "\\bfaq", "print");
  const SEND = words("send", "submit", "надісл", "відправ", "отправ", "wyślij", "послать");
  const NOT_SEND = words("attach", "file", "emoji", "voice", "micro", "audio", "photo", "camera", "close", "menu", "прикр", "файл", "голос", "załącz", "upload", "clear", "speech");

  const up = (n) => n.parentNode || (n instanceof ShadowRoot ? n.host : null);
  function* deep(root) {
    for (const el of root.querySelectorAll("*")) {
      yield el;
      if (el.shadowRoot) yield* deep(el.shadowRoot);
    }
  }
  function shown(el) {
    if (!el.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false;
    const r = el.getBoundingClientRect();
    if (r.width < 8 || r.height < 8) return false;
    return r.right + scrollX > 0 && r.bottom + scrollY > 0 && r.left < Math.max(innerWidth, document.documentElement.scrollWidth);
  }
  function label(el) {
    const named = (el.getAttribute("aria-labelledby") || "").split(/\s+/).map((id) => id && el.getRootNode().getElementById?.(id)?.textContent).filter(Boolean);
    const own = [el.getAttribute("aria-label"), ...named, el.getAttribute("placeholder"), el.getAttribute("data-placeholder"),
      el.getAttribute("aria-placeholder"), el.getAttribute("title"), el.getAttribute("alt"), el.getAttribute("deep-chat-placeholder-text")];
    if (el.labels) for (const l of el.labels) own.push(l.textContent);
    return own.filter(Boolean).join(" ").replace(/\s+/g, " ").trim().slice(0, 200);
  }
  const textIn = (el) => (el.innerText ?? el.textContent ?? "").replace(/\s+/g, " ").trim().slice(0, 160);
  function handles(el) {
    const all = [];
    for (let n = el, i = 0; n && i < 3; n = up(n), i++) {
      if (n.nodeType !== 1) continue;
      all.push(n.id, typeof n.className === "string" ? n.className : "", n.getAttribute("data-testid"), n.getAttribute("data-test-id"), n.getAttribute("part"), n.localName.includes("-") ? n.localName : "");
    }
    return all.filter(Boolean).join(" ");
  }
  function setting(el) {
    let fixed = false, dialog = false, shadow = false, form = null;
    for (let n = el; n; n = up(n)) {
      if (n instanceof ShadowRoot) { shadow = true; continue; }
      if (n.nodeType !== 1) continue;
      const style = getComputedStyle(n);
      if (style.position === "fixed" || style.position === "sticky") fixed = fixed || style.position === "fixed";
      if (/^(dialog|complementary)$/.test(n.getAttribute("role") || "") || n.tagName === "ASIDE" || n.tagName === "DIALOG") dialog = true;
      if (n.tagName === "FORM") form = form || n;
    }
    return { fixed, dialog, shadow, form };
  }
  function covered(el) {
    const r = el.getBoundingClientRect();
    const x = r.left + r.width / 2, y = r.top + r.height / 2;
    if (x < 0 || y < 0 || x > innerWidth || y > innerHeight) return false;
    let hit = document.elementFromPoint(x, y);
    while (hit && hit.shadowRoot) {
      const inner = hit.shadowRoot.elementFromPoint(x, y);
      if (!inner || inner === hit) break;
      hit = inner;
    }
    for (let n = hit; n; n = up(n)) if (n === el) return false;
    for (let n = el; n; n = up(n)) if (n === hit) return false;
    return Boolean(hit);
  }
  function logNear(el) {
    for (let n = up(el), i = 0; n && i < 8; n = up(n), i++) {
      if (n === document.body) break;
      const scope = n.nodeType === 1 ? (n.shadowRoot || n) : n;
      for (const o of deep(scope)) {
        if (o.contains(el) || o === el) continue;
        const role = o.getAttribute("role") || "";
        if (role === "log" || role === "feed") return 4;
        if (/auto|scroll/.test(getComputedStyle(o).overflowY) && o.clientHeight > 60 && o.clientWidth > 120) return 3;
      }
    }
    return 0;
  }

  const editable = (el) => el.tagName === "TEXTAREA" || (el.isContentEditable && !el.parentElement?.isContentEditable)
    || el.getAttribute("role") === "textbox" || (el.tagName === "INPUT" && /^(text|search|)$/.test(el.getAttribute("type") || ""));

  function scoreBox(el) {
    if (el.disabled || el.readOnly || el.getAttribute("aria-disabled") === "true") return -9;
    const name = label(el), around = setting(el);
    let score = el.tagName === "INPUT" ? 0 : 2;
    if (WRITE.test(name)) score += 3;
    if (NOT_WRITE.test(name + " " + (el.name || "") + " " + (el.type || "")) && !/messag|повідомл|сообщ|wiadom/iu.test(name)) score -= 5;
    if (el.getAttribute("role") === "searchbox" || el.type === "search") score -= 5;
    if (around.fixed || around.dialog) score += 2;
    if (around.shadow) score += 1;
    if (window !== window.top) score += 2;
    if (HANDLE.test(handles(el))) score += 1;
    score += logNear(el);
    if (around.form) {
      const others = [...around.form.querySelectorAll("input, select, textarea")].filter((o) => o !== el && shown(o)
        && !/^(hidden|submit|button|file|checkbox)$/.test(o.type));
      if (others.length) score -= 4;
      if (NOT_WRITE.test(textIn(around.form).slice(0, 120)) && !around.fixed) score -= 2;
    }
    if (covered(el)) score -= 2;
    return score;
  }

  function pressable(el) {
    if (/^(BUTTON|SUMMARY)$/.test(el.tagName) || /^(button|link|menuitem)$/.test(el.getAttribute("role") || "")) return true;
    if (el.tagName === "A") return true;
    if (el.tagName === "INPUT") return /^(button|submit|image)$/.test(el.type);
    if (el.onclick || el.hasAttribute("onclick")) return true;
    const parent = up(el);
    const above = parent instanceof ShadowRoot ? parent.host : parent;
    return getComputedStyle(el).cursor === "pointer" && !(above && above.nodeType === 1 && getComputedStyle(above).cursor === "pointer");
  }
  function scorePress(el) {
    if (el.disabled) return -9;
    const text = [label(el), textIn(el)].filter(Boolean).join(" ");
    const href = el.getAttribute("href") || "";
    const inner = [...el.querySelectorAll("[aria-label],[title],img[alt]")].slice(0, 3).map(label).join(" ");
    const said = (text + " " + inner).trim();
    const known = handles(el);
    const around = setting(el);
    const r = el.getBoundingClientRect();
    let score = 0;
    if (said.length < 90) {
      if (STRONG.test(said)) score += 4;
      else if (CHAT.test(said)) score += 3;
      if (BEGIN.test(said)) score += around.fixed || around.dialog || around.shadow || window !== window.top ? 4 : 1;
    }
    if (HANDLE.test(known)) score += 2;
    if (around.fixed) {
      score += 2;
      if (r.left + r.width / 2 > innerWidth / 2 && r.top + r.height / 2 > innerHeight / 2) score += 1;
      if (r.width <= 120 && r.height <= 120 && r.width >= 24) score += 1;
    }
    if (window !== window.top && innerWidth < 200 && innerHeight < 200) score += 3;
    if (r.width > 500 && r.height > 200) score -= 4;
    if (CALL.test(said + " " + href + " " + known) && !STRONG.test(said)) score -= 12;
    if (ELSEWHERE.test(href + " " + said)) score -= 12;
    if (AVOID.test(said)) score -= 5;
    if (AGREE.test(said)) score -= 4;
    if (href && !href.startsWith("#") && !/^javascript:/.test(href)) score -= 4;
    if (el.type === "submit" && around.form && around.form.querySelector("input:not([type=hidden]), textarea")) score -= 5;
    return score;
  }

  let found = [];
  eyes.survey = () => {
    found = [];
    const boxes = [], presses = [];
    for (const el of deep(document)) {
      const box = editable(el);
      if (!box && !pressable(el)) continue;
      if (!shown(el)) continue;
      const score = box ? scoreBox(el) : scorePress(el);
      if (score < 1) continue;
      const r = el.getBoundingClientRect();
      const name = (label(el) || textIn(el)).slice(0, 80);
      const item = { i: found.push(el) - 1, score, name, tag: el.localName, x: Math.round(r.x), y: Math.round(r.y), w: Math.round(r.width), h: Math.round(r.height) };
      (box ? boxes : presses).push(item);
    }
    const best = (list) => list.sort((a, b) => b.score - a.score).slice(0, 12);
    return { boxes: best(boxes), presses: best(presses) };
  };
  eyes.found = (i) => found[i];

  // What covers a thing and can be agreed to or sent away: a cookie bar, a consent. Never anything that orders or calls.
  eyes.consent = () => {
    for (const el of deep(document)) {
      if (!pressable(el) || !shown(el)) continue;
      const said = [label(el), textIn(el)].join(" ").trim();
      if (said.length < 40 && AGREE.test(said) && !CALL.test(said)) return el;
    }
    return null;
  };

  // The button that sends what stands in the box: named so, else the nearest thing to press to its right.
  eyes.sender = (box) => {
    const b = box.getBoundingClientRect();
    let best = null, score = 0;
    for (const el of deep(document)) {
      if (!pressable(el) || !shown(el) || el.disabled || el.contains(box)) continue;
      const r = el.getBoundingClientRect();
      const apart = Math.hypot(Math.max(0, b.left - r.right, r.left - b.right), Math.max(0, b.top - r.bottom, r.top - b.bottom));
      if (apart > 90 || r.width > Math.max(200, b.width)) continue;
      const said = [label(el), textIn(el), handles(el)].join(" ");
      if (CALL.test(said) && !SEND.test(said) || NOT_SEND.test([label(el), textIn(el)].join(" "))) continue;
      let points = 10 - apart / 10;
      if (SEND.test(said)) points += 20;
      if (el.type === "submit") points += 6;
      if (r.left >= b.left + b.width * 0.6) points += 5;
      if (points > score) { best = el; score = points; }
    }
    return best;
  };
  eyes.written = (box) => ("value" in box ? box.value : box.innerText) || "";
})();
