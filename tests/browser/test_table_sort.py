"""Tables of charts: headings sort by value, say so, and give the first order back; what is missing is said."""

from __future__ import annotations

from playwright.sync_api import Page, expect

READ = "(cells) => cells.map((cell) => cell.dataset.sort === undefined ? null : Number(cell.dataset.sort))"


def opened(page: Page, path: str) -> None:
    page.goto(path)
    page.locator("details[data-tab$='.table'] > summary, [data-value=table]").first.click()
    expect(page.locator(".table-area tbody tr").first).to_be_visible()


def column(page: Page, number: int) -> list[float | None]:
    found: list[float | None] = page.locator(f".data-table tbody tr > :nth-child({number})").evaluate_all(READ)
    return found


def test_headings_sort_by_value_and_give_the_first_order_back(page: Page, address: str) -> None:
    opened(page, f"{address}/growth?lang=de")
    area = page.locator(".table-area").first
    heading = area.locator("th[scope=col]").nth(4)
    before = column(page, 5)
    heading.locator("button").focus()
    page.keyboard.press("Enter")
    expect(heading).to_have_attribute("aria-sort", "descending")
    falling = column(page, 5)
    known = [value for value in falling if value is not None]
    assert known == sorted(known, reverse=True)
    assert falling[len(known) :] == [None] * (len(falling) - len(known)) != []
    page.keyboard.press("Enter")
    expect(heading).to_have_attribute("aria-sort", "ascending")
    assert column(page, 5) == [*sorted(known), *falling[len(known) :]]
    page.keyboard.press("Enter")
    assert heading.get_attribute("aria-sort") is None
    assert column(page, 5) == before
    assert page.evaluate("document.activeElement.closest('th') !== null")


def test_a_second_column_takes_over_and_periods_stand_in_time(page: Page, address: str) -> None:
    opened(page, f"{address}/chart/two-cores?lang=en")
    headings = page.locator(".data-table th[scope=col]")
    headings.nth(0).locator("button").click()
    headings.nth(2).locator("button").click()
    assert [one.get_attribute("aria-sort") for one in headings.all()].count("ascending") == 1
    times = column(page, 3)
    assert times == sorted(time for time in times if time is not None)


def test_missing_values_are_said_and_copied_as_a_dash(page: Page, address: str) -> None:
    opened(page, f"{address}/growth?lang=en")
    missing = page.locator(".data-table td:has(> .unseen)").first
    assert missing.inner_text().split() == ["–", "no", "value"]
    copied = page.evaluate(
        """async () => {
          const tools = document.querySelector(".card-tools");
          tools.querySelector("summary").click();
          await new Promise((done) => setTimeout(done, 50));
          const kept = {};
          const set = DataTransfer.prototype.setData;
          DataTransfer.prototype.setData = function (kind, text) {
            kept[kind] = text;
            return set.call(this, kind, text);
          };
          Object.defineProperty(navigator, "clipboard", { value: undefined, configurable: true });
          tools.querySelector("[data-copy=table]").click();
          for (let i = 0; i < 40 && !kept["text/plain"]; i += 1) await new Promise((done) => setTimeout(done, 50));
          return kept["text/plain"];
        }"""
    )
    assert "\t–\t" in copied
    assert "no value" not in copied
    assert copied.splitlines()[0].startswith("Sector\tMeasure")


def test_paper_shows_tables_as_tables(page: Page, address: str) -> None:
    page.goto(f"{address}/data?lang=de")
    row = page.locator(".package-table tbody tr").first
    page.set_viewport_size({"width": 703, "height": 990})
    expect(row).to_have_css("display", "grid")
    page.emulate_media(media="print")
    expect(row).to_have_css("display", "table-row")
    page.wait_for_function("() => document.documentElement.scrollWidth <= 703")
