"""The exact headlines of milestones, millions and key figures, in three languages."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from app.charts.story import CARS, CARS_SHARE, CHIPS, ELECTRONICS, INDUSTRY
from app.i18n import Texts
from app.state import LANGUAGES
from app.store.snapshot import Snapshot
from tests.sentences import Case, event, is_short, sentence, step, told

CASES: Mapping[str, Mapping[str, Case]] = {
    "milestones": {
        "first vehicles, then chips": Case(
            rows=[event("vehicles", "1958-05"), event("vehicles", "1984"), event("chips", "2006")],
            view={"time": "earliest..latest"},
            de="Erst Fahrzeuge, ab 2006 auch Chips: 2 und 1 von 3 Ereignissen",
            en="Vehicles first, chips from 2006 on: 2 and 1 of 3 events",
            zh="先有汽车与摩托车，2006年起有芯片：3件大事中分别为2件和1件",
        ),
        "a doubtful first chip dates nothing": Case(
            rows=[event("vehicles", "1958-05"), event("chips", "1999", evidence="weak"), event("chips", "2006")],
            view={"time": "earliest..latest"},
            de="Erst Fahrzeuge, ab 2006 auch Chips: 1 und 2 von 3 Ereignissen",
            en="Vehicles first, chips from 2006 on: 1 and 2 of 3 events",
            zh="先有汽车与摩托车，2006年起有芯片：3件大事中分别为1件和2件",
        ),
        "both began together": Case(
            rows=[event("vehicles", "2005"), event("chips", "2006")],
            view={"time": "earliest..latest"},
            de="2 Ereignisse in allen Jahren: Fahrzeuge 1, Chips 1",
            en="2 events in all years: vehicles 1, chips 1",
            zh="历年2件大事：汽车与摩托车1件，芯片1件",
        ),
        "both in a span of years": Case(
            rows=[event("vehicles", "2018"), event("chips", "2019"), event("policy", "2019")],
            view={"time": "2018..2020"},
            de="3 Ereignisse von 2018 bis 2020: Fahrzeuge 1, Chips 1",
            en="3 events from 2018 to 2020: vehicles 1, chips 1",
            zh="2018年至2020年3件大事：汽车与摩托车1件，芯片1件",
        ),
        "both since a year": Case(
            rows=[event("vehicles", "2018"), event("chips", "2019")],
            view={"time": "2018..latest"},
            de="2 Ereignisse seit 2018: Fahrzeuge 1, Chips 1",
            en="2 events since 2018: vehicles 1, chips 1",
            zh="2018年以来2件大事：汽车与摩托车1件，芯片1件",
        ),
        "both in one year": Case(
            rows=[event("vehicles", "2019"), event("chips", "2019")],
            view={"time": "2019..2019"},
            de="2 Ereignisse 2019: Fahrzeuge 1, Chips 1",
            en="2 events in 2019: vehicles 1, chips 1",
            zh="2019年2件大事：汽车与摩托车1件，芯片1件",
        ),
        "both up to a year": Case(
            rows=[event("vehicles", "1984"), event("chips", "2006")],
            view={"time": "earliest..2010"},
            de="2 Ereignisse bis 2010: Fahrzeuge 1, Chips 1",
            en="2 events up to 2010: vehicles 1, chips 1",
            zh="截至2010年2件大事：汽车与摩托车1件，芯片1件",
        ),
        "a single one": Case(
            rows=[event("vehicles", "2025-12-10", "Changan 30 000 000")],
            de="10. Dezember 2025: Changan 30 000 000",
            en="10 December 2025: Changan 30 000 000",
            zh="2025年12月10日：Changan 30 000 000",
        ),
        "a single one that is doubtful": Case(
            rows=[event("vehicles", "2025", "Changan", evidence="weak")],
            de="Ein unsicher belegtes Ereignis: 2025",
            en="One uncertain event: 2025",
            zh="一件依据不足的大事：2025年",
        ),
        "found by words": Case(
            rows=[event("vehicles", "2014"), event("chips", "2021")],
            view={"q": "BOE"},
            de="„BOE“: 2 Ereignisse von 2014 bis 2021",
            en="“BOE”: 2 events from 2014 to 2021",
            zh="“BOE”：2014—2021年共2件大事",
        ),
        "found by words in one year": Case(
            rows=[event("vehicles", "2021-02"), event("chips", "2021")],
            view={"q": "BOE"},
            de="„BOE“: 2 Ereignisse, alle 2021",
            en="“BOE”: 2 events, all in 2021",
            zh="“BOE”：2件大事，均在2021年",
        ),
        "found by many words": Case(
            rows=[event("vehicles", "2014"), event("chips", "2021")],
            view={"q": "solid-state battery research and industrialisation base in Longsheng"},
            de="„solid-state battery research and indust…“: 2 Ereignisse von 2014 bis 2021",
            en="“solid-state battery research and indust…”: 2 events from 2014 to 2021",
            zh="“solid-state battery research and indust…”：2014—2021年共2件大事",
        ),
        "one lane with a peak": Case(
            rows=[event("chips", "2020"), event("chips", "2021"), event("chips", "2021-05")],
            de="Chips: 3 Ereignisse, Spitzenjahr 2021 (2)",
            en="Chips: 3 events, peaking in 2021 (2)",
            zh="芯片：3件大事，2021年最多（2件）",
        ),
        "one lane without a peak": Case(
            rows=[event("chips", "2020"), event("chips", "2021")],
            de="Chips: 2 Ereignisse von 2020 bis 2021",
            en="Chips: 2 events from 2020 to 2021",
            zh="芯片：2020—2021年共2件大事",
        ),
        "one lane in one year": Case(
            rows=[event("chips", "2021"), event("chips", "2021-05")],
            de="Chips: 2 Ereignisse, alle 2021",
            en="Chips: 2 events, all in 2021",
            zh="芯片：2件大事，均在2021年",
        ),
        "two lanes": Case(
            rows=[event("chips", "2020"), event("policy", "2021")],
            de="Chips · Politik und Planung: 2 Ereignisse von 2020 bis 2021",
            en="Chips · Policy and planning: 2 events from 2020 to 2021",
            zh="芯片和政策规划：2020—2021年共2件大事",
        ),
        "two lanes named in a word each": Case(
            rows=[event("chips", "2020"), event("batteries", "2021")],
            de="Chips und Batterien: 2 Ereignisse von 2020 bis 2021",
            en="Chips and batteries: 2 events from 2020 to 2021",
            zh="芯片和电池：2020—2021年共2件大事",
        ),
        "two lanes in one year": Case(
            rows=[event("chips", "2021"), event("policy", "2021")],
            de="Chips · Politik und Planung: 2 Ereignisse, alle 2021",
            en="Chips · Policy and planning: 2 events, all in 2021",
            zh="芯片和政策规划：2件大事，均在2021年",
        ),
        "three lanes": Case(
            rows=[event("chips", "2020"), event("policy", "2021"), event("batteries", "2021")],
            de="3 Ereignisse in 3 Bereichen von 2020 bis 2021",
            en="3 events in 3 fields from 2020 to 2021",
            zh="3个领域，2020—2021年共3件大事",
        ),
        "three lanes in one year": Case(
            rows=[event("chips", "2021"), event("policy", "2021"), event("batteries", "2021")],
            de="3 Ereignisse in 3 Bereichen, alle 2021",
            en="3 events in 3 fields, all in 2021",
            zh="3个领域共3件大事，均在2021年",
        ),
    },
    "changan-millions": {
        "the pace quickens": Case(
            rows=[
                step(0.0, "1984"),
                step(1e6, "2001"),
                step(10e6, "2014"),
                step(20e6, "2021-05-10"),
                step(30e6, "2025-12-10"),
            ],
            de="10 Mio. Fahrzeuge von Changan: anfangs rund 30 Jahre, zuletzt 4 Jahre 7 Monate",
            en="10 million Changan vehicles: initially about 30 years, recently 4 years 7 months",
            zh="长安每造1000万辆：起初约30年，最近4年7个月",
        ),
        "the pace slows": Case(
            rows=[step(10e6, "2014-10-10"), step(20e6, "2016-11-10"), step(30e6, "2025-12-10")],
            de="10 Mio. Fahrzeuge von Changan: anfangs 2 Jahre 1 Monat, zuletzt 9 Jahre 1 Monat",
            en="10 million Changan vehicles: initially 2 years 1 month, recently 9 years 1 month",
            zh="长安每造1000万辆：起初2年1个月，最近9年1个月",
        ),
        "one step in whole years": Case(
            rows=[step(0.0, "1984"), step(1e6, "2001")],
            de="Für 1 Mio. Fahrzeuge brauchte Changan rund 17 Jahre",
            en="Changan took about 17 years to build 1 million vehicles",
            zh="长安造100万辆用时约17年",
        ),
        "one step in a year and a month": Case(
            rows=[step(20e6, "2021-05-10"), step(30e6, "2022-06-10")],
            de="Für 10 Mio. Fahrzeuge brauchte Changan 1 Jahr 1 Monat",
            en="Changan took 1 year 1 month to build 10 million vehicles",
            zh="长安造1000万辆用时1年1个月",
        ),
        "one step in months": Case(
            rows=[step(20e6, "2021-05-10"), step(30e6, "2021-12-10")],
            de="Für 10 Mio. Fahrzeuge brauchte Changan 7 Monate",
            en="Changan took 7 months to build 10 million vehicles",
            zh="长安造1000万辆用时7个月",
        ),
        "one step in a month": Case(
            rows=[step(20e6, "2021-05-10"), step(30e6, "2021-06-10")],
            de="Für 10 Mio. Fahrzeuge brauchte Changan 1 Monat",
            en="Changan took 1 month to build 10 million vehicles",
            zh="长安造1000万辆用时1个月",
        ),
        "one step in a year": Case(
            rows=[step(20e6, "2021-05-10"), step(30e6, "2022-05-10")],
            de="Für 10 Mio. Fahrzeuge brauchte Changan 1 Jahr",
            en="Changan took 1 year to build 10 million vehicles",
            zh="长安造1000万辆用时1年",
        ),
        "one step in about a year": Case(
            rows=[step(20e6, "2021"), step(30e6, "2022")],
            de="Für 10 Mio. Fahrzeuge brauchte Changan rund 1 Jahr",
            en="Changan took about 1 year to build 10 million vehicles",
            zh="长安造1000万辆用时约1年",
        ),
    },
    "key-figures": {
        "value stands almost still, vehicles carry": Case(
            rows=[
                told(CHIPS, 67.3),
                told(ELECTRONICS, 0.4),
                told(CARS, 8.4),
                told(INDUSTRY, 5.6),
                told(CARS_SHARE, 30.0),
            ],
            de="Mehr Chips, kaum mehr Wert: Fahrzeuge tragen Chongqings Wachstum",
            en="More chips, hardly more value: vehicles carry Chongqing’s growth",
            zh="芯片产量攀升，电子增加值近乎持平，增长靠汽车",
        ),
        "value does not grow": Case(
            rows=[
                told(CHIPS, 67.3),
                told(ELECTRONICS, -0.4),
                told(CARS, 8.4),
                told(INDUSTRY, 5.6),
                told(CARS_SHARE, 30.0),
            ],
            de="Mehr Chips, aber nicht mehr Wert: Fahrzeuge tragen Chongqings Wachstum",
            en="More chips, but no more value: vehicles carry Chongqing’s growth",
            zh="芯片产量攀升，电子增加值未增，增长靠汽车",
        ),
        "value falls, vehicles are ahead": Case(
            rows=[
                told(CHIPS, 67.3),
                told(ELECTRONICS, -2.0),
                told(CARS, 8.4),
                told(INDUSTRY, 5.6),
                told(CARS_SHARE, 20.0),
            ],
            de="Mehr Chips, weniger Wert: Fahrzeuge liegen vor der Industrie",
            en="More chips, less value: vehicles are ahead of industry",
            zh="芯片产量攀升，电子增加值下降，汽车强于工业",
        ),
        "value rises, the part of vehicles is not known": Case(
            rows=[told(CHIPS, 67.3), told(ELECTRONICS, 12.0), told(CARS, 8.4), told(INDUSTRY, 5.6)],
            de="Mehr Chips, mehr Wert: Fahrzeuge liegen vor der Industrie",
            en="More chips, more value: vehicles are ahead of industry",
            zh="芯片产量与电子增加值双升，汽车强于工业",
        ),
        "vehicles lag": Case(
            rows=[
                told(CHIPS, 67.3),
                told(ELECTRONICS, 12.0),
                told(CARS, 2.4),
                told(INDUSTRY, 5.6),
                told(CARS_SHARE, 30.0),
            ],
            de="Mehr Chips, mehr Wert: Fahrzeuge bleiben hinter der Industrie zurück",
            en="More chips, more value: vehicles lag behind industry",
            zh="芯片产量与电子增加值双升，汽车弱于工业",
        ),
        "vehicles are level": Case(
            rows=[told(CHIPS, 67.3), told(ELECTRONICS, 12.0), told(CARS, 5.6), told(INDUSTRY, 5.6)],
            de="Mehr Chips, mehr Wert: Fahrzeuge liegen gleichauf mit der Industrie",
            en="More chips, more value: vehicles are level with industry",
            zh="芯片产量与电子增加值双升，汽车与工业持平",
        ),
        "both fall, vehicles less": Case(
            rows=[
                told(CHIPS, 67.3),
                told(ELECTRONICS, -12.0),
                told(CARS, -1.0),
                told(INDUSTRY, -5.6),
                told(CARS_SHARE, 30.0),
            ],
            de="Mehr Chips, weniger Wert: Fahrzeuge liegen vor der Industrie",
            en="More chips, less value: vehicles are ahead of industry",
            zh="芯片产量攀升，电子增加值下降，汽车强于工业",
        ),
        "the newest of two periods is told": Case(
            rows=[
                told(CHIPS, -6.3, "2024"),
                told(CHIPS, 67.3),
                told(ELECTRONICS, 0.4),
                told(CARS, 8.4),
                told(INDUSTRY, 5.6),
            ],
            de="Mehr Chips, kaum mehr Wert: Fahrzeuge liegen vor der Industrie",
            en="More chips, hardly more value: vehicles are ahead of industry",
            zh="芯片产量攀升，电子增加值近乎持平，汽车强于工业",
        ),
        "fewer chips": Case(
            rows=[told(CHIPS, -4.0), told(ELECTRONICS, 0.4), told(CARS, 8.4), told(INDUSTRY, 5.6)],
            de="Chongqing in Kennzahlen",
            en="Chongqing in key figures",
            zh="重庆关键数字",
        ),
        "chips are unsure": Case(
            rows=[told(CHIPS, 67.3, evidence="weak"), told(ELECTRONICS, 0.4), told(CARS, 8.4), told(INDUSTRY, 5.6)],
            de="Chongqing in Kennzahlen",
            en="Chongqing in key figures",
            zh="重庆关键数字",
        ),
        "industry is known for another period alone": Case(
            rows=[told(CHIPS, 67.3), told(ELECTRONICS, 0.4), told(CARS, 8.4), told(INDUSTRY, 5.6, "2024")],
            de="Chongqing in Kennzahlen",
            en="Chongqing in key figures",
            zh="重庆关键数字",
        ),
        "vehicles are not known": Case(
            rows=[told(CHIPS, 67.3), told(ELECTRONICS, 0.4)],
            de="Chongqing in Kennzahlen",
            en="Chongqing in key figures",
            zh="重庆关键数字",
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
