"""Polish: the places that a company names, and the words that send by themselves (`rules.Rules`)."""

from __future__ import annotations

from .rules import each

_SHOP = (
    r"(?:salon\w*|oddzia[łl]\w*|sklep(?:u|ie|em|ach|ów|y)?|punk(?:t|tu|cie|tach)|biur(?:a|o|ze|em)|plac[óo]w\w+|"
    r"recepcj\w+|stacjonarn\w+|serwis(?:u|ie)? stacjonarn\w+|showroom\w*|kas[aęy]|okienk\w+|siedzib\w+|dworc\w+|"
    r"okienk\w+|urz[ęe]d\w+|sekretariat\w*|portierni\w*|warsztat\w*|przychodni\w*|aptek\w*|bibliotek\w*|pokoju? \d+|"
    r"rejestracji|szatni\w*|"
    r"magazyn(?:u|ie)|restauracj\w+|centr(?:um|a|ach|ów) (?:obsługi|serwis)\w*)"
)

DIRECT = each(
    {
        "other": (
            r"^(?:prosz[ęe] )?(?:sprawd[źz]|zajrzyj|odwied[źz]|zobacz|"
            r"sprawdzi[ćc])\w* (?:na )?nasz\w* (?:stron|witryn)\w+(?: internetow\w+)?(?=\W*$)"
        ),
        "branch": (
            r"\b(?:podej[dś]\w*|iść|idź|pójść) tam\b|\btam (?:podej|iść|pójść)\w*|\b\w{3,}(?:isz|ysz|esz|icie|ycie|"
            r"ecie) (?:\w+ ){0,2}w (?:najbli[żz]sz|dowoln|nasz|"
            r"ka[żz]d)\w+ (?:oddzia|salon|sklep|punk|plac[óo]w|biur)\w+"
        ),
        "phone": (
            r"\b(?:jego|jej|ich) (?:infolinia|numer|telefon)\b|"
            r"\b(?:zadzwo[ńn]\w*|zadzwoni[ćc]|dzwo[ńn](?:cie)?|prosimy dzwonić|proszę dzwonić|dzwonić|"
            r"zatelefon\w+|"
            r"telefonowa\w+|telefonując|dzwoniąc)\b|\bkontakt\w* telefoniczn\w+|\btelefonicznie\b"
        ),
        "facebook": (
            r"\bwiadomo[śs][ćc]\w* prywatn\w+|"
            r"^priv\b|\bna priv(?:ie|a)?\b|\b(?:w|na|przez) (?:wiadomo[śs]ci\w*|wiadomość) prywatn\w+|"
            r"\bprywatn\w+ wiadomo[śs]\w+"
        ),
    }
)

PLACES = each(
    {
        "email": (
            r"\bodpowied\w+ na (?:nasz )?(?:e-?mail|mail|maila|wiadomość)\b|\b(?:na|przez|poprzez|pod|drog[ąa]|"
            r"za pomoc[ąa]|adres\w*|kontakt|[śs]cie[żz]ka|wiadomo[śs]\w+|"
            r"skrzynk\w+|"
            r"nasz\w*|mailowo)\b[^.]{0,15}\b(?:e-?mail\w*|mail\w*|mejl\w*)|\bmailow\w+|\bmejlow\w+|"
            r"\be-?mailem\b|\bmailem\b|\bw (?:e-?)?(?:mailu|mejlu)\b|\b(?:napis|napisz|wys[łl]|wy[śs]l|"
            r"o)\w*[^.]{0,30}\b(?:e-?)?(?:maila|mejla)\b|"
            r"\bmejlem\b|\bkorespondencj\w+ (?:e-?mail|mail)\w*"
        ),
        "phone": (
            r"\binfolini\w+|\bprzez telefon\b|\bo telefon (?:do|pod)\b|\bcentral[aęi]\b|\bpod (?:numer\w*|nr|"
            r"\d{3,})\b|"
            r"\btelefoniczn\w+|\bcall center\b|\btelefonem\b|"
            r"\bbiur\w+ telefoniczn\w+"
        ),
        "webchat": r"\bczat\w*|\bczaci\w*|\bna chacie\b|\bchat(?:u|em|cie)?\b(?! ?bot)|\blive ?chat\w*",
        "telegram": r"\btelegram\w*|\bt\.me/|(?<!\w)@\w+_?bot\b",
        "whatsapp": r"\bwhats ?app\w*|\bwa\.me/",
        "viber": r"\bviber\w*",
        "facebook": r"\bfacebook\w*|\bmessenger\w*|\bm\.me/|\bfb\b|\bfanpage\w*",
        "instagram": r"\binstagram\w*|\binsta\b",
        "twitter": r"\bdm-?(?:ie|a|y|ach|em)?\b|\btwitter\w*",
        "sms": (
            r"\bsms(?:-?em|-?a|owo)\b|\bwy[śs]lij sms\b|\b(?:wyślij|wysłać) \w+ na (?:numer )?\d{3,6}\b|"
            r"\bsms o treści\b|\bsms na\b"
        ),
        "app": (
            r"\bw ap(?:ce|pce)\b|\bprzez apk[ęe]\b|\b(?:w|przez|za pomoc[ąa]|poprzez) (?:nasz\w+ |"
            r"mobiln\w+ )*aplikacj(?:[ięęa]|ą|"
            r"i)(?: mobiln\w+)?\b(?! nadawca)"
        ),
        "website_form": (
            r"\b(?:wybra|wybierz|zapis|zarejestr|um[óo]w|zam[óo]w)\w*\b[^.]{0,30}(?:www\.|https?:|<url>)|"
            r"\bformularz\w*(?! (?:wystawiania|dostawy|zamówienia))|\b(?:przez|poprzez|na|"
            r"za pośrednictwem) (?:naszej |naszą |nasz[ąa] )?(?:stron\w+|"
            r"witryn\w+|serwis\w*|portal\w*|sklep\w* internetow\w+)\b|\bzg[łl]oszenie (?:na|przez|w|poprzez)|"
            r"\bpanel\w* (?:klienta|zgłosze\w*)|\b(?:przez|poprzez) (?:panel\w*|konto|e-?bok\w*|ibok\w*|bok)\b|"
            r"\b(?:przez|poprzez|w) (?:system\w*|platform\w+|epuap\w*|portal\w*)\b|"
            r"\bw (?:zak[łl]adce|panelu) (?:kontakt|reklamac\w+|zwrot\w*|zg[łl]osze\w*)"
        ),
        "branch": (
            rf"\b(?:przyj(?:d[źz]\w*|[śs][ćc])|podej(?:d[źz]\w*|[śs][ćc])|"
            rf"zapraszamy) (?:osobi[śs]cie )?do (?!zak[łl]adki|kontaktu|formularza)\w+|\b(?:do|w|we|na|nasz\w*|"
            rf"najbli[żz]sz\w+|dowoln\w+|odwied[źz]\w*|"
            rf"punkcie) (?:[\w]+ ){{0,2}}{_SHOP}|\bosobi[śs]cie\b"
        ),
    }
)
