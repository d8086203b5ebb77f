# ruff: noqa: E501 -- tables of pieces are read more easily with many to a line
"""Generated dirty documents: everything a scraper leaves behind, in any order, glued in any way."""

from __future__ import annotations

import gzip
import json
from typing import Final

from hypothesis import strategies as st

WORDS: Final = [
    "the",
    "tea",
    "was",
    "good",
    "and",
    "old",
    "Harbour",
    "newsletter",
    "subscribe",
    "cookies",
    "Canva",
    "Logo",
    "share",
    "article",
    "read",
    "more",
    "Über",
    "straße",
    "東京",
    "год",
    "café",
    "l'été",
    "e-mail",
    "x<y",
    "List<String>",
    "snake_case",
    "2*3*4",
    "C++",
    "#1",
    "a|b",
    "well-",
    "known",
    "1.10",
    "12:30",
    "no",
    "TeX",
    "\\alpha",
    "$x_1$",
    "https://example.org/a_b_c",
    "(see)",
    "[1]",
    "[source]",
    "()",
    "*so*",
    "`code`",
    "&",
    "&amp;",
    "&eacute;",
    "&amp;nbsp;",
    "--",
    "…",
    "“quoted”",
    "’s",
    "ﬁ",
    "\xa0",
    "\u200b",
    "\xad",
    "\u200f",
    "👨\u200d👩",
    "ﾃｽﾄ",
    "\u3000",
]

SENTENCES: Final = (
    "The harbour was closed for a week, and nobody knew when it would open again.",
    "She said that newsletters were the future of the paper; few of her readers agreed with her.",
    "In 2019 the committee, which had been sitting since the spring, recommended nothing at all.",
    "Wer heute noch eine Zeitung liest, der weiß, wie schön die alten Straßen waren.",
    "Les élèves ont passé une journée très agréable à la plage [source].",
    "It grew by 10 % [1], they say ([source]), and then () it shrank [here](https://x.org/y).",
    "**Reach**: see [the report](https://x.org/a(b)) and *then* `rm -rf *` or ~~not~~.",
    "Put it into a <div> of its own, or use List<String> where x < y && y > z.",
    "One<br>two <b>bold</b> &lt;b&gt;, &amp;lt;i&amp;gt; and <!-- gone --> more.",
    "東京は日本の首都であり、世界でも最大級の都市のひとつです。",
    "В Москве вчера прошёл сильный дождь, и многие улицы были затоплены водой.",
)

DIRT: Final = (
    "Subscribe to our newsletter!", "Sign up now", "Read more", "Read more: Why tea is good",
    "Follow us on Facebook", "Join the conversation", "Share your thoughts in the comments below.",
    "Advertisement", "Story continues below", "Related articles", "You may also like",
    "Learn to use AI like a Pro", "Get the latest AI workflows delivered to your inbox every week.",
    "Learn More", "Learn AI like a pro. Learn more →", "Canva Logo", "Claude AI Logo",
    "Logo of Acme", "Trusted by", "As seen in", "Acme", "Globex", "Initech",
    "We use cookies to improve your experience.", "Accept all cookies", "Skip to main content",
    "Home", "News", "Sport", "Contact", "Home | News | Sport", "Home > World > Europe", "Loading…",
    "© 2024 The Paper. All rights reserved.", "Tags: tea, harbour, ships", "Share this article",
    "Facebook Twitter LinkedIn", "About the author", "By Jane Doe", "Edited By",
    "Mackenzie Ferguson", "Last updated:", "Last updated: March 3, 2024", " date 2025-08-06 ",
    "March 3, 2024", "Photo: Getty Images", "Image: a harbour at dawn", "Banner for The Old Harbour",
    "Recommended Tools", "Comments", "[source]", "([source])", "()", "[here](https://x.org)", "[1]",
    "[^1]: By the census.", "[1]: https://example.org", "[tea]: /tea 'Tea'", "Abonnieren Sie unseren Newsletter!",
    "Abonnez-vous à notre newsletter", "Suscríbete a nuestro boletín", "Iscriviti alla newsletter",
)  # fmt: skip

STRUCTURE: Final = (
    "# Tea", "## Why it matters ##", "###", "#hashtag", "####### seven", "Tea\n===", "Tea\n---",
    "Setext of\ntwo lines\n-----", "- green", "* black\n  * leaves\n    * old", "1. one\n2. two",
    "1) one\n   more of it", "(1) one", "a) first", "•broken", "•\nbroken", "-\n\nlate", "- [ ] task",
    "- - twice", "- # odd", "-", "+ plus", "\t- tab", "> quoted\n> lines", ">", "> > deep", "> - item",
    ">tight", "> ```\n> code\n> ```", "| a | b |\n| --- | --- |\n| 1 | 2 |", "a | b\n--|--\n1 | 2",
    "| a |  | c |", "||", "| - |", "|---|", "| a \\| b | c |", "a |  | c", "| lone", "---", "***", "_ _ _", "───",
    "- - -", "+++", "===", "```", "~~~", "```html", "```markdown", "```py\nx = 1\n```", "~~~\n```\n~~~",
    "````\n```\n````", "```\n\n```", "```\nThe tea was good, and so was the harbour in the morning.\n```",
    "    x = f(1);\n    return x", "    The tea was good", "\tint x = 0;", "```js inline``` text", "text ```",
    "> quoted ```", "The report recom-\nmended that nothing be done\nabout the harbour.",
    "The committee, which had been sitting since the spring, had recom-\nmended that nothing at all "
    "should be done about any of the things\nthat were said of it in the morning papers of the town.",
    "Roses are red,\nviolets are blue,\nsugar is sweet", "\\- no item", "\\# no heading", "1\\. no",
    "\\\\", "\\*", "**open", "close**", "***both***", "_a_b_", "*a **b* c**", "[a](b", "[a][tea]", "![alt](i.png)",
    "[![alt](i.png)](https://x.org)", "<https://x.org>", "``a ` b``", "`open", "[a]", "[x](y \"z\")", "&copy;",
    "&#65;&#x42;", "&bogus;", "&amp;amp;lt;", "&lt;script&gt;alert(1)&lt;/script&gt;", "AT&T", "…", "- …",
    "1. one\n\n   more of it\n\n   ```py\n   x = 1\n\n     y\n   ```\n\n2. two", "- a\n\n  > said\n  > so\n\n  | a | b |\n  | 1 |",
    "- a\n\n    four columns", "  deeper", "    deeper", "Tea\n: A drink", ": stray", "Tea\n: One\n: Two\n\n  More.",
    "10<sup>6</sup>", "H<sub>2</sub>O", "<sup>", "</sub>", "x<sup>n+1</sup>, 1<SUP>st</SUP>", "$x_1$", "$a_{i} * b_i$ for $5",
    "\\(a_1 * b_1\\)", "$$x^2$$", "\\$", "$\\$", "Roses  \nare red", "| | a |", "| a | | |", "| a |\n| --- |\n| b | c |",
    "So it is.[^1]", "[^1]: By the census.", "See the minutes [here](https://x.org).", "was well-\nknown",
)  # fmt: skip

MARKUP: Final = (
    "<p>The tea was <em>good</em>.</p>", "<p>open", "</p>", "<div class='a'>", "</div>", "<br/>",
    "<h1>Tea</h1>", "<h2>Read more</h2>", "<ul><li>green<li>black<ul><li>old</ul></ul>",
    "<ol start=3><li>three</ol>", "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td></td></tr></table>",
    "<table><tr><td><p>one</p><p>two</p></td></tr></table>", "<blockquote>said <b>so</b></blockquote>",
    "<pre><code class='language-py'>x = 1\n\n  y</code></pre>", "<pre>open", "<code>a`b</code>", "<a href='https://x.org/a b'>x</a>",
    "<a href=y>", "<img src=a alt='Alt'>", "<script>var a = '<p>no</p>';</script>", "<script>", "<style>p{}</style>",
    "<!-- comment\n\nlong -->", "<!--", "-->", "<p hidden>hidden</p>", "<span style='display:none'>gone</span>",
    "<nav><a href=/>Home</a><a href=/n>News</a></nav>", "<footer>© 2024 All rights reserved.</footer>",
    "<svg><title>x</title></svg>", "<textarea>a</textarea>", "<select><option>one</select>", "<stdin>", "<T>",
    "<custom-tag>a</custom-tag>", "<![CDATA[x]]>", "<?php echo 1 ?>", "<p\n\nclass=x>a</p>", "<b><i>a</b></i>",
    "&nbsp;&nbsp;", "<li>stray", "<td>cell", "<hr>", "<p>a<hr>b", "<p>x &lt;b&gt; y</p>", "<h1># Tea</h1>",
    "<p>- no item</p>", "<p>*stars* _lines_ `ticks`</p>", "<p>1. one</p>", "<p>|a|b|</p>", "<p>> q</p>", "<p>```</p>",
    "<ol><li><p>one<p>more<pre>x\n y</pre>end<ul><li>in<blockquote>said</blockquote></ul><li>two<br>lines</ol>",
    "<dl><dt>Tea<dd>A drink<dd><p>More<p>of it<dt>Cup</dl>", "<dl><dd>only indented</dl>", "<dt>Tea<dd>stray",
    "<table><caption>Cap</caption><tr><th>a<th colspan=2>b<tr><td rowspan=2>1<td>2<td>3<tr><td>4<td>x|y</table>",
    "<table><tr><th><th>a<tr><td>b<td><ul><li>1<li>2</ul><tr><td colspan=2>all<tr><td>c<td>d</table>",
    "<blockquote>one<br>two<br><br><b>three</b><blockquote>deep<br>er</blockquote><ol><li>a<li>b</ol></blockquote>",
    "<p>10<sup>6</sup> H<sub>2</sub>O 1<sup>st</sup> x<sup>n+1</sup> <sup>a</p>", "<sub>", "<sup><b>x</sup></b>",
    "<p>So<sup><a href='#fn1'>1</a></sup> it [<a href='#fn2'>2</a>] is.</p>", "<p id=fn1>1. By census. <a href='#r1'>↩</a></p>",
    "<ol><li id=fn2>By two.<li>three</ol>", "<math alttext='x_1*y'><mi>x</mi></math>", "<math><msup><mi>x</mi><mn>2</mn></msup></math>",
    "<script type='math/tex'>a_1 * b</script>", "<math>", "<ruby>漢<rp>(<rt>kan<rp>)</ruby>字", "<details><summary>Q</summary>A</details>",
    "<div class='highlight-py'><pre><span class=lineno>1</span>x = 1\n<span class=lineno>2</span>y</pre></div>",
    "<figure><img src=a.jpg alt='A ship'><figcaption>The ship at dawn.</figcaption></figure>", "<pre><div>a</div>\n\n<div>b</div></pre>",
)  # fmt: skip

FRONT: Final = (
    "---\ntitle: Tea\nauthor: Jane Doe\ndate: 2025-04-07\n---\n", "---\ntitle: Tea\n...\n", "---\r\ntitle: no\r\n---\r\n",
    "---\ntitle: [a, b\n---\n", "---\nThis is prose: it stands between breaks.\n---\n", "---\ntitle: Tea\n",
    "---\na: &a [x]\nb: [*a, *a]\n---\n", "\ufeff---\ntitle: Tea\n---\n", " ---\ntitle: Tea\n---\n", "---\nlang: de\ntitle: x\n---\n",
    '+++\ntitle = "Tea"\ndate = 2025-04-07\n+++\n', "+++\ntitle = \n+++\n", '{\n"title": "Tea",\n"tags": ["a"]\n}\n\n',
    '{"title": "Tea"', "{not json}\n", "---\n---\n", "--- \n\n---\n",
)  # fmt: skip

SEPARATORS: Final = (
    *("\n\n",) * 6,
    *("\n",) * 5,
    *("\n\n\n\n", "\n   \n", " ", "", "\r\n", "\r", "\u2028", "\u2029", "\x85", "\v", "\f"),
    *("\n    ", "\n\n      ", "\n\t", "\n  ", "\n> ", "\n\xa0", "\u200b\n", "  \n", "\\\n"),
)
NOISE: Final = (
    *("\0", "\ufeff", "\u200b", "\u200d", "\u200e", "\u202e", "\xad", "\x07", "\x1b", "\xa0"),
    *("\u3000", "\ud800", "\udfff", "\ufffd"),
    *[
        "*",
        "_",
        "`",
        "~",
        "[",
        "]",
        "(",
        ")",
        "<",
        ">",
        "&",
        "|",
        "#",
        "-",
        "+",
        "\\",
        "!",
        ";",
        ":",
        '"',
        "'",
    ],
    *(
        "  ",
        "\n",
        "\t",
        "\r",
        "**",
        "```",
        "](",
        "<p>",
        "</p>",
        "<!--",
        "\\\n",
        "\n\n",
        "\n# ",
        "\n- ",
        "\n> ",
    ),
    *(
        "\ue000",
        "\U000e0041",
        "\U0001f3f4\U000e0067",
        "e\u0301",
        "ـ",
        "א",
        "Ã©",
        "â€™",
        "Â ",
        "ï»¿",
    ),
)

#: Few characters, each of which means something: finds where reader and writer disagree.
soup: st.SearchStrategy[str] = st.text("ab *_`~[]()<>&;|#-+=\\!\"'.:1\n\t/", max_size=40)
anything: st.SearchStrategy[str] = st.text(st.characters(exclude_categories=()), max_size=30)
prose: st.SearchStrategy[str] = st.lists(st.sampled_from(WORDS), min_size=1, max_size=24).map(
    " ".join
)
pieces: st.SearchStrategy[str] = st.one_of(
    st.sampled_from(SENTENCES),
    prose,
    st.sampled_from(DIRT),
    st.sampled_from(STRUCTURE),
    st.sampled_from(MARKUP),
    soup,
    anything,
)


def _mojibake(text: str) -> str:
    return text.encode("utf-8", "replace").decode("windows-1252", "replace")


def _wrapped(text: str) -> str:
    return "<!doctype html><html><head><title>Tea</title></head><body><main>" + text


@st.composite
def bodies(draw: st.DrawFn, most: int = 10) -> str:
    """Pieces glued by separators, some repeated, some turned to mojibake, with noise put in."""
    chosen: list[str] = draw(st.lists(pieces, max_size=most))
    if chosen and draw(st.sampled_from((True, False))):
        chosen += draw(st.lists(st.sampled_from(chosen), max_size=4))
    text = ""
    for piece in chosen:
        turned = draw(st.sampled_from("." * 15 + "mu"))
        piece = {"m": _mojibake, "u": str.upper}.get(turned, str)(piece)
        text += piece + draw(st.sampled_from(SEPARATORS))
    for noise in draw(st.lists(st.sampled_from(NOISE), max_size=3)):
        at = draw(st.integers(0, len(text)))
        text = text[:at] + noise + text[at:]
    return text


@st.composite
def documents(draw: st.DrawFn) -> str:
    """A dirty document: a body, often under front matter, sometimes within fences or a page."""
    text = draw(bodies())
    shape = draw(st.sampled_from("." * 20 + "ffff" + "pp" + "wwg" + "jn"))
    if shape == "f":
        return draw(st.sampled_from(FRONT)) + text
    if shape == "p":
        return _wrapped(text)
    if shape == "w":
        return "```" + draw(st.sampled_from(("", "html", "markdown", "py"))) + "\n" + text + "\n```"
    if shape == "g":  # as flat dumps do
        return "".join(f"{' ' * (3 * at)}{line}\n\n" for at, line in enumerate(text.split("\n")))
    if shape == "j":
        return json.dumps({"title": text}) + "\n" + text
    if shape == "n":
        return "---\n" + text + "\n---\n" + text
    return text


ENCODINGS: Final = (
    "utf-8",
    "utf-8-sig",
    "utf-16-le",
    "utf-16",
    "windows-1252",
    "koi8-r",
    "gb18030",
)


@st.composite
def sources(draw: st.DrawFn) -> bytes:
    """A dirty document as bytes in some charset, or bytes that are no text at all."""
    if draw(st.integers(0, 9)) == 0:
        return draw(st.binary(max_size=200))
    text = draw(documents())
    encoded = text.encode(draw(st.sampled_from(ENCODINGS)), "replace")
    return gzip.compress(encoded, mtime=0) if draw(st.integers(0, 30)) == 0 else encoded
