// The words by which a person tells a message box from a search box, and a chat's button from any other.
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
