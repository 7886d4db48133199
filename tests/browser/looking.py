"""Pictures for people to look at, where PICTURES names a folder."""

import os
from pathlib import Path


def picture(walker, name: str) -> None:
    """The whole page; the admin scrolls within itself, so its window is made tall."""
    if folder := os.environ.get("PICTURES"):
        size = walker.page.viewport_size
        if size["width"] > 600:
            walker.page.set_viewport_size({**size, "height": 2100})
        walker.page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)
        walker.page.set_viewport_size(size)
