"""A finger on the screen of a phone."""

import time

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}


class Finger:
    """Touches the screen as a finger does, through the browser's own events.

    By a clock of its own, however busy the machine is, it stands still before it lets go: one that
    is flung has chromium take the next touch for what ends that, and not for a tap.
    """

    MOVES, STANDS_STILL = 0.02, 0.2  # seconds

    def __init__(self, page):
        self.page = page
        self.clock = 0.0
        self.line = page.context.new_cdp_session(page)

    def down(self, x: float, y: float) -> None:
        self.at = x, y
        self._send("touchStart", [self.at])

    def to(self, across: float, down: float = 0, steps: int = 8) -> None:
        x, y = self.at
        for step in range(1, steps + 1):
            self._send("touchMove", [(x + across * step / steps, y + down * step / steps)])
        self.at = x + across, y + down

    def up(self) -> None:
        self._send("touchEnd", [], after=self.STANDS_STILL)

    def _send(self, kind: str, points: list, after: float = MOVES) -> None:
        # Behind the real one, so that nothing comes from the future.
        self.clock = max(self.clock, time.time() - 2) + after
        touches = [{"x": x, "y": y} for x, y in points]
        event = {"type": kind, "touchPoints": touches, "timestamp": self.clock}
        self.line.send("Input.dispatchTouchEvent", event)

    def swipe(self, entry, across: float, down: float = 0) -> None:
        text = entry.locator(".text").first
        text.scroll_into_view_if_needed()
        box = text.bounding_box()
        self.down(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        self.to(across, down)
