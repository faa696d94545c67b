"""The exact headlines of the charts of the shift: who leads, ties, declines, doubts, in three languages."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from app.i18n import Texts
from app.state import LANGUAGES
from app.store.snapshot import Snapshot
from tests.sentences import Case, built, core_share, indexed, is_short, new_energy, pair, promise, sentence, shared

CASES: Mapping[str, Mapping[str, Case]] = {
    "two-cores": {
        "electronics, then vehicles": Case(
            rows=[*pair("2019", 14.3, -4.1), *pair("2024", 2.9, 26.7)],
            de="Zwei Kerne im Wechsel: Bis 2019 lag die Elektronik vorn, seit 2024 die Fahrzeuge",
            en="Two cores taking turns: electronics led until 2019, vehicles led from 2024",
            zh="双核轮流领跑：2019年及以前电子领先，2024年起汽车领先",
        ),
        "vehicles, then electronics": Case(
            rows=[*pair("2019", 1.0, 2.0), *pair("2024", 2.0, 1.0)],
            de="Zwei Kerne im Wechsel: Bis 2019 lagen die Fahrzeuge vorn, seit 2024 die Elektronik",
            en="Two cores taking turns: vehicles led until 2019, electronics led from 2024",
            zh="双核轮流领跑：2019年及以前汽车领先，2024年起电子领先",
        ),
        "mostly vehicles, then mostly electronics": Case(
            rows=[
                *pair("2021-4M", 2.0, 1.0),
                *pair("2021-H1", 1.0, 2.0),
                *pair("2022-4M", 1.0, 2.0),
                *pair("2022-10M", 2.0, 1.0),
            ],
            de="Zwei Kerne im Wechsel: Bis 2021 lagen meist Fahrzeuge vorn, seit 2022 meist die Elektronik",
            en="Two cores taking turns: vehicles mostly led until 2021, electronics mostly led from 2022",
            zh="双核轮流领跑：2021年及以前汽车多领先，2022年起电子多领先",
        ),
        "mostly electronics, then mostly vehicles": Case(
            rows=[
                *pair("2021-4M", 1.0, 2.0),
                *pair("2021-H1", 2.0, 1.0),
                *pair("2022-4M", 2.0, 1.0),
                *pair("2022-10M", 1.0, 2.0),
            ],
            de="Zwei Kerne im Wechsel: Bis 2021 lag meist die Elektronik vorn, seit 2022 meist Fahrzeuge",
            en="Two cores taking turns: electronics mostly led until 2021, vehicles mostly led from 2022",
            zh="双核轮流领跑：2021年及以前电子多领先，2022年起汽车多领先",
        ),
        "several changes, vehicles last": Case(
            rows=[*pair("2018", 2.0, 1.0), *pair("2019", 1.0, 2.0), *pair("2020", 2.0, 1.0), *pair("2021", 1.0, 2.0)],
            de="Zwei Kerne im Wechsel: 3 Führungswechsel, seit 2021 liegen die Fahrzeuge vorn",
            en="Two cores taking turns: 3 changes of lead, vehicles led from 2021",
            zh="双核轮流领跑：领先者更替3次，2021年起汽车领先",
        ),
        "several changes, electronics last": Case(
            rows=[*pair("2018", 2.0, 1.0), *pair("2019", 1.0, 2.0), *pair("2020", 2.0, 1.0)],
            de="Zwei Kerne im Wechsel: 2 Führungswechsel, seit 2020 liegt die Elektronik vorn",
            en="Two cores taking turns: 2 changes of lead, electronics led from 2020",
            zh="双核轮流领跑：领先者更替2次，2020年起电子领先",
        ),
        "several changes, mostly vehicles last": Case(
            rows=[
                *pair("2018", 1.0, 2.0),
                *pair("2019", 2.0, 1.0),
                *pair("2020-H1", 2.0, 1.0),
                *pair("2020", 1.0, 2.0),
            ],
            de="Zwei Kerne im Wechsel: 2 Führungswechsel, seit 2020 liegen meist Fahrzeuge vorn",
            en="Two cores taking turns: 2 changes of lead, vehicles mostly led from 2020",
            zh="双核轮流领跑：领先者更替2次，2020年起汽车多领先",
        ),
        "several changes, mostly electronics last": Case(
            rows=[
                *pair("2018", 2.0, 1.0),
                *pair("2019", 1.0, 2.0),
                *pair("2020-H1", 1.0, 2.0),
                *pair("2020", 2.0, 1.0),
            ],
            de="Zwei Kerne im Wechsel: 2 Führungswechsel, seit 2020 liegt meist die Elektronik vorn",
            en="Two cores taking turns: 2 changes of lead, electronics mostly led from 2020",
            zh="双核轮流领跑：领先者更替2次，2020年起电子多领先",
        ),
        "always electronics": Case(
            rows=[*pair("2018", 13.6, -17.3), *pair("2019", 14.3, -4.1)],
            de="Die Elektronik wuchs von 2018 bis 2019 durchweg schneller als die Fahrzeuge",
            en="Electronics grew faster than vehicles throughout, from 2018 to 2019",
            zh="2018—2019年电子增速始终快于汽车",
        ),
        "always vehicles": Case(
            rows=[*pair("2023", 2.9, 9.3), *pair("2024", 2.9, 26.7)],
            de="Die Fahrzeuge wuchsen von 2023 bis 2024 durchweg schneller als die Elektronik",
            en="Vehicles grew faster than electronics throughout, from 2023 to 2024",
            zh="2023—2024年汽车增速始终快于电子",
        ),
        "mostly electronics": Case(
            rows=[*pair("2020-9M", 12.2, 8.2), *pair("2021-4M", 42.8, 44.0), *pair("2021-H1", 33.0, 25.3)],
            de="Die Elektronik wuchs von 2020 bis 2021 meist schneller als die Fahrzeuge",
            en="Electronics mostly grew faster than vehicles from 2020 to 2021",
            zh="2020—2021年电子增速多快于汽车",
        ),
        "mostly vehicles": Case(
            rows=[*pair("2023", 2.9, 9.3), *pair("2024-Q1", 9.0, 8.0), *pair("2024", 2.9, 26.7)],
            de="Die Fahrzeuge wuchsen von 2023 bis 2024 meist schneller als die Elektronik",
            en="Vehicles mostly grew faster than electronics from 2023 to 2024",
            zh="2023—2024年汽车增速多快于电子",
        ),
        "one year, vehicles ahead": Case(
            rows=[*pair("2024", 2.9, 26.7)],
            de="2024: Fahrzeuge vorn mit +26,7 %, Elektronik +2,9 %",
            en="2024: vehicles ahead with +26.7%, electronics +2.9%",
            zh="2024年：汽车领先，+26.7%，电子+2.9%",
        ),
        "part of one year, electronics ahead": Case(
            rows=[*pair("2015-11M", 18.5, 14.5)],
            de="Januar–November 2015: Elektronik vorn mit +18,5 %, Fahrzeuge +14,5 %",
            en="January–November 2015: electronics ahead with +18.5%, vehicles +14.5%",
            zh="2015年1—11月：电子领先，+18.5%，汽车+14.5%",
        ),
        "both fall, electronics less": Case(
            rows=[*pair("2024", -2.9, -6.7)],
            de="2024: Elektronik vorn mit −2,9 %, Fahrzeuge −6,7 %",
            en="2024: electronics ahead with −2.9%, vehicles −6.7%",
            zh="2024年：电子领先，−2.9%，汽车−6.7%",
        ),
        "alike": Case(
            rows=[*pair("2024", 2.9, 2.9)],
            de="Elektronik und Fahrzeuge verändern sich gleich stark",
            en="Electronics and vehicles change at the same pace",
            zh="电子与汽车增速相同",
        ),
        "alike in one year, which ends no lead": Case(
            rows=[*pair("2022", 1.0, 2.0), *pair("2023", 2.9, 2.9), *pair("2024", 1.0, 2.0)],
            de="Die Fahrzeuge wuchsen von 2022 bis 2024 durchweg schneller als die Elektronik",
            en="Vehicles grew faster than electronics throughout, from 2022 to 2024",
            zh="2022—2024年汽车增速始终快于电子",
        ),
        "a part of the year says the other way round": Case(
            rows=[*pair("2024", 2.9, 2.9), *pair("2023-H1", 9.0, 8.0)],
            de="1. Halbjahr 2023: Elektronik vorn mit +9,0 %, Fahrzeuge +8,0 %",
            en="First half of 2023: electronics ahead with +9.0%, vehicles +8.0%",
            zh="2023年上半年：电子领先，+9.0%，汽车+8.0%",
        ),
        "all are unsure": Case(
            rows=[*pair("2024-2M", 9.3, 20.1, flags="rounded")],
            de="Elektronik und Fahrzeuge: für diese Auswahl nur unsichere Werte",
            en="Electronics and vehicles: only uncertain values for this choice",
            zh="电子与汽车：该选择只有不确定的数值",
        ),
        "the newest is unsure": Case(
            rows=[*pair("2023", 2.9, 9.3), *pair("2024", 9.3, 2.1, evidence="weak")],
            de="2023: Fahrzeuge vorn mit +9,3 %, Elektronik +2,9 %",
            en="2023: vehicles ahead with +9.3%, electronics +2.9%",
            zh="2023年：汽车领先，+9.3%，电子+2.9%",
        ),
    },
    "vehicle-output": {
        "back from the low, with a share": Case(
            rows=[
                built("2016", 3156200.0),
                built("2019", 1374600.0),
                built("2025", 2788000.0),
                *new_energy("2025", 1296000.0, 46.5),
            ],
            de="Nach dem Tief von 2019 wieder 2,79 Mio. Fahrzeuge, davon 46,5 % Neue-Energie-Fahrzeuge",
            en="Back from the 2019 low: 2.79 million vehicles, 46.5% of them new-energy vehicles",
            zh="走出2019年低点：汽车产量回到278.8万辆，新能源汽车占46.5%",
        ),
        "back from the low, the share is unsure": Case(
            rows=[
                built("2016", 3156200.0),
                built("2019", 1374600.0),
                built("2023", 2320000.0),
                *new_energy("2023", 500000.0, 21.6, flags="rounded"),
            ],
            de="Nach dem Tief von 2019 wieder 2,32 Mio. Fahrzeuge",
            en="Back from the 2019 low: 2.32 million vehicles",
            zh="走出2019年低点：汽车产量回到232.0万辆",
        ),
        "not clearly back": Case(
            rows=[built("2016", 3156200.0), built("2019", 1374600.0), built("2020", 1384600.0)],
            de="Von 3,16 Mio. auf 1,38 Mio. Fahrzeuge seit 2016",
            en="From 3.16 million to 1.38 million vehicles since 2016",
            zh="2016年以来汽车产量由315.6万辆降至138.5万辆",
        ),
        "risen": Case(
            rows=[built("2008", 782000.0), built("2016", 3156200.0)],
            de="Von 0,78 Mio. auf 3,16 Mio. Fahrzeuge seit 2008",
            en="From 0.78 million to 3.16 million vehicles since 2008",
            zh="2008年以来汽车产量由78.2万辆升至315.6万辆",
        ),
        "risen, with a share": Case(
            rows=[built("2022", 2092000.0), built("2025", 2788000.0), *new_energy("2025", 1296000.0, 46.5)],
            de="Von 2,09 Mio. auf 2,79 Mio. Fahrzeuge seit 2022, davon 46,5 % Neue-Energie-Fahrzeuge",
            en="From 2.09 million to 2.79 million vehicles since 2022, 46.5% of them new-energy vehicles",
            zh="2022年以来汽车产量由209.2万辆升至278.8万辆，新能源汽车占46.5%",
        ),
        "fallen": Case(
            rows=[built("2016", 3156200.0), built("2019", 1374600.0)],
            de="Von 3,16 Mio. auf 1,37 Mio. Fahrzeuge seit 2016",
            en="From 3.16 million to 1.37 million vehicles since 2016",
            zh="2016年以来汽车产量由315.6万辆降至137.5万辆",
        ),
        "the same": Case(
            rows=[built("2016", 2000000.0), built("2019", 2000000.0)],
            de="2019 so viele Fahrzeuge wie 2016: 2,00 Mio.",
            en="As many vehicles in 2019 as in 2016: 2.00 million",
            zh="2019年汽车产量与2016年持平：200.0万辆",
        ),
        "one year": Case(
            rows=[built("2016", 3156200.0)],
            de="2016: 3,16 Mio. Fahrzeuge gebaut",
            en="2016: 3.16 million vehicles built",
            zh="2016年汽车产量315.6万辆",
        ),
        "the newest is unsure": Case(
            rows=[built("2016", 3156200.0), built("2019", 1374600.0), built("2020", 1580000.0, evidence="weak")],
            de="Von 3,16 Mio. auf 1,37 Mio. Fahrzeuge seit 2016",
            en="From 3.16 million to 1.37 million vehicles since 2016",
            zh="2016年以来汽车产量由315.6万辆降至137.5万辆",
        ),
        "all are unsure": Case(
            rows=[built("2016", 3156200.0, flags="nearly")],
            de="Gebaute Fahrzeuge: für diese Auswahl nur unsichere Werte",
            en="Vehicles built: only uncertain values for this choice",
            zh="汽车产量：该选择只有不确定的数值",
        ),
    },
    "output-index": {
        "up and up": Case(
            rows=[
                indexed("automotive", 100.0, "2014"),
                indexed("automotive", 106.0, "2025"),
                indexed("laptops", 100.0, "2014"),
                indexed("laptops", 153.9, "2021"),
            ],
            view={"base": "2014"},
            de="Gegenüber 2014: Laptops 2021 +54 %, Fahrzeuge 2025 +6 %",
            en="Compared with 2014: laptops +54% in 2021, vehicles +6% in 2025",
            zh="与2014年相比：笔记本电脑2021年+54%、汽车2025年+6%",
        ),
        "up and down": Case(
            rows=[
                indexed("automotive", 100.0, "2017"),
                indexed("automotive", 93.0, "2025"),
                indexed("laptops", 100.0, "2017"),
                indexed("laptops", 98.4, "2023"),
            ],
            view={"base": "2017"},
            de="Gegenüber 2017: Laptops 2023 −2 %, Fahrzeuge 2025 −7 %",
            en="Compared with 2017: laptops −2% in 2023, vehicles −7% in 2025",
            zh="与2017年相比：笔记本电脑2023年−2%、汽车2025年−7%",
        ),
        "a multiple": Case(
            rows=[
                indexed("nev", 100.0, "2020"),
                indexed("nev", 3014.0, "2025"),
                indexed("automotive", 100.0, "2020"),
                indexed("automotive", 176.5, "2025"),
            ],
            view={"base": "2020"},
            de="Gegenüber 2020: Neue-Energie-Fahrzeuge 2025 30-mal so viele, Fahrzeuge 2025 +76 %",
            en="Compared with 2020: new-energy vehicles 30 times as many in 2025, vehicles +76% in 2025",
            zh="与2020年相比：新能源汽车2025年为30倍、汽车2025年+76%",
        ),
        "a small multiple": Case(
            rows=[indexed("nev", 100.0, "2022"), indexed("nev", 355.1, "2025")],
            view={"base": "2022"},
            de="Gegenüber 2022: Neue-Energie-Fahrzeuge 2025 3,6-mal so viele",
            en="Compared with 2022: new-energy vehicles 3.6 times as many in 2025",
            zh="与2022年相比：新能源汽车2025年为3.6倍",
        ),
        "the same": Case(
            rows=[indexed("automotive", 100.0, "2017"), indexed("automotive", 100.2, "2025")],
            view={"base": "2017"},
            de="Gegenüber 2017: Fahrzeuge 2025 0 %",
            en="Compared with 2017: vehicles 0% in 2025",
            zh="与2017年相比：汽车2025年0%",
        ),
        "three sectors, two of them told": Case(
            rows=[
                indexed("nev", 100.0, "2020"),
                indexed("nev", 3014.0, "2025"),
                indexed("automotive", 176.5, "2025"),
                indexed("laptops", 98.0, "2023"),
            ],
            view={"base": "2020"},
            de="Gegenüber 2020: Neue-Energie-Fahrzeuge 2025 30-mal so viele, Fahrzeuge 2025 +76 %",
            en="Compared with 2020: new-energy vehicles 30 times as many in 2025, vehicles +76% in 2025",
            zh="与2020年相比：新能源汽车2025年为30倍、汽车2025年+76%",
        ),
        "an unsure newest one gives way": Case(
            rows=[indexed("automotive", 106.0, "2024"), indexed("automotive", 300.0, "2025", evidence="weak")],
            view={"base": "2014"},
            de="Gegenüber 2014: Fahrzeuge 2024 +6 %",
            en="Compared with 2014: vehicles +6% in 2024",
            zh="与2014年相比：汽车2024年+6%",
        ),
        "nothing but the base year": Case(
            rows=[indexed("automotive", 100.0, "2014"), indexed("laptops", 150.0, "2021", flags="rounded")],
            view={"base": "2014"},
            de="Für diese Auswahl kein sicherer Vergleich mit 2014",
            en="No firm comparison with 2014 for this selection",
            zh="该选择无法与2014年作可靠比较",
        ),
    },
    "new-industries-share": {
        "risen": Case(
            rows=[shared("strategic_emerging", 25.0, "2019"), shared("strategic_emerging", 34.6, "2024")],
            de=(
                "Strategische Zukunftsindustrien: Anteil an der Industriewertschöpfung "
                "von 25,0 % (2019) auf 34,6 % (2024) gestiegen"
            ),
            en=("Strategic emerging industries: share of industrial value added up from 25.0% (2019) to 34.6% (2024)"),
            zh="战略性新兴产业占工业增加值比重由2019年25.0%升至2024年34.6%",
        ),
        "fallen": Case(
            rows=[shared("strategic_emerging", 25.0, "2019"), shared("strategic_emerging", 24.6, "2024")],
            de=(
                "Strategische Zukunftsindustrien: Anteil an der Industriewertschöpfung "
                "von 25,0 % (2019) auf 24,6 % (2024) gefallen"
            ),
            en=(
                "Strategic emerging industries: share of industrial value added down from 25.0% (2019) to 24.6% (2024)"
            ),
            zh="战略性新兴产业占工业增加值比重由2019年25.0%降至2024年24.6%",
        ),
        "the same": Case(
            rows=[shared("strategic_emerging", 25.0, "2019"), shared("strategic_emerging", 25.0, "2024")],
            de=(
                "Strategische Zukunftsindustrien: Anteil an der Industriewertschöpfung 2024 mit 25,0 % so hoch wie 2019"
            ),
            en="Strategic emerging industries: share of industrial value added unchanged, 25.0% in 2019 and 2024",
            zh="战略性新兴产业占工业增加值比重2024年与2019年持平：25.0%",
        ),
        "another definition, doubt and parts of years stand back": Case(
            rows=[
                shared("strategic_emerging", 17.3, "2017", flags="scope_differs"),
                shared("strategic_emerging", 22.9, "2018", evidence="weak"),
                shared("strategic_emerging", 25.0, "2019"),
                shared("strategic_emerging", 34.6, "2024"),
                shared("strategic_emerging", 36.0, "2025-H1"),
            ],
            de=(
                "Strategische Zukunftsindustrien: Anteil an der Industriewertschöpfung "
                "von 25,0 % (2019) auf 34,6 % (2024) gestiegen"
            ),
            en=("Strategic emerging industries: share of industrial value added up from 25.0% (2019) to 34.6% (2024)"),
            zh="战略性新兴产业占工业增加值比重由2019年25.0%升至2024年34.6%",
        ),
        "the second line where the first has one value": Case(
            rows=[
                shared("strategic_emerging", 25.0, "2019"),
                shared("high_tech_manufacturing", 18.0, "2018"),
                shared("high_tech_manufacturing", 19.1, "2021"),
            ],
            de=(
                "Hochtechnologie-Industrie: Anteil an der Industriewertschöpfung "
                "von 18,0 % (2018) auf 19,1 % (2021) gestiegen"
            ),
            en="High-tech manufacturing: share of industrial value added up from 18.0% (2018) to 19.1% (2021)",
            zh="高技术制造业占工业增加值比重由2018年18.0%升至2021年19.1%",
        ),
        "one value": Case(
            rows=[shared("strategic_emerging", 34.6, "2024")],
            de="Strategische Zukunftsindustrien: 34,6 % der Industriewertschöpfung, 2024",
            en="Strategic emerging industries: 34.6% of industrial value added, 2024",
            zh="2024年战略性新兴产业占工业增加值34.6%",
        ),
        "one value of the second line": Case(
            rows=[
                shared("strategic_emerging", 34.6, "2024", evidence="weak"),
                shared("high_tech_manufacturing", 19.1, "2021"),
            ],
            de="Hochtechnologie-Industrie: 19,1 % der Industriewertschöpfung, 2021",
            en="High-tech manufacturing: 19.1% of industrial value added, 2021",
            zh="2021年高技术制造业占工业增加值19.1%",
        ),
        "gross output alone": Case(
            rows=[core_share("electronics", 28.5, "2019"), core_share("automotive", 18.6, "2021")],
            de="Automobilindustrie: 18,6 % der industriellen Bruttoproduktion, 2021",
            en="Automotive industry: 18.6% of industrial gross output, 2021",
            zh="2021年汽车产业占工业总产值18.6%",
        ),
        "all are unsure": Case(
            rows=[
                shared("strategic_emerging", 34.6, "2024", evidence="weak"),
                core_share("automotive", 18.6, "2021", flags="rounded"),
            ],
            de="Anteil neuer Industrien: für diese Auswahl nur unsichere Werte",
            en="Share of new industries: only uncertain values for this choice",
            zh="新兴产业占比：该选择只有不确定的数值",
        ),
    },
    "targets": {
        "some": Case(
            rows=[*[promise("hit")] * 3, *[promise("missed")] * 8],
            de="Von 11 vergleichbaren Zielen wurden 3 erreicht",
            en="Of 11 comparable targets 3 were hit",
            zh="11项可比目标中有3项达成",
        ),
        "one of several": Case(
            rows=[promise("hit"), *[promise("missed")] * 4],
            de="Von 5 vergleichbaren Zielen wurde eines erreicht",
            en="Of 5 comparable targets one was hit",
            zh="5项可比目标中仅1项达成",
        ),
        "one of several, weakly sourced": Case(
            rows=[promise("hit", weak=True), *[promise("missed")] * 4],
            de="Von 5 vergleichbaren Zielen wurde eines erreicht, auch das nur schwach belegt",
            en="Of 5 comparable targets one was hit, and that is only weakly sourced",
            zh="5项可比目标中仅1项达成，且依据薄弱",
        ),
        "two, both weakly sourced": Case(
            rows=[*[promise("hit", weak=True)] * 2, *[promise("missed")] * 9],
            de="Von 11 vergleichbaren Zielen wurden 2 erreicht, beide nur schwach belegt",
            en="Of 11 comparable targets 2 were hit, both only weakly sourced",
            zh="11项可比目标中有2项达成，且依据均薄弱",
        ),
        "three, all weakly sourced": Case(
            rows=[*[promise("hit", weak=True)] * 3, *[promise("missed")] * 9],
            de="Von 12 vergleichbaren Zielen wurden 3 erreicht, alle nur schwach belegt",
            en="Of 12 comparable targets 3 were hit, all only weakly sourced",
            zh="12项可比目标中有3项达成，且依据均薄弱",
        ),
        "two, one of them weakly sourced": Case(
            rows=[promise("hit", weak=True), promise("hit"), *[promise("missed")] * 9],
            de="Von 11 vergleichbaren Zielen wurden 2 erreicht",
            en="Of 11 comparable targets 2 were hit",
            zh="11项可比目标中有2项达成",
        ),
        "none": Case(
            rows=[*[promise("missed")] * 4],
            de="Keines von 4 vergleichbaren Zielen wurde erreicht",
            en="None of 4 comparable targets was hit",
            zh="4项可比目标均未达成",
        ),
        "none of two": Case(
            rows=[*[promise("missed")] * 2],
            de="Keines der beiden vergleichbaren Ziele wurde erreicht",
            en="Neither of the two comparable targets was hit",
            zh="两项可比目标均未达成",
        ),
        "all": Case(
            rows=[*[promise("hit")] * 4],
            de="Alle 4 vergleichbaren Ziele wurden erreicht",
            en="All 4 comparable targets were hit",
            zh="4项可比目标全部达成",
        ),
        "both": Case(
            rows=[*[promise("hit")] * 2],
            de="Beide vergleichbaren Ziele wurden erreicht",
            en="Both comparable targets were hit",
            zh="两项可比目标均已达成",
        ),
        "the only one, hit": Case(
            rows=[promise("hit")],
            de="Das einzige vergleichbare Ziel wurde erreicht",
            en="The only comparable target was hit",
            zh="唯一的可比目标已达成",
        ),
        "the only one, hit, weakly sourced": Case(
            rows=[promise("hit", weak=True)],
            de="Das einzige vergleichbare Ziel wurde erreicht, aber nur schwach belegt",
            en="The only comparable target was hit, but this is only weakly sourced",
            zh="唯一的可比目标已达成，但依据薄弱",
        ),
        "the only one, missed": Case(
            rows=[promise("missed")],
            de="Das einzige vergleichbare Ziel wurde verfehlt",
            en="The only comparable target was missed",
            zh="唯一的可比目标未达成",
        ),
        "forecasts do not count": Case(
            rows=[promise("missed"), promise("hit", forecast=True), promise("open")],
            de="Das einzige vergleichbare Ziel wurde verfehlt",
            en="The only comparable target was missed",
            zh="唯一的可比目标未达成",
        ),
        "forecasts alone": Case(
            rows=[promise("hit", forecast=True), promise("missed", forecast=True), promise("missed", forecast=True)],
            de="Vergleichbare Prognosen: 1 von 3 eingetroffen",
            en="Comparable forecasts: 1 of 3 came true",
            zh="可比预测：3项中1项实现",
        ),
        "forecasts beside open targets": Case(
            rows=[promise("hit", forecast=True), promise("open", "2027")],
            de="Die einzige vergleichbare Prognose ist eingetroffen",
            en="The only comparable forecast came true",
            zh="唯一的可比预测已实现",
        ),
        "open targets": Case(
            rows=[promise("open", "2030"), promise("open", "2027")],
            de="2 Ziele sind noch offen, die nächsten für 2027",
            en="2 targets are still open, the next for 2027",
            zh="2项目标尚未到期，最近的为2027年",
        ),
        "one open target": Case(
            rows=[promise("open", "2027")],
            de="Ein Ziel für 2027 ist noch offen",
            en="One target for 2027 is still open",
            zh="1项2027年目标尚未到期",
        ),
        "open targets and forecasts": Case(
            rows=[promise("open", "2030"), promise("open", "2027", forecast=True)],
            de="2 Ziele und Prognosen sind noch offen, die nächsten für 2027",
            en="2 targets and forecasts are still open, the next for 2027",
            zh="2项目标和预测尚未到期，最近的为2027年",
        ),
        "open forecasts": Case(
            rows=[promise("open", "2030", forecast=True), promise("open", "2027", forecast=True)],
            de="2 Prognosen sind noch offen, die nächsten für 2027",
            en="2 forecasts are still open, the next for 2027",
            zh="2项预测尚未到期，最近的为2027年",
        ),
        "one open forecast": Case(
            rows=[promise("open", "2027", forecast=True)],
            de="Eine Prognose für 2027 ist noch offen",
            en="One forecast for 2027 is still open",
            zh="1项2027年预测尚未到期",
        ),
        "no outcome": Case(
            rows=[promise("no_match"), promise("no_match")],
            de="2 Ziele haben kein vergleichbares Ergebnis",
            en="2 targets have no comparable outcome",
            zh="2项目标没有可比结果",
        ),
        "one without an outcome": Case(
            rows=[promise("no_match")],
            de="Ein Ziel hat kein vergleichbares Ergebnis",
            en="One target has no comparable outcome",
            zh="1项目标没有可比结果",
        ),
        "targets and forecasts without an outcome": Case(
            rows=[promise("no_match"), promise("no_match", forecast=True)],
            de="2 Ziele und Prognosen haben kein vergleichbares Ergebnis",
            en="2 targets and forecasts have no comparable outcome",
            zh="2项目标和预测没有可比结果",
        ),
        "forecasts without an outcome": Case(
            rows=[promise("no_match", forecast=True), promise("no_match", forecast=True)],
            de="2 Prognosen haben kein vergleichbares Ergebnis",
            en="2 forecasts have no comparable outcome",
            zh="2项预测没有可比结果",
        ),
        "one forecast without an outcome": Case(
            rows=[promise("no_match", forecast=True)],
            de="Eine Prognose hat kein vergleichbares Ergebnis",
            en="One forecast has no comparable outcome",
            zh="1项预测没有可比结果",
        ),
        "open ones and some without an outcome": Case(
            rows=[promise("no_match"), promise("open", "2027")],
            de="2 Ziele haben kein vergleichbares Ergebnis",
            en="2 targets have no comparable outcome",
            zh="2项目标没有可比结果",
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
