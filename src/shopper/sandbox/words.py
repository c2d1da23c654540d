"""The words on the shop's pages."""

from __future__ import annotations

WORDS: dict[str, dict[str, str]] = {
    "en": {
        "tagline": "Light for every room",
        "catalogue": "Catalogue", "delivery": "Delivery", "returns": "Returns", "contacts": "Contacts",
        "search": "Search for a lamp", "find": "Find",
        "hero": "Warm light. Honest prices.",
        "hero_text": "Table, floor and pendant lamps from our workshop. Ask us in the chat or write to us.",
        "look": "See the lamps", "popular": "Popular now", "buy": "Add to cart", "in_stock": "In stock",
        "delivery_text": "By courier or to a parcel locker, 1–2 days.",
        "hours": "Every day 9:00–20:00", "write": "Write to us",
        "news": "News once a month", "your_email": "Your e-mail", "subscribe": "Subscribe",
        "chat": "Chat", "currency": "UAH", "demo": "A demonstration shop; nothing here is for sale.",
    },
    "uk": {
        "tagline": "Світло для кожної кімнати",
        "catalogue": "Каталог", "delivery": "Доставка", "returns": "Повернення", "contacts": "Контакти",
        "search": "Знайти лампу", "find": "Знайти",
        "hero": "Тепле світло. Чесні ціни.",
        "hero_text": "Настільні, підлогові та підвісні лампи з нашої майстерні. Запитайте в чаті або напишіть нам.",
        "look": "Переглянути лампи", "popular": "Популярне зараз", "buy": "До кошика", "in_stock": "В наявності",
        "delivery_text": "Курʼєром або до поштомата, 1–2 дні.",
        "hours": "Щодня 9:00–20:00", "write": "Напишіть нам",
        "news": "Новини раз на місяць", "your_email": "Ваша електронна пошта", "subscribe": "Підписатися",
        "chat": "Чат", "currency": "грн", "demo": "Демонстраційна крамниця: тут нічого не продається.",
    },
    "ru": {
        "tagline": "Свет для каждой комнаты",
        "catalogue": "Каталог", "delivery": "Доставка", "returns": "Возврат", "contacts": "Контакты",
        "search": "Найти лампу", "find": "Найти",
        "hero": "Тёплый свет. Честные цены.",
        "hero_text": "Настольные, напольные и подвесные лампы из нашей мастерской. Спросите в чате или напишите нам.",
        "look": "Посмотреть лампы", "popular": "Популярное сейчас", "buy": "В корзину", "in_stock": "В наличии",
        "delivery_text": "Курьером или до постамата, 1–2 дня.",
        "hours": "Ежедневно 9:00–20:00", "write": "Напишите нам",
        "news": "Новости раз в месяц", "your_email": "Ваша электронная почта", "subscribe": "Подписаться",
        "chat": "Чат", "currency": "грн", "demo": "Демонстрационный магазин: здесь ничего не продаётся.",
    },
    "pl": {
        "tagline": "Światło do każdego pokoju",
        "catalogue": "Katalog", "delivery": "Dostawa", "returns": "Zwroty", "contacts": "Kontakt",
        "search": "Znajdź lampę", "find": "Szukaj",
        "hero": "Ciepłe światło. Uczciwe ceny.",
        "hero_text": "Lampy stołowe, podłogowe i wiszące z naszej pracowni. Zapytaj na czacie albo napisz do nas.",
        "look": "Zobacz lampy", "popular": "Teraz popularne", "buy": "Do koszyka", "in_stock": "Dostępna",
        "delivery_text": "Kurierem albo do paczkomatu, 1–2 dni.",
        "hours": "Codziennie 9:00–20:00", "write": "Napisz do nas",
        "news": "Nowości raz w miesiącu", "your_email": "Twój e-mail", "subscribe": "Zapisz się",
        "chat": "Czat", "currency": "UAH", "demo": "Sklep pokazowy: nic tu nie jest na sprzedaż.",
    },
}  # fmt: skip

PRODUCTS: list[dict[str, str]] = [
    {"name": "Aurora", "price": "1 299", "shape": "table", "tint": "#f6c667"},
    {"name": "Lumen", "price": "2 450", "shape": "floor", "tint": "#8fc1a9"},
    {"name": "Orbit", "price": "1 890", "shape": "pendant", "tint": "#e58f65"},
    {"name": "Nocturne", "price": "990", "shape": "table", "tint": "#8e9bd8"},
]
