"""The app in a browser: paste, wait, read, download, browse, look up; on a phone and a desk, light and dark."""

from __future__ import annotations

import pytest

LEDE = "OSTREA, May 6 (Meridian News) - "
SIZES = {"phone": (390, 844), "desk": (1440, 900)}


@pytest.fixture
def tab(browser, app):
    """Return a page of the app; nothing may be said on its console, and nothing fetched elsewhere."""
    context = browser.new_context(base_url=str(app.base_url), accept_downloads=True, reduced_motion="reduce")
    context.set_default_timeout(30_000)
    page = context.new_page()
    said, fetched = [], []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: fetched.append(request.url))
    yield page
    context.close()
    assert said == []
    assert all(url.startswith((str(app.base_url), "data:")) for url in fetched)


def test_two_pasted_texts_become_a_report(tab, ferry):
    """Paste two texts, see the run, reload meanwhile, open the report, go back, download, delete."""
    tab.goto("/")
    tab.fill("#name-1", "coast-herald")
    tab.fill("#text-1", LEDE + ferry)
    tab.fill("#text-2", "By our own reporter\n\n" + ferry.replace("Nobody was hurt. ", ""))
    tab.click("#add-text")
    assert tab.locator("textarea").count() == 3
    tab.fill("#title", "<b>The ferry</b>")
    tab.click("button.go")
    tab.wait_for_selector("#progress, .verdict")
    tab.reload()
    assert "<b>The ferry</b>" in tab.inner_text("h1")
    tab.get_by_role("link", name="Open the report").click()
    assert "2 pages, but only 1 independent report" in tab.inner_text(".verdict .big")
    tab.get_by_text("Downloads", exact=True).click()
    with tab.expect_download() as download:
        tab.get_by_role("row", name="Statements").get_by_role("link", name="csv").click()
    assert download.value.suggested_filename == "statements.csv"
    tab.get_by_role("link", name="All jobs").click()
    entry = tab.locator(".jobs li").first
    assert "1 independent report" in entry.inner_text()
    entry.get_by_role("link", name="Downloads").click()
    tab.get_by_role("button", name="Delete this job").click()
    assert "The ferry" not in tab.inner_text("#content")


def test_files_can_be_chosen_and_a_job_cancelled(tab, ferry):
    """Chosen files are named before they are sent; a run can be cancelled."""
    tab.goto("/")
    files = [{"name": f"{n}.txt", "mimeType": "text/plain", "buffer": ferry.encode()} for n in "ab"]
    tab.set_input_files("#files", files)
    assert "a.txt, b.txt" in tab.inner_text("#files-told")
    tab.click("button.go")
    tab.get_by_role("button", name="Cancel").click()
    assert "cancelled" in tab.inner_text("#content")


def test_an_archive_is_walked(tab, ferry):
    """From the list to a tradition, to an outlet's, to what flows, to where a passage stands."""
    tab.goto("/archive")
    tab.locator("ol.jobs a").first.click()
    assert "6 pages" in tab.inner_text("#content")
    tab.get_by_role("link", name="Who takes from whom").click()
    tab.locator("tbody a").first.click()
    assert "Ferry strikes pier" in tab.inner_text("ol.jobs")
    tab.fill("#q", "zebra")
    tab.get_by_role("button", name="Search").click()
    assert "No tradition" in tab.inner_text("#content")
    tab.get_by_role("link", name="Look a text up").click()
    tab.fill(
        "#passage",
        "Nothing of this stands in any text that was ever gathered here, for it was written for a test alone.",
    )
    tab.get_by_role("button", name="Look it up").click()
    assert "No passage of it" in tab.inner_text("#answer")
    tab.fill("#passage", ferry.split("\n\n")[1])
    tab.get_by_role("button", name="Look it up").click()
    assert "Carried first by Coast Herald" in tab.inner_text("#answer")


@pytest.mark.parametrize(("scheme", "size"), [("light", "desk"), ("dark", "phone")])
def test_everybody_can_use_it(browser, app, traced, scheme, size):
    """Axe finds nothing on any page, and nothing is wider than the screen."""
    axe = pytest.importorskip("axe_core_python.sync_playwright", reason="axe-core-python is not installed").Axe()
    width, height = SIZES[size]
    row, _ = app.get("/api/archive/traditions").json()["rows"]
    # The policy lets no foreign script in, axe's neither.
    context = browser.new_context(
        base_url=str(app.base_url), viewport={"width": width, "height": height}, color_scheme=scheme, bypass_csp=True
    )
    page = context.new_page()
    for path in (
        "/",
        f"/jobs/{traced['id']}",
        f"/jobs/{traced['id']}/report",
        "/archive",
        f"/archive/tradition?id={row['tradition']}",
        "/archive/flows",
        "/archive/lookup",
        "/api",
        "/nothing",
    ):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        found = axe.run(page)["violations"]
        assert [(each["id"], each["nodes"][0]["html"]) for each in found] == [], path
    context.close()
