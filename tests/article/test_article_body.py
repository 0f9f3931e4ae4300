"""The body finder: which lines of a page of bare text are the report."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings, strategies as st

from filiation.article.body import find_body
from filiation.article.headline import find_headline
from filiation.text import Span

FERRY = (
    (
        "The harbour authority of Port Ansel suspended all ferry crossings on Tuesday after a cargo vessel struck the "
        "northern pier in thick fog, cutting off some 4,000 islanders from the mainland."
    ),
    (
        "No one was hurt in the collision, which happened shortly before six in the morning, harbour master Ines Falk said. "
        "Divers were examining the pier's foundations."
    ),
    (
        '"We will not let a single passenger on board until the engineers tell us that the structure is sound," Falk told '
        "reporters at the terminal."
    ),
    (
        "The vessel, a coaster registered in Tallinn, was carrying timber. Its captain has been questioned and has declined "
        "to comment, the coast guard said."
    ),
    (
        "Island residents have complained for years about the state of the pier, which was built in 1961 and was last "
        "repaired after the storms of 2009."
    ),
    (
        "The regional government said it would charter two smaller boats to bring food and medicine to the islands until "
        "the crossings resume, which could take a week."
    ),
)
GERMAN = (
    (
        "Der Stadtrat von Grünau hat am Montagabend den Bau einer zweiten Straßenbahnlinie beschlossen. Für das Vorhaben "
        "stimmten 31 der 48 Mitglieder."
    ),
    (
        "Die neue Linie soll vom Hauptbahnhof über das Klinikum bis in den Stadtteil Weidach führen und im Jahr 2029 in "
        "Betrieb gehen, wie Baudezernentin Petra Lohse mitteilte."
    ),
    (
        "„Wir holen nach, was andere Städte vor zwanzig Jahren begonnen haben“, sagte Lohse. Die Kosten bezifferte sie auf "
        "210 Millionen Euro."
    ),
    (
        "Kritik kam von den Anwohnern der Lindenallee, an der 140 Bäume gefällt werden müssen. Sie kündigten an, gegen den "
        "Beschluss zu klagen."
    ),
)
SPANISH = (
    (
        "El Gobierno regional decretó este jueves tres días de luto por las víctimas de las inundaciones que arrasaron el "
        "valle del Arga y dejaron al menos nueve muertos."
    ),
    (
        "Los equipos de rescate siguen buscando a dos personas cuyo coche fue arrastrado por la corriente, según informó el "
        "portavoz de Protección Civil, Andrés Iriarte."
    ),
    (
        "«El agua subió dos metros en menos de una hora», relató Iriarte. Unas 600 personas pasaron la noche en el "
        "polideportivo municipal."
    ),
    "La presidenta anunció ayudas directas para las familias afectadas y pidió al Estado que declare la zona catastrófica.",
)
RUSSIAN = (
    (
        "Власти Заозёрска объявили во вторник о закрытии старого моста через реку Вельгу: специалисты обнаружили трещины в "
        "двух опорах."
    ),
    (
        "Движение перекрыто для всех видов транспорта, сообщил глава городского дорожного управления Пётр Савин. По его "
        "словам, ремонт займёт не менее восьми месяцев."
    ),
    "«Мы не имеем права рисковать жизнью людей», — сказал Савин журналистам. Автобусы будут ходить в объезд.",
    "Мост построили в 1958 году, с тех пор его капитально не ремонтировали.",
)
GREEK = (
    (
        "Η κυβέρνηση ανακοίνωσε την Τετάρτη ότι θα αναβάλει για έναν χρόνο την αύξηση των διοδίων, μετά από τις αντιδράσεις "
        "των οδηγών φορτηγών."
    ),
    "Ο υπουργός Μεταφορών Νίκος Βρεττός δήλωσε ότι η απόφαση ελήφθη έπειτα από συνάντηση με τους εκπροσώπους του κλάδου.",
    "«Ακούσαμε τα αιτήματά τους και βρήκαμε μια λύση που είναι δίκαιη για όλους», είπε ο κ. Βρεττός στους δημοσιογράφους.",
    "Οι οδηγοί είχαν αποκλείσει δύο εθνικές οδούς την περασμένη εβδομάδα, προκαλώντας μεγάλες καθυστερήσεις.",
)
CHINESE = (
    "临江市政府星期三宣布，因连日暴雨导致水位上涨，全市所有渡口暂停运营，预计影响约三万名居民的日常出行。",
    "市应急管理局局长周文表示，目前没有人员伤亡的报告，但有两个村庄的道路被洪水淹没，救援队正在转移老人和儿童。",
    "“我们会优先保证医院和学校的供电，”周文在记者会上说。他呼吁市民不要靠近河岸，并留意最新的天气预报。",
    "气象部门预计，降雨将持续到星期五，届时水位有望缓慢下降，渡口可能在周末恢复运营。",
)
ARABIC = (
    "أعلنت بلدية مدينة الواحة يوم الأحد إغلاق السوق القديم لمدة ثلاثة أشهر بعد حريق ألحق أضرارا بعشرات المحلات التجارية.",
    "وقال رئيس البلدية سامر الحداد إن فرق الإطفاء سيطرت على الحريق بعد ست ساعات، وإن أسبابه لا تزال قيد التحقيق.",
    "وأضاف الحداد أن البلدية ستدفع تعويضات عاجلة لأصحاب المحلات المتضررة، وستوفر لهم مكانا مؤقتا قرب الميناء.",
    "ويعود تاريخ السوق إلى القرن الثامن عشر، وكان قد خضع لأعمال ترميم قبل خمسة أعوام.",
)
PLEA = (
    "Before you leave us",
    (
        "Nobody sends us a cheque from a boardroom. What keeps this newsroom alive is people who decide, one by one, that it "
        "should exist."
    ),
    (
        "If you found this page useful, please consider giving something today. A small sum each month lets us plan, hire and "
        "defend our reporters in court."
    ),
    "Thank you for standing with us.",
    "Give once | Give monthly",
)


def page(*parts: str | tuple[str, ...], between: str = "\n\n") -> str:
    """Join lines and groups of lines."""
    return between.join(line for part in parts for line in ((part,) if isinstance(part, str) else part))


def found(text: str) -> list[str]:
    """Return the paragraphs found."""
    return [span.of(text) for span in find_body(text)]


@pytest.mark.parametrize("between", ["\n\n", "\n", "\r\n", "\r\n\r\n \r\n"])
def test_furniture_about_a_report_is_left_out(between: str) -> None:
    """Whatever parts the lines, menus, clocks, bylines, captions, tags and link lists are no body."""
    text = page(
        "7.2 °C",
        "Tuesday, 14 November 2023 - 09:41",
        "Home",
        "Islands",
        "Opinion",
        "Ferry crossings halted after ship hits pier in fog",
        "By Joana Pires",
        "Published 14 November 2023, 08:15",
        "Share",
        "FILE PHOTO: The northern pier of Port Ansel, May 3, 2022. AGENCY/Rui Tavares",
        FERRY,
        "Ferries / Port Ansel / Accidents",
        "Related News",
        "Islanders demand new pier after storm",
        "Timber exports rise for third year",
        "Most read",
        "1",
        "Fog to last until the weekend",
        "2",
        "Council approves budget",
        "© 2023 The Ansel Courier. All rights reserved.",
        between=between,
    )
    assert found(text) == list(FERRY)


def test_a_plea_in_fluent_prose_is_no_body() -> None:
    """Sentences after the end that share nothing with the report are not taken for it."""
    text = page("Ferry crossings halted after ship hits pier", FERRY, PLEA)
    assert found(text) == list(FERRY)


def test_advertisement_lines_interrupt_but_do_not_end_the_body() -> None:
    """The body goes on after an advertisement."""
    text = page(
        "Ferry crossings halted after ship hits pier",
        FERRY[:2],
        "Advertisement",
        FERRY[2:4],
        "Advertisement",
        FERRY[4:],
        "Advertisement",
    )
    assert found(text) == list(FERRY)


def test_credit_lines_are_no_body() -> None:
    """Who reported and edited stands below the report, not in it."""
    text = page(
        "Ferry crossings halted after ship hits pier",
        FERRY,
        "(Reporting by Joana Pires; additional reporting by Rui Tavares in Tallinn; editing by Maud Klein)",
        "Comments",
        "Please log in to comment.",
    )
    assert found(text) == list(FERRY)


@pytest.mark.parametrize(
    "residue", [" read more", " Read more »", " [Read more]", "\xa0Continue reading", " Weiterlesen …", " Читать далее"]
)
def test_residue_is_cut_off_and_out(residue: str) -> None:
    """What a link leaves at a paragraph's end goes; within one it splits the paragraph."""
    at_end = page(FERRY[:1], FERRY[1] + residue, FERRY[2:])
    assert found(at_end) == list(FERRY)
    first, second = FERRY[1].split(". ", 1)
    within = page(FERRY[:1], f"{first}.{residue} {second}", FERRY[2:])
    assert found(within) == [FERRY[0], f"{first}.", second, *FERRY[2:]]


def test_residue_words_in_a_sentence_stay() -> None:
    """The same words within a sentence are the report's."""
    told = "Falk asked islanders to read more about the plan. Advertisement of the tender will follow in March."
    text = page(FERRY, told, FERRY[5].replace("week", "month"))
    assert told in found(text)


@pytest.mark.parametrize(
    ("story", "above", "below"),
    [
        (GERMAN, ("Startseite", "Politik", "Sport", "Zweite Straßenbahnlinie für Grünau", "Von Karl Ott", "Foto: dpa"),
         ("Mehr zum Thema", "Bäume in der Lindenallee", "Kommentare", "Impressum", "Datenschutz")),
        (SPANISH, ("Inicio", "Deportes", "Tres días de luto por las inundaciones", "Por Marta Gil", "Compartir"),
         ("Noticias relacionadas", "El temporal deja sin luz a mil hogares", "Suscríbete al boletín", "Aviso legal")),
        (RUSSIAN, ("Главная", "Новости", "В Заозёрске закрыли старый мост", "12 апреля 2023, 09:15", "Фото: архив"),
         ("Читайте также", "Дороги отремонтируют к осени", "Комментарии", "Подписаться на рассылку")),
        (GREEK, ("Αρχική", "Πολιτική", "Αναβολή ενός έτους για τα διόδια", "16 Οκτωβρίου 2023"),
         ("Σχετικά άρθρα", "Νέα κινητοποίηση των αγροτών", "Όροι χρήσης")),
        (CHINESE, ("首页", "新闻", "体育", "临江暴雨致渡口停运", "记者 李明", "分享"),
         ("相关新闻", "周末天气转晴", "评论", "版权所有")),
        (ARABIC, ("الرئيسية", "أخبار", "إغلاق السوق القديم في الواحة بعد حريق", "شارك"),
         ("اقرأ أيضا", "افتتاح الميناء الجديد", "تعليقات", "جميع الحقوق محفوظة")),
    ],
    ids=["de", "es", "ru", "el", "zh", "ar"],
)  # fmt: skip
def test_languages_need_no_resources(story: tuple[str, ...], above: tuple[str, ...], below: tuple[str, ...]) -> None:
    """A report is found in any script by the shape of its lines, spaces between words or none."""
    text = page(above, story, below)
    assert found(text) == list(story)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\n\t\n",
        "Home\nWorld\nSport\nLog in\n© 2023 The Ansel Courier",
        "404\n\nThis page could not be found.\n\nGo to the home page",
        "12.4 °C\nTuesday, 14 November 2023\n09:41",
        "|||| //// »»»\n\n. . . . . .",
    ],
)
def test_a_page_without_a_report_has_no_body(text: str) -> None:
    """Menus, clocks and error pages alone are no article; nor is there a headline without a body."""
    assert find_body(text) == ()
    assert find_headline(text, ()) is None


@given(
    st.lists(
        st.one_of(
            st.sampled_from([*FERRY, *CHINESE, *PLEA, "Read more", "• Menu", "", "  "]),
            st.text(max_size=40),
        ),
        max_size=30,
    )
)
@settings(max_examples=150, deadline=None)
def test_spans_are_ascending_disjoint_and_trimmed(lines: list[str]) -> None:
    """Whatever the page: spans ascend, do not overlap, hold ink and no space at their ends; the headline is above."""
    text = "\n".join(lines)
    body = find_body(text)
    assert all(a.end <= b.start for a, b in itertools.pairwise(body))
    assert all(span.of(text) and span.of(text) == span.of(text).strip() for span in body)
    headline = find_headline(text, body)
    if headline is not None:
        assert headline.end <= body[0].start
        assert headline.of(text) == headline.of(text).strip() != ""


@given(st.integers(0, 3), st.integers(0, 3))
@settings(max_examples=16, deadline=None)
def test_blank_lines_move_spans_and_change_nothing_else(before: int, between: int) -> None:
    """The same lines with other blank lines between them have the same body."""
    lines = ["Menu", "Ferry crossings halted after ship hits pier", *FERRY, "Related News", "Council approves budget"]
    assert found("\n" * before + ("\n" * (between + 1)).join(lines)) == found("\n".join(lines))


@pytest.mark.parametrize(
    "text",
    [
        "word " * 400_000,
        "Hi there, all of you.\n" * 100_000,
        "end. read more " * 100_000,
        "版权所有" * 200_000,
        ". " * 500_000,
        "(" * 200_000,
    ],
    ids=["one line", "many lines", "residue", "unspaced", "stops", "brackets"],
)
def test_cost_is_linear(text: str) -> None:
    """A line of two million characters, or a hundred thousand lines, is read to its end."""
    body = find_body(text)
    headline = find_headline(text, body)
    assert all(span.end <= len(text) for span in (*body, *([headline] if headline else [])))


def test_spans_point_into_the_given_text() -> None:
    """Offsets are code points of the text as given, characters beyond the BMP counted once."""
    text = page("🛳️ 🌫️ 𝔄𝔫𝔰𝔢𝔩", FERRY)
    body = find_body(text)
    assert body[0] == Span(text.index(FERRY[0]), text.index(FERRY[0]) + len(FERRY[0]))


def test_report_on_one_line():
    """A report that a scraper ran together into one line wins over the caption above it, however much that looks like one."""
    caption = (
        "Sgt. Ann Poe from Marlow, of Company D, 12th Bridge Battalion, hands a box of seeds to a farmer at the mill of "
        "Harrow, where the engineers have built a ferry landing since May, as Cpl. Jon Pike looks on from the lorry."
    )
    sentences = [
        f"On day {day} the engineers drove {day + 2} lorries over the pontoon, and Capt. Mae Holt said that the farmers of "
        f"the {place} bank had asked for {day * 3} sacks of barley and two pumps."
        for day, place in enumerate(["eastern", "western", "upper", "lower", "northern", "southern"] * 4, 1)
    ]
    report = f"HARROW, May 22, 2004 — {' '.join(sentences)}"
    for text in (f"{caption}\nBridge Battalion Press Desk\n{report}\n", f"Home\nNews\n{report}\nTerms of use\n"):
        body = find_body(text)
        assert sum(len(span) for span in body if text.index(report) <= span.start) >= len(report) - 40


def test_long_notice_is_no_report():
    """A line of sentences that is long, but not most of the page, does not win over the report."""
    text = "\n".join([*(f"{line}" for line in PROSE), " ".join(NOTICE)])
    body = find_body(text)
    assert body[0].start == 0
    assert all(span.end <= text.index(NOTICE[0]) for span in body)


PROSE = [
    f"The council of Harrow decided on day {day} to close the old bridge, and the ferry at mile {day} will run until dusk."
    for day in range(1, 9)
]
NOTICE = [
    "By using this site you agree to our terms of use, our privacy policy and our use of cookies.",
    "All rights are reserved, and no part of this site may be copied without our written consent.",
] * 3
