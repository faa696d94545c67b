"""Small, complete, valid data packages for tests; real figures where a test may want to recognise them."""

from __future__ import annotations

import copy
import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

Row = dict[str, str]
Rows = Sequence[Mapping[str, str]]
# A table is given as rows, as the raw text or bytes of its file, or as None: then its file is missing.
Table = Rows | str | bytes | None

LANGUAGES = ("de", "en", "zh")
FACT_LINKS = {
    "area": "areas",
    "sector": "sectors",
    "indicator": "indicators",
    "unit": "units",
    "evidence": "evidence",
    "source": "sources",
}
KEYS = {
    "areas": "area",
    "sectors": "sector",
    "indicators": "indicator",
    "units": "unit",
    "flags": "flag",
    "evidence": "evidence",
    "categories": "category",
    "observations": "area sector indicator period",
    "targets": "area sector indicator period",
    "milestones": "milestone",
    "article": "statement",
    "sources": "source",
    "conflicts": "",
}
LINKS: dict[str, dict[str, str]] = {
    "sectors": {"parent": ""},
    "indicators": {"unit": "units"},
    "observations": FACT_LINKS,
    "targets": FACT_LINKS,
    "conflicts": {**FACT_LINKS, "kept_source": "sources"},
    "milestones": {
        "category": "categories",
        "sector": "sectors",
        "figure_unit": "units",
        "evidence": "evidence",
        "statement": "article",
    },
    "article": {"milestone": "milestones"},
}
JOINED = {"flags": "flags", "also": "sources", "sources": "sources"}
NUMBERS = {"value", "latitude", "longitude", "figure_value", "outcome_value", "kept_value", "alt_factor_zh"}
INTEGERS = {"rank", "order"}
BOOLEANS = {"cross_cutting", "plural_de", "plural_en", "hollow", "official", "comparable"}
ENUMS = {
    "areas.kind": ["subject", "country", "place"],
    "sectors.core": ["vehicles", "chips", "total", "other"],
    "flags.applies_to": ["observations", "milestones", "both"],
    "targets.kind": ["target", "forecast"],
    "milestones.date_precision": ["year", "month", "day"],
    "milestones.founding": ["yes", "related", "no"],
    "sources.access": ["linked", "reprint", "unnamed", "founding"],
}
OPTIONAL = {
    "parent",
    "flags",
    "also",
    "note_de",
    "note_en",
    "note_zh",
    "alt_label_zh",
    "outcome_reason_de",
    "outcome_reason_en",
    "outcome_reason_zh",
    "sector",
    "figure_unit",
    "observations",
    "milestone",
    "statement",
    "publisher_de",
    "publisher_en",
    "publisher_zh",
    "url",
    "published_date",
    "latitude",
    "longitude",
    "figure_value",
    "outcome_value",
    "alt_factor_zh",
}


def write_package(
    directory: Path,
    *,
    descriptor: Callable[[dict[str, Any]], object] | str | bytes | None = None,
    **tables: Table,
) -> Path:
    """Write a valid package, with some tables replaced, into a directory (made if need be) and return it.

    ``descriptor`` is raw content, or a function that changes the descriptor in place.
    """
    directory.mkdir(parents=True, exist_ok=True)
    for name in default_tables():
        table = tables.get(name, rows(name))
        if table is not None:
            (directory / f"{name}.csv").write_bytes(_content(name, table))
    described: Any = default_descriptor()
    if callable(descriptor):
        descriptor(described)
    elif descriptor is not None:
        described = descriptor
    text = described if isinstance(described, str | bytes) else json.dumps(described, ensure_ascii=False, indent=1)
    (directory / "datapackage.json").write_bytes(text.encode() if isinstance(text, str) else text)
    return directory


def rows(table: str) -> list[Row]:
    """The default rows of a table, to be changed and handed back to ``write_package``."""
    return copy.deepcopy(default_tables()[table])


def changed(table: str, place: int, **cells: str) -> list[Row]:
    """The default rows with some cells of one row changed (0 is the first row, row 2 of a spreadsheet)."""
    found = rows(table)
    found[place].update(cells)
    return found


def text(table: str, table_rows: Rows | None = None) -> str:
    """The CSV text of a table."""
    out = io.StringIO()
    listed = rows(table) if table_rows is None else table_rows
    names = list(listed[0]) if listed else list(rows(table)[0])
    writer = csv.DictWriter(out, names, lineterminator="\n")
    writer.writeheader()
    writer.writerows(listed)
    return out.getvalue()


def observation(sector: str, indicator: str, period: str, value: str, unit: str = "percent", **cells: str) -> Row:
    """One row of observations, of Chongqing and official where ``cells`` do not say otherwise."""
    given = {
        "area": "chongqing",
        "flags": "",
        "evidence": "official",
        "source": "tjj_2025q3",
        "also": "",
        **cells,
    }
    row = {"area": given["area"], "sector": sector, "indicator": indicator, "period": period, "value": value}
    row |= {"unit": unit, **{name: given[name] for name in ("flags", "evidence", "source", "also")}}
    return row | {f"note_{lang}": given.get(f"note_{lang}", "") for lang in LANGUAGES}


def _content(name: str, table: Rows | str | bytes) -> bytes:
    if isinstance(table, bytes):
        return table
    return table.encode() if isinstance(table, str) else text(name, table).encode("utf-8-sig")


def default_descriptor() -> dict[str, Any]:
    """The descriptor of the default tables, fresh, with full Table Schemas."""
    return {
        "name": "tiny",
        "title": "Tiny package",
        "title_de": "Kleines Paket",
        "title_en": "Tiny package",
        "title_zh": "小数据包",
        "version": "2025.4",
        "featured_period": "2025-9M",
        "licenses": [{"name": "CC-BY-4.0", "title": "Attribution", "path": "https://creativecommons.org/"}],
        "resources": [_resource(name, listed) for name, listed in default_tables().items()],
        "notes": [{"table": "observations", "row": "one", "reason_de": "R", "reason_en": "R", "reason_zh": "R"}],
    }


def _resource(name: str, listed: Rows) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": [_field(name, column) for column in listed[0]], "missingValues": [""]}
    if KEYS[name]:
        schema["primaryKey"] = KEYS[name].split()
    schema["foreignKeys"] = [
        {"fields": column, "reference": {"resource": target, "fields": KEYS[target or name].split()[0]}}
        for column, target in LINKS.get(name, {}).items()
    ]
    return {"name": name, "path": f"{name}.csv", "schema": schema}


def _field(table: str, column: str) -> dict[str, Any]:
    key = column in KEYS[table].split()
    constraints: dict[str, Any] = {"required": True} if key or column not in OPTIONAL else {}
    field: dict[str, Any] = {"name": column, "type": "string", "constraints": constraints}
    if column in NUMBERS:
        field["type"] = "number"
    elif column in INTEGERS:
        field |= {"type": "integer"}
        constraints["minimum"] = 1
    elif column in BOOLEANS:
        field |= {"type": "boolean", "trueValues": ["yes"], "falseValues": ["no"]}
    elif f"{table}.{column}" in ENUMS:
        constraints["enum"] = ENUMS[f"{table}.{column}"]
    elif table == "article" and column == "observations":
        field["references"] = {"resource": "observations", "fields": KEYS["observations"].split()}
    elif column in JOINED:
        target = JOINED[column]
        field["references"] = {"resource": target, "field": KEYS[target]}
    return field


def _coded(table: str, codes: Mapping[str, Sequence[str]], *, between: Sequence[str] = (), texts: str) -> list[Row]:
    """Rows of a vocabulary: per code the cells of ``between``, then the texts in three languages."""
    made = []
    for code, cells in codes.items():
        row = {KEYS[table]: code, **dict(zip(between, cells, strict=True))}
        for kind in ("label", *texts.split()):
            row |= {f"{kind}_{lang}": f"{code.replace('_', ' ')} {lang}" for lang in LANGUAGES}
        made.append(row)
    return made


def default_tables() -> dict[str, list[Row]]:
    """All tables of the default package as rows of text."""
    return {
        "areas": _coded("areas", {"chongqing": ["subject"], "china": ["country"]}, between=["kind"], texts=""),
        "sectors": _coded(
            "sectors",
            {
                "total_economy": ["", "no", "total", "no", "no"],
                "industry": ["total_economy", "no", "total", "no", "no"],
                "automotive": ["industry", "no", "vehicles", "no", "no"],
                "motorcycles": ["industry", "no", "vehicles", "no", "no"],
                "electronics": ["industry", "no", "chips", "no", "no"],
                "integrated_circuits": ["electronics", "no", "chips", "no", "no"],
                "lcd_panels": ["electronics", "no", "other", "no", "no"],
                "materials": ["industry", "no", "other", "no", "no"],
                "strategic_emerging": ["industry", "yes", "other", "no", "no"],
            },
            between=["parent", "cross_cutting", "core", "plural_de", "plural_en"],
            texts="definition",
        ),
        "indicators": _coded(
            "indicators",
            {
                "gdp_growth": ["macro", "percent", "real"],
                "value_added_growth": ["value_added", "percent", "real"],
                "output_growth": ["output", "percent", "physical"],
                "output_volume": ["output", "units", "physical"],
                "target_gross_output": ["target", "billion CNY", "nominal"],
            },
            between=["family", "unit", "price_basis"],
            texts="definition",
        ),
        "units": [
            row
            | {
                "alt_label_zh": "亿元" if row["unit"] == "billion CNY" else "",
                "alt_factor_zh": "10" if row["unit"] == "billion CNY" else "",
            }
            for row in _coded("units", dict.fromkeys(["percent", "units", "billion CNY", "vehicles"], ()), texts="")
        ],
        "flags": _coded(
            "flags",
            {
                "at_least": ["both", "yes"],
                "rounded": ["both", "yes"],
                "report_only": ["observations", "yes"],
                "doubt": ["both", "yes"],
                "reported_claim": ["milestones", "no"],
            },
            between=["applies_to", "hollow"],
            texts="explanation",
        ),
        "evidence": _coded(
            "evidence",
            {"official": ["1"], "press": ["2"], "reprint": ["3"], "founding": ["4"], "weak": ["5"]},
            between=["rank"],
            texts="explanation",
        ),
        "categories": _coded("categories", {"vehicles": (), "chips": ()}, texts="definition"),
        "observations": _observations(),
        "targets": [
            {
                key: cell
                for key, cell in observation(
                    "automotive", "target_gross_output", "2025", "800", "billion CNY", flags="rounded"
                ).items()
                if key != "also" and not key.startswith("note_")
            }
            | {f"document_{lang}": f"Plan {lang}" for lang in LANGUAGES}
            | {"stated": "2021-07", "kind": "target", "comparable": "no", "outcome_value": ""}
            | {f"outcome_reason_{lang}": f"No value {lang}" for lang in LANGUAGES}
        ],
        "milestones": [
            _milestone(
                "changan-30-millionth",
                "2025-12-10",
                "day",
                founding="yes",
                figure_value="30000000",
                figure_unit="vehicles",
                statement="art-thirty-millionth",
            ),
            _milestone("chip-plant", "2018-05", "month", category="chips", sector="electronics"),
            _milestone("first-car", "1958", "year", latitude="29.6", longitude="106.5"),
        ],
        "article": [
            _statement("art-thirty-millionth", "1", milestone="changan-30-millionth"),
            _statement(
                "art-chips",
                "2",
                observations="chongqing/integrated_circuits/output_volume/2025-9M;"
                "chongqing/integrated_circuits/output_growth/2025-9M",
            ),
        ],
        "sources": [
            _source(
                "tjj_2025q3",
                "Statistics office",
                "https://tjj.cq.gov.cn/a.html",
                "2025-10-27",
                "yes",
                "linked",
            ),
            _source("press_2025", "Newspaper", "https://example.org/b", "2025-10", "no", "linked"),
            _source("reprint_2024", "Bureau", "", "2024", "no", "reprint"),
            _source("founding_article", "", "", "2025-12", "no", "founding"),
        ],
        "conflicts": [
            {
                key: cell
                for key, cell in observation(
                    "total_economy", "gdp_growth", "2025-9M", "5.4", source="press_2025", evidence="press"
                ).items()
                if key != "also"
            }
            | {f"note_{lang}": f"Another value {lang}" for lang in LANGUAGES}
            | {"kept_value": "5.3", "kept_source": "tjj_2025q3"}
        ],
    }


def _observations() -> list[Row]:
    report = {"flags": "report_only", "evidence": "founding", "source": "founding_article"}
    again = {"evidence": "reprint", "source": "reprint_2024"}
    plausible = {f"note_{lang}": "Plausible: first half +7.0%." for lang in LANGUAGES}
    growth = "value_added_growth"
    return [
        observation("total_economy", "gdp_growth", "2025-9M", "5.3", also="founding_article;press_2025"),
        observation("total_economy", "gdp_growth", "2025-H1", "5.0", evidence="press", source="press_2025"),
        observation("total_economy", "gdp_growth", "2024", "5.7", **again),
        observation("total_economy", "gdp_growth", "2025-9M", "5.2", area="china", source="press_2025"),
        observation("industry", growth, "2025-9M", "5.4"),
        observation("automotive", growth, "2025-9M", "12.6"),
        observation("automotive", growth, "2025-H1", "8.4", **again),
        observation("automotive", growth, "2024", "26.7", **again),
        observation("automotive", growth, "2023", "9.2", flags="rounded", **again),
        observation("motorcycles", growth, "2025-9M", "21.2", also="founding_article"),
        observation("materials", growth, "2025-9M", "6.8", **report, **plausible),
        observation("materials", growth, "2025-H1", "7.0", **again),
        observation("electronics", growth, "2025-H1", "0.4", **again),
        observation("electronics", growth, "2025-Q1", "-2", **again),
        observation("electronics", growth, "2024", "2.9", **again),
        observation("integrated_circuits", "output_volume", "2025-9M", "8823000000", "units", **report),
        observation("integrated_circuits", "output_growth", "2025-9M", "61.6", **report),
        observation("lcd_panels", "output_growth", "2025-9M", "28", **report),
    ]


def _milestone(code: str, date: str, precision: str, **cells: str) -> Row:
    row = {
        "milestone": code,
        "date": date,
        "date_precision": precision,
        "category": "vehicles",
        "sector": "automotive",
    }
    for kind in ("title", "summary", "actor", "district"):
        row |= {f"{kind}_{lang}": f"{code} {kind} {lang}" for lang in LANGUAGES}
    row |= dict.fromkeys(("latitude", "longitude", "figure_value", "figure_unit", "flags"), "")
    row |= {f"note_{lang}": "" for lang in LANGUAGES}
    row |= {"evidence": "press", "founding": "no", "sources": "press_2025;reprint_2024", "statement": ""}
    return row | cells


def _statement(code: str, order: str, **cells: str) -> Row:
    row = {
        "statement": code,
        "order": order,
        **{f"statement_{lang}": f"{code} says {lang}" for lang in LANGUAGES},
    }
    row |= {"kind": "figure", "status": "confirmed"}
    row |= {f"finding_{lang}": f"{code} found {lang}" for lang in LANGUAGES}
    return row | {"observations": "", "milestone": ""} | cells


def _source(code: str, publisher: str, url: str, date: str, official: str, access: str) -> Row:
    row = {
        "source": code,
        **{f"publisher_{lang}": publisher and f"{publisher} {lang}" for lang in LANGUAGES},
        "title": f"Report {code}",
        "url": url,
        "published_date": date,
    }
    return row | {"language": "zh", "official": official, "access": access}
