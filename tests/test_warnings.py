"""What the article says of a page that gave little or no article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

import pytest

import cleaner
from cleaner.reading import read
from cleaner.warnings import (
    BLOCKED,
    CONSENT,
    MISSING,
    NEEDS_SCRIPT,
    PAID,
    UNSURE,
    _tables,
    warnings_for,
)

PROSE = "".join(
    f"<p>Paragraph {number} of this article tells at some length what happened on day {number},"
    " who saw it, and what they thought of it afterwards.</p>"
    for number in range(8)
)


def warnings(page: str) -> str:
    return " ".join(cleaner.clean(page).warnings)


def test_nothing_is_said_of_an_article() -> None:
    assert warnings(f"<!doctype html><html><body><article>{PROSE}</article></body></html>") == ""


def test_nothing_is_said_of_an_article_that_talks_about_robots() -> None:
    talk = f"{PROSE}<p>The site asked me to verify that you are human and to enable JavaScript.</p>"
    page = f"<!doctype html><html><body><article>{talk * 2}</article></body></html>"
    assert warnings(page) == ""


def test_a_block_page() -> None:
    page = "<html><body><h1>Just a moment</h1><p>Please verify you are human.</p></body></html>"
    assert "block page" in warnings(page)


@pytest.mark.parametrize(
    "body",
    [
        "<noscript><p>You need to enable JavaScript to run this app.</p></noscript>",
        "<div id='root'></div>" + "<script src=a></script>" * 3,
    ],
)
def test_a_page_that_is_made_by_scripts(body: str) -> None:
    assert "JavaScript" in warnings(f"<!doctype html><html><body>{body}</body></html>")


SHORT = "<p>The ferry leaves at six, and nobody minds.</p>"


def page(body: str, title: str = "") -> str:
    return f"<!doctype html><html><head><title>{title}</title></head><body>{body}</body></html>"


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("Just a moment...", "<h1>www.example.org</h1><p>One more step.</p>"),
        ("Attention Required! | Cloudflare", "<h1>Sorry, you have been blocked</h1>"),
        ("Access Denied", "<h1>Access Denied</h1><p>Reference #18.2d</p>"),
        ("Shop", "<p>Please complete the captcha below to go on.</p>"),
        ("", "<p>Checking your browser before accessing the site.</p>"),
        ("403 Forbidden", "<center><h1>403 Forbidden</h1></center><hr><center>nginx</center>"),
        ("", "<p>Bitte bestätigen Sie, dass Sie ein Mensch sind.</p>"),
        ("", "<p>Veuillez confirmer que vous êtes un humain.</p>"),
        ("", "<p>Confirme que no es un robot.</p>"),
        ("", "<h1>Accesso negato</h1><p>Traffico insolito dalla tua rete.</p>"),
        ("Acesso negado", "<p>Tente outra vez.</p>"),
        ("", "<p>Bevestig dat u een mens bent.</p>"),
    ],
)
def test_block_pages(title: str, body: str) -> None:
    assert BLOCKED in cleaner.clean(page(body, title)).warnings


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("404 Not Found", "<h1>Not Found</h1><p>The requested URL was not found.</p>"),
        ("Page not found - Example", "<h1>Oops!</h1><p>Try the search.</p>"),
        ("Example", "<h1>404</h1><p>Go home.</p>"),
        ("Seite nicht gefunden | Beispiel", "<p>Versuchen Sie die Suche.</p>"),
        ("Beispiel", "<h1>Die Seite wurde nicht gefunden</h1><p>Zur Startseite.</p>"),
        ("Exemple", "<h1>Page introuvable</h1><p>Retour.</p>"),
        ("Ejemplo", "<h1>Página no encontrada</h1><p>Volver.</p>"),
        ("Esempio", "<h1>Pagina non trovata</h1><p>Torna.</p>"),
        ("Exemplo", "<h1>Página não encontrada</h1><p>Voltar.</p>"),
        ("Voorbeeld", "<h1>Pagina niet gevonden</h1><p>Terug.</p>"),
        ("503 Service Unavailable", "<h1>Service Unavailable</h1>"),
    ],
)
def test_error_pages(title: str, body: str) -> None:
    assert MISSING in cleaner.clean(page(body, title)).warnings


@pytest.mark.parametrize(
    "notice",
    [
        "Subscribe to continue reading.",
        "This article is for subscribers only.",
        "Dieser Artikel ist nur für Abonnenten.",
        "Cet article est réservé aux abonnés.",
        "Suscríbete para seguir leyendo.",
        "Contenuto riservato agli abbonati.",
        "Conteúdo exclusivo para assinantes.",
        "Dit artikel is alleen voor abonnees.",
    ],
)
def test_paywalls_that_say_so(notice: str) -> None:
    assert PAID in cleaner.clean(page(f"<article>{PROSE}</article><p>{notice}</p>")).warnings


def test_paywalls_beside_many_links() -> None:
    menu = "".join(
        f"<p>The {n}th of the many parts of this site, with its name.</p>" for n in range(50)
    )
    notice = "Subscribe to continue reading."
    body = f"<div>{menu}</div><article>{PROSE}<p>{notice}</p></article>"
    source = page(body)
    assert PAID in list(warnings_for(read(source), source, PROSE))


def _all(phrase: str) -> Iterator[str]:
    """All texts that a phrase stands for, but for what fills its gaps."""
    parts = re.findall(r"\(([^)]*)\)|\[([^]]*)\]|([^()\[\]]+)", phrase.strip("^$"))
    choices = [
        group.split("|") if group else [*option.split("|"), ""] if option else [plain]
        for group, option, plain in parts
    ]
    for chosen in product(*choices):
        yield " ".join("".join(chosen).split())


def test_signs_stand_in_the_phrases_that_they_stand_for() -> None:
    tables = _tables()
    for name, signs in tables["signs"].items():
        for phrases in tables[name].values():
            for phrase in phrases:
                for written in _all(phrase):
                    assert any(sign in written for sign in signs), (phrase, written)


@pytest.mark.parametrize("value", ["false", '"False"'])
def test_paywalls_that_tell_machines(value: str) -> None:
    data = (
        '<script type=application/ld+json>{"@type": "Article", "isAccessibleForFree": %s}</script>'
    )
    for text in (PROSE, PROSE * 6):
        assert PAID in cleaner.clean(page(data % value + text)).warnings
        assert PAID not in cleaner.clean(page(data % "true" + text)).warnings


@pytest.mark.parametrize(
    "body",
    [
        "<h1>Before you continue to Example</h1><p>We and our 812 partners store and access data on"
        " your device.</p><p>We use cookies for ads.</p><button>Accept all</button>",
        "<h1>Willkommen</h1><p>Wir und unsere 215 Partner verarbeiten Ihre Daten.</p><p>Mit Werbung"
        " weiterlesen.</p><p>Sie können Ihre Einwilligung jederzeit widerrufen.</p>",
    ],
)
def test_consent_walls(body: str) -> None:
    assert CONSENT in cleaner.clean(page(body)).warnings


@pytest.mark.parametrize(
    "notice",
    [
        "Bitte aktivieren Sie JavaScript in Ihrem Browser.",
        "Veuillez activer JavaScript.",
        "Por favor, active JavaScript para continuar.",
        "Per favore, attiva JavaScript.",
        "Por favor, ative o JavaScript.",
        "Schakel JavaScript in om verder te gaan.",
    ],
)
def test_notices_of_scripts(notice: str) -> None:
    assert NEEDS_SCRIPT in cleaner.clean(page(f"<noscript><p>{notice}</p></noscript>")).warnings


_KINDS = {BLOCKED, MISSING, CONSENT, NEEDS_SCRIPT, PAID}


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("Why captchas fail", f"{PROSE}<p>Sites ask you to complete the captcha.</p>{PROSE}"),
        ("Access denied: the history of a sentence", f"<h1>Access denied</h1>{PROSE * 2}"),
        ("404 Not Found: what it means", f"<h1>What a 404 means</h1>{SHORT}"),
        ("Paywalls", f"{PROSE}<p>Papers began to ask readers for money in 1997.</p>{PROSE}"),
        ("Cookies", f"<p>We value your privacy.</p>{PROSE}{PROSE}"),
        ("A short page", SHORT),
        ("Learn JavaScript", f"<h1>Learn JavaScript</h1>{SHORT}<p>JavaScript is a language.</p>"),
        ("Page not found on Mars", f"<h1>Page not found on Mars</h1>{PROSE}"),
        ("A login", f"{PROSE * 2}<form><p>Verify you are human</p></form>"),
    ],
)
def test_articles_about_such_pages_are_articles(title: str, body: str) -> None:
    assert _KINDS.isdisjoint(cleaner.clean(page(f"<article>{body}</article>", title)).warnings)


def test_an_article_that_was_hard_to_find() -> None:
    for confidence, sentences in ((0.2, [UNSURE]), (0.9, []), (None, [])):
        source = page(PROSE)
        assert list(warnings_for(read(source), source, "A word. " * 150, confidence)) == sentences


def test_a_page_that_hides_all_its_text() -> None:
    page = f"<!doctype html><html><body><div style='display:none'>{PROSE}</div></body></html>"
    assert "hidden" in warnings(page)


@pytest.mark.parametrize(
    "end",
    [
        "<p>The next sentence stops in the midd",
        '<p>x<a href="https://exa',
        "<!-- a comment that",
        "<script>var a = 1; var",
        "<style>p { color",
    ],
)
def test_a_page_that_is_cut_off(end: str) -> None:
    assert "cut off" in warnings(f"<!doctype html><html><body>{PROSE}{end}")


@pytest.mark.parametrize("end", ["", "</div>", "<!-- made by a tool -->", "<script>x</script>"])
def test_a_page_without_its_last_end_tags_is_whole(end: str) -> None:
    assert "cut off" not in warnings(f"<!doctype html><html><body>{PROSE}{end}")


def test_empty_sources() -> None:
    assert warnings("") == "The source is empty."
    assert "No text" in warnings("<html><body><script>x</script></body></html>")
