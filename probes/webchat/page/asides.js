// What stands beside the messages and is about them: "Anna joined", "You are second in the queue", "The chat has ended".
const ASIDE = new RegExp("chat|conversation|dialog|queue|position|spot|line|#|№|місце|место|miejsc|operator|agent|joined|left|wait|чат|діалог|розмов|черг|оператор|приєдна|зачека" +
  "|диалог|разговор|очеред|присоедин|подожд|czat|rozmow|kolej|konsultant|dołączy|poczeka", "i");
const ASIDE_LENGTH = 160;
const asides = new WeakMap();
function aside(t) {
  if (t.nodeType !== 1 || SILENT.has(t.tagName) || t === composer || t.isContentEditable || (composer && within(composer, t))) return;
  const words = composed(t).replace(/\s+/g, " ").trim();
  if (!words || words.length > ASIDE_LENGTH || asides.get(t) === words) return;
  asides.set(t, words);
  if (!canBeSeen(t)) return;
  if (TYPING.test(words)) { noteTyping(); return; }
  if (isChip(t, getComputedStyle(t)) || chipsIn(t).length || !ASIDE.test(words)) return;
  report({ type: "aside", id: docId + ":aside" + nextUnit++, text: words, at: performance.now() });
}
