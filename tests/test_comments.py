"""Reader comments, apart from the text."""

from __future__ import annotations

import pytest

import cleaner
from cleaner.comments import Sign, sign_of

PROSE = "".join(
    f"<p>Paragraph {number} of this article tells at some length what happened on day {number},"
    " who saw it, and what they thought of it afterwards.</p>"
    for number in range(12)
)
FIRST = "I was there that day, and it was much louder than the article says."
SECOND = "So was I."


def page(after: str) -> str:
    menu = "<nav><ul><li><a href=/>Home</a><li><a href=/x>Sport</a></ul></nav>"
    return (
        "<!doctype html><html><body class='single comments-open'>"
        f"{menu}<main><article><h1>What happened</h1>{PROSE}</article>{after}</main>"
        "</body></html>"
    )


def comments(after: str) -> tuple[str, ...]:
    # the marks of the article are plain here, whatever the scorer makes of such a small page
    return cleaner.Cleaner(comments=True, engine="trafilatura").clean(page(after)).comments


WORDPRESS = f"""<div id=comments class=comments-area><h2 class=comments-title>2 thoughts</h2>
<ol class=comment-list>
<li class="comment even depth-1 comment-author-jo"><div class=comment-body>
<div class="comment-author vcard">Jo says:</div><div class=comment-meta>May 3, 2024 at 5 pm</div>
<p>{FIRST}</p><p>Nobody slept.</p><div class=reply><a href=#>Reply</a></div></div>
<ol class=children><li class=comment><div class=comment-body><p>{SECOND}</p></div></ol>
</ol><div id=respond class=comment-respond><h3>Leave a Reply</h3>
<form class=comment-form><p class=comment-form-comment>Your words</p></form></div></div>"""


def test_each_comment_with_its_paragraphs() -> None:
    assert comments(WORDPRESS) == (f"{FIRST}\n\nNobody slept.", SECOND)


def test_they_are_asked_for() -> None:
    article = cleaner.Cleaner(engine="trafilatura").clean(page(WORDPRESS))
    assert article.comments == ()
    assert article.to_dict()["comments"] == []


def test_the_text_is_the_same() -> None:
    without, with_them = (
        cleaner.Cleaner(engine="trafilatura", comments=asked).clean(page(WORDPRESS))
        for asked in (False, True)
    )
    assert without.text == with_them.text
    assert FIRST not in with_them.text


@pytest.mark.parametrize(
    "names",
    ["class=comments", "id=disqus_thread", "class=leserkommentare", "class=commentList",
     "class='article-commentaires'", "class=reacties", "id=comentarios-lista"],
)  # fmt: skip
def test_where_comments_are_not_parted_each_paragraph_is_one(names: str) -> None:
    assert comments(f"<div {names}><p>{FIRST}</p><p>{SECOND}</p></div>") == (FIRST, SECOND)


@pytest.mark.parametrize(
    "after",
    [
        f"<div class=recent-comments><p>{FIRST}</p></div>",
        f"<div class=comment-form><p>{FIRST}</p></div>",
        f"<div class=commentary><p>{FIRST}</p></div>",
        "<div class=comments><p>Log in to comment</p><p>Be the first to comment</p></div>",
        "<div class=comments><p>3 comments</p><p>Reply</p><p>12</p><p>Share</p></div>",
        "<div class=kommentare><p>Noch keine Kommentare</p></div>",
        "<div id=disqus_thread><noscript>Please enable JavaScript to view the comments powered by"
        " Disqus.</noscript></div>",
    ],
)
def test_what_is_no_comment(after: str) -> None:
    assert comments(after) == ()


def test_the_name_of_a_commenter_is_left_out() -> None:
    one = f"<li class=comment><p>{FIRST}</p><div>jane99</div></li>"
    assert comments(f"<ul class=comments>{one}</ul>") == (FIRST,)


def test_a_source_that_is_no_page_has_none() -> None:
    assert cleaner.Cleaner(comments=True).clean("<div class=comments><p>x</div>").comments == ()


@pytest.mark.parametrize(
    ("names", "sign"),
    [
        ("comment-wrapper", Sign.SEVERAL),
        ("post-comments", Sign.SEVERAL),
        ("ipsComment_content", Sign.ONE),
        ("no-comments", Sign.LABEL),
        ("has-comments", Sign.NOTHING),
        ("wp-block-comments-query-loop", Sign.SEVERAL),
        ("comment-meta", Sign.LABEL),
    ],
)
def test_names(names: str, sign: Sign) -> None:
    assert sign_of(names) == sign
