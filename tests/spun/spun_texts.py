"""Invented reports for the tests of this folder: a dispatch, the same spun, another outlet's report of the event."""

from filiation.archive.page import PageId
from filiation.article.article import Article
from filiation.text import Span

DISPATCH = """Dock workers in Port Varne voted on Monday to extend their strike for another two weeks, after talks with \
the harbour authority collapsed over pay and safety rules.

Union leader Marta Quill told a press briefing that 3,400 members had rejected the latest offer. "We have asked for a \
fair wage and a safe place to work, and we have been given neither," she said.

The strike has closed the country's largest container terminal since the beginning of the month and forced shipping \
companies to send vessels to ports in neighbouring states. Economists estimate that it costs the national economy \
about 12 million crowns a day.

Deputy Transport Minister Ivo Lantos said the government was ready to act as a mediator but had no immediate plans to \
send in the coast guard. "Nobody wants a long dispute on the docks," Lantos said. Harbour police said an \
armed patrol boat would guard the main gate.

The Chamber of Commerce warned of heavy losses for small businesses if supplies of food and fuel were not \
restored soon. Supermarkets in the southern part of the city have already reported shortages of fresh fruit and \
vegetables.

A previous dispute in 2009 ended when the prime minister stepped in and both sides agreed to an independent review of \
working conditions. Quill said the union would accept a similar proposal, provided that it included a public inquiry \
into the death of two crane operators last winter."""

SPUN = """Dock employees in Port Varne voted on Monday to increase their strike for an additional two weeks, after \
discussions with the harbour authority crumbled over pay and security guidelines.

Union chief Marta Quill instructed a media meeting that 3,400 affiliates had refused the newest tender. "We \
have requested for a honest salary and a secure spot to labor, and we have been given neither," she stated.

The strike has shut the land's biggest container station since the starting of the month and pressured delivery \
corporations to ship vessels to ports in neighboring states. Economists guess that it prices the nationwide economic \
system about 12 million crowns a day.

Deputy Transportation Minister Ivo Lantos mentioned the authorities was prepared to act as a middleman but had no \
instant plans to send in the shore sentinel. "No one desires a lengthy argument on the docks," Lantos mentioned. Harbour constabulary \
mentioned an weaponed patrol vessel would defend the principal doorway.

The Chamber of Trade cautioned of weighty deficits for tiny companies if provisions of meals and gas had been not \
reinstated quickly. Supermarkets in the meridional portion of the metropolis have currently documented deficits of clean \
fruit and greens.

A earlier quarrel in 2009 finished when the primary minister walked in and each sides agreed to an neutral evaluation \
of functioning situations. Quill stated the union would take a alike suggestion, supplied that it incorporated a \
general public inquiry into the loss of life of two crane operators final winter."""

OTHER = """A walkout that has paralysed Port Varne will go on for at least 14 more days. Members of the dockers' union \
turned down a pay offer by a wide margin, its leader, Marta Quill, said on Monday.

"They gave us neither a fair wage nor a safe place to work," Quill told a press briefing at the union's hall, a short \
walk from the container terminal.

Some 3,400 dockers have been out since the start of the month. Shipping companies now call at foreign ports, and the \
Chamber of Commerce fears heavy losses for small businesses. One study puts the cost to the national economy at \
12 million crowns a day.

The government will not use the coast guard, Deputy Transport Minister Ivo Lantos said, though harbour police sent \
an armed patrol boat to guard the main gate. He offered to be a mediator in the dispute.

Talks with the harbour authority broke down last week over safety rules, which the union says have been ignored since \
two crane operators died last winter. It wants a public inquiry."""

GERMAN = """Die Hafenarbeiter in Port Varne stimmten am Montag dafür, ihren Streik um weitere zwei Wochen zu verlängern, \
nachdem die Gespräche mit der Hafenbehörde gescheitert waren. Die Gewerkschaft teilte mit, dass die Mitglieder das \
jüngste Angebot abgelehnt hätten. Die Regierung sei bereit, zu vermitteln, sagte der stellvertretende Verkehrsminister. \
Der Streik hat den größten Containerhafen des Landes seit Monatsbeginn lahmgelegt, und die Reedereien schicken ihre \
Schiffe in die Häfen der Nachbarländer."""


def article(name, text, *, language="en"):
    """Return a text as an article, all of it body, behind a line that is none."""
    head = "Menu | Home | a enormous menu\n"
    return Article(
        PageId(name), f"{name}.txt", "0" * 64, head + text, (Span(len(head), len(head) + len(text)),), language=language
    )
