"""What operators see: scraped text must not become markup."""

from __future__ import annotations

import pytest

from flows.artifacts import escape, link, table


@pytest.mark.parametrize(
    ("scraped", "shown"),
    [
        ("<script>alert(1)</script>", "&lt;script&gt;alert\\(1\\)&lt;/script&gt;"),
        ("[点这里](http://evil.example)", "\\[点这里\\]\\(http\u200b://\u200bevil.\u200bexample\\)"),
        ("a | b", "a \\| b"),
        ("一行\n# 标题", "一行 \\# 标题"),
        ("![x](x)", "\\!\\[x\\]\\(x\\)"),
        ("`rm`", "\\`rm\\`"),
        ("\x1b[31m红", "\\[31m红"),
        ("a\u202eb", "ab"),
        ("www.evil.example", "www\u200b.evil.example"),
        ("&lt;", "&amp;lt;"),
    ],
)
def test_scraped_text_is_shown_and_never_obeyed(scraped: str, shown: str) -> None:
    assert escape(scraped) == shown


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "http://a.example/) [x](http://b.example", "data:text/html,x", "http://a b"]
)
def test_an_address_that_is_no_plain_web_address_is_no_link(address: str) -> None:
    assert link("标题", address) == "标题"


def test_a_cell_cannot_break_out_of_its_table() -> None:
    assert table(("a", "b"), [(escape("1 | 2"), escape("3\n4"))]).splitlines()[2] == "| 1 \\| 2 | 3 4 |"
