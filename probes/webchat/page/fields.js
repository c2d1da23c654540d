// What a field of a form asks for, by what a person reads beside it.
const EMAIL = words("e-?mail", "пошт", "почт", "мейл", "мэйл", "poczt");
const PHONE = words("phone", "\\btel", "mobile", "телефон", "мобільн", "мобильн", "komórk");
const SURNAME = words("last.?name", "surname", "family.?name", "прізвищ", "фамил", "nazwisk");
const NAME = words("name\\b", "_name", "who are you", "ім.?я", "як вас", "как вас", "имя", "піб", "фио", "imię", "imie", "nazywasz");
const ORDER = words("order", "замовлен", "заказ", "zamówien");
const ASKED = words("messag", "question", "comment", "how can we help", "\\btext\\b", "повідомл", "питанн", "допомог", "сообщ", "вопрос", "помочь", "wiadom", "pytani", "pomóc", "treść");
const NEWS = words("news", "offers", "promo", "market", "subscri", "advert", "розсил", "новин", "акці", "реклам", "знижк", "скидк", "рассыл", "новост",
  "акци[йяи]", "reklam", "ofert", "handlow", "nowości");
const CONSENT = words("agree", "consent", "accept", "privacy", "terms", "personal data", "processing", "згод", "погодж", "обробк", "персональн", "правил", "умов",
  "соглас", "обработк", "услови", "zgadzam", "zgod", "przetwarz", "regulamin", "prywatn", "akceptuj");
const CAPTCHA = words("captcha", "turnstile", "not a robot", "не робот", "nie jestem robotem");

const fieldLike = (el) => /^(TEXTAREA|SELECT)$/.test(el.tagName)
  || el.tagName === "INPUT" && !/^(hidden|submit|button|image|reset|search|range|color)$/.test(el.type);
// A box to tick may be drawn by its label alone.
const asked = (el) => shown(el) || /^(checkbox|radio)$/.test(el.type) && [...(el.labels || [])].some(shown);
function caption(el) {
  const own = label(el);
  if (own) return own;
  for (let n = el, i = 0; n && i < 2; n = up(n), i++) {
    const before = n.previousElementSibling;
    if (before && !fieldLike(before) && textIn(before).length > 0 && textIn(before).length <= 80) return textIn(before);
  }
  return el.name || el.id || "";
}
function kindOf(el, said) {
  const called = `${said} ${el.name || ""} ${el.id || ""} ${el.getAttribute("autocomplete") || ""}`;
  if (el.type === "file") return "file";
  if (el.type === "password") return "password";
  if (el.type === "checkbox") return NEWS.test(said) ? "news" : CONSENT.test(called) ? "consent" : "tick";
  if (el.type === "radio") return "choice";
  if (el.tagName === "SELECT") return "select";
  if (CAPTCHA.test(called)) return "captcha";
  if (el.tagName === "TEXTAREA") return "message";
  if (el.type === "email" || EMAIL.test(called)) return "email";
  if (el.type === "tel" || PHONE.test(called)) return "phone";
  if (ORDER.test(said)) return "order_number";
  if (SURNAME.test(called)) return "surname";
  if (ASKED.test(said)) return "message";
  if (NAME.test(called)) return "name";
  return "other";
}
const isRequired = (el, said) => Boolean(el.required || el.getAttribute("aria-required") === "true" || /\*/.test(said));
