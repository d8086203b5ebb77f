"""The guess of the language."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.metadata._lexicon import stopwords
from cleaner.metadata.language import guess_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The council said on Tuesday that it would close the bridge for repairs.", "en"),
        ("Der Stadtrat hat am Dienstag beschlossen, dass die Brücke gesperrt und nicht", "de"),
        ("Le conseil a décidé mardi que le pont sera fermé pour les travaux et que la", "fr"),
        ("El consejo decidió el martes que el puente se cerrará por las obras de la", "es"),
        ("Il consiglio ha deciso martedì che il ponte sarà chiuso per i lavori della", "it"),
        ("O conselho decidiu na terça-feira que a ponte não será fechada para as obras", "pt"),
        ("De raad heeft dinsdag besloten dat de brug wordt gesloten voor het werk van", "nl"),
        ("今日は天気がいいですね。散歩に行きましょう。", "ja"),
        ("市议会星期二决定关闭大桥进行维修", "zh"),
        ("시의회는 화요일에 다리를 폐쇄하기로 결정했다", "ko"),
        ("Το συμβούλιο αποφάσισε την Τρίτη", "el"),
        ("המועצה החליטה ביום שלישי", "he"),
        ("สภาเมืองตัดสินใจเมื่อวันอังคาร", "th"),
        ("Совет решил во вторник закрыть мост, чтобы мы были рады этой новости", "ru"),
        ("Рада вирішила у вівторок закрити міст, її рішення підтримали всі", "uk"),
        ("قرر المجلس يوم الثلاثاء إغلاق الجسر للصيانة في المدينة الكبيرة", "ar"),
    ],
)
def test_guesses(text: str, language: str) -> None:
    if text.isascii() and language not in stopwords():
        pytest.skip(f"no lexicon of {language}")
    assert guess_language(text) == language


@pytest.mark.parametrize("text", ["", "Ok", "12345 67890", "Zyx wvu tsr qpo nml kji hgf edc baz"])
def test_unsure(text: str) -> None:
    assert guess_language(text) is None


def test_only_the_beginning_counts() -> None:
    text = "The council said that it would close the bridge for the repairs. " * 100
    assert guess_language(text + "и " * 100_000) == "en"


@given(st.text())
def test_never_raises(text: str) -> None:
    guess_language(text)
