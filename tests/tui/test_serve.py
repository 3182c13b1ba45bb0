"""In a browser: coded there, on disk here; one visitor an address; nothing asked of any other host."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from themecode import Study

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
DRIVER = shutil.which("chromedriver")


@pytest.fixture
def served(demo: Path) -> Iterator[tuple[Path, str]]:
    """A demo study being served, and the one address to it."""
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "themecode", "serve", str(demo)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as server:
        assert server.stdout is not None
        address = server.stdout.readline().strip()
        port = int(address.split(":")[2].split("/")[0])
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield demo, address
        server.terminate()


def status(address: str, **headers: str) -> int:
    try:
        with urllib.request.urlopen(urllib.request.Request(address, headers=headers)) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


@pytest.mark.slow
def test_only_the_address_given_out_lets_in_and_only_once(served: tuple[Path, str]) -> None:
    _, address = served
    base = address.split("?")[0]
    assert status(base) == 403
    assert status(base + "?token=gissning") == 403
    assert status(base + "ws") == 403
    assert status(address, Host="evil.example") == 403
    assert status(address, Origin="http://evil.example") == 403
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    with opener.open(address) as page:
        assert page.geturl() == base
        assert "default-src 'none'" in page.headers["Content-Security-Policy"]
        text = page.read().decode()
    assert "http://" not in text.replace("ws://", "")
    assert "https://" not in text
    assert status(address) == 403
    with opener.open(base) as again:
        assert again.status == 200


@pytest.mark.slow
@pytest.mark.skipif(not (CHROMIUM and DRIVER), reason="there is no Chromium with its driver on this machine")
def test_a_passage_coded_in_a_browser_is_in_the_file(served: tuple[Path, str]) -> None:
    from selenium import webdriver
    from selenium.webdriver.common.action_chains import ActionChains
    from selenium.webdriver.common.keys import Keys

    demo, address = served
    options = webdriver.ChromeOptions()
    options.binary_location = str(CHROMIUM)
    for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--window-size=1200,800"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"performance": "ALL"})
    browser = webdriver.Chrome(options=options, service=webdriver.ChromeService(executable_path=DRIVER))

    def press(*keys: str) -> None:
        for key in keys:
            ActionChains(browser).send_keys(key).perform()
            time.sleep(0.4)

    try:
        browser.get(address)
        for _ in range(100):
            if "-first-byte" in browser.find_element("tag name", "body").get_attribute("class"):
                break
            time.sleep(0.2)
        time.sleep(2)
        press("Å", "s", "a", Keys.ENTER)
        time.sleep(1)
        press(Keys.ENTER)  # new to the study: confirmed
        time.sleep(2)
        press(Keys.ENTER)  # the first question
        time.sleep(2)
        press(Keys.ENTER, Keys.ENTER)  # the palette, and its first code
        found: list[Any] = []
        for _ in range(50):
            with Study.open(demo, read_only=True) as study:
                found = study.connection.execute(
                    "SELECT g.id FROM codings g JOIN coders k ON k.id = g.coder_id WHERE k.name = 'Åsa'"
                ).fetchall()
            if found:
                break
            time.sleep(0.2)
        asked = [
            message["params"]["request"]["url"]
            for entry in browser.get_log("performance")
            if (message := json.loads(entry["message"])["message"])["method"] == "Network.requestWillBeSent"
        ]
    finally:
        browser.quit()
    assert len(found) == 1
    own = address.split("/?")[0]
    assert asked
    assert [url for url in asked if not url.startswith((own, "data:"))] == []
