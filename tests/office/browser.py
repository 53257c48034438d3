"""Chromium without a window, as Debian has it, for the tests that read pages as a reader does."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


@contextmanager
def browser() -> Iterator[Browser]:
    """An open browser; where there is none the test is skipped with a sentence."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed; pages are not read in a browser here")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


def watched(page: Page) -> list[str]:
    """A list that fills with what a page must not do: ask for anything but files beside it, or complain."""
    complaints: list[str] = []

    def asked(request: Request) -> None:
        if not request.url.startswith("file://"):
            complaints.append(f"asked for {request.url}")

    def said(message: ConsoleMessage) -> None:
        complaints.append(f"{message.type}: {message.text}")

    page.on("request", asked)
    page.on("console", said)
    page.on("pageerror", lambda fault: complaints.append(f"fault: {fault}"))
    return complaints
