// Small helpers that build what is seen. Text is only ever put in as text.
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child != null && child !== false));
  return element;
}

export function clockTime(us, language) {
  const moment = new Date(us / 1000);
  const today = new Date().toDateString() === moment.toDateString();
  const short = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  return new Intl.DateTimeFormat(language, today ? short : { ...short, day: "numeric", month: "short" }).format(moment);
}

export function spell(words, seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  if (whole >= 3600) return words("hours", { h: Math.floor(whole / 3600), m: Math.floor((whole % 3600) / 60) });
  if (whole >= 120) return words("minutes", { m: Math.floor(whole / 60) });
  return words("seconds", { s: whole });
}

const LINK = /^(https?:\/\/|tel:|mailto:|viber:\/\/|whatsapp:\/\/)/i;

// An address as a link where a telephone or a browser opens it, else as text.
export function address(text) {
  if (LINK.test(text)) return make("a", { href: text, target: "_blank", rel: "noopener noreferrer" }, text);
  if (/^\+?[\d ()-]{7,}$/.test(text)) return make("a", { href: `tel:${text.replace(/[^+\d]/g, "")}` }, text);
  return make("span", {}, text);
}

export async function copy(text, box) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const range = document.createRange();
    range.selectNodeContents(box);
    const marked = getSelection();
    marked.removeAllRanges();
    marked.addRange(range);
    try {
      return document.execCommand("copy"); // pages without https have nothing newer
    } catch {
      return false;
    }
  }
}

// A form with one field, which is why it is asked, and a button.
export function ask(words, title, why, field, go, action) {
  const shape = make(
    "form",
    { class: "ask" },
    make("label", { for: field.id }, words(title)),
    field,
    make("p", { class: "hint" }, words(why)),
    make("button", { class: "main", id: go }, words(go)),
  );
  shape.addEventListener("submit", (event) => {
    event.preventDefault();
    action();
  });
  return shape;
}
