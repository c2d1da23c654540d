// Somebody writes: never a message, and the first moment of it is told with the message that follows.
const DOTS = /typing|dots?\b|dot[-_]|loading|loader|ellips|bounc|pulse|indicator|thinking|writing/i;
let typingSince = null;
function noteTyping() {
  if (typingSince === null) typingSince = performance.now();
}
// An element without words that stands where a message would: dots that move.
function isDots(row) {
  const box = row.getBoundingClientRect();
  if (box.width < 8 || box.height < 4 || row.textContent.trim() || !row.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false;
  const called = (el) => DOTS.test((el.getAttribute("class") || "") + " " + (el.getAttribute("data-testid") || "") + " " + (el.getAttribute("aria-label") || ""));
  return called(row) || [...row.querySelectorAll("*")].some(called) || row.getAnimations({ subtree: true }).length > 0;
}
