"""The user interface: what pages are put together from."""
