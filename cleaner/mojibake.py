r"""Mojibake: text that was once decoded with the wrong charset, as "Ã©" for "é".

ftfy knows how to undo it. This module finds, at the speed of a regex, the few lines to show it.
"""

import re
from collections.abc import Callable
from typing import Final

#: In characters: lines of pages, not of texts.
_LONG: Final = 500


def repair(text: str) -> str:
    r"""Undoes mojibake, line by line; whatever does not look wrong stays as it is.

    Lines are parted by ``"\n"`` and their number never changes; repairing twice changes no more.

    >>> repair("SchÃ¶ne GrÃ¼ÃŸe\n“Größe” – naïve, l’été")
    'Schöne Grüße\n“Größe” – naïve, l’été'
    >>> repair("doubly: ItÃ¢â‚¬â„¢s")
    'doubly: It’s'
    """
    return text if text.isascii() else map_lines(text, SUSPECT, _repair_line)


def _repair_line(line: str) -> str:
    # Imported late, as most texts need none of it.
    import ftfy

    # Of all that ftfy does, only its repair of encodings: quotes stay curly, widths and ligatures
    # as they are, entities too. It repeats itself until nothing changes, so that doubly and
    # triply wrong text comes right.
    return ftfy.fix_encoding(line)


def map_lines(text: str, pattern: re.Pattern[str], change: Callable[[str], str]) -> str:
    """Changes the lines in which the pattern is found; it begins beyond ASCII."""
    lines = text.split("\n")
    changed = False
    for number, line in enumerate(lines):
        # most lines of a page are markup; what they are made of is known without a look at them
        if not line.isascii() and _stands_in(line, pattern):
            lines[number] = change(line)
            changed = True
    return "\n".join(lines) if changed else text


def _stands_in(line: str, pattern: re.Pattern[str]) -> bool:
    """The pattern, which looks over no "<", is found: many a page is one line of markup."""
    parts = line.split("<") if len(line) > _LONG else [line]
    return any(not part.isascii() and pattern.search(part) for part in parts)


# The classes are those of ftfy 6.3's heuristic `badness`; the pattern below holds wherever that
# one does (a test goes through all pairs). But it opens with one class of characters that few
# clean texts have many of, and next asks for one before it that is rarer still, so that the regex
# engine skips along: 0.3 us a character become 5 ns. What it finds is a line to show to ftfy.
_C1 = "\x80-\x9f"
_COMMON = "\xa0\xad·´–—―…’"
_BAD = "¦¤¨¬¯¸ƒˆˇ˘˛˜†‡‰⌐◊\ufffdªº"
_LAW = "¶§"
_CURRENCY = "¢£¥₧€"
_OPENING = "¡«¿©΄΅‘‚“„•‹\uf8ff"
_CLOSING = "®»˝”›™"
_NUMERIC = "²³¹±¼½¾×µ÷⁄∂∆∏∑√∞∩∫≈≠≡≤≥№"
_KAOMOJI = "Ò-ÖÙ-Üò-öø-üŐŌŪŲ°"
_UPPER = "À-ÑØÜÝĂĀĄĆČĎĐĘĚĒĖĞĢİĪĶĹĽŁĻŃŇŅŒŘŚŞŠŢŤŮŰŸŹŻŽҐ"
_LOWER = "ßà-ñăąāćčďđęěēėğģįīķĺľłļœŕśşšťüźżžґﬁﬂ"
_UPPER_COMMON = "ÞΑ-ΩΆΈΉΊΌΎΏΪΫЁ-Я"
_LOWER_COMMON = "α-ωάέήίΰа-џ"
_BOX = "│┌┐┘├┤┬┼═-╬▀▄█▌▐░▒▓"
_MARKS = _BOX + _OPENING + _CLOSING + _CURRENCY + _NUMERIC + _LAW
_LETTERS = _LOWER + _UPPER

_PAIRS: Final = (
    # what stands before, the character, and what must follow
    (_BAD + _LETTERS + _MARKS + _LOWER_COMMON + _UPPER_COMMON, _BAD, ""),
    (_BAD, _LETTERS + _MARKS, ""),
    (_LOWER + _LOWER_COMMON + _BOX + _CLOSING + _CURRENCY + _NUMERIC, _UPPER, ""),
    (_BOX + _CLOSING + _CURRENCY + _NUMERIC, _LOWER, ""),
    (_LETTERS + _BOX + _CLOSING, _CURRENCY, ""),
    (_UPPER + _BOX, _NUMERIC + _LAW, ""),
    (_LETTERS + _BOX + _CURRENCY + _CLOSING, _OPENING, f"[{_NUMERIC}]"),
    (_LETTERS + _CURRENCY + _NUMERIC + _BOX + _LAW, _CLOSING, f"[{_OPENING}]"),
    (_CURRENCY + _NUMERIC + _BOX + _UPPER, _OPENING, ""),
    (_UPPER, "°", ""),
    (_BOX, _KAOMOJI + _CLOSING, ""),
    (_LETTERS + _MARKS, _BOX, ""),
    (_LETTERS, _OPENING + _CLOSING, r"\w"),
    ("ÂÃÎÐ", "€œŠš¢£Ÿž\xa0\xad®©°·»–—´" + _OPENING + _CLOSING, ""),
    ("Ã", "\xa0¡", ""),
    ("×", "²³", ""),
    ("ØÙ", _COMMON + _CURRENCY + _BAD + _NUMERIC + _OPENING + "ŸŠ®°µ»", "[ØÙ]"),
    ("à", "²µ¹¼½¾", ""),
    ("√", "±∂†≠®™´≤≥¥µø", ""),
    ("≈", "°¢", ""),
    ("‚", "Äâó", "[ìîïòôúùû†°¢πàäê]"),
    ("в", "Ђ", ""),
    ("Г", "ў", "ВЂВ"),
    ("ВГРСΒΓΞΟ", _BAD + _OPENING + _CLOSING + _CURRENCY + "°µ", "[ВГРСΒΓΞΟ]"),
    ("β", "€", "[™\xa0Ά\xad®°]"),
    ("ā", "€", ""),
)
_BEFORE: Final = "".join(before for before, _, _ in _PAIRS)
_HERE: Final = "".join(here for _, here, _ in _PAIRS)
SUSPECT: Final = re.compile(
    f"[{_C1}{_HERE}ŒœÃÂ](?:(?<=[{_BEFORE}].)(?:"
    + "|".join(f"(?<=[{before}][{here}])(?={after})" for before, here, after in _PAIRS)
    + f")|(?<=[{_C1}])|(?<=[ÃÂ])(?= )|(?<=[Œœ])(?![A-Za-z]))"
)
"""Where a line may hold mojibake: hardly any clean line has such a place, all bad ones do."""
