// The words by which a person tells a message box from a search box, and a chat's button from any other.
const words = (...list) => new RegExp(list.join("|"), "iu");
const WRITE = words("messag", "\\btype\\b", "\\bwrite\\b", "\\bask\\b", "\\bchat", "\\breply\\b", "question", "how can we help", "aa$",
  "повідомл", "напиш", "введіть", "запита", "відповід", "сообщ", "введите", "вопрос", "ответ", "wiadomo", "napisz", "wpisz", "pytanie", "zapytaj");
const NOT_WRITE = words("search", "пошук", "шука", "поиск", "искать", "szukaj", "e-?mail", "newsletter", "subscri", "підпис", "подпис",
  "review", "відгук", "отзыв", "opini", "comment", "комент", "komentar", "coupon", "promo", "купон", "subject", "\\bname\\b", "ім'я", "имя", "imię",
  "phone", "телефон", "address", "адрес", "password", "пароль", "hasło", "quantity", "product", "товар", "produk", "feedback");
const CHAT = words("\\bchat", "live ?chat", "чат", "\\bczat", "messenger", "message us", "send us a message", "talk to us", "support", "help",
  "ask (us|a question)", "консульт", "допомог", "підтрим", "поддерж", "помощ", "помог", "напишіть нам", "напишите нам", "запитайте",
  "pomoc", "napisz do nas", "wsparcie", "contact us", "зв'яз", "связаться", "kontakt");
const STRONG = words("\\bchat", "чат", "\\bczat", "message", "повідомл", "сообщ", "wiadomo");
const LANGUAGES = {
  en: /^(english|eng?|🇬🇧|🇺🇸)( \(.*\))?$/iu, uk: /^(українськ[аою]+( мова)?|укр|ua|uk|🇺🇦)$/iu, ru: /^(русский|російська|рус|ru|🇷🇺)( язык)?$/iu, pl: /^(polski|po polsku|pl|🇵🇱)$/iu,
};
const BEGIN = words("new (conversation|chat)", "start (a |the )?(new )?(chat|conversation)", "(send|leave|write) (us )?a (new )?message", "message us", "new message", "chat (now|with)", "ask (us )?a question", "begin",
  "почати", "розпочати", "нов(а|е|ий) (розмова|діалог|чат|повідомлення|звернення)", "надіслати (нам )?повідомлення", "напи(сати|шіть) (нам|повідомлення)", "начать", "нов(ый|ое|ая) (чат|диалог|сообщение|беседа|обращение)", "(отправить|написать) (нам )?сообщение", "напи(сать|шите) нам", "rozpocznij", "nowa (rozmowa|konwersacja|wiadomość)", "(wyślij|napisz) (do )?(nas|nam|wiadomość)", "^start$", "continue", "продовж", "продолж");
const AGREE = words("^(i |yes,? i )?(accept|agree|ok\\b|okay|got it|allow|consent|understand)", "^(я )?(згод|прийн|прийм|погодж|дозвол|соглас|прин[яи]|разреш|ок$)", "^(akcept|zgadzam|zgoda|rozumiem|zezw|wyrażam)", "зрозуміло", "понятно");
const REFUSE = words("^no,? thank", "not now", "\\blater\\b", "maybe later", "^skip", "reject", "decline", "only necessary", "ні, дяку", "не зараз", "пізніше", "відхил", "пропустити",
  "нет, спасибо", "не сейчас", "позже", "отклон", "пропустить", "nie, dzięk", "nie teraz", "później", "odrzu", "pomiń");
const SHUT = words("^(close|dismiss|×|✕|✖|⨯|x|х)$", "\\bclose\\b", "\\bdismiss\\b", "закри", "закры", "zamknij");
const SHUT_HANDLE = words("close", "dismiss", "\\bcross", "times");
const STAY = words("^(stay|continue|confirm|proceed|enter|go on|yes)", "^(залиш|продовж|підтвер|так(?!\\p{L})|увійти)", "^(остат|продолж|подтвер|да(?!\\p{L})|все верно|войти)", "^(zosta|kontynu|potwierd|tak(?!\\p{L})|wejd)");
const GROWN_UP = words("\\b18\\b", "\\b21\\b", "years old", "of age", "повнол", "совершеннолет", "pełnoletn");
const YES_GROWN_UP = words("^(yes|так|да|tak)(?!\\p{L})", "^i.?(a|')m (over|older|1|2)", "^(мені|мне) (є|є вже|вже|уже|есть|исполн|1|2)", "^(mam|ukończy)", "^(over )?(18|21)\\s*\\+");
const HANDLE = words("chat", "messenger", "launcher", "widget", "livechat", "support", "bubble", "jdiv", "toggle");
const CALL = words("\\bcall(?!ed)", "recall", "call.?request", "(order|request|free).?call", "callback", "call-back", "\\bphone", "дзвін", "дзвон", "передзвон", "звон", "zadzwo", "oddzwo", "\\btel:", "getcall", "bingc", "rngst");
const ELSEWHERE = words("\\bt\\.me\\b|telegram|телеграм|whats.?app|ватсап|wa\\.me|viber|вайбер|facebook|fb\\.me|m\\.me|instagram|vk\\.com|mailto:|sms:|skype|signal\\.me|twitter|youtube|tiktok|linkedin|\\btg:");
const AVOID = words("close", "закри", "закры", "zamknij", "minimi", "згорн", "сверн", "cart", "кошик", "корзин", "koszyk", "\\btop\\b", "наверх", "вгору", "log ?in",
  "sign", "увій", "войти", "zaloguj", "buy", "order now", "купит", "kup", "checkout", "delete", "\\bclear", "\\breset", "restart", "очист", "wyczyść", "rate", "оцін", "оцен", "oceń", "menu", "меню", "\\bfaq", "print", "\\bpay\\b", "payment", "оплат", "замовити", "заказать", "оформ(ити|ить)", "zamów(?!i)", "zapłać", "płatno", "upload", "attach", "прикріп", "прикреп", "załącz",
  "subscri", "підпис", "подпис", "emoji", "share", "mute", "sound", "end chat", "expand", "^back\\b", "\\bback$", "назад", "wstecz", "powered by", "wyszuk", "search", "пошук", "поиск");
// Handles of what stands on pages and is no chat, whatever corner it is in.
const ASIDE = words("\\bnav", "menu", "burger", "\\bcart", "basket", "search", "scroll", "to-?top", "back-?top", "go-?top", "\\bup\\b", "cookie", "consent", "\\blang", "slide", "carousel", "swiper", "arrow",
  "theme", "wish", "favou?r", "compare", "share", "log-?in", "account", "filter", "video", "play", "a11y", "accessib");
const OTHER = words("other", "\\belse\\b", "support", "general", "question", "інше", "підтримк", "питанн", "друг(ое|ой)", "поддержк", "вопрос", "inne", "wsparcie", "pytani");
const PAY = words("card number", "\\bcvv", "\\bcvc", "pay now", "checkout", "номер карт", "оплат", "numer karty", "zapłać");
const RATE = words("\\brate\\b", "rating", "how did we do", "how was (your|the|our)", "satisf", "оцін", "оцен", "oceń", "ocena", "задоволен", "доволь", "zadowol");
const SEND = words("send", "submit", "надісл", "відправ", "отправ", "wyślij", "послать");
const NOT_SEND = words("attach", "file", "emoji", "voice", "micro", "audio", "photo", "camera", "close", "menu", "прикр", "файл", "голос", "załącz", "upload", "clear", "speech");
