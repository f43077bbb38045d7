"""Every mail as a browser lays it out: nothing wider than a phone, and words that stand out from what is behind them, in
light and in dark mode (SPEC 5 "readable on a phone and in dark mode")."""

import json
import re
import subprocess
from html import escape, unescape
from pathlib import Path
from typing import Any

import pytest
from people import COMPANY, DIRECTORY
from samples import CHEN, NOW, SAMPLES
from samples_more import MORE

from mailbot.outbound.frame import Frame
from mailbot.outbound.templates import Templates, default_folder
from mailbot.rulebook.load import load_rules

ALL = {**SAMPLES, **MORE}
FRAME = Frame(
    now=NOW, to=(CHEN,), address=COMPANY.bot, message_id="<m@corp.example>", mark="SU-2026-0007", receipt="R-1042"
)
PHONE, DESKTOP = 390, 1280
LEAST = 4.5  # WCAG 2.1, 1.4.3: contrast of text of ordinary size
LONG = "星桥服务端华东华南海外三区" * 6 + "https://files.corp.example/" + "x" * 120

# Widths that overflow, and texts whose contrast with the nearest painted ground is too low.
_SCRIPT = """
function part(c) { const v = c / 255; return v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4; }
function light(c) { return .2126 * part(c[0]) + .7152 * part(c[1]) + .0722 * part(c[2]); }
function rgb(text) { return text.match(/[\\d.]+/g).map(Number); }
function ground(e) {
  for (; e; e = e.parentElement) {
    const c = rgb(getComputedStyle(e).backgroundColor);
    if (c.length < 4 || c[3] > 0) return c;
  }
  return [255, 255, 255];
}
function look(frame) {
  const page = frame.contentDocument, root = page.documentElement, found = { wide: root.scrollWidth, pale: [] };
  const walk = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const node = walk.currentNode, e = node.parentElement;
    if (!node.textContent.trim() || !e.getClientRects().length) continue;
    const a = light(rgb(getComputedStyle(e).color)), b = light(ground(e));
    const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    if (ratio < LEAST) found.pale.push([node.textContent.trim().slice(0, 20), Math.round(ratio * 100) / 100]);
  }
  const line = document.createElement("p");
  line.className = "found"; line.dataset.name = frame.dataset.name; line.textContent = JSON.stringify(found);
  document.body.append(line);
}
""".replace("LEAST", str(LEAST))


@pytest.fixture(scope="module")
def templates() -> Templates:
    rules = load_rules([Path(__file__).parents[2] / "rules"])
    return Templates([default_folder()], DIRECTORY, COMPANY, rules.kinds)


def looked_at(chromium: str, pages: dict[str, str], width: int, folder: Path) -> dict[str, Any]:
    """Name → `{wide, pale[]}` of each page, in a frame of that width."""
    frames = "".join(
        f'<iframe style="width:{width}px" data-name="{escape(name)}" onload="look(this)" srcdoc="{escape(page)}"></iframe>'
        for name, page in pages.items()
    )
    sheet = folder / f"{width}.html"
    sheet.write_text(f'<!doctype html><meta charset="utf-8"><script>{_SCRIPT}</script>{frames}', encoding="utf-8")
    command = [chromium, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'profile'}"]
    command += ["--virtual-time-budget=20000", "--dump-dom", sheet.as_uri()]
    shown = subprocess.run(command, check=True, capture_output=True, timeout=120).stdout.decode()
    lines = re.findall(r'<p class="found" data-name="([^"]*)">([^<]*)</p>', shown)
    return {unescape(name): json.loads(unescape(found)) for name, found in lines}


def stretched(value: Any) -> Any:
    """The facts with long titles and words."""
    if isinstance(value, dict):
        return {k: LONG if k in ("title", "words", "reason", "product") and isinstance(v, str) and v else stretched(v) for k, v in value.items()}
    return [stretched(v) for v in value] if isinstance(value, list) else value


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [PHONE, DESKTOP])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_mail_fits_and_can_be_read(
    chromium: str, templates: Templates, language: Any, width: int, scheme: str, tmp_path: Path
) -> None:
    pages = {}
    for name, facts in ALL.items():
        page = templates.render(name.split("/")[0], language, facts, FRAME).html
        # A headless browser prefers light: dark mode's rules are made to count always.
        pages[name] = page if scheme == "light" else page.replace("(prefers-color-scheme: dark)", "all")
    found = looked_at(chromium, pages, width, tmp_path)
    assert found.keys() == pages.keys()
    assert {name: f["wide"] for name, f in found.items() if f["wide"] > width} == {}
    assert {name: f["pale"] for name, f in found.items() if f["pale"]} == {}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_long_words_fit_on_a_phone(chromium: str, templates: Templates, language: Any, tmp_path: Path) -> None:
    pages = {
        name: templates.render(name.split("/")[0], language, stretched(facts), FRAME).html for name, facts in ALL.items()
    }
    found = looked_at(chromium, pages, PHONE, tmp_path)
    assert {name: f["wide"] for name, f in found.items() if f["wide"] > PHONE} == {}
