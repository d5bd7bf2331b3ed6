"""What the preview shows of a page: its problems, or why there is no site."""

from pathlib import Path

from lxml import html

from kb.preview import Preview, Snapshot
from tests.bases import THEME, base
from tests.disk import write

PAGE = "---\ntype: plain\ntitle: Слово\n---\n\nУчет <b>муки</b>, [она](zzzz.md).\n"
HTML = b"<p></p><article class='a'>text</article>"


def _preview(folder: Path) -> Preview:
    write(folder / "docs", {"ru/index.md": PAGE.replace("zzzz", "page"), "ru/page.md": PAGE})
    preview = Preview()
    kb = base(folder / "docs", shown_from=folder, themes=[THEME])
    preview.snapshot = Snapshot(kb, {"": "ru/index.md", "page/": "ru/page.md"})
    return preview


def test_a_page_tells_what_to_mend_in_its_own_text(tmp_path: Path) -> None:
    seen = html.fromstring(_preview(tmp_path).page(HTML, "page/", "/").decode())
    told = seen.xpath("//article/*[@class='kb-problems']//li")
    assert [one.text_content() for one in told] == [
        "docs/ru/page.md:6:1: «Учет»: здесь нужна ё; напишите «Учёт»",
        "docs/ru/page.md:6:25: файла «zzzz.md» нет; проверьте путь от этой страницы",
    ]


def test_what_does_not_stop_publishing_is_told_only_where_it_stands(tmp_path: Path) -> None:
    seen = _preview(tmp_path).page(HTML, "", "/").decode()
    assert "index.md:6:1" in seen
    assert "ru/page.md" not in seen


def test_a_page_without_an_article_or_without_problems_stays(tmp_path: Path) -> None:
    preview = _preview(tmp_path)
    assert preview.page(b"<p>text</p>", "page/", "/") == b"<p>text</p>"
    assert preview.page(HTML, "unknown/", "/") == HTML


def test_a_failed_build_is_told_in_place_of_every_page() -> None:
    preview = Preview()
    preview.failure = "company.yml:3: <b>"
    seen = preview.page(HTML, "", "/").decode()
    assert "<pre>company.yml:3: &lt;b&gt;</pre>" in seen
    assert "text" not in html.fromstring(seen).text_content()
