"""What the made mails say, in four languages: our own shop, our own staff."""

from __future__ import annotations

ASKED = {
    "en": "Hello!\n\nHow much is delivery to Lviv, and how long does it take?\n\nOlena",
    "uk": "Добрий день!\n\nСкільки коштує доставка до Львова і скільки вона триває?\n\nОлена",
    "ru": "Здравствуйте!\n\nСколько стоит доставка во Львов и сколько она длится?\n\nОлена",
    "pl": "Dzień dobry!\n\nIle kosztuje dostawa do Lwowa i jak długo trwa?\n\nOlena",
}
SUBJECT = {"en": "Re: Delivery", "uk": "Re: Доставка", "ru": "Re: Доставка", "pl": "Odp.: Dostawa"}
AGENT = {"en": "Mark Hill", "uk": "Ірина Бондар", "ru": "Ирина Бондарь", "pl": "Ewa Żak"}
CLIENT = {"en": "Olena Koval", "uk": "Олена Коваль", "ru": "Елена Коваль", "pl": "Olena Kował"}

# Several answers for each language, of several shapes: one line, paragraphs, a list, numbers, addresses.
ANSWERS = {
    "en": [
        "Hello Olena,\n\nDelivery to Lviv is 95 UAH and takes two days.",
        "Hi Olena,\n\nThanks for getting in touch. From 1,500 UAH delivery is free; below that it is 95 UAH.\n"
        "It takes 1–2 working days.",
        "Yes, it is in stock.",
        "Good morning,\n\nYou can return it within 14 days:\n- in any of our shops,\n- by post, at our cost.\n\n"
        "The money is back on your card in three days.",
        "Dear Olena,\n\nThe warranty is 24 months. For a repair please call 0 800 300 145 or write to "
        "service@brightshop.example.",
    ],
    "uk": [
        "Добрий день, Олено!\n\nДоставка до Львова коштує 95 грн і триває два дні.",
        "Вітаю!\n\nДякуємо за запитання. Від 1500 грн доставка безкоштовна, до цієї суми — 95 грн.\n"
        "Зазвичай посилка їде 1–2 робочі дні.",
        "Так, є в наявності.",
        "Доброго дня.\n\nПовернути товар можна протягом 14 днів:\n- у будь-якому магазині;\n- поштою, за наш кошт.\n\n"
        "Гроші повернемо на картку за три дні.",
        "Шановна Олено!\n\nГарантія — 24 місяці. Щодо ремонту телефонуйте 0 800 300 145 або пишіть на "
        "service@brightshop.example.",
    ],
    "ru": [
        "Здравствуйте, Елена!\n\nДоставка во Львов стоит 95 грн и занимает два дня.",
        "Добрый день!\n\nОт 1500 грн доставка бесплатная, до этой суммы — 95 грн.\nОбычно посылка едет 1–2 рабочих "
        "дня.",
        "Да, есть в наличии.",
        "Добрый день.\n\nВернуть товар можно в течение 14 дней:\n- в любом магазине;\n- почтой, за наш счёт.\n\n"
        "Деньги вернём на карту за три дня.",
        "Уважаемая Елена!\n\nГарантия — 24 месяца. По ремонту звоните 0 800 300 145 или пишите на "
        "service@brightshop.example.",
    ],
    "pl": [
        "Dzień dobry Pani Oleno,\n\ndostawa do Lwowa kosztuje 25 zł i trwa dwa dni.",
        "Dzień dobry,\n\nod 200 zł dostawa jest bezpłatna, poniżej tej kwoty kosztuje 15 zł.\n"
        "Paczka idzie zwykle 1–2 dni robocze.",
        "Tak, jest dostępny.",
        "Witam,\n\ntowar można zwrócić w ciągu 14 dni:\n- w każdym sklepie,\n- pocztą, na nasz koszt.\n\n"
        "Pieniądze zwrócimy na kartę w trzy dni.",
        "Szanowna Pani,\n\ngwarancja trwa 24 miesiące. W sprawie naprawy prosimy dzwonić pod 800 300 145 lub pisać na "
        "serwis@brightshop.example.",
    ],
}
SIGNED = {
    "en": [
        "Best regards,\nMark Hill\nCustomer Care, Bright Shop\n+380 44 300 14 50",
        "Kind regards\n\nMark Hill | Customer Care Specialist\nBright Shop Ltd, 12 Long Street, Kyiv\n"
        "T: +380 44 300 14 50  E: help@brightshop.example\nwww.brightshop.example",
        "Regards,\nMark",
        "Sincerely,\nThe Bright Shop team",
        "Cheers,\nMark",
    ],
    "uk": [
        "З повагою,\nІрина Бондар\nменеджер з продажу\nтел. 044 300 14 50",
        "З найкращими побажаннями,\nІрина Бондар\nСлужба підтримки «Світлий дім»\n"
        "моб.: +380 67 300 14 50\nhttps://brightshop.example",
        "З повагою, Ірина Бондар,\nвідділ доставки",
        "З повагою\nкоманда «Світлий дім»",
        "Гарного дня!\nЗ повагою,\nІрина",
    ],
    "ru": [
        "С уважением,\nИрина Бондарь\nменеджер по продажам\nтел. 044 300 14 50",
        "С наилучшими пожеланиями,\nИрина Бондарь\nСлужба поддержки «Светлый дом»\nмоб.: +380 67 300 14 50",
        "С уважением, Ирина Бондарь",
        "С уважением\nкоманда «Светлый дом»",
        "Всего доброго,\nИрина",
    ],
    "pl": [
        "Pozdrawiam,\nEwa Żak\nDział Obsługi Klienta\ntel. 22 300 14 50",
        "Z poważaniem\nEwa Żak\nSpecjalista ds. Obsługi Klienta\nJasny Dom Sp. z o.o., ul. Długa 12, Warszawa\n"
        "NIP 000-000-00-00",
        "Pozdrawiam serdecznie\nEwa Żak",
        "Z wyrazami szacunku,\nZespół Jasny Dom",
        "Pozdrawiamy\nJasny Dom",
    ],
}
LEGAL = {
    "en": "This e-mail and any files transmitted with it are confidential and intended solely for the use of the "
    "individual or entity to whom they are addressed. If you have received this e-mail in error please notify the "
    "sender and delete it.",
    "uk": "Це повідомлення та будь-які вкладення є конфіденційними і призначені лише для особи, якій вони адресовані. "
    "Якщо ви отримали цей лист помилково, повідомте відправника та видаліть його.",
    "ru": "Это сообщение и вложения к нему являются конфиденциальными и предназначены исключительно для адресата. Если "
    "вы получили его по ошибке, сообщите отправителю и удалите его.",
    "pl": "Niniejsza wiadomość i załączniki są poufne i przeznaczone wyłącznie dla adresata. Jeżeli nie są Państwo "
    "adresatem tej wiadomości, prosimy o powiadomienie nadawcy i jej usunięcie.",
}
LANGUAGES = ("en", "uk", "ru", "pl")
