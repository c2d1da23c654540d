"""Polish: how a company sends away, acknowledges, hands over, refuses and informs."""

from __future__ import annotations

from .polish_places import DIRECT, PLACES
from .rules import Rules, any_of

_WRITE = (
    r"(?:napisz\w*|napisać|pisz\w*|pisać|wy[śs]lij\w*|wys[łl]a[ćc]|wysy[łl]a\w*|prze[śs]lij\w*|prze[śs][łl]a[ćc]|"
    r"pode[śs]lij\w*|prze[śs][łl]anie|wys[łl]anie|kieruj\w*|skieruj\w*|s?kierowa[ćc]|skierowanie|"
    r"zg[łl]o[śs](?:cie)?\b|zg[łl]osi[ćc]\b|zg[łl]aszaj\w*|"
    r"skontaktuj\w*|skontaktowa[ćc]|kontaktuj\w*|kontaktowa[ćc]|kontakt\w*|odezwij\w*|odezwa[ćc]|zapraszam\w*|"
    r"skonsultuj\w*|skonsultowa[ćc]|konsultowa[ćc]|zapytaj\w*|pytaj\w*|zapyta[ćc]|dopytaj\w*|dopyta[ćc]|popro[śs]\w*|"
    r"z[łl][óo][żz]\w*|sk[łl]ada\w*|przeka[żz]\w*|przekazać|poinformuj\w*|zwr[óo][ćc]\w*|zwraca[ćc]\w*|przekieruj\w*)"
)

RULES = Rules(
    name="pl",
    cut=any_of(
        r", (?=(?:zabierz|we[źz]|na czacie|przepraszam\w*|przykro|dziękuj\w+|jak tylko|dopisz[ęe]|ale|jednak|"
        r"natomiast|dlatego|więc|wiec|"
        r"proszę|prosimy|poproszę|podaj|napisz|czy|jaki\w*|kt[óo]r\w+ (?:to|masz)|"
        r"sprawdzimy|sprawdzę|zwrócimy|odpowiemy|oddzwonimy)\b)| ?[-–]{1,2} (?=\w)|(?<=\w) (?=(?:oraz|i) (?:proszę|"
        r"wykonaj|podaj)\b)"
    ),
    purpose=any_of(
        r",? (?:aby|żeby|zeby|by|abyśmy|żebyśmy|w celu|celem|tak aby|a (?:my|konsultant|zespół)|wtedy|to) "
        r"(?:móc|mogli|mogliśmy|można|omówić|ustalić|wyjaśnić|sprawdzić|pomóc|uzyskać|sprawdzimy|pomożemy|"
        r"wyjaśnimy|uzgodnić|dowiedzieć)\b(?:[^,]|,(?! ?(?:prosz|napisz|zadzwo|skontakt|wypełni|zapraszam|odezwij|"
        r"wyślij|prześlij|zgłoś)))*"
    ),
    direct=DIRECT,
    places=PLACES,
    sends=any_of(
        rf"\b(?:{_WRITE}|(?:przy|pod|za)?jecha[ćc]|zanie[śs][ćc]|zanie[śs]\w*|przynie[śs][ćc]|przynie[śs]\w*|"
        rf"(?:konieczna|potrzebna|wymagana|niezb[ęe]dna) (?:jest )?(?:\w+ )?wizyta|wizyt[aęy] w|wydajemy (?:tylko |"
        rf"wyłącznie )?|wymiany dokon\w+|pyta[ćc]|zg[łl]asza[ćc]|rzu[ćc]\w*|wrzu[ćc]\w*|podrzu[ćc]\w*|skrobnij\w*|"
        rf"wbij\w*|podejd[źz]\w*|"
        rf"podej[śs][ćc]|udaj\w*|uda[ćc]|przyjd[źz]\w*|przyj[śs][ćc]|"
        rf"wejd[źz]\w*|"
        rf"przejd[źz]\w*|"
        r"odwied[źz]\w*|wype[łl]nij\w*|wype[łl]ni[ćc]|wype[łl]nienie|skorzystaj\w*|skorzysta[ćc]|skorzystanie|"
        r"u[żz]yj\w*|"
        r"za[łl]o[żz]y[ćc]|za[łl][óo][żz]\b|zrobi[ćc]|otworzy[ćc]|otw[óo]rz\w*|odpisa[ćc]|odpisz\b|odpowiedzie[ćc]|"
        r"z tym (?:trzeba |prosz[ęe] |najlepiej )?(?:do|na)|to sprawa|to (?:już |raczej )?(?:pytanie|kwestia) do|"
        r"tylko (?:przez|poprzez|w|na|mailow\w+|telefoniczn\w+|"
        r"osobi[śs]cie)|"
        r"wy[łl][ąa]cznie|"
        r"pozostaje|pozostają|jedyn\w+|zarejestrowa[ćc]|zarejestruj\w*|zapisz\w*|zapisa[ćc]|wybra[ćc]|wybierz\w*|"
        r"um[óo]wi[ćc]|um[óo]w\b|szuka[ćc]|szukaj\w*|obs[łl]ug\w+ (?:tylko|wyłącznie)|(?:za[łl]atwi|zwróci|zgłosi|"
        r"odda|wymieni|zamówi|odbierz|wyrobi|podpisz|uzyska)(?!e|on|en)\w*|"
        r"(?:przyjmujemy|obs[łl]ugujemy|realizujemy|rozpatrujemy|udzielamy|prowadzimy)(?: \w+){0,5} (?:przez|"
        r"poprzez|mailow\w+|"
        r"telefoniczn\w+|w|na)|mog[ęe] przekierowa[ćc])\b"
    ),
    third=any_of(
        r"\b(?:go|j[ąa]|ich) (?:zapyta[ćc]|poprosi[ćc]|dopyta[ćc])|\b(?:z nim|z nią|z nimi)\b.{0,25}\bs?kontakt|"
        r"\b(?:pyta[ćj]|zapyta|dopyta)\w* (?:\w+ ){0,2}?(?:nadawc|sprzedaw|producent|organizator|kurier|przewoźnik|"
        r"bank|zarządc|administra|"
        r"operator|dystrybutor|wykładowc|lekarz|urz[ąę]d)\w*|\bz tym (?:prosz[ęe] |trzeba |"
        r"najlepiej )?do (?!nas)\w+|\bzg[łl](?:asza|osi)[ćc] (?:\w+ )?\w+owi\b|\bpyta[ćc] u (?:nich|niego|niej)|"
        r"\b(?:z|w) tym (?:trzeba|nale[żz]y) (?:do|na) \w+|\bpomo[żg]\w* (?:\w+ )?(?:tylko|jedynie|"
        r"wyłącznie) (?!my\b)\w+|^to (?:już |raczej )?(?:sprawa|"
        r"pytanie|kwestia|temat) (?:już |raczej |bardziej )?(?:do |"
        r"dla )?(?!nas)\w+|\bto (?:sprawa|pytanie) do \w+|"
        r"\bzg[łl]osi[ćc] si[ęe] (?:\w+ )?(?:do|z) (?!nas\b)\w+",
        r"\b(?:skontaktuj\w*|skontaktowa[ćc]|kontaktuj\w*|kontakt|zwr[óo][ćc]\w*|zwr[óo]ci[ćc]|skonsultuj\w*|"
        r"skonsultowa[ćc]|"
        r"zapytaj\w*|zapyta[ćc]|popro[śs]\w*|udaj\w*|zg[łl]o[śs](?:cie)?\b|kieruj\w*|napisz\w*|dopytaj\w*|uda[ćc]|"
        r"kierowa[ćc])"
        r"(?: (?:si[ęe]|proszę|bezpośrednio|to|o to|najlepiej|w tej sprawie|sprawę)){0,3} (?:z|ze|do|u|"
        r"od) (?!nami\b|nas\b|mną\b|państw|reklamacj)\w+",
        r"\bskontaktuj\w* si[ęe]\b(?! z (?:nami|tob|pan))|\b(?:bezpośrednio )?(?:z|ze|do|u) (?:sprzedaw\w+|"
        r"sprzedaj\w+|bank\w+|kurier\w*|przewo[źz]nik\w*|producen\w+|"
        r"obs[łl]ug\w+|dzia[łl]\w+|tw[óo]rc\w+|support\w*|serwisant\w*|ubezpieczyciel\w*|operator\w*)",
        r"\b(?:za pomoc[ąa]|przez|poprzez|pod) (?:poni[żz]sz\w+|t\w+|tym) (?:link\w*|adres\w*)|\bdo zak[łl]adki\b",
        r"\b(?:sprawd[źz]|zajrzyj|odwied[źz]|zobacz)\w* (?:na )?(?:nasz[ąae]j? )?(?:stron\w+|"
        r"witryn\w+)(?: internetow\w+)?",
    ),
    ours=any_of(
        r"\b(?:zadzwonimy|oddzwonimy|skontaktujemy|odpowiemy|odezwiemy|wyślemy|zadzwonię|odezwę|napiszemy|napiszę|"
        r"wysłaliśmy|"
        r"wysłałem|wysłałam|przesłaliśmy|odpowiedzieliśmy|odpisaliśmy|odpowiedziałem|odpowiedziałam|otrzymaliśmy|"
        r"prześlemy|"
        r"skontaktuje|zadzwoni|oddzwoni|odpowie|napisze|poinformujemy|opublikujemy|zamieścimy|udostępnimy|"
        r"dodzwoni\w*|"
        r"kontaktowaliśmy|wyślę|informowaliśmy|przekazaliśmy|przekazałem|przekazałam)\b(?: (?:się|ci|panu|pani|"
        r"państwu|z|do|pana|panią|tobą|"
        r"mail\w*|telefonicznie|sms\w*|na|przez|e-?mail\w*|wiadomość)){0,5}"
    ),
    moved=any_of(
        r"\b(?:odpisaliśmy|napisaliśmy|napisałem|napisałam|odpisałem|odpisałam|wysłaliśmy)(?: \w+){0,3} (?:na priv|"
        r"w wiadomości "
        r"prywatnej|prywatn\w+)|\b(?:sprawd[źz]\w*|zajrzyj\w*|prosimy sprawdzić|"
        r"proszę sprawdzić)(?: \w+){0,2} (?:skrzynk\w+|priv|wiadomo[śs]ci prywatne)"
    ),
    here=any_of(r"\bcza\w+\b[^.]{0,40}\bnie\b|\bnie [^.]{0,60}\bcza(?:t|cie)|\b(?:tym|ten|tego) cza\w+"),
    past=any_of(
        r"\b(?:zosta[ćńj]|pozosta[ćńj]|nie (?:zamyka|rozłącza))\w*|\b(?:mo[żz]na|mo[żz]e\w*) (?:\w+ )?odebra[ćc]|"
        r"\bodebra[ćc] (?:mo[żz]na|mo[żz]e)|"
        r"\bodp(?:is|owi)\w* na t(?:ego|ę|en|o)\b|"
        r"\bczy (?:kontaktowa|dzwoni|pisa|zgłasza|próbowa)\w+|\b(?:kontaktował\w*|dzwonił\w*|"
        r"zgłaszał\w*) (?:się )?(?:pan|pani|ktoś)|"
        r"\bodpowiedzie\w+ na zgłoszenie|\bdziękuj\w+ za (?:kontakt|telefon|wiadomość|zgłoszenie|"
        r"wypełnienie)\b(?!.*(?:prosz|skieruj))"
    ),
    aside=any_of(
        r"\b(?:je[śs]li|je[żz]eli|gdyby|gdy) (?:to |problem |błąd |nadal |sytuacja |dalej |mimo )(?:\w+ )?(?:nie|"
        r"występ\w+|będzie|się|pojawi\w+|"
        r"wyst[ąa]pi\w*|powt[óo]rz\w+)|\bw razie (?:dodatkowych |innych |jakichkolwiek |dalszych |kolejnych |"
        r"ewentualnych |problem\w+ )?(?:pytań|pytania|"
        r"wątpliwości|problem\w*)|\b(?:możesz|można|mogą|może) (?:też|również|także|oczywiście)|\bankiet\w*|"
        r"\bopini[ęei]\b|\boceń|"
        r"\bśledź|\bobserwuj|\bje[śs]li (?:masz|mają|ma|będ\w+|pojawi\w*|chcesz zgłosić sugesti\w+)\b|"
        r"\bwięcej (?:informacji|szczegółów)|\balternatywnie\b|"
        r"\bdodatkow\w+ (?:pytania|informacj\w+)|\bw przysz[łl]o[śs]ci\b"
    ),
    condition=any_of(r"\b(?:je[śs]li|je[żz]eli|gdyby|w razie|w przypadku|gdy)\b"),
    asked_contact=any_of(
        r"jaki (?:jest |macie |jest wasz )?(?:wasz |państwa |do was |pod jaki )?(?:numer|telefon|mail|e-?mail|"
        r"adres|kontakt)\b(?! (?:przesyłki|paczki|zam))|"
        r"jak (?:się |mogę |można |moge )*(?:z wami |z państwem )?(?:skontakt|dodzwon|zadzwon|napisa)|"
        r"gdzie (?:mogę |można |mam )?(?:się )?(?:zadzwon|napis|"
        r"zgłos|skontakt|kontakt|dzwoni|pisa)|na jaki (?:adres|numer|mail|e-?mail)|do kogo|z kim (?:mogę |mam |"
        r"się )|(?:podacie|podaj\w*|proszę o) (?:\w+ )?"
        r"(?:numer telefonu|mail|kontakt|adres)|^\W*(?:telefon|mail|kontakt)(?: do was)? ?\?|gdzie (?:jesteście|"
        r"się znajd|macie (?:salon|sklep|biur|oddzia))"
    ),
    ack=any_of(
        r"\bzesp[óo][łl] pracuje nad\b|\bzapisa(?:łem|łam|liśmy)\b[^.]*\bsugesti|\bda[ćjc]\w* mi (?:\w+ )?minut|"
        r"\bzarejestrowa(?:liśmy|łem|łam|n\w+|no)\b|\bodpowied[źz] (?:wy[śs]lemy|prze[śs]lemy|otrzyma\w+|"
        r"b[ęe]dzie)|\bju[żz] (?:to )?sprawdz|\bzaraz (?:napisz|odpisz|"
        r"sprawdz|dam)\w*|(?:zgłoszenie|"
        r"wiadomość|sprawa|wniosek|reklamacja|prośba|zapytanie|temat|"
        r"formularz)[^.]{0,30}(?:przyję\w+|otrzyma\w+|"
        r"zarejestrowan\w+|wpłyn\w+|dotar\w+|wysłan\w+|dostarczon\w+)|otrzymaliśmy|otrzymałem|odebraliśmy|"
        r"przyj[ęe]liśmy|przyjąłem|przyjęłam|"
        r"\b(?:odpowiemy|odpowiem|odezwiemy się|odezwę się|skontaktujemy się|skontaktuje się|wrócę|wrócimy|wracamy|"
        r"oddzwonimy|oddzwonię|odpiszemy|odpiszę|poinformujemy|"
        r"poinformuję|będziemy informować|dam\w* znać|damy znać|odpowie)\b",
        r"proszę (?:chwilę |chwileczkę |o )?(?:czekać|poczekać|zaczekać|cierpliwość|chwilę)|prosimy (?:czekać|"
        r"o cierpliwość|chwilę)|^chwil(?:ę|eczkę|kę|a)\b|^(?:proszę o )?moment\b|"
        r"\bpoczekaj\b|\bczas oczekiwania|w kolejce|spróbuj\w* (?:ponownie )?później",
        r"\b(?:sprawdz(?:am|amy|ę|imy)|wyjaśni(?:am|amy|ę|my)|przyjrz\w+ się|weryfikuj\w+|zweryfikuj(?:ę|emy)|"
        r"analizuj\w+|przeanalizuj\w+|"
        r"monitorujemy|dopytam\w*|dopytuj\w+|ustal(?:am|amy|ę|imy)|zajmiemy się|zajmę się|rozpatrz\w+|rozpatrujemy|"
        r"podbij\w+)\b",
        r"konsultan\w* (?:są|jest|będą|odpowie|wkrótce)|jesteśmy (?:teraz )?(?:niedostępni|offline)|poza godzinami|"
        r"automatyczn\w+|"
        r"(?:jestem|przebywam) na urlopie|numer (?:twojego |państwa )?(?:zgłoszenia|sprawy)[ :—#-]{1,4}[\w-]*\d|"
        r"\bwkrótce\b|\bjak tylko\b",
    ),
    transfer=any_of(
        r"\b(?:zajmuje si[ęe] (?:tym )(?:ju[żz] )?\w+|przełącz(?:am|amy|ę|ymy)|łączę (?:z|pan\w*)|"
        r"przej[ąęm]\w+ (?:kolega|koleżanka|konsultant)|"
        r"sprawę przejął|przekaz(?:uję|ujemy|ałem|ałam|aliśmy|ano)|przeka(?:żę|"
        r"żemy)|"
        r"przekierowa\w+śmy|przekierow(?:uję|ujemy|ałem|ałam)|przekieruj(?:ę|emy)|eskaluj\w+|konsultant przejmie|"
        r"do[łl][ąa]cz(?:am|ę|ymy) \w+ z (?:dzia|zespo)\w+|"
        r"zosta[łl]\w* (?:przekazan\w+|przekierowan\w+)|(?:sprawa|zgłoszenie|"
        r"temat)\w* (?:\w+ )?przekazan\w+)\b(?! (?:zwrot|paczk|środk|dane))"
    ),
    refusal=any_of(
        r"\bnie (?:możemy|mogę|można|jesteśmy w stanie|jestem w stanie|posiadamy|mamy|ma (?:\w+ ){0,2}?(?:takiej|"
        r"możliwości|informacji|"
        r"takiego|opcji|planach)|da się|jest (?:to )?(?:\w+ ){0,2}?(?:możliw\w+|dostępn\w+|przewidzian\w+|"
        r"planowan\w+|publiczn\w+|obsługiwan\w+|wspieran\w+)|"
        r"są (?:\w+ )?(?:dostępn\w+|przewidzian\w+)|przewiduj\w+|planuj\w+|udostępni\w+|będzie (?:takiej|takiego|"
        r"możliw\w+|odpowiednika|\w+ \w+ w)|"
        r"istnieje|uda się|znamy|wiem|wiemy|damy rady)\b|\bnie (?!zna|chc|potwierdz|musi)\w{3,}(?:amy|emy|imy|"
        r"ymy)\b|\bnie (?:odpowiadam|zajmuję|widzę|widzimy)\b",
        r"\b(?:niemożliw\w+|brak (?:takiej |takiego )?(?:możliwości|informacji|opcji|dostępu)|niestety,? (?:nie|"
        r"brak)\b|nic (?:więcej )?nie (?:\w+)|trudno (?:mi )?się odnieść|"
        r"wycofan\w+ (?:z (?:produkcji|sprzedaży|oferty))|niedostępn\w+ publicznie)\b|^nie[,.!]",
    ),
    vague=any_of(
        r"\b(?:nie (?:mamy|mam|posiadamy|znamy|możemy (?:\w+ )?podać|mogę (?:\w+ )?podać|wiemy|wiem)|"
        r"brak)\b[^.]{0,40}(?:informacj\w+|termin\w*|dat\w+|szczeg\w+)|"
        r"trudno (?:mi )?się odnieść|nic nie (?:\w+)|\bnie możemy (?:\w+ )?(?:pomóc|podać)|"
        r"\bnie mogę (?:\w+ )?(?:pomóc|podać)|nie pomożemy|nie mo\w+ obieca|\bnie widz|\bobieca[ćc]\b|"
        r"\bnic (?:\w+ )?nie\b|zajmuj|"
        r"pomóc\b.{0,25}\bnie mo|w stanie pomóc"
    ),
    way=any_of(
        r"\b(?:ale (?:możesz|możemy|może|można)|natomiast|jednak (?:\w+ ){0,4}(?:możesz|powinieneś|znajdziesz)|"
        r"zamiast|zaproponować|możesz (?:\w+ )?(?:skorzystać|użyć|sprawdzić|pobrać|znaleźć|"
        r"zamówić|wybrać)|znajdziesz|spróbuj\w*|skorzystaj\w*|użyj\w*|(?<!nie )planujemy|proszę wejść|(?:zielone|"
        r"inne|czerwone|białe|czarne|nowe|pozostałe) są|(?<!nie )można)\b"
    ),
    social=any_of(
        r"^(?:dzień dobry|cześć|witam\w*|przepraszam\w*|przykro|bardzo (?:mi|nam)|dziękuj\w+|dzięki|proszę bardzo|"
        r"miłego|"
        r"pozdrawiam\w*|rozumie(?:m|my)$|cieszy\w*|"
        r"nie ma (?:za co|sprawy)|z poważaniem|do usług|życz\w+|super|świetnie|zapraszam\w*$|polecam\w* się|"
        r"powodzenia)\b"
    ),
    kind=any_of(
        r"\b(?:przepraszamy|przepraszam|przykro (?:nam|mi)|chętnie pomoż\w+|chętnie|miłego dnia|pozdrawiam\w*|"
        r"dziękujemy|dziękuję|jesteśmy (?:do dyspozycji|tu)|służ\w+ pomocą|"
        r"mam\w* nadzieję|postara\w+ się|będziemy wdzięczni|rozumiem\w* (?:twoj|państwa|pana|pani|frustr|że)|"
        r"dołożymy starań|\bnie powinno (?:tak |się to |do tego )\w+|\btak (?:być )?nie powinno|z przyjemnością)\b"
    ),
    fact=any_of(
        r"\b(?!postara|stara|pomo[żg]|pomaga|spróbuj|sprawdz|przeprasza|dzięku|rozumie|czeka|"
        r"zaprasza)\w{3,}(?:ujemy|amy|emy|imy|ymy)\b|"
        r"\b\w{3,}(?:a|e|i|y|ą) się\b|\b(?:gotow|zależy|jedzie|jadą|działa|przyjdzie|wliczon|zajęt|czynn|odlicza|"
        r"ważn|włączon|możliw|trzeba|"
        r"starcz|wystarcz|zmienion|naprawion|wysłan|anulowan|zwrócon|zapłacon|opłacon|ukończon)\w*\b|"
        r"\d|https?://|<url>|%|\b(?:tak|nie|jest|są|był\w*|będ\w+|został\w*|zostan\w+|możesz|można|może|mogą|"
        r"kosztuj\w+|trwa|wynosi|dostępn\w+|"
        r"działa\w*|należy|ponieważ|dlatego|gdyż|powin\w+|udostępni\w+|zwrac\w+|trzeba|musi\w*|wymaga\w*|znajd\w+|"
        r"oznacza|wystarczy|wynika|dotyczy|"
        r"pozwala\w*|obecnie|zawsze|tylko|pojawi\w*|otrzyma\w+|napraw\w+|popraw\w+|doda\w+|aktywowa\w+|usun\w+|"
        r"zmieni\w+|wykona\w+|mamy|oferuj\w+|planuj\w+|"
        r"wdroży\w+|rozwiązan\w+|darmow\w+|bezpłatn\w+)\b|\b\w{4,}(?:ło|ła|ły|ał|ił|ył)\b|\b\w{3,}(?:liśmy|łem|łam|"
        r"ałeś|iłeś|ano|ono)\b"
    ),
    instruct=any_of(
        r"\b(?:spróbuj\w*|sprawdź\w*|wykonaj\w*|zaloguj\w*|wyloguj\w*|kliknij\w*|wybierz\w*|wejdź\w*|przejdź\w*|"
        r"zrób\w*|utwórz\w*|usuń\w*|zainstaluj\w*|"
        r"zaktualizuj\w*|uruchom\w*|zresetuj\w*|ustaw\w*|użyj\w*|zmień\w*|dodaj\w*|pobierz\w*|zarejestruj\w*|"
        r"odśwież\w*|włącz\w*|wyłącz\w*|wyczyść\w*|otwórz\w*|"
        r"upewnij\w*|pamiętaj\w*|zwróć uwagę|ponów\w*|powtórz\w*|zaznacz\w*|proszę (?:spróbować|sprawdzić|wykonać|"
        r"zalogować|kliknąć|wybrać|ponowić))\b"
    ),
    private="facebook",
    imperative=any_of(
        r"\b(?:prosz[ęe]|prosimy|najpro[śs]ciej|najlepiej|najszybciej|trzeba|nale[żz]y|mo[żz]na|"
        r"warto)\b.{0,30}\w{3,}[ćc]\b"
    ),
)
