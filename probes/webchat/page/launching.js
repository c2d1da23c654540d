// What opens a chat, and what only looks like it: every thing to press is weighed by its words, its picture and its place.
function pressable(el) {
  if (/^(BUTTON|SUMMARY)$/.test(el.tagName) || /^(button|link|menuitem|tab)$/.test(el.getAttribute("role") || "")) return true;
  if (el.tagName === "A") return true;
  if (el.tagName === "INPUT") return /^(button|submit|image)$/.test(el.type);
  if (el.onclick || el.hasAttribute("onclick")) return true;
  if (getComputedStyle(el).cursor !== "pointer") return false;
  const holder = above(el);
  return !(holder && getComputedStyle(holder).cursor === "pointer");
}
const OF_INTEREST = [STRONG, CHAT, BEGIN, CALL, ELSEWHERE];
const interesting = (el) => {
  const words = `${label(el)} ${el.textContent.slice(0, 300)} ${el.value || ""} ${el.firstElementChild ? said(el) : ""}`;
  return OF_INTEREST.some((w) => w.test(words));
};
const hinted = (part, el) => Boolean(eyes.hinted && eyes.hinted(part, el));

// What the picture on a thing is called: an icon's class, a file's name, a title inside the drawing.
function drawn(el) {
  const all = [];
  const look = (n) => {
    const href = n.getAttribute("href") || n.getAttribute("xlink:href") || n.getAttribute("src") || "";
    if (n !== el || n.tagName === "IMG") all.push(n.id, n.getAttribute("class"), href.startsWith("data:") ? "" : href.split(/[?]/)[0].slice(-60), n.getAttribute("aria-label"), n.getAttribute("title"), n.getAttribute("alt"));
    if (n.localName === "title" || n.localName === "desc") all.push(n.textContent);
    const image = n.style && n.style.backgroundImage;
    if (image && !image.includes("data:")) all.push(image.slice(-60));
  };
  look(el);
  let n = 0;
  for (const inner of deep(el.shadowRoot || el)) { if (++n > 12) break; look(inner); }
  return all.filter(Boolean).join(" ");
}
// Where a press would lead away from the page: "" where it would not.
function leads(el) {
  const link = el.tagName === "A" ? el : el.closest && el.closest("a[href]");
  const href = link ? link.getAttribute("href") || "" : "";
  if (!href || href.startsWith("#") || /^javascript:/i.test(href)) return "";
  try {
    const to = new URL(href, document.baseURI);
    return to.hash && to.href.split("#")[0] === location.href.split("#")[0] ? "" : to.href;
  } catch { return href; }
}
const sends = (el, around) => el.type === "submit" && around.form && around.form.querySelector("input:not([type=hidden]), textarea, select");

// {score, kind}: launcher, callback (asks for a phone), elsewhere (another channel), away (a link that leaves the page).
function weigh(el, frame) {
  if (el.disabled || el.getAttribute("aria-disabled") === "true") return { score: -9, kind: "" };
  if (hinted("callback", el)) return { score: 5, kind: "callback" };
  const around = setting(el);
  const href = el.getAttribute("href") || "";
  // Most of a page says nothing of the kind and floats nowhere.
  if (!around.placed && !around.dialog && !around.shadow && !frame.small && !interesting(el) && !ELSEWHERE.test(href) && !/^(tel|callto):/.test(href)
    && !HANDLE.test(handles(el)) && !hinted("launcher", el)) return { score: 0, kind: "" };
  const words = said(el), to = leads(el);
  const picture = drawn(el), own = handles(el, 2), known = `${handles(el)} ${frame.small ? frame.words : ""}`;
  const r = el.getBoundingClientRect();
  const chatty = STRONG.test(words);
  const floats = around.fixed || around.placed && !around.bar && atCorner(r);
  if (ELSEWHERE.test(`${to} ${words}`) || ELSEWHERE.test(`${el.getAttribute("href") || ""} ${own} ${picture}`) && !chatty) return { score: floats ? 5 : 2, kind: "elsewhere" };
  if (/^(tel|callto):/.test(el.getAttribute("href") || "")) return { score: floats ? 5 : 2, kind: "callback" };
  const calls = CALL.test(`${words} ${picture} ${own}`) || frame.small && CALL.test(frame.words);
  if (calls && !chatty && !(STRONG.test(own + picture) && !CALL.test(words))) return { score: floats ? 5 : 2, kind: "callback" };
  let score = 0;
  if (words.length < 90) {
    if (chatty) score += 4;
    else if (CHAT.test(words)) score += 3;
    if (BEGIN.test(words)) score += around.fixed || around.dialog || around.shadow || window !== window.top ? 4 : 1;
  }
  if (HANDLE.test(known)) score += 2;
  if (!chatty && STRONG.test(picture)) score += 2;
  if (floats) {
    score += 2;
    if (atCorner(r)) score += 1;
    if (r.width <= 120 && r.height <= 120 && r.width >= 24) score += 1;
  }
  if (frame.small) score += frame.corner ? 4 : 3;
  if (r.width > 500 && r.height > 200) score -= 4;
  if (AVOID.test(words)) score -= 5;
  if (AGREE.test(words) || REFUSE.test(words)) score -= 4;
  if (ASIDE.test(own) && !chatty && !/chat|messenger|support/i.test(own + picture)) score -= 5;
  if (sends(el, around) || SEND.test(words) && !BEGIN.test(words) && asksBeside(el)) score -= 5;
  if (hinted("launcher", el)) score += 20;
  if (!to) return { score, kind: "launcher" };
  return { score: chatty ? 3 : CHAT.test(words) ? 1 : 0, kind: "away", to };
}
// A button below fields sends them off, form or not.
function asksBeside(el) {
  for (let n = above(el), i = 0; n && n !== document.body && i < 3; n = above(n), i++) if ([...deep(n)].some((o) => (fieldLike(o) || editable(o)) && shown(o))) return true;
  return false;
}
function said(el) {
  const inner = el.firstElementChild ? [...el.querySelectorAll("[aria-label],[title],img[alt]")].slice(0, 3).map(label).join(" ") : "";
  return [label(el), textIn(el) || el.value || "", inner].filter(Boolean).join(" ").trim();
}
const atCorner = (r) => r.top + r.height / 2 > innerHeight / 2 && r.bottom > innerHeight - 220
  && (r.right > innerWidth - 160 || r.left < 160) && r.width < 420;

// How much like the next step to a chat a thing is that came up after a press: a home screen's button, a tab, a consent, a
// language, a topic. Never what calls, leads away, rates or pays.
function weighStep(el, language) {
  if (el.disabled || el.getAttribute("aria-disabled") === "true") return 0;
  if (hinted("step", el)) return 20;
  const words = said(el), own = handles(el, 2);
  const picture = drawn(el);
  if (leads(el) || hinted("callback", el) || el.type === "file" || sends(el, setting(el)) || SEND.test(words) && !BEGIN.test(words) && asksBeside(el)) return 0;
  if (ELSEWHERE.test(words) || PAY.test(words) || RATE.test(words)) return 0;
  const named = STRONG.test(words) || BEGIN.test(words);
  if (CALL.test(`${words} ${own} ${picture}`) && !named) return 0;
  for (const [code, name] of Object.entries(LANGUAGES)) if (name.test(words)) return code === language ? 6 : 4;
  if (AVOID.test(words) && !BEGIN.test(words) || SHUT.test(words) || REFUSE.test(words)) return 0;
  if (BEGIN.test(words)) return 8;
  if (STRONG.test(words) && words.length < 60) return 7;
  if (AGREE.test(words) && words.length < 60) return 5;
  if (CHAT.test(words) && words.length < 60 || STRONG.test(picture + " " + own) && !words) return 4;
  if (!words || words.length > 60 || SHUT_HANDLE.test(own) || ASIDE.test(own) || NOT_SEND.test(words)) return 0;
  if (/^(tab)$/.test(el.getAttribute("role") || "")) return 0;
  return OTHER.test(words) ? 3 : 2;
}

// Which of a conversation's buttons a person takes who only wants to write: the most general one; "" where none will do.
eyes.topic = () => {
  const fit = eyes.chips().filter((t) => t.length <= 60 && !CALL.test(t) && !ELSEWHERE.test(t) && !PAY.test(t) && !RATE.test(t) && !AVOID.test(t) && !REFUSE.test(t));
  return fit.find((t) => STRONG.test(t) || BEGIN.test(t)) || fit.find((t) => OTHER.test(t) || CHAT.test(t)) || fit[0] || "";
};
