// What the page says, in the person's language.
import { make } from "./view.js";
import { recall, remember } from "./memory.js";

const LANGUAGES = ["en", "uk", "ru", "pl"];
let texts = {};
let chosen = "en";

export const language = () => chosen;
export const words = (key, values = {}) => (texts[key] ?? key).replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");

// Speak a language from now on; `changed` is called when the person chooses another one.
export async function speak(code, changed) {
  const response = await fetch(`/words/${code}`);
  const data = await response.json();
  texts = data.texts;
  chosen = code;
  document.documentElement.lang = code;
  remember("hand.language", code);
  for (const element of document.querySelectorAll("[data-word]")) element.textContent = words(element.dataset.word);
  const select = document.getElementById("language");
  if (!select.options.length) {
    for (const one of LANGUAGES) select.append(make("option", { value: one, lang: one }, data.languages[one]));
    select.addEventListener("change", () => changed(select.value));
  }
  select.value = code;
}

// The language that was chosen last, else the browser's first that we speak.
export function preferred() {
  const saved = recall("hand.language");
  if (LANGUAGES.includes(saved)) return saved;
  return navigator.languages.map((one) => one.slice(0, 2)).find((one) => LANGUAGES.includes(one)) || "en";
}
