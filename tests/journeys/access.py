"""Barriers in a page, as axe finds them, and content over the edge of a screen."""

from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WIDTHS = (360, 1280)
# In the dark only colours differ, and these do not differ with the width.
LOOKS = [("light", 360), ("light", 1280), ("dark", 360)]
GRAVE = ["serious", "critical"]
# All that differs in the dark: the rest is not looked for twice.
COLOURS = ["color-contrast", "link-in-text-block"]

# It would fetch the style sheets that one imports, from beside the page where they are not.
RUN = """async ([grave, rules]) => {
  const only = rules.length ? { runOnly: rules } : {};
  const { violations } = await axe.run({ resultTypes: ["violations"], preload: false, ...only });
  return violations.filter((rule) => grave.includes(rule.impact))
    .map((rule) => `${rule.id} (${rule.impact}): ${rule.nodes[0].target} ${rule.nodes[0].html}`);
}"""


def complaints(page: Page, scheme: str = "light") -> list[str]:
    """Return the barriers of the page as it is now; in the dark only those of its colours."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    return page.evaluate(RUN, [GRAVE, COLOURS if scheme == "dark" else []])


def complaints_everywhere(page: Page, name: str, pictures: str = "") -> list[str]:
    """Return the barriers on a telephone and on a desk, by day and in the dark.

    `pictures` is a folder for screenshots of all four.
    """
    found = []
    for scheme, width in LOOKS:
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.set_viewport_size({"width": width, "height": 800})
        where = f"{name}, {scheme}, {width} px"
        found += [f"{where}: {complaint}" for complaint in complaints(page, scheme)]
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if wide > 0:
            found.append(f"{where}: {wide} px wider than the screen")
        if pictures:
            page.screenshot(path=Path(pictures) / f"{where}.png", full_page=True)
    return found
