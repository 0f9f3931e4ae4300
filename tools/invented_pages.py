"""Pages of bare text put together from a report and invented page furniture, with the truth known line by line.

A benchmark's pages come with HTML's own bullets and menus; saved text pages do not, and hold what benchmarks hold
too little of: donation pleas in fluent prose, comment policies, comments on the story, credit lines after the last
paragraph, decks that repeat a paragraph. Everything in the bank below is written for this file.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

import numpy as np

# Each entry is a block: its lines are parted by " / ". {topic} is a word of the story, {name} a reporter,
# {headline} another story's headline, {teaser} another story's first sentence, {self} the story's own headline.
TOP = """
19.4 °C / Thursday, 9 March 2023 - 14:05
-3 C / środa, 8 lutego 2023 - 07:41
22° / Dienstag, 4. Juli 2023 | 11:20 Uhr / Menü
miércoles, 17 de mayo de 2023 / Actualizado hace 3 minutos
mardi 6 juin 2023, 18:02 / Accueil / À la une / Monde / Économie / Culture
Среда, 12 апреля 2023, 09:15 / Курс валют / Главная / Новости / Политика / Экономика
Δευτέρα, 16 Οκτωβρίου 2023 / Αρχική / Πολιτική / Κόσμος
Skip to main content / Menu / Search
Skip to content / Home / World / Business / Opinion / Sport / Weather / Sign in / Subscribe
Home > News > Regional / Share this page
Home / Politics / {headline}
No items in cart / Toggle navigation
Breaking / {headline} / {headline} / {headline}
Latest: {headline} / Also: {headline}
Trending / #election / #weather / #transfer / Most read
We use cookies to give you the best experience on our site. By continuing to browse you accept our use of cookies. / Accept / Manage preferences
Support fearless local reporting. / Donate now
You have 2 free articles remaining this month. / Subscribe for unlimited access
Edition: International / English / Français / Español / العربية
Today's paper / E-paper / Newsletters / Podcasts / Games / Log out
E-Paper / Abo / Anmelden / Startseite / Politik / Wirtschaft / Sport / Feuilleton
Follow us / Facebook / Twitter / Instagram / YouTube
Advertisement
Advertisements / Advertisements
Markets: FTSE 7,512 +0.3% / DAX 15,890 -0.1% / Brent 81.22
LIVE TV / Radio / Schedule / Frequencies
"""
UNDER_HEADLINE = """
By {name}
By {name} and {name} | The Daily Ledger
{name}, Senior Correspondent
Staff Reporter
News Desk / 14 March, 2023, 09:20 am / Last modified: 14 March, 2023, 11:02 am
Published: March 14, 2023 at 6:12 PM / Updated: March 15, 2023 at 8:40 AM
Published on 14/03/2023 - 18:12 / 3 min read
14.03.2023, 18:12 Uhr / Lesezeit: 3 Min. / Von {name}
Publicado el 14 de marzo de 2023 a las 18:12 / Por {name}
Опубликовано 14 марта 2023, 18:12 / Автор: {name}
Share / Tweet / WhatsApp / Email / Print
Share this article: Facebook Twitter LinkedIn
0 Comments / 12 Shares
Listen to this article / 4 min / 1x
Play audio / Read aloud by a synthetic voice
Gift this article / Save / A A A
World / Asia
Politics
National+
Add us as a preferred source
Our correspondent reports from the scene as officials weigh their next step.
What began as a quiet meeting has turned into the biggest test yet for both sides
FILE PHOTO: A general view of the parliament building at dusk, March 2, 2023. AGENCY/{name}
The harbour front of {topic}, April 6, 2023. AGENCY/{name}
A street market in the capital, October 19, 2022. Picture desk/{name} / A street market in the capital, October 19, 2022. Picture desk/{name}
Residents wait outside the town hall, {topic}, July 30, 2023. Archive/{name}
Source: News Agency
Agency: Staff and wires
(News Service)
FILE PHOTO: Workers stand outside the closed terminal, January 20, 2023. REUTERS/{name}/File Photo
A woman walks past a mural in the old town. Picture: {name}/AFP
Delegates arrive for the second day of talks at the conference centre. (Photo: {name} / Getty Images)
Image: {name}/AP/picture alliance
The harbour seen from the northern pier on Tuesday. | {name}/EPA
Foto: {name} / dpa
Фото: {name} / ТАСС
epa10482211 Members of the delegation pose for a family photo during the regional summit, 14 March 2023. EPA-EFE/{name}
[File: {name}/Reuters]
"""
MIDDLE = """
Advertisement
Advertisements
ADVERTISEMENT / Story continues below
- Advertisement -
Anzeige
Publicidad
Реклама
Article continues after advertisement
Story continues below advertisement
Read more: {headline}
READ ALSO: {headline}
Also read | {headline}
Related: {headline}
Related Articles / {headline} / {headline}
Lesen Sie auch: {headline}
Lee también: {headline}
Читайте также: {headline}
See also / {headline}
Recommended / {headline} / {headline} / {headline}
Sign up for our morning briefing / Get the day's top stories in your inbox every weekday. / Enter your email / By signing up you agree to our privacy policy.
Get the latest news delivered straight to your phone. Download our free app.
Never miss a story: subscribe to our newsletter here.
Rescue workers search the rubble on Wednesday. (AP Photo/{name})
Protesters gather in front of the ministry. Photo: {name}
The two leaders shake hands before the meeting. Image credit: {name}
FILE PHOTO: The company's logo is seen at its headquarters. REUTERS/{name}
Video Player is loading. / Play Video / Current Time 0:00 / Duration 1:42
Watch: {headline}
WATCH | {headline} / 2:13
Click to share on Facebook (Opens in new window)
View this post on Instagram
Map: where the incident happened
"""
CREDIT = """
(Additional reporting by {name} in London and {name} in Cairo; Editing by {name})
(Reporting by {name}; Writing by {name}; Editing by {name} and {name})
Reporting by {name}, additional reporting by {name} in Ankara; editing by {name}
By {name} / (Reporting by {name}; editing by {name})
(With inputs from agencies)
(This story has not been edited by our staff and is auto-generated from a syndicated feed.)
— With files from {name}
© 2023 AFP
© Agency News Service 2023. All rights reserved.
Our Standards: The Trust Principles.
Source: Agencies
Edited by: {name}
dpa/{name}
Redaktion: {name}
Редактор: {name}
With additional reporting from our foreign desk.
The reporter can be reached at desk@example.org
This article was originally published by our partner and is reproduced here with permission.
This story was first published on March 14 and has been updated with comments from the ministry.
This article has been updated to include a statement from a spokesperson.
Correction: an earlier version of this article misstated the day of the meeting.
"""
AFTER = """
Tags / {topic} / Economy / Diplomacy
Tags: {topic}, {topic}, {topic}
{topic} / {topic} / {topic}
#{topic} #{topic} #news
Topics: {topic} | {topic}
Share this story / Facebook / Twitter / WhatsApp / Copy link
Filed under: {topic}, World
{topic} {slash} {topic} {slash} {topic} {slash} World
{topic} {slash} {topic}-Europe {slash} {topic} summit
{topic} | {topic} | {topic}
World {slash} {topic} {slash} {topic}
Tags: {topic} {slash} {topic} {slash} Economy
Related News / {headline} / {headline} / {headline} / {headline}
Related Stories / {headline} / {teaser} / {headline} / {teaser} / {headline} / {teaser}
More from World / {headline} / 5h | World / {headline} / 7h | World / {headline} / 1d | World
Most Read / 1 / {headline} / 2 / {headline} / 3 / {headline} / 4 / {headline}
Most viewed / 1. {headline} / 2. {headline} / 3. {headline}
Top Stories / {headline} / {teaser} / {headline} / {teaser}
You may also like / {headline} / {headline} / {headline}
Latest videos / {headline} / 1:32 | Video / {headline} / 0:58 | Video / {headline} / 2:41 | Video
Don't miss / {headline} / {headline}
Editor's picks / {headline} / {name} / {headline} / {name}
In this section / {headline} / {headline}
Previous article / {headline} / Next article / {headline}
Das könnte Sie auch interessieren / {headline} / {headline}
Noticias relacionadas / {headline} / {headline}
Похожие материалы / {headline} / {headline}
Σχετικά άρθρα / {headline} / {headline}
Subscribe to our newsletter / One email a week, nothing else / Your email address / Subscribe
Stay informed. Get our free daily newsletter and never miss the stories that matter to you. / Sign up
Join our mailing list / We promise not to spam you, and you can unsubscribe at any time.
Before you go... / Good journalism takes time and money, and we do not hide it behind a paywall. / Fewer than one in a hundred of the people who read us every month give anything, yet those few keep our doors open for everyone else. / If every person who reads this gave the price of a cup of coffee, our newsroom would be funded for the year. / Become a supporter today
A note from the editor / Dear reader, we have never asked for much. This year rising print costs and falling advertising have left a hole in our budget that we cannot fill on our own. / That is why we are turning to you. Whatever you can give, your support makes it possible for our reporters to keep asking the questions that powerful people would rather not answer. / It takes less than a minute, and it makes a real difference. Thank you. / Give now / Give monthly
Why we ask / No party and no company owns this newspaper, and nobody tells us what to print. / Readers pay for nearly all of it. Where others have closed their foreign desks, we opened two, because people like you sent us ten euros here and twenty there. / Last year our work led to three parliamentary inquiries and the return of millions to the public purse. Imagine what we could do next. / Choose an amount
Who watches the council when nobody is in the gallery? / Six in ten districts in the country no longer have a reporter of their own. Our fellowship sends young journalists back to the towns that lost theirs. / Every gift is doubled until the end of the month by a foundation that believes in local news. / Double my gift
Thank you for reading to the end. / Our reporters are out there so that you do not have to rely on hearsay. Bringing you the facts costs money, and advertising no longer covers it. / Please consider a contribution, however small. It will go straight into our reporting.
You have read eleven of our stories this month. / That makes you one of our most faithful readers, and we are glad of it. Most of them have never paid for what they read here, and that is fine: we believe that news should be open to all. / But if you can spare it, from two pounds a month you can help us stay that way. / Yes, I will help
Stand with us / Press freedom is not a given. Across the world, reporters are being jailed, sued and silenced for doing their work. / We refuse to look away, and we know that you do too. When you join us, you defend the right of everybody to know. / Join today
It is our birthday! / Ten years ago three friends started this site at a kitchen table. Today it is read by half a million people, and it is still owned by those who make it. / Help us to reach our target of two thousand new members by the end of the month. We are nearly there.
Help us hold power to account / We do not answer to shareholders. We answer to you. / Please make a gift today so that we can go on asking awkward questions tomorrow.
Soutenez une presse libre / Notre journal vit de ses lecteurs. Sans publicité ni actionnaire, nous avons besoin de vous pour continuer à enquêter. / Faire un don
Sostieni il nostro lavoro / Siamo un giornale indipendente e senza pubblicità. Con pochi euro al mese puoi aiutarci a raccontare quello che altri non raccontano. / Abbonati
Read more of our best journalism / Our weekend edition brings you the long reads, the interviews and the arguments that people will be talking about on Monday. / Try it free for a month
Unterstützen Sie unabhängigen Journalismus / Unsere Redaktion ist auf die Hilfe ihrer Leserinnen und Leser angewiesen. Schon mit fünf Euro im Monat sichern Sie Recherchen, die sonst niemand bezahlt. / Jetzt spenden
Tu ayuda importa / Hacemos un periodismo sin dueños y sin muros de pago. Si crees que esta información debe llegar a todos, hazte socio por menos de lo que cuesta un café a la semana. / Hazte socio
Дорогие читатели! / Мы работаем только благодаря вашей поддержке. Если вам важны независимые новости, оформите небольшое ежемесячное пожертвование, это займёт одну минуту. / Поддержать
Comments / Please sign in to comment.
Comments / While we welcome debate, comments that are abusive or off topic will be removed. The views expressed here are those of the readers and do not reflect the position of this newspaper.
Leave a Reply / Your email address will not be published. Required fields are marked *
Leave a comment / Name / Email / Website / Save my name, email, and website in this browser for the next time I comment. / Post comment
Comments (3) / {name} / 2 hours ago / I cannot believe that anyone still takes {topic} seriously after everything that has happened. They should all resign. / Reply / {name} / 3 hours ago / Well said. My grandfather always told us that {topic} would end this way, and he was right. / Reply / {name} / 5 hours ago / This is what you get when you vote for people like that! / Reply
2 Comments / {name} says: / March 15, 2023 at 9:14 am / So {topic} knew all along and did nothing. Why am I not surprised? / Reply / {name} says: / March 15, 2023 at 10:02 am / The article forgets to say who paid for it. I would like to see the figures before I believe a word of what {topic} says. / Reply
Join the conversation / {name} • 1 day ago / Thank you for a balanced report. I live near {topic} and nobody here has been told anything. / 4 upvotes / {name} • 1 day ago / Same old story. Nothing will change until people stop accepting it. / 1 upvote
Kommentare / Die Kommentarfunktion ist für diesen Artikel geschlossen. Bitte beachten Sie unsere Netiquette.
About the author / {name} covers energy and transport from our Brussels bureau. Before joining us she worked for a regional daily and for public radio. / View all posts
{name} is a reporter based in Nairobi. He has written on trade and climate for more than ten years.
About us / We are an independent news site covering politics, business and culture in the region since 2009. / Contact us / Advertise / Careers
This site uses cookies to analyse traffic and to show you relevant offers. You can change your settings at any time. / OK
Privacy policy | Terms of use | Cookie settings | Imprint
Copyright © 2023 The Daily Ledger. All rights reserved. No part of this site may be reproduced without permission.
© 2009-2023 Ledger Media Group Ltd. Registered in England and Wales.
All material is subject to strictly enforced copyright laws. Republication, in whole or in part, needs our written consent.
Disclaimer: the views expressed in this article are the author's own and do not necessarily reflect our editorial stance.
Download our app / App Store / Google Play
Advertisement
Show more / Load more stories
Back to top
Contact the newsroom: tips@example.org / Got a story? Tell us about it in confidence.
Weather / Tomorrow: rain, 12 °C / Friday: cloudy, 15 °C
Enjoy unlimited reading from just 1 a week. Your first month is free and you can cancel whenever you want. / Start your free trial
We live in a time when rumours travel faster than facts. / Be the first to know
"""
NAMES = (
    "Anna Lindqvist", "Tomás Herrera", "Priya Raman", "J. K. Mwangi", "Olena Hryn", "Marc Duval", "Sofia Conti",
    "Jan de Boer", "Mehmet Aksoy", "Lucy Ashdown", "Ibrahim Sow", "Katarzyna Wilk", "Ждан Орлов", "Eleni Pappa",
)  # fmt: skip
SHORT_HEADLINES = 0.12
"""Share of pages whose headline is cut to two to four words: real ones are as terse ("Two held", "Ministry denies")."""
_BLANKS = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Story:
    """A headline and the paragraphs below it."""

    headline: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Invented:
    """A page, and of each line with ink whether it is the report's own.

    Attributes:
        text: The page.
        is_body: One truth a line with ink.
        headline: The headline's line among them; None where the page prints none.
    """

    text: str
    is_body: tuple[bool, ...]
    headline: int | None


def blocks(bank: str, half: int | None = None) -> list[str]:
    """Return a bank's blocks; of two halves one, where one is held out."""
    every = [line for line in bank.splitlines() if line.strip()]
    return every if half is None else every[half::2]


def invent(story: Story, others: list[Story], rng: np.random.Generator, half: int | None = None) -> Invented:
    """Put a page together around ``story``; ``others`` lend headlines and teasers."""
    words = Counter(re.findall(r"[^\W\d_]{5,}", " ".join(story.paragraphs)))
    topics = [w for w, _ in words.most_common(12)] or ["news"]

    def fill(block: str) -> list[str]:
        def blank(found: re.Match[str]) -> str:
            other = others[int(rng.integers(len(others)))]
            match found[1]:
                case "topic":
                    return str(rng.choice(topics))
                case "name":
                    return str(rng.choice(NAMES))
                case "headline":
                    return other.headline
                case "slash":
                    return "/"
                case "teaser":
                    return _first_sentence(other.paragraphs[0])
                case _:
                    return story.headline

        return [_BLANKS.sub(blank, line.strip()) for line in block.split(" / ")]

    def some(bank: str, most: int) -> list[str]:
        pool = blocks(bank, half)
        chosen = rng.choice(len(pool), size=min(int(rng.integers(most + 1)), len(pool)), replace=False)
        return [line for at in chosen for line in fill(pool[at])]

    page: list[tuple[str, bool]] = [(line, False) for line in some(TOP, 4)]
    headline = None
    if rng.random() < SHORT_HEADLINES:
        story = replace(story, headline=" ".join(story.headline.split()[: int(rng.integers(2, 5))]).rstrip(",:;-"))
    if rng.random() < 0.9:
        if rng.random() < 0.15:
            page.append((story.headline, False))
            page += [(line, False) for line in some(UNDER_HEADLINE, 1)]
        headline = len(page)
        page.append((story.headline + (" - The Daily Ledger" if rng.random() < 0.1 else ""), False))
    page += [(line, False) for line in some(UNDER_HEADLINE, int(rng.choice([0, 2, 4])))]
    if rng.random() < 0.3 and len(story.paragraphs) > 4:
        deck = str(rng.choice(story.paragraphs[1:5]))
        page.append(((_first_sentence(deck) if rng.random() < 0.5 else deck).rstrip("."), False))
        page += [(line, False) for line in some(UNDER_HEADLINE, 2)]
    interrupts = rng.random() * 0.25 if rng.random() < 0.6 else 0.0
    usual = fill(str(rng.choice(blocks(MIDDLE, half))))
    for at, paragraph in enumerate(story.paragraphs):
        if at and rng.random() < interrupts:
            page += [(line, False) for line in (usual if rng.random() < 0.6 else some(MIDDLE, 1))]
        page.append((paragraph, True))
    page += [(line, False) for line in some(CREDIT, 2)]
    page += [(line, False) for line in some(AFTER, 9)]
    mark = "• " if rng.random() < 0.15 else ""
    text = []
    for line, own in page:
        short = not own and mark and len(line) < 60
        text.append((mark if short else "") + line)
    between = "\n\n" if rng.random() < 0.7 else "\n"
    return Invented(between.join(text), tuple(own for _, own in page), headline)


def _first_sentence(paragraph: str) -> str:
    found = re.match(r".{40,220}?[.!?](?=\s|$)", paragraph)
    return found.group() if found else paragraph[:180] + "..."
