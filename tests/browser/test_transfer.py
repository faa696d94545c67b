"""What a first visit transfers stays within its budget."""

from __future__ import annotations

from playwright.sync_api import Page, expect

BUDGET_KIB = 600


def test_a_first_visit_of_growth_transfers_little(page: Page, address: str) -> None:
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    received: list[float] = []
    session.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    page.goto(f"{address}/growth")
    expect(page.locator("#sector-growth .main-svg").first).to_be_visible()
    page.wait_for_load_state("networkidle")
    transferred = sum(received) / 1024
    assert 200 < transferred <= BUDGET_KIB
