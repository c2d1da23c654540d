// What one document's eyes remember, and the words that are no message: times, days, ticks, "is typing".
const TICK = new RegExp(
  "^(" + [
    "(today|yesterday|сьогодні|вчора|сегодня|вчера|dzisiaj|dziś|wczoraj)?[,\\s]*(at\\s*|о\\s*|в\\s*|o\\s*)?\\d{1,2}[:.]\\d{2}([:.]\\d{2})?\\s*([ap]\\.?m\\.?)?",
    "(just )?now|moments? ago|щойно|тільки що|только что|przed chwilą|teraz|зараз",
    "(a|an|one|\\d+)\\s*\\p{L}{1,9}\\.?\\s*(ago|тому|назад|temu)",
  ].join("|") + ")$", "iu");
const DAY = new RegExp(
  "^(today|yesterday|сьогодні|вчора|сегодня|вчера|dzisiaj|dziś|wczoraj|" +
  "(\\p{L}{2,12}[.,]?\\s+)?(\\d{1,4}[./-]\\d{1,2}[./-]\\d{1,4}|\\d{1,2}\\.?\\s+\\p{L}{3,12}\\.?(\\s+\\d{4})?|\\p{L}{3,12}\\s+\\d{1,2}(,?\\s+\\d{4})?))$",
  "iu");
const STATUS_WORDS = "sent|delivered|read|seen|sending|edited|not seen yet|надіслано|доставлено|прочитано|переглянуто|надсилається|змінено|відредаговано" +
  "|відправлено|отправлено|отправка|просмотрено|изменено|отредактировано|wysłano|wysłane|dostarczono|przeczytano|wyświetlono|edytowano|zmieniono";
const STATUS = new RegExp("^[✓✔\\s]*(" + STATUS_WORDS + ")?[.…✓✔\\s]*$", "iu");
const STATUS_FIRST = new RegExp("^[✓✔\\s]*(" + STATUS_WORDS + ")[.…✓✔:\\s]*(?=[\\s\\d(])", "iu");
// A name that is none: what a picture of somebody is called.
const NO_NAME = /avatar|photo|picture|image|icon|logo|profile|аватар|фото|зображення|изображение|логотип|zdjęcie|obraz|awatar/i;
const TYPING = new RegExp("^.{0,40}(is typing|are typing|typing|друкує|пише|набирає|печатает|пишет|набирает|pisze)" +
  "( a message| a reply| повідомлення| відповідь| сообщение| ответ| wiadomość| odpowiedź)?\\s*(\\.|…|\\s)*$", "iu");
// What stands where an answer is about to be.
const THINKING = new RegExp("^[.…•·●∙⋯⬤\\s]+$|^[^\\p{L}\\p{N}]{0,3}(thinking|generating( an?)?( the)?( answer| response| reply)?|searching( [^.…]{1,40})?|loading|processing" +
  "|думаю|думає|думает|генерую( відповідь)?|генерирую( ответ)?|завантаження|загрузка|myślę|generuję( odpowiedź)?|ładowanie)\\s*(\\.{2,}|…)$", "iu");
const PROSE = new Set(["P", "LI", "H1", "H2", "H3", "H4", "H5", "H6", "PRE", "CODE", "TR", "TD", "TH", "TBODY", "STRONG", "B",
  "EM", "I", "BLOCKQUOTE", "UL", "OL", "TABLE"]);
const SILENT = new Set(["SCRIPT", "STYLE", "TEMPLATE", "NOSCRIPT", "TEXTAREA", "INPUT", "SELECT", "OPTION", "VIDEO",
  "AUDIO", "CANVAS", "OBJECT", "IFRAME", "TIME", "HEAD", "TITLE", "LINK", "META"]);
const LISTS = new Set(["log", "list", "feed"]);
const NOTICES = new Set(["status", "alert", "separator", "note"]);
const HISTORY_MOST = 60; // how much of what stood there before us is told
const REDRAW_MS = 5000; // how long after it went a message that comes alone may be the same one drawn again
const FREE_MS = 8; // a look that takes no longer is never put off
const REST_MS = 200; // and after the longest the next one waits no longer than this
const REVEAL_MS = 3000; // how long an invisible message is given to fade in
const LONG_TEXT = 20000; // characters: what holds more is no message of ours
const MAX_TEXT = 1000000;

const docId = Math.random().toString(36).slice(2) + Math.random().toString(36).slice(2);
const seenRoots = new WeakSet();
const inserted = new WeakMap(); // element -> page clock when it was put in
let serial = 0;
let nextUnit = 1;
let composer = null;
let region = null; // the box that holds all messages
let openedAt = 0;
let alerts = false;
let armed = null; // our message that is about to appear
let said = []; // normalised texts of ours, in order
let ghosts = []; // those of ours that were pressed as buttons and had no bubble when last seen
let units = []; // every message known, in order; `gone` ones stay for re-renders
let newestFirst = false; // learnt: what is new stands on top
let containers = new WeakSet(); // learnt: holds messages, is none
let containerSigns = new Set();
let ownLooks = [];
let relearnt = false; // the list was just found by our own message: what stood there before was not read yet
let rows = new Map(); // row element -> its parsed boxes
let pendingSince = new Map(); // row with invisible text -> since when
let frameAsked = false;
const work = { looks: 0, rows: 0 }; // how much was done so far: times the list was read, rows that were read anew
