"""Tell whether words are written like a person's name."""

from __future__ import annotations

import re

PARTICLES = frozenset(
    """de del della di da do dos das du la le van von vom zu zur der den ter ten bin ibn al el ben
    af av y""".split()
)
_NEVER = frozenset(
    """the a an and of in on at for with from to our your this that these how why what when who
    is are was new all more most no not by und mit für im am auf les des une read about contact
    home news blog guide best top share full bio view listen subscribe follow sign log menu skip
    search fact checked learn get table contents show see join buy shop updated published related
    topics within min read views comments credit image photo
    facebook twitter linkedin email instagram pinterest youtube whatsapp reddit thread tools modes
    password login newsletter
    january february march april may june july august september october november december
    monday tuesday wednesday thursday friday saturday sunday""".split()
)
_SMALL = frozenset("of for and the at by".split())
_NEVER_LAST = frozenset({"inc", "inc.", "ltd", "ltd.", "llc", "gmbh", "team", "staff", "group"})
_WORD = re.compile(
    r"(?:[dDlLO]['’])?[^\W\d_a-zß-öø-ÿ][^\W\d_]*+(?:['’-][^\W\d_]++)*+\Z|(?:[A-Z]|Jr|Sr|Dr|St|Mr|Mrs|Ms|Prof)\.\Z"
    r"|[A-Z]\.(?:-?[A-Z]\.)*+\Z|al-[^\W\d_]++\Z"
)


def looks_like_name(text: str) -> bool:
    """Tell whether a text is written like a person's name: two to four capitalised words.

    Particles ("van", "de", "bin") may stand between them in lower case.

    >>> looks_like_name("Jane Doe"), looks_like_name("Ludwig van Beethoven")
    (True, True)
    >>> looks_like_name("Jane writes"), looks_like_name("The River"), looks_like_name("Apollo 11")
    (False, False, False)
    """
    if len(text) > 60:
        return False
    words = text.split()
    if not 2 <= len(words) <= 6 or (words[0] in PARTICLES and len(words) < 3):
        return False
    capitalised = 0
    for word in words:
        if word.casefold() in _NEVER and word != "May":
            return False
        if _WORD.match(word):
            capitalised += 1
        elif word not in PARTICLES:
            return False
    return 2 <= capitalised <= 4 and words[-1].casefold() not in _NEVER_LAST


def is_capitalised(text: str) -> bool:
    """Tell whether no word is written small but those that stand within names and titles.

    >>> is_capitalised("The Team of Example"), is_capitalised("Get in touch")
    (True, False)
    """
    return not any(
        word[0].islower() and word not in _SMALL and word not in PARTICLES
        for word in text.split()[1:]
    )


def leading_name(text: str) -> str:
    """Give the words at a text's start that are written like a name, or ''.

    >>> leading_name("Jane van Doe in Berlin")
    'Jane van Doe'
    """
    words: list[str] = []
    for word in text[:80].split()[:7]:
        ends = word[-1] in ",;:|"
        bare = word.rstrip(",;:|")
        if not _WORD.match(bare) and bare not in PARTICLES:
            break
        words.append(bare)
        if ends:
            break
    while words and words[-1] in PARTICLES:
        words.pop()
    name = " ".join(words)
    return name if looks_like_name(name) else ""
