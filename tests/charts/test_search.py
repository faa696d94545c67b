"""What readers type is found: in three languages, in pinyin, with and without umlauts, with slips of the finger."""

from __future__ import annotations

import time
from collections.abc import Mapping

import pytest

from app.charts import pinyin
from app.charts.pinyin import read_aloud, syllables_of
from app.charts.search import Finder, Index
from app.charts.search_entries import Entry, entries
from app.charts.search_words import asked_words, is_near, parts_of
from app.components.addresses import PAGES
from app.i18n import Texts
from app.store.snapshot import Snapshot

PAGE_NAMES = (*PAGES, "terms")


@pytest.fixture(scope="module")
def german(snapshot: Snapshot, texts: Mapping[str, Texts]) -> Index:
    return Index(entries(snapshot, texts, lang="de", pages=PAGE_NAMES), lang="de")


def labels(index: Index, query: str, group: str = "", most: int = 8) -> list[str]:
    found = index.find(query, most=most)
    return [hit.entry.label for kind in found if group in ("", kind.name) for hit in kind.found]


@pytest.mark.parametrize(
    ("query", "group", "label"),
    [
        ("qiche", "sectors", "Automobilindustrie"),
        ("qi che", "sectors", "Automobilindustrie"),
        ("qìchē", "sectors", "Automobilindustrie"),
        ("qi4 che1", "sectors", "Automobilindustrie"),
        ("QICHE", "charts", "Gebaute Fahrzeuge"),
        ("qich", "sectors", "Automobilindustrie"),
        ("汽车", "sectors", "Automobilindustrie"),
        ("xinnengyuan", "sectors", "Neue-Energie-Fahrzeuge (NEV)"),
        ("xny", "sectors", "Neue-Energie-Fahrzeuge (NEV)"),
        ("jichengdianlu", "sectors", "Integrierte Schaltkreise"),
        ("hangye", "charts", "Sektoren im Vergleich"),
        ("lüse", "", ""),
        ("automobil", "sectors", "Automobilindustrie"),
        ("automtive", "sectors", "Automobilindustrie"),
        ("Fahrzuege", "charts", "Gebaute Fahrzeuge"),
        ("wertschoepfung", "terms", "Wertschöpfung"),
        ("wertschopfung", "terms", "Wertschöpfung"),
        ("groessere betriebe", "terms", "Größere Industriebetriebe"),
        ("above designated size", "terms", "Größere Industriebetriebe"),
        ("规上", "terms", "Größere Industriebetriebe"),
        ("halbleiter", "sectors", "Integrierte Schaltkreise"),
        ("chips", "charts", "Zwei Kerne"),
        ("oklahoma", "milestones", "Millison eröffnet Druckgusswerk in Oklahoma"),
        ("GDP", "terms", "Bruttoinlandsprodukt (BIP)"),
        ("quellen", "pages", "Quellen"),
        ("nev", "sectors", "Neue-Energie-Fahrzeuge (NEV)"),
    ],
)
def test_it_is_found_whatever_the_language_and_spelling(german: Index, query: str, group: str, label: str) -> None:
    found = labels(german, query, group)
    assert label in found if label else found == []


def test_what_is_meant_most_comes_first(german: Index) -> None:
    assert labels(german, "汽车")[0] == "Gebaute Fahrzeuge"
    assert labels(german, "zwei kerne")[0] == "Zwei Kerne"
    assert labels(german, "chips")[0] == "Zwei Kerne"
    assert labels(german, "oklahoma")[0] == "Millison eröffnet Druckgusswerk in Oklahoma"
    assert labels(german, "Meilensteine")[0] in ("Meilensteine seit 1950", "Meilensteine", "Zeitleiste")


def test_syllables_written_apart_must_be_whole_ones(german: Index) -> None:
    """qi che is 汽车, not every name with a qi- and a che- in it: 现代重庆工厂落成 has only qing and cheng."""
    assert "Beijing Hyundai stellt Werk in Chongqing fertig" not in labels(german, "qi che", most=60)
    assert labels(german, "qi che", "milestones", most=60)


def test_a_result_names_the_word_of_another_language_that_found_it(german: Index) -> None:
    (sectors,) = (group for group in german.find("qiche", most=1) if group.name == "sectors")
    assert (sectors.found[0].name, sectors.found[0].lang) == ("汽车产业", "zh")
    (own,) = (group for group in german.find("automobilindustrie", most=1) if group.name == "sectors")
    assert own.found[0].name == ""


@pytest.mark.matrix
def test_every_name_of_every_entry_finds_it(snapshot: Snapshot, texts: Mapping[str, Texts], german: Index) -> None:
    """Each of the names of charts, sectors and pages, in each language, brings it among the first of its kind."""
    missed = []
    for entry in entries(snapshot, texts, lang="de", pages=PAGE_NAMES):
        if entry.group in ("charts", "sectors", "pages"):
            missed += [name for _, name in entry.names if entry.label not in labels(german, name, entry.group)]
    assert missed == []


@pytest.mark.parametrize(
    "query",
    [
        "",
        "   ",
        "/",
        "'\"><script>",
        "%00",
        "\u202e",
        "𠮷" * 40,
        "💡",
        "a" * 100,
        "的" * 100,
        "x " * 50,
        "1" * 100,
        "(((((",
        "\\",
    ],
)
def test_no_query_breaks_it_and_none_takes_long(german: Index, query: str) -> None:
    begun = time.process_time()
    german.find(query, most=5)
    assert len(asked_words(query)) <= 8
    assert time.process_time() - begun < 2


@pytest.mark.parametrize(
    ("name", "sound"),
    [
        ("重庆", "chongqing"),
        ("重庆重型汽车", "chongqingzhongxingqiche"),
        ("行业", "hangye"),
        ("行业增长", "hangyezengzhang"),
        ("发行", "faxing"),
        ("银行", "yinhang"),
        ("长安汽车", "changanqiche"),
        ("增长率", "zengzhanglv"),
        ("重钢", "chonggang"),
        ("固态电池之都", "gutaidianchizhidu"),
        ("涪陵", "fuling"),
        ("綦江", "qijiang"),
        ("都市", "dushi"),
        ("SK海力士半导体（重庆）", "hailishibandaotichongqing"),
    ],
)
def test_characters_with_several_readings_are_read_by_their_word(name: str, sound: str) -> None:
    assert "".join(read_aloud(name)) == sound


def test_the_dictionary_is_read_in_another_process() -> None:
    assert syllables_of(["重庆", "Chongqing", "重庆"]) == {"重庆": ("chong", "qing")}


def test_without_the_dictionary_all_else_is_still_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pinyin.sys, "executable", "/nowhere/python")
    index = Index([Entry(group="sectors", label="Autos", names=(("de", "Autos"), ("zh", "汽车")))], lang="de")
    assert labels(index, "汽车") == ["Autos"]
    assert labels(index, "qiche") == []


@pytest.mark.parametrize(
    ("typed", "meant", "near"),
    [
        ("wertschofpung", "wertschopfung", True),
        ("batery", "battery", True),
        ("elektornik", "elektronikindustrie", True),
        ("cat", "car", False),
        ("changan", "chengdu", False),
        ("xhips", "chips", False),
    ],
)
def test_slips_are_forgiven_within_limits(typed: str, meant: str, near: bool) -> None:
    assert is_near(typed, meant) == near


def test_umlauts_are_found_in_both_spellings() -> None:
    assert parts_of("Größe für Straßen") == ("grosse", "fur", "strassen", "groesse", "fuer")


def test_an_index_is_made_once_for_each_version_and_language() -> None:
    finder, made = Finder(), []

    def make() -> list[Entry]:
        made.append(1)
        return [Entry(group="pages", label="A", names=(("de", "A"),))]

    first = finder.index("v1", "de", make)
    assert finder.index("v1", "de", make) is first
    finder.index("v1", "en", make)
    finder.index("v2", "de", make)
    assert len(made) == 3
    assert list(finder.kept) == [("v2", "de")]
