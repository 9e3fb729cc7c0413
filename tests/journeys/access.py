"""What axe finds on a page that would keep someone out."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

GRAVE = ["serious", "critical"]
# All that differs in the dark: the rest is not looked for twice.
COLOURS = ["color-contrast", "link-in-text-block"]

RUN = """async ([grave, rules]) => {
  const only = rules.length ? { runOnly: rules } : {};
  const { violations } = await axe.run({ resultTypes: ["violations"], ...only });
  return violations.filter((rule) => grave.includes(rule.impact))
    .map((rule) => `${rule.id} (${rule.impact}): ${rule.nodes[0].target} ${rule.nodes[0].html}`);
}"""


def complaints(page: Page, scheme: str = "light") -> list[str]:
    """What is wrong with the page as it is now; in the dark only with its colours."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    return page.evaluate(RUN, [GRAVE, COLOURS if scheme == "dark" else []])
