"""The site in a browser: nothing that axe objects to, nothing wider than a phone, every control in reach of the keyboard."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from pages import navigation

from .conftest import WIDTHS, Site

pytestmark = pytest.mark.browser
PAGES = [*sorted(navigation()), "404.html"]
HEAVIEST = 500_000
"""Bytes that a page may load before a reader touches it, uncompressed."""
RULES = """async () => {
  const found = await axe.run(document, { resultTypes: ["violations"] });
  return found.violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.target.join(" ")} (${n.failureSummary.split("\\n").slice(1).join(";")})`));
}"""
FOCUSABLE = """() => {
  const shown = (e) => e.checkVisibility({ visibilityProperty: true, opacityProperty: true, contentVisibilityAuto: true });
  const all = [...document.querySelectorAll("a[href], button, summary, select, textarea, input:not([type=hidden]), [tabindex='0']")];
  const others = (e) => e.type === "radio" && !e.checked; // Tab reaches one of a group, arrows the others
  return all.filter((e) => (shown(e) || e.type === "radio") && e.getClientRects().length && !others(e) && e.tabIndex >= 0 && !e.disabled && !e.closest("[inert]")).map((e, i) => (e.dataset.reach = i, e.outerHTML.slice(0, 120)));
}"""
RINGED = """() => {
  const e = document.activeElement, s = getComputedStyle(e);
  return [e.dataset.reach ?? "", s.outlineStyle !== "none" || s.boxShadow !== "none" || e.matches("input")];
}"""


def opened(browser: Any, site: Site, name: str, size: tuple[int, int], scheme: str = "light") -> Any:
    """A page, loaded."""
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, color_scheme=scheme, reduced_motion="reduce")
    page = context.new_page()
    page.goto(site.url(name), wait_until="networkidle")
    return page


@pytest.mark.parametrize(("scheme", "width"), list(itertools.product(("light", "dark"), WIDTHS)))
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(browser: Any, axe: str, site: Site, name: str, scheme: str, width: str) -> None:
    page = opened(browser, site, name, WIDTHS[width], scheme)
    page.evaluate(axe)
    page.evaluate("document.querySelectorAll('article details').forEach((part) => (part.open = true))")
    found = page.evaluate(RULES)
    page.locator("label[for=__search].md-icon, .md-search__input").locator("visible=true").first.click()
    page.keyboard.type("E0382")
    page.locator(".md-search-result__link").first.wait_for()
    found += page.evaluate(RULES)
    page.keyboard.press("Escape")
    if width == "phone":
        page.locator("label[for=__drawer].md-icon").locator("visible=true").first.click()
        page.wait_for_timeout(300)
        found += page.evaluate(RULES)
    page.context.close()

    assert sorted(set(found)) == []


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("size", [(360, 740), (640, 450)], ids=["phone", "zoomed-to-200"])
def test_nothing_is_wider_than_the_window(browser: Any, site: Site, name: str, size: tuple[int, int]) -> None:
    page = opened(browser, site, name, size)
    page.evaluate("document.querySelectorAll('details').forEach((part) => (part.open = true))")
    wide = page.evaluate("document.scrollingElement.scrollWidth")
    page.context.close()

    assert wide <= size[0]


@pytest.mark.parametrize("name", PAGES)
def test_text_at_200_percent_stays_in_the_window(browser: Any, site: Site, name: str) -> None:
    page = opened(browser, site, name, WIDTHS["desktop"])
    page.add_style_tag(content="html { font-size: 250% !important }")
    wide = page.evaluate("document.scrollingElement.scrollWidth")
    page.context.close()

    assert wide <= WIDTHS["desktop"][0]


@pytest.mark.parametrize("name", PAGES)
def test_the_keyboard_reaches_every_control(browser: Any, site: Site, name: str) -> None:
    page = opened(browser, site, name, WIDTHS["desktop"])
    controls = page.evaluate(FOCUSABLE)
    reached: dict[str, bool] = {}
    for _ in range(2 * len(controls) + 200):  # code that scrolls is a stop too
        if len(reached) == len(controls):
            break
        page.keyboard.press("Tab")
        place, ringed = page.evaluate(RINGED)
        if place:
            reached[place] = ringed
    page.context.close()
    missed = [controls[n] for n in range(len(controls)) if str(n) not in reached]
    unseen = [controls[int(n)] for n, ringed in reached.items() if not ringed]

    assert missed == []
    assert unseen == []


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_light_and_loads_nothing_from_elsewhere(browser: Any, site: Site, name: str) -> None:
    page = browser.new_page()
    loaded: list[tuple[str, int]] = []
    page.on("response", lambda answer: loaded.append((answer.url, len(answer.body()) if answer.ok else 0)))
    page.goto(site.url(name), wait_until="networkidle")
    page.close()
    elsewhere = [url for url, _ in loaded if not url.startswith(site.address)]

    assert elsewhere == []
    assert sum(size for _, size in loaded) <= HEAVIEST, sorted(loaded, key=lambda row: -row[1])[:8]


def test_figures_in_tables_stand_at_the_right(browser: Any, site: Site) -> None:
    page = browser.new_page()
    page.goto(site.url("performance.md"))
    aligned = page.evaluate("[...document.querySelectorAll('td.right')].map(cell => getComputedStyle(cell).textAlign)")
    page.close()

    assert len(aligned) > 100
    assert set(aligned) == {"right"}


def test_search_finds_error_codes(browser: Any, site: Site) -> None:
    page = opened(browser, site, "index.md", WIDTHS["desktop"])
    page.keyboard.press("/")
    page.keyboard.type("E0382")
    first = page.locator(".md-search-result__link").first
    first.wait_for()

    assert "error-codes" in first.get_attribute("href")
    page.context.close()


def test_a_link_to_a_claim_opens_the_table(browser: Any, site: Site) -> None:
    name = next((n for n in PAGES if n in {"ownership.md", "lifetimes.md"}), None)
    assert name is not None
    page = opened(browser, site, name, WIDTHS["desktop"])
    link = page.locator("a.claim-link").first
    link.click()
    page.wait_for_timeout(200)

    assert page.locator("details.claims-evidence").get_attribute("open") is not None
    page.context.close()


def test_the_filter_of_claims_leaves_what_fits(browser: Any, site: Site) -> None:
    page = opened(browser, site, "claims.md", WIDTHS["desktop"])
    page.select_option("[data-by=verdict]", "outdated")

    assert page.locator(".claims-filter output").inner_text() == "4 of 224 claims"
    assert page.locator(".claims-list > div:visible").count() == 4
    page.context.close()
