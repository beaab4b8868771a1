"""Where things lie on the screen."""

from playwright.sync_api import Locator, Page


def is_inside(found: Locator, size: tuple[int, int]) -> bool:
    """Whether all of it lies within a window of that width and height."""
    box = found.bounding_box()
    assert box is not None
    right, bottom = box["x"] + box["width"], box["y"] + box["height"]
    return box["x"] >= 0 and box["y"] >= 0 and right <= size[0] + 1 and bottom <= size[1] + 1


def comes_inside(page: Page, found: Locator, size: tuple[int, int]) -> bool:
    """Whether something that slides in comes to lie inside the window."""
    for _look in range(30):
        if is_inside(found, size):
            return True
        page.wait_for_timeout(100)
    return False


def click_on(page: Page, mark: Locator) -> None:
    """Click near the upper left corner of a mark, which is inside of it whatever its shape."""
    box = mark.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + min(6, box["width"] / 2), box["y"] + min(6, box["height"] / 2))
