// What is shown and is no text: pictures, sounds, files. A message of them alone is a message all the same.
const THINGS = new Set(["IMG", "PICTURE", "VIDEO", "AUDIO"]);
const SMALL = 64; // pixels: what is no larger is a face or a sign

function seeThing(el, watch) {
  const style = getComputedStyle(el);
  if (hidden(el, style) || style.visibility !== "visible") return null;
  const inline = style.display.startsWith("inline");
  if (el.tagName === "PICTURE") {
    const img = el.querySelector("img");
    return img ? seeThing(img, watch) : null;
  }
  if (el.tagName === "IMG") {
    const box = el.getBoundingClientRect();
    if (isSign(el, box)) return { el, inline: true, parts: [el.alt] };
    if (Math.max(box.width, box.height) <= SMALL || (el.getAttribute("alt") === "" && box.width < 80)) return null;
  }
  return { el, inline, thing: true, parts: ["[" + nameOfThing(el) + "]"] };
}
// An emoji that is drawn: its other name is no word, or it stands in a line of text and is no taller.
function isSign(el, box) {
  if (!el.alt || box.height > SMALL || !box.height) return false;
  if (!/[\p{L}\p{N}]/u.test(el.alt) || /^:[\w+-]+:$/.test(el.alt)) return true;
  const above = parentOf(el);
  return besideText(el) && above.nodeType === 1 && box.height <= 1.8 * (parseFloat(getComputedStyle(above).fontSize) || 16);
}
function nameOfThing(el) {
  const called = (el.getAttribute("alt") || el.getAttribute("aria-label") || el.getAttribute("title") || "").trim();
  return (called || fileIn(el.currentSrc || el.getAttribute("src") || "")
    || { IMG: "image", VIDEO: "video", AUDIO: "audio" }[el.tagName]).slice(0, 200);
}
function fileIn(address) {
  if (/^(data|blob):/i.test(address)) return "";
  const last = address.split(/[?#]/)[0].split("/").pop() || "";
  let name = last;
  try { name = decodeURIComponent(last); } catch { /* it stays as it is written */ }
  return /\.\w{1,5}$/.test(name) ? name : "";
}
// A link that shows no words, to something that can be loaded.
function fileOf(el) {
  const name = (el.getAttribute("download") || "").trim() || fileIn(el.getAttribute("href") || "");
  return name && canBeSeen(el) ? "[" + name + "]" : "";
}
// Who a face is of.
function faceIn(row) {
  for (const img of row.querySelectorAll("img[alt]")) {
    const name = img.alt.trim();
    const box = img.getBoundingClientRect();
    if (name && name.length <= 40 && /\p{L}{2}/u.test(name) && !/[.!?…:]$/.test(name) && !NO_NAME.test(name)
        && box.width <= SMALL && Math.abs(box.width - box.height) < 6 && !isSign(img, box)) return name;
  }
  return "";
}
