"""Imprint, privacy, accessibility: the operator's words, safely, in the frame of all pages; else no page, no link."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from app.components.markup import markup
from app.errors import SettingInvalid
from app.i18n.legal import LEGAL, STATEMENT, load_legal
from app.state import LANGUAGES
from app.web.legal_text import blocks, split_title
from tests.web.served import PREFIX, client_of

pytestmark = pytest.mark.matrix

IMPRINT = """# Impressum der Stadt

Stadt Beispiel\\
Am Markt 1, 12345 Beispiel

## Kontakt

- <post@beispiel.example>
- [Telefon](tel:+49123)

<script>alert(1)</script>
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("texts")
    (made / "imprint.de.md").write_text(IMPRINT, "utf-8")
    (made / "imprint.en.md").write_text("Example City", "utf-8")
    (made / "privacy.zh.md").write_text("\ufeff# 隐私\n\n不设置 cookie。", "utf-8")
    (made / "accessibility.en.md").write_text("  \n", "utf-8")
    return made


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory, folder: Path) -> FlaskClient:
    return client_of(tmp_path_factory.mktemp("cache"), legal_texts=folder)


def page(client: FlaskClient, path: str) -> str:
    answer = client.get(f"{PREFIX}{path}")
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def test_a_text_is_shown_in_the_frame_of_all_pages_without_a_script_of_its_own(client: FlaskClient) -> None:
    html = page(client, "imprint")
    assert '<html lang="de"' in html
    assert '<h1 class="headline">Impressum der Stadt</h1>' in html
    assert 'class="site-nav"' in html
    assert 'class="languages"' in html
    assert "Stadt Beispiel<br></br>" not in html
    assert "Stadt Beispiel<br>" in html
    assert '<a href="mailto:post@beispiel.example"' in html
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_a_text_without_a_heading_has_the_name_of_the_page(client: FlaskClient) -> None:
    assert '<h1 class="headline">Imprint</h1>' in page(client, "imprint?lang=en")


def test_a_text_that_is_missing_in_a_language_is_shown_in_another_and_marked_as_such(client: FlaskClient) -> None:
    html = page(client, "privacy?lang=en")
    assert '<html lang="en"' in html
    assert "This text is available in another language only." in html
    assert re.search(r'<article [^>]*lang="zh"[^>]*><h1 class="headline">隐私</h1>', html)
    assert "available in another language" not in page(client, "privacy?lang=zh")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_links_lead_to_the_texts_there_are_and_to_no_others(client: FlaskClient, lang: str) -> None:
    query = "" if lang == "de" else f"?lang={lang}"
    for path in ("growth", "imprint", "nope-not-a-page"):
        html = client.get(f"{PREFIX}{path}?lang={lang}").get_data(as_text=True)
        if path != "nope-not-a-page":
            assert f'href="{PREFIX}imprint{query}"' in html
            assert f'href="{PREFIX}privacy{query}"' in html
            assert f'href="{PREFIX}accessibility{query}"' in html


def test_without_texts_there_are_neither_pages_nor_links(tmp_path: Path) -> None:
    bare = client_of(tmp_path)
    for name in (name for name in LEGAL if name != STATEMENT):
        assert bare.get(f"{PREFIX}{name}").status_code == 404
        assert f"{PREFIX}{name}" not in page(bare, "growth")


def test_a_file_that_no_page_would_show_is_named_at_the_start(tmp_path: Path) -> None:
    (tmp_path / "impressum.md").write_text("x")
    with pytest.raises(SettingInvalid, match=r"impressum\.md"):
        load_legal(tmp_path, languages=LANGUAGES)


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"x" * 300_000])
def test_a_file_that_is_no_text_or_too_large_is_named_at_the_start(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "imprint.de.md").write_bytes(content)
    with pytest.raises(SettingInvalid, match=r"imprint\.de\.md"):
        load_legal(tmp_path, languages=LANGUAGES)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\nb", "<p>a\nb</p>"),
        ("a  \nb", "<p>a<br>b</p>"),
        ("a\\\nb", "<p>a<br>b</p>"),
        ("# A\n## B\n### C\n#### D", "<h2>A</h2><h2>B</h2><h3>C</h3><h4>D</h4>"),
        ("- a\n- b\n  more\n\nc", "<ul><li>a</li><li>b\nmore</li></ul><p>c</p>"),
        ("words\n- a", "<p>words</p><ul><li>a</li></ul>"),
        ("**x** & <b>y</b>", "<p><strong>x</strong> &amp; &lt;b&gt;y&lt;/b&gt;</p>"),
        ("[x](/data)", '<p><a href="/data" rel="noopener noreferrer">x</a></p>'),
        ("<https://a.example/?b=1&c>", '<p><a href="https://a.example/?b=1&amp;c" rel="noopener noreferrer">https://a.example/?b=1&amp;c</a></p>'),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>"),
        ("[x](//evil.example)", "<p>[x](//evil.example)</p>"),
        ("[x](data:text/html,y)", "<p>[x](data:text/html,y)</p>"),
        ('[x](/"onclick=y)', '<p><a href="/&#34;onclick=y" rel="noopener noreferrer">x</a></p>'),
    ],
)  # fmt: skip
def test_a_small_part_of_markdown_is_known_and_all_else_is_shown_as_written(text: str, shown: str) -> None:
    assert str(markup(blocks(text))) == shown


def test_the_heading_of_a_text_is_that_of_its_page() -> None:
    assert split_title("# A #\nb") == ("A", "b")
    assert split_title("## A\nb") == ("", "## A\nb")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_there_is_always_an_accessibility_statement_that_says_what_is_missing(client: FlaskClient, lang: str) -> None:
    html = page(client, f"accessibility?lang={lang}")
    assert html.count("<h2>") == 5
    assert "@@" not in html
    assert "{" not in re.sub(r"<script.*?</script>|data-html=\"[^\"]*\"", "", html, flags=re.S)
    missing = {"de": "noch keine Anschrift", "en": "has not given an address", "zh": "尚未在此提供联系方式"}
    assert missing[lang] in html
    assert re.search(r'<a href="/portal/doppelkern/terms[^"]*"', html)


def test_the_operator_fills_in_the_statement_or_gives_another(tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "accessibility-contact.de.md").write_text("Stadt Beispiel, <barrieren@stadt.example> <b>x</b>", "utf-8")
    (folder / "accessibility-enforcement.de.md").write_text("Schlichtungsstelle\n\nZimmer 1", "utf-8")
    filled = client_of(tmp_path / "cache", legal_texts=folder)
    html = page(filled, "accessibility")
    assert 'href="mailto:barrieren@stadt.example"' in html
    assert "&lt;b&gt;x" in html
    assert "<p>Schlichtungsstelle</p><p>Zimmer 1</p>" in html
    assert "noch keine" not in html
    assert '<div lang="de">' in page(filled, "accessibility?lang=zh")
    assert filled.get(f"{PREFIX}accessibility-contact").status_code == 404
    (folder / "accessibility.de.md").write_text("# Unsere Erklärung", "utf-8")
    own = client_of(tmp_path / "cache2", legal_texts=folder)
    assert "Unsere Erklärung</h1>" in page(own, "accessibility")
