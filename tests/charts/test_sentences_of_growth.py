"""The exact headlines of the charts of growth: ties, declines, single views, doubts, in three languages."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from app.i18n import Texts
from app.state import LANGUAGES
from app.store.snapshot import Snapshot
from tests.sentences import Case, bar, before, country, gdp, grown, is_short, output_bar, part, sentence, total

CASES: Mapping[str, Mapping[str, Case]] = {
    "sector-growth": {
        "the fastest, with GDP": Case(
            rows=[bar("nev", 27.1), bar("automotive", 12.6), gdp(5.3)],
            view={"period": "2024"},
            de="Neue-Energie-Fahrzeuge wachsen am schnellsten: Wertschöpfung +27,1 %, BIP +5,3 %",
            en="New-energy vehicles grow fastest: value added +27.1%, GDP +5.3%",
            zh="新能源汽车增长最快：增加值+27.1%，GDP+5.3%",
        ),
        "the fastest has a name in the singular": Case(
            rows=[bar("automotive", 12.6), bar("materials", 6.8), gdp(5.3)],
            view={"period": "2024"},
            de="Automobilindustrie wächst am schnellsten: Wertschöpfung +12,6 %, BIP +5,3 %",
            en="Automotive industry grows fastest: value added +12.6%, GDP +5.3%",
            zh="汽车产业增长最快：增加值+12.6%，GDP+5.3%",
        ),
        "two lead": Case(
            rows=[bar("automotive", 5.0), bar("materials", 5.0), bar("chemicals", 1.0), gdp(5.3)],
            view={"period": "2024"},
            de=(
                "Automobilindustrie und Werkstoffindustrie wachsen am schnellsten: Wertschöpfung je +5,0 %, BIP +5,3 %"
            ),
            en="Automotive industry and materials industry grow fastest: value added +5.0% each, GDP +5.3%",
            zh="汽车产业和材料产业并列增长最快：增加值均为+5.0%，GDP+5.3%",
        ),
        "three lead": Case(
            rows=[bar("automotive", 5.0), bar("materials", 5.0), bar("chemicals", 5.0)],
            view={"period": "2024"},
            de="3 Sektoren wachsen am schnellsten: Wertschöpfung je +5,0 %",
            en="3 sectors grow fastest: value added +5.0% each",
            zh="3个行业并列增长最快：增加值均为+5.0%",
        ),
        "none grows": Case(
            rows=[bar("automotive", -5.0), bar("materials", -9.0), gdp(-1.0)],
            view={"period": "2024"},
            de="Kein Sektor wächst; am besten hält sich: Automobilindustrie, Wertschöpfung −5,0 %, BIP −1,0 %",
            en="No sector grows; holding up best: Automotive industry, value added −5.0%, GDP −1.0%",
            zh="各行业均未增长，表现最好：汽车产业增加值−5.0%，GDP−1.0%",
        ),
        "the best stands still": Case(
            rows=[bar("automotive", 0.0), bar("materials", -9.0)],
            view={"period": "2024"},
            de="Kein Sektor wächst; am besten hält sich: Automobilindustrie, Wertschöpfung 0,0 %",
            en="No sector grows; holding up best: Automotive industry, value added 0.0%",
            zh="各行业均未增长，表现最好：汽车产业增加值0.0%",
        ),
        "several hold up best": Case(
            rows=[bar("automotive", -5.0), bar("materials", -5.0)],
            view={"period": "2024"},
            de=(
                "Kein Sektor wächst; am besten halten sich: Automobilindustrie "
                "und Werkstoffindustrie, Wertschöpfung je −5,0 %"
            ),
            en=("No sector grows; holding up best: Automotive industry and materials industry, value added −5.0% each"),
            zh="各行业均未增长，汽车产业和材料产业并列最好：增加值−5.0%",
        ),
        "one alone": Case(
            rows=[bar("automotive", 12.6), gdp(5.3)],
            view={"period": "2024"},
            de="Automobilindustrie: Wertschöpfung +12,6 %, BIP +5,3 %",
            en="Automotive industry: value added +12.6%, GDP +5.3%",
            zh="汽车产业：增加值+12.6%，GDP+5.3%",
        ),
        "one alone that falls": Case(
            rows=[bar("electronics", -2.0), gdp(5.3)],
            view={"period": "2024"},
            de="Elektronikindustrie: Wertschöpfung −2,0 %, BIP +5,3 %",
            en="Electronics industry: value added −2.0%, GDP +5.3%",
            zh="电子产业：增加值−2.0%，GDP+5.3%",
        ),
        "one alone beside the country": Case(
            rows=[bar("automotive", 8.4), country("automotive", 11.3), gdp(5.0)],
            view={"period": "2024"},
            de="Automobilindustrie: Wertschöpfung +8,4 %, China +11,3 %",
            en="Automotive industry: value added +8.4%, China +11.3%",
            zh="汽车产业：增加值+8.4%，全国+11.3%",
        ),
        "one alone beside an unsure value of the country": Case(
            rows=[bar("automotive", 12.6), country("automotive", 11.2, evidence="weak"), gdp(5.3)],
            view={"period": "2024"},
            de="Automobilindustrie: Wertschöpfung +12,6 %, BIP +5,3 %",
            en="Automotive industry: value added +12.6%, GDP +5.3%",
            zh="汽车产业：增加值+12.6%，GDP+5.3%",
        ),
        "one alone beside the value of the country for another one": Case(
            rows=[bar("automotive", 12.6), country("electronics", 11.2), gdp(5.3)],
            view={"period": "2024"},
            de="Automobilindustrie: Wertschöpfung +12,6 %, BIP +5,3 %",
            en="Automotive industry: value added +12.6%, GDP +5.3%",
            zh="汽车产业：增加值+12.6%，GDP+5.3%",
        ),
        "several beside the country": Case(
            rows=[bar("automotive", 8.4), bar("materials", 1.0), country("automotive", 11.3)],
            view={"period": "2024"},
            de="Automobilindustrie wächst am schnellsten: Wertschöpfung +8,4 %",
            en="Automotive industry grows fastest: value added +8.4%",
            zh="汽车产业增长最快：增加值+8.4%",
        ),
        "an unsure one is faster": Case(
            rows=[bar("nev", 30.0, evidence="weak"), bar("automotive", 5.0), bar("materials", 1.0), gdp(5.3)],
            view={"period": "2024"},
            de="Automobilindustrie: Wertschöpfung +5,0 %, BIP +5,3 %",
            en="Automotive industry: value added +5.0%, GDP +5.3%",
            zh="汽车产业：增加值+5.0%，GDP+5.3%",
        ),
        "a lower bound is faster": Case(
            rows=[bar("nev", 30.0, flags="at_least"), bar("automotive", 5.0), bar("materials", 1.0)],
            view={"period": "2024"},
            de="Automobilindustrie: Wertschöpfung +5,0 %",
            en="Automotive industry: value added +5.0%",
            zh="汽车产业：增加值+5.0%",
        ),
        "GDP is unsure": Case(
            rows=[bar("automotive", 5.0), bar("materials", 1.0), gdp(5.3, evidence="weak")],
            view={"period": "2024"},
            de="Automobilindustrie wächst am schnellsten: Wertschöpfung +5,0 %",
            en="Automotive industry grows fastest: value added +5.0%",
            zh="汽车产业增长最快：增加值+5.0%",
        ),
        "two lead but an unsure one is faster": Case(
            rows=[bar("nev", 30.0, evidence="weak"), bar("automotive", 5.0), bar("materials", 5.0)],
            view={"period": "2024"},
            de="Automobilindustrie und Werkstoffindustrie: Wertschöpfung je +5,0 %",
            en="Automotive industry and materials industry: value added +5.0% each",
            zh="汽车产业和材料产业：增加值均为+5.0%",
        ),
        "two lead, one of them an abbreviation": Case(
            rows=[output_bar("laptops", 5.0), output_bar("lcd_panels", 5.0)],
            view={"period": "2024"},
            de="Laptops und LCD-Panels wachsen am schnellsten: Stückzahl je +5,0 %",
            en="Laptops and LCD panels grow fastest: output +5.0% each",
            zh="笔记本电脑和液晶显示屏并列增长最快：产量均为+5.0%",
        ),
        "the total of industry stands back": Case(
            rows=[bar("industry", 9.0), bar("automotive", 5.0), bar("materials", 1.0)],
            view={"period": "2024"},
            de="Automobilindustrie wächst am schnellsten: Wertschöpfung +5,0 %",
            en="Automotive industry grows fastest: value added +5.0%",
            zh="汽车产业增长最快：增加值+5.0%",
        ),
        "the total of industry alone": Case(
            rows=[bar("industry", 5.4), gdp(5.3)],
            view={"period": "2024"},
            de="Industrie: Wertschöpfung +5,4 %, BIP +5,3 %",
            en="Industry: value added +5.4%, GDP +5.3%",
            zh="工业：增加值+5.4%，GDP+5.3%",
        ),
        "pieces alone, without GDP": Case(
            rows=[output_bar("integrated_circuits", 61.6), output_bar("lcd_panels", 28.0), gdp(5.3)],
            view={"period": "2024"},
            de="Integrierte Schaltkreise wachsen am schnellsten: Stückzahl +61,6 %",
            en="Integrated circuits grow fastest: output +61.6%",
            zh="集成电路增长最快：产量+61.6%",
        ),
        "pieces beside the country": Case(
            rows=[output_bar("nev", 25.0), country("nev", 36.2, indicator="output_growth")],
            view={"period": "2024"},
            de="Neue-Energie-Fahrzeuge: Stückzahl +25,0 %, China +36,2 %",
            en="New-energy vehicles: output +25.0%, China +36.2%",
            zh="新能源汽车：产量+25.0%，全国+36.2%",
        ),
        "pieces fall": Case(
            rows=[output_bar("laptops", -3.0), output_bar("nev", -4.0)],
            view={"period": "2024"},
            de="Kein Sektor wächst; am besten hält sich: Laptops, Stückzahl −3,0 %",
            en="No sector grows; holding up best: Laptops, output −3.0%",
            zh="各行业均未增长，表现最好：笔记本电脑产量−3.0%",
        ),
        "only the report": Case(
            rows=[output_bar("integrated_circuits", 61.6, evidence="founding"), gdp(5.3)],
            view={"period": "2025-9M"},
            de="Integrierte Schaltkreise: Stückzahl +61,6 %, laut Bericht vom Dezember 2025",
            en="Integrated circuits: output +61.6%, says the December 2025 report",
            zh="据2025年12月报道，集成电路：产量+61.6%",
        ),
        "only the report, beside a weak one": Case(
            rows=[bar("motorcycles", 21.2, evidence="founding"), bar("materials", 6.8, evidence="weak")],
            view={"period": "2025-9M"},
            de="Motorradindustrie wächst am schnellsten: Wertschöpfung +21,2 %, laut Bericht vom Dezember 2025",
            en="Motorcycle industry grows fastest: value added +21.2%, says the December 2025 report",
            zh="据2025年12月报道，摩托车产业增长最快：增加值+21.2%",
        ),
        "only the report, and a weak one is faster": Case(
            rows=[bar("motorcycles", 21.2, evidence="founding"), bar("materials", 36.8, evidence="weak")],
            view={"period": "2025-9M"},
            de="Motorradindustrie: Wertschöpfung +21,2 %, laut Bericht vom Dezember 2025",
            en="Motorcycle industry: value added +21.2%, says the December 2025 report",
            zh="据2025年12月报道，摩托车产业：增加值+21.2%",
        ),
        "all are unsure": Case(
            rows=[bar("automotive", 5.0, evidence="weak"), bar("materials", 1.0, flags="rounded"), gdp(5.3)],
            view={"period": "2025-H1"},
            de="Nur unsichere Angaben: 1. Halbjahr 2025",
            en="Only uncertain figures: first half of 2025",
            zh="2025年上半年仅有不确定的数据",
        ),
        "compared: the most gained": Case(
            rows=[bar("automotive", 26.7), before("automotive", 9.3), bar("materials", 1.0), before("materials", 2.0)],
            view={"period": "2024", "compare": "2023"},
            de="Größter Tempogewinn: Automobilindustrie, von +9,3 % (2023) auf +26,7 % (2024)",
            en="Sharpest pickup: Automotive industry, from +9.3% (2023) to +26.7% (2024)",
            zh="汽车产业增速回升最多：+9.3%（2023年）→+26.7%（2024年）",
        ),
        "compared: the most lost": Case(
            rows=[bar("automotive", 2.7), before("automotive", 9.3), bar("materials", 1.0), before("materials", 2.0)],
            view={"period": "2024", "compare": "2023"},
            de="Größter Tempoverlust: Automobilindustrie, von +9,3 % (2023) auf +2,7 % (2024)",
            en="Sharpest slowdown: Automotive industry, from +9.3% (2023) to +2.7% (2024)",
            zh="汽车产业增速回落最多：+9.3%（2023年）→+2.7%（2024年）",
        ),
        "compared: from decline to growth": Case(
            rows=[bar("automotive", 2.7), before("automotive", -9.3), bar("materials", 1.0), before("materials", 2.0)],
            view={"period": "2024", "compare": "2023"},
            de="Größter Tempogewinn: Automobilindustrie, von −9,3 % (2023) auf +2,7 % (2024)",
            en="Sharpest pickup: Automotive industry, from −9.3% (2023) to +2.7% (2024)",
            zh="汽车产业增速回升最多：−9.3%（2023年）→+2.7%（2024年）",
        ),
        "compared: one alone": Case(
            rows=[bar("automotive", 2.7), before("automotive", 9.3), bar("materials", 1.0)],
            view={"period": "2024", "compare": "2023"},
            de="Automobilindustrie: von +9,3 % (2023) auf +2,7 % (2024)",
            en="Automotive industry: from +9.3% (2023) to +2.7% (2024)",
            zh="汽车产业：+9.3%（2023年）→+2.7%（2024年）",
        ),
        "compared: an unsure one changed more": Case(
            rows=[
                bar("automotive", 2.7),
                before("automotive", 9.3),
                bar("materials", 30.0, evidence="weak"),
                before("materials", 2.0),
            ],
            view={"period": "2024", "compare": "2023"},
            de="Automobilindustrie: von +9,3 % (2023) auf +2,7 % (2024)",
            en="Automotive industry: from +9.3% (2023) to +2.7% (2024)",
            zh="汽车产业：+9.3%（2023年）→+2.7%（2024年）",
        ),
        "compared: two changed alike": Case(
            rows=[bar("automotive", 2.7), before("automotive", 1.7), bar("materials", 1.0), before("materials", 2.0)],
            view={"period": "2024", "compare": "2023"},
            de="Gleich große Änderung: Automobilindustrie und Werkstoffindustrie, je 1,0 Pp. (2023 auf 2024)",
            en="Equal change: Automotive industry and materials industry, 1.0 pp each (2023 to 2024)",
            zh="汽车产业和材料产业变化相同：均为1.0个百分点（2023年→2024年）",
        ),
        "compared: three changed alike": Case(
            rows=[
                bar("automotive", 2.7),
                before("automotive", 1.7),
                bar("materials", 1.0),
                before("materials", 2.0),
                bar("chemicals", 5.0),
                before("chemicals", 4.0),
            ],
            view={"period": "2024", "compare": "2023"},
            de="Gleich große Änderung: 3 Sektoren, je 1,0 Pp. (2023 auf 2024)",
            en="Equal change: 3 sectors, 1.0 pp each (2023 to 2024)",
            zh="3个行业变化相同：均为1.0个百分点（2023年→2024年）",
        ),
        "compared: nothing changed": Case(
            rows=[bar("automotive", 2.7), before("automotive", 2.7), bar("materials", 1.0), before("materials", 1.0)],
            view={"period": "2024", "compare": "2023"},
            de="Kein Unterschied im Wachstum zwischen 2023 und 2024",
            en="No difference in growth between 2023 and 2024",
            zh="2023年与2024年增速相同",
        ),
        "compared: all are unsure": Case(
            rows=[
                bar("automotive", 2.7, evidence="weak"),
                before("automotive", 1.7),
                bar("materials", 1.0),
                before("materials", 2.0, flags="doubt"),
            ],
            view={"period": "2024", "compare": "2023"},
            de="Kein sicherer Vergleich zwischen 2023 und 2024",
            en="No reliable comparison between 2023 and 2024",
            zh="2023年与2024年没有可靠的对比",
        ),
        "compared: the total of industry stands back": Case(
            rows=[
                bar("industry", 20.0),
                before("industry", 1.0),
                bar("materials", 1.0),
                before("materials", 2.0),
                bar("automotive", 2.0),
                before("automotive", 2.0),
            ],
            view={"period": "2024", "compare": "2023"},
            de="Größter Tempoverlust: Werkstoffindustrie, von +2,0 % (2023) auf +1,0 % (2024)",
            en="Sharpest slowdown: Materials industry, from +2.0% (2023) to +1.0% (2024)",
            zh="材料产业增速回落最多：+2.0%（2023年）→+1.0%（2024年）",
        ),
        "compared: the total of industry alone": Case(
            rows=[bar("industry", 20.0), before("industry", 1.0)],
            view={"period": "2024", "compare": "2023"},
            de="Industrie: von +1,0 % (2023) auf +20,0 % (2024)",
            en="Industry: from +1.0% (2023) to +20.0% (2024)",
            zh="工业：+1.0%（2023年）→+20.0%（2024年）",
        ),
        "compared: value added is unsure, pieces are not": Case(
            rows=[
                bar("automotive", 2.7, evidence="weak"),
                before("automotive", 1.7),
                output_bar("nev", 90.5),
                before("nev", 43.0, indicator="output_growth"),
                output_bar("laptops", 1.0),
                before("laptops", 2.0, indicator="output_growth"),
            ],
            view={"period": "2024", "compare": "2023"},
            de="Größter Tempogewinn (Stück): Neue-Energie-Fahrzeuge, von +43,0 % (2023) auf +90,5 % (2024)",
            en="Sharpest pickup (units): New-energy vehicles, from +43.0% (2023) to +90.5% (2024)",
            zh="新能源汽车（产量）增速回升最多：+43.0%（2023年）→+90.5%（2024年）",
        ),
    },
    "growth-history": {
        "decline became growth": Case(
            rows=[
                grown("automotive", "2018", -17.3),
                grown("automotive", "2024", 26.7),
                grown("materials", "2018", 11.0),
                grown("materials", "2024", 3.7),
            ],
            view={"series": ("automotive", "materials")},
            de="Größter Umschwung: Automobilindustrie, von −17,3 % (2018) auf +26,7 % (2024)",
            en="Biggest turnaround: Automotive industry, from −17.3% (2018) to +26.7% (2024)",
            zh="汽车产业起伏最大：2018年−17.3%，2024年+26.7%",
        ),
        "the widest range": Case(
            rows=[
                grown("automotive", "2018", 2.0),
                grown("automotive", "2019", 3.0),
                grown("materials", "2018", 14.7),
                grown("materials", "2024", 3.7),
            ],
            view={"series": ("automotive", "materials")},
            de="Größte Spanne: Werkstoffindustrie, von +14,7 % (2018) auf +3,7 % (2024)",
            en="Widest range: Materials industry, from +14.7% (2018) to +3.7% (2024)",
            zh="材料产业变幅最大：2018年+14.7%，2024年+3.7%",
        ),
        "first halves where whole years are too few": Case(
            rows=[
                grown("automotive", "2019-H1", -14.1),
                grown("automotive", "2021-H1", 25.3),
                grown("electronics", "2021-H1", 33.0),
                grown("electronics", "2023-H1", -3.9),
            ],
            view={"series": ("automotive", "electronics")},
            de="Größter Umschwung (erste Halbjahre): Automobilindustrie, von −14,1 % (2019) auf +25,3 % (2021)",
            en="Biggest turnaround (first halves): Automotive industry, from −14.1% (2019) to +25.3% (2021)",
            zh="汽车产业（上半年）起伏最大：2019年−14.1%，2021年+25.3%",
        ),
        "months": Case(
            rows=[
                grown("automotive", "2019-2M", 2.0),
                grown("automotive", "2021-2M", 5.3),
                grown("electronics", "2021-2M", 33.0),
                grown("electronics", "2023-2M", 3.9),
            ],
            view={"series": ("automotive", "electronics")},
            de="Größte Spanne (Januar bis Februar): Elektronikindustrie, von +33,0 % (2021) auf +3,9 % (2023)",
            en="Widest range (January to February): Electronics industry, from +33.0% (2021) to +3.9% (2023)",
            zh="电子产业（1—2月）变幅最大：2021年+33.0%，2023年+3.9%",
        ),
        "one sector with two years beside one with one": Case(
            rows=[grown("automotive", "2018", 2.0), grown("automotive", "2019", 3.0), grown("materials", "2018", 14.7)],
            view={"series": ("automotive", "materials")},
            de="Automobilindustrie: von +2,0 % (2018) auf +3,0 % (2019)",
            en="Automotive industry: from +2.0% (2018) to +3.0% (2019)",
            zh="汽车产业：2018年+2.0%，2019年+3.0%",
        ),
        "one sector alone": Case(
            rows=[grown("electronics", "2019", 14.3), grown("electronics", "2024", 2.9)],
            view={"series": ("electronics",)},
            de="Elektronikindustrie: von +14,3 % (2019) auf +2,9 % (2024)",
            en="Electronics industry: from +14.3% (2019) to +2.9% (2024)",
            zh="电子产业：2019年+14.3%，2024年+2.9%",
        ),
        "one sector alone in quarters": Case(
            rows=[grown("electronics", "2024-Q1", 14.3), grown("electronics", "2025-Q1", -2.0)],
            view={"series": ("electronics",)},
            de="Elektronikindustrie (erste Quartale): von +14,3 % (2024) auf −2,0 % (2025)",
            en="Electronics industry (first quarters): from +14.3% (2024) to −2.0% (2025)",
            zh="电子产业（一季度）：2024年+14.3%，2025年−2.0%",
        ),
        "two ranges alike": Case(
            rows=[
                grown("automotive", "2018", 1.0),
                grown("automotive", "2019", 4.0),
                grown("materials", "2018", 7.0),
                grown("materials", "2019", 4.0),
            ],
            view={"series": ("automotive", "materials")},
            de="Gleich große Spanne: Automobilindustrie und Werkstoffindustrie, je 3,0 Pp.",
            en="Equally wide range: Automotive industry and materials industry, 3.0 pp each",
            zh="汽车产业和材料产业变幅相同：均为3.0个百分点",
        ),
        "three ranges alike": Case(
            rows=[
                grown(s, y, v)
                for s in ("automotive", "materials", "electronics")
                for y, v in (("2018", 1.0), ("2019", 4.0))
            ],
            view={"series": ("automotive", "materials", "electronics")},
            de="Gleich große Spanne: 3 Sektoren, je 3,0 Pp.",
            en="Equally wide range: 3 sectors, 3.0 pp each",
            zh="3个行业变幅相同：均为3.0个百分点",
        ),
        "one value each in a common period": Case(
            rows=[grown("automotive", "2024", 26.7), grown("electronics", "2024", 2.9)],
            view={"series": ("automotive", "electronics")},
            de="Automobilindustrie vorn mit +26,7 % (2024)",
            en="Automotive industry ahead with +26.7% (2024)",
            zh="汽车产业领先：+26.7%（2024年）",
        ),
        "two lead a common period": Case(
            rows=[
                grown("automotive", "2024", 2.9),
                grown("electronics", "2024", 2.9),
                grown("materials", "2024", -1.0),
            ],
            view={"series": ("automotive", "electronics", "materials")},
            de="Automobilindustrie und Elektronikindustrie vorn mit je +2,9 % (2024)",
            en="Automotive industry and electronics industry ahead with +2.9% each (2024)",
            zh="汽车产业和电子产业并列领先：均为+2.9%（2024年）",
        ),
        "three lead a common period": Case(
            rows=[grown("automotive", "2024", 2.9), grown("electronics", "2024", 2.9), grown("materials", "2024", 2.9)],
            view={"series": ("automotive", "electronics", "materials")},
            de="3 Sektoren vorn mit je +2,9 % (2024)",
            en="3 sectors ahead with +2.9% each (2024)",
            zh="3个行业并列领先：均为+2.9%（2024年）",
        ),
        "no common period": Case(
            rows=[grown("automotive", "2023", 2.9), grown("electronics", "2025-9M", 1.9)],
            view={"series": ("automotive", "electronics")},
            de="Elektronikindustrie: +1,9 % (Januar–September 2025)",
            en="Electronics industry: +1.9% (January–September 2025)",
            zh="电子产业：+1.9%（2025年1—9月）",
        ),
        "values that never change": Case(
            rows=[grown("automotive", "2018", 5.0), grown("automotive", "2019", 5.0)],
            view={"series": ("automotive",)},
            de="Automobilindustrie: +5,0 % (2019)",
            en="Automotive industry: +5.0% (2019)",
            zh="汽车产业：+5.0%（2019年）",
        ),
        "all are unsure": Case(
            rows=[
                grown("automotive", "2018", -90.0, flags="doubt"),
                grown("materials", "2025-9M", 6.8, evidence="founding"),
            ],
            view={"series": ("automotive", "materials")},
            de="Für diese Auswahl gibt es nur unsichere Angaben",
            en="Only uncertain figures for this choice",
            zh="该选择仅有不确定的数据",
        ),
    },
    "growth-contribution": {
        "more than a year before": Case(
            rows=[
                part("automotive", 2.5),
                part("motorcycles", 0.8),
                total(5.4),
                part("automotive", 1.5, "2024"),
                total(7.3, "2024"),
            ],
            de="Automobilindustrie mit mehr Schub: 2,5 von 5,4 Punkten Industriewachstum (Vorjahr: 1,5 von 7,3)",
            en="Automotive industry contributing more: 2.5 of 5.4 growth points (year before: 1.5 of 7.3)",
            zh="汽车产业拉动2.5个百分点（工业增长5.4%），高于上年同期的1.5（7.3%）",
        ),
        "less than a year before": Case(
            rows=[part("automotive", 2.5), total(5.4), part("automotive", 4.9, "2024"), total(7.3, "2024")],
            de=("Automobilindustrie mit weniger Schub: 2,5 von 5,4 Punkten Industriewachstum (Vorjahr: 4,9 von 7,3)"),
            en="Automotive industry contributing less: 2.5 of 5.4 growth points (year before: 4.9 of 7.3)",
            zh="汽车产业拉动2.5个百分点（工业增长5.4%），低于上年同期的4.9（7.3%）",
        ),
        "as much as a year before": Case(
            rows=[part("automotive", 2.5), total(5.4), part("automotive", 2.5, "2024"), total(7.3, "2024")],
            de=("Automobilindustrie mit gleichem Schub: 2,5 von 5,4 Punkten Industriewachstum (Vorjahr: 2,5 von 7,3)"),
            en="Automotive industry contributing the same: 2.5 of 5.4 growth points (year before: 2.5 of 7.3)",
            zh="汽车产业拉动2.5个百分点（工业增长5.4%），与上年同期的2.5（7.3%）持平",
        ),
        "no year before": Case(
            rows=[
                part("automotive", 2.5, "2025-9M"),
                total(5.4, "2025-9M"),
                part("automotive", 2.5, "2023-9M"),
                total(7.3, "2023-9M"),
            ],
            de="Automobilindustrie: 2,5 von 5,4 Punkten Industriewachstum, Januar–September 2025",
            en="Automotive industry: 2.5 of 5.4 points of industrial growth, January–September 2025",
            zh="2025年1—9月汽车产业拉动2.5个百分点（工业增长5.4%）",
        ),
        "the year before without the sector": Case(
            rows=[part("automotive", 2.5), total(5.4), part("materials", 0.8, "2024"), total(7.3, "2024")],
            de="Automobilindustrie: 2,5 von 5,4 Punkten Industriewachstum, 2025",
            en="Automotive industry: 2.5 of 5.4 points of industrial growth, 2025",
            zh="2025年汽车产业拉动2.5个百分点（工业增长5.4%）",
        ),
        "the year before without a total": Case(
            rows=[part("automotive", 2.5), total(5.4), part("automotive", 0.8, "2024")],
            de="Automobilindustrie: 2,5 von 5,4 Punkten Industriewachstum, 2025",
            en="Automotive industry: 2.5 of 5.4 points of industrial growth, 2025",
            zh="2025年汽车产业拉动2.5个百分点（工业增长5.4%）",
        ),
        "the year before is unsure": Case(
            rows=[
                part("automotive", 2.5),
                total(5.4),
                part("automotive", 4.9, "2024", flags="rounded"),
                total(7.3, "2024"),
            ],
            de="Automobilindustrie: 2,5 von 5,4 Punkten Industriewachstum, 2025",
            en="Automotive industry: 2.5 of 5.4 points of industrial growth, 2025",
            zh="2025年汽车产业拉动2.5个百分点（工业增长5.4%）",
        ),
        "the total of the year before is unsure": Case(
            rows=[
                part("automotive", 2.5),
                total(5.4),
                part("automotive", 4.9, "2024"),
                total(7.3, "2024", evidence="weak"),
            ],
            de="Automobilindustrie: 2,5 von 5,4 Punkten Industriewachstum, 2025",
            en="Automotive industry: 2.5 of 5.4 points of industrial growth, 2025",
            zh="2025年汽车产业拉动2.5个百分点（工业增长5.4%）",
        ),
        "a year before in which it was no part": Case(
            rows=[part("automotive", 2.5), total(5.4), part("automotive", -0.9, "2024"), total(7.3, "2024")],
            de="Automobilindustrie: 2,5 von 5,4 Punkten Industriewachstum, 2025",
            en="Automotive industry: 2.5 of 5.4 points of industrial growth, 2025",
            zh="2025年汽车产业拉动2.5个百分点（工业增长5.4%）",
        ),
        "more than the whole": Case(
            rows=[part("automotive", 2.5), part("electronics", -1.0), total(1.4)],
            de="Automobilindustrie: 2,5 Punkte, Industriewachstum insgesamt 1,4 Prozent",
            en="Automotive industry: 2.5 points; industrial growth in total 1.4 percent",
            zh="汽车产业拉动2.5个百分点，工业总增速1.4%",
        ),
        "all are negative": Case(
            rows=[part("automotive", -2.5), part("electronics", -1.0), total(-3.4)],
            view={"focus": "electronics"},
            de="Elektronikindustrie: −1,0 Punkte, Industriewachstum insgesamt −3,4 Prozent",
            en="Electronics industry: −1.0 points; industrial growth in total −3.4 percent",
            zh="电子产业拉动−1.0个百分点，工业总增速−3.4%",
        ),
        "two alike": Case(
            rows=[part("automotive", 0.8), part("motorcycles", 0.8), total(5.4)],
            de="Automobilindustrie und Motorradindustrie: je 0,8 von 5,4 Punkten Industriewachstum",
            en="Automotive industry and motorcycle industry: 0.8 of 5.4 points of industrial growth each",
            zh="汽车产业和摩托车产业各拉动0.8个百分点（工业增长5.4%）",
        ),
        "three alike": Case(
            rows=[part("automotive", 0.8), part("motorcycles", 0.8), part("materials", 0.8), total(5.4)],
            de="3 Sektoren: je 0,8 von 5,4 Punkten Industriewachstum",
            en="3 sectors: 0.8 of 5.4 points of industrial growth each",
            zh="3个行业各拉动0.8个百分点（工业增长5.4%）",
        ),
        "two alike, each more than the whole": Case(
            rows=[part("automotive", 0.8), part("motorcycles", 0.8), total(0.4)],
            de="Automobilindustrie und Motorradindustrie: je 0,8 Punkte, Industriewachstum insgesamt 0,4 Prozent",
            en=("Automotive industry and motorcycle industry: 0.8 points each; industrial growth in total 0.4 percent"),
            zh="汽车产业和摩托车产业各拉动0.8个百分点，工业总增速0.4%",
        ),
        "the one in focus": Case(
            rows=[part("automotive", 2.5), part("motorcycles", 0.8), total(5.4)],
            view={"focus": "motorcycles"},
            de="Motorradindustrie: 0,8 von 5,4 Punkten Industriewachstum, 2025",
            en="Motorcycle industry: 0.8 of 5.4 points of industrial growth, 2025",
            zh="2025年摩托车产业拉动0.8个百分点（工业增长5.4%）",
        ),
        "the one in focus is only in an earlier period": Case(
            rows=[part("automotive", 2.5), total(5.4), part("materials", 0.8, "2024"), total(7.3, "2024")],
            view={"focus": "materials"},
            de="Werkstoffindustrie: 0,8 von 7,3 Punkten Industriewachstum, 2024",
            en="Materials industry: 0.8 of 7.3 points of industrial growth, 2024",
            zh="2024年材料产业拉动0.8个百分点（工业增长7.3%）",
        ),
        "the newest total is unsure": Case(
            rows=[
                part("automotive", 2.5),
                total(5.4, flags="rounded"),
                part("materials", 0.8, "2024"),
                total(7.3, "2024"),
            ],
            de="Werkstoffindustrie: 0,8 von 7,3 Punkten Industriewachstum, 2024",
            en="Materials industry: 0.8 of 7.3 points of industrial growth, 2024",
            zh="2024年材料产业拉动0.8个百分点（工业增长7.3%）",
        ),
        "no total": Case(
            rows=[part("automotive", 2.5)],
            de="Beiträge zum Industriewachstum: für diese Auswahl keine sicheren Werte",
            en="Contributions to industrial growth: no certain values for this choice",
            zh="对工业增长的拉动：该选择没有确定的数值",
        ),
        "all are unsure": Case(
            rows=[part("automotive", 2.5, evidence="weak"), total(5.4)],
            de="Beiträge zum Industriewachstum: für diese Auswahl keine sicheren Werte",
            en="Contributions to industrial growth: no certain values for this choice",
            zh="对工业增长的拉动：该选择没有确定的数值",
        ),
    },
}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("slug", "name"), [(slug, name) for slug, cases in CASES.items() for name in cases])
def test_every_turn_has_its_sentence_in_every_language(
    slug: str, name: str, lang: str, snapshot: Snapshot, texts: Mapping[str, Texts]
) -> None:
    case = CASES[slug][name]
    said = sentence(slug, case, lang, snapshot=snapshot, texts=texts)
    assert said == getattr(case, lang)
    assert is_short(said, lang)
