"""Whose people are open on a page, and how many they are."""

from streamlit.testing.v1 import AppTest


def people_of(app: AppTest, beginning: str, key: str) -> int:
    """The number on the button of the picker `key`; fails unless its people are open and their sentence begins so."""
    sentences = [each.value for each in app.markdown if each.value.startswith(f"**{beginning}")]
    assert sentences, f"nobody is open as {beginning}: {[each.value for each in app.markdown]}"
    return int("".join(sign for sign in app.button(key=f"see_{key}").label if sign.isdigit()))


def open_tab(app: AppTest, key: str, label: str) -> AppTest:
    """The page with the tab of this name open."""
    app.session_state[key] = label
    return app.run()
