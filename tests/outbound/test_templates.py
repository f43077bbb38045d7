"""Every template, in both languages, on sample facts and on hostile ones."""

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from people import COMPANY, DIRECTORY
from samples import CHEN, NOW, SAMPLES, SUN
from samples_more import MORE
from spoken import reasons as spoken_reasons, templates as spoken_templates

from mailbot.errors import TemplateError
from mailbot.outbound.frame import Frame
from mailbot.outbound.skin import LARGEST
from mailbot.outbound.templates import Templates, default_folder

ALL = {**SAMPLES, **MORE}
FRAME = Frame(
    now=NOW, to=(CHEN,), address=COMPANY.bot, message_id="<m@corp.example>", mark="SU-2026-0007", receipt="R-1042"
)
BOTH = pytest.mark.parametrize("language", ["zh", "en"])
HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=a>\"'><p>{{ 7*7 }}{% raw %}\r\nBcc: evil@outside.example\x00\u202egpj"
)
PARTS = ("common", "closing", "guidance", "receipts")


def names() -> set[str]:
    return {p.stem for p in (default_folder() / "zh").glob("*.html")} - set(PARTS)


@BOTH
@pytest.mark.parametrize("sample", ALL)
def test_each_sample_has_words_a_label_and_html_of_bearable_size(
    sample: str, language: Any, templates: Templates
) -> None:
    rendered = templates.render(sample.split("/")[0], language, ALL[sample], FRAME)
    assert COMPANY.label in rendered.text
    assert COMPANY.label in rendered.html
    assert len(rendered.html.encode()) < LARGEST
    assert rendered.subject
    assert "None" not in rendered.text
    assert "Undefined" not in rendered.text
    assert "@corp.example>" not in rendered.text


def test_each_template_has_a_sample() -> None:
    assert names() - {name.split("/")[0] for name in ALL} == set()


def test_both_languages_have_the_same_templates() -> None:
    there = {
        language: {p.name for p in (default_folder() / language).iterdir() if p.is_file()} for language in ("zh", "en")
    }
    assert there["zh"] == there["en"]


def test_both_languages_have_the_same_reasons_and_the_same_words(templates: Templates) -> None:
    assert templates.catalogue("zh").keys() == templates.catalogue("en").keys()
    shape = {
        language: {(table, key) for table, words in templates.phrasing(language).titles.items() for key in words}
        for language in ("zh", "en")
    }
    assert shape["zh"] == shape["en"]


def test_every_template_that_the_program_names_exists() -> None:
    assert {t: file for t, file in spoken_templates().items() if t not in names()} == {}


def test_every_reason_that_the_program_names_has_words(templates: Templates) -> None:
    assert {r: file for r, file in spoken_reasons().items() if r not in templates.catalogue("zh")} == {}


def everywhere(value: Any, *, kept: tuple[str, ...] = ()) -> Any:
    """The facts with every text that people write replaced by a hostile one."""
    if isinstance(value, dict):
        return {k: v if k in kept else everywhere(v, kept=kept) for k, v in value.items()}
    if isinstance(value, list):
        return [everywhere(v, kept=kept) for v in value]
    return HOSTILE if isinstance(value, str) else value


TAKEN_ANYWAY = {"already-started", "not-paused", "already-undone", "guide", "forwarded"}
KEPT = (
    "kind", "template", "reason", "state", "stage", "asks", "item", "why", "what", "key", "node", "nodes", "due", "planned", "done_at",
    "severity", "at", "until", "before", "after", "field", "type", "answer", "colour", "upcoming", "sequence", "receipts", "day", "points",
)  # fmt: skip


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.handlers: set[str] = set()
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.add(tag)
        for name, value in attrs:
            if name.startswith("on") or name == "srcset":
                self.handlers.add(name)
            if name in ("href", "src"):
                self.links.append(value or "")


@BOTH
@pytest.mark.parametrize("sample", ALL)
def test_hostile_words_stay_words(sample: str, language: Any, templates: Templates) -> None:
    rendered = templates.render(sample.split("/")[0], language, everywhere(ALL[sample], kept=KEPT), FRAME)
    tags = Tags()
    tags.feed(rendered.html)
    assert tags.found <= {
        "html", "head", "meta", "title", "style", "body", "div", "table", "tbody", "tr", "td", "th", "p", "h2", "b", "br",
        "span", "a", "blockquote", "pre", "img",
    }  # fmt: skip
    assert tags.handlers == set()
    assert all(re.match(r"mailto:strategy@corp\.example\?|https?://|cid:", link) for link in tags.links)
    assert "\x00" not in rendered.html + rendered.text + rendered.subject
    assert "\u202e" not in rendered.html + rendered.text + rendered.subject
    assert "49" not in re.findall(r"\b49\b", rendered.text) or sample == "digest"


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", 'https://x.example/"onclick=']
)
def test_only_the_web_is_linked_to(href: str, templates: Templates) -> None:
    facts = {**MORE["version-source"], "link": href}
    rendered = templates.render("version-source", "zh", facts, FRAME)
    assert f'href="{href[:8]}' not in rendered.html
    assert href.split('"')[0] in rendered.text


def test_a_mail_of_300_rows_is_cut_below_what_gmail_shows_and_says_so(templates: Templates) -> None:
    first = SAMPLES["reminder"]["rows"][0]
    rows = [{**first, "n": n, "title": f"节点 {n} " + "长" * 200} for n in range(1, 301)]
    rendered = templates.render("reminder", "zh", {"person": SUN, "rows": rows}, FRAME)
    assert len(rendered.html.encode()) <= LARGEST
    assert "另有" in rendered.html
    assert COMPANY.label in rendered.html
    assert "节点 300" in rendered.text


def test_a_mail_whose_text_is_a_megabyte_is_cut_and_keeps_its_label(templates: Templates) -> None:
    facts = {**SAMPLES["fault"], "corrected": "行\n" * 500_000}
    rendered = templates.render("fault", "zh", facts, FRAME)
    assert len(rendered.html.encode()) <= LARGEST
    assert len(rendered.text) < 210_000
    assert rendered.text.rstrip().endswith(COMPANY.label)
    assert COMPANY.label in rendered.html


def test_the_parts_of_a_mail_keep_their_numbers_in_text_and_html(templates: Templates) -> None:
    rendered = templates.render("reminder", "zh", SAMPLES["reminder"], FRAME)
    assert [line.split()[:2] for line in rendered.text.splitlines() if re.match(r"  \d ", line)] == [
        ["1", "灰度升级"],
        ["2", "参数下发"],
        ["3", "客户端版本限制"],
    ]
    assert re.findall(r'<span class="num[^>]*>(\d)</span>', rendered.html) == ["1", "2", "3"]


def test_a_button_writes_the_reply_and_names_what_it_answers(templates: Templates) -> None:
    rendered = templates.render("plan-opened", "zh", SAMPLES["plan-opened"], FRAME)
    assert "mailto:strategy@corp.example?subject=%E5%9B%9E%E5%A4%8D%3A%20%E8%AF%B7%E7%A1%AE%E8%AE%A4" in rendered.html
    assert "%5BSU-2026-0007%5D&amp;body=%E5%90%8C%E6%84%8F&amp;In-Reply-To=%3Cm%40corp.example%3E" in rendered.html


def test_a_reply_too_long_for_a_link_is_shown_to_be_copied(templates: Templates) -> None:
    part = {**MORE["receipt/progress-failed"]["parts"][0]}
    part["facts"] = {**part["facts"], "words": "长" * 190}
    rendered = templates.render("receipt", "zh", {"parts": [part]}, FRAME)
    assert "提出问题：复制下面的文字回复" in rendered.html
    assert '<pre class="copy"' in rendered.html


# --- templates at fault ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("<p>{{ campain.code }}</p>", "zh/plan-opened.html, line 1: UndefinedError: 'campain' is undefined"),
        ("<p>x</p>\n{% if %}", "zh/plan-opened.html, line 2"),
        ("<p>x", "zh/plan-opened.html: <p> is not closed"),
        ("<div>x</div>", "zh/plan-opened.html: <div> is no tag of mails"),
        ("x", "zh/plan-opened.html: words stand outside of a paragraph: 'x'"),
        ("<p>{{ campaign.__class__.__mro__ }}</p>", "zh/plan-opened.html, line 1"),
        ("<p>{{ campaign.code.format.__globals__ }}</p>", "zh/plan-opened.html, line 1"),
        ("{% include 'zh/none.html' %}", "zh/none.html: there is no such template"),
        ("<table><tr><td bar='x'>1</td></tr></table>", "zh/plan-opened.html: bar='x' is no share of 1"),
    ],
)
def test_a_faulty_template_is_named_with_its_line(source: str, says: str, tmp_path: Path) -> None:
    (tmp_path / "zh").mkdir()
    (tmp_path / "zh" / "plan-opened.html").write_text(source, encoding="utf-8")
    mine = Templates([tmp_path, default_folder()], DIRECTORY, COMPANY)
    with pytest.raises(TemplateError) as caught:
        mine.render("plan-opened", "zh", SAMPLES["plan-opened"], FRAME)
    assert f"templates/{says}" in str(caught.value)


def test_check_finds_what_is_wrong_before_a_mail_does(tmp_path: Path, templates: Templates) -> None:
    (tmp_path / "zh").mkdir()
    (tmp_path / "zh" / "reminder.html").write_text("<p>\n{% if %}</p>", encoding="utf-8")
    (tmp_path / "zh" / "reasons.toml").write_text("[a]\nmessage = ", encoding="utf-8")
    (tmp_path / "zh" / "why.html").write_bytes(b"\xff\xfe")
    mine = Templates([tmp_path, default_folder()], DIRECTORY, COMPANY)
    assert [fault.split(": ")[0] for fault in mine.faults()] == [
        "templates/zh/reasons.toml",
        "templates/zh/reminder.html, line 2",
        "templates/zh/why.html",
    ]
    assert templates.faults() == []
    assert mine.reason("unknown-owner", "zh", {"words": "韩兵"}).message == "负责人“韩兵”不在通讯录里。"


def test_a_working_folder_s_own_template_goes_before_the_default(tmp_path: Path) -> None:
    (tmp_path / "zh").mkdir()
    (tmp_path / "zh" / "plan-opened.html").write_text(
        "<subject>我们的</subject><p>{{ campaign.code }}</p>", encoding="utf-8"
    )
    mine = Templates([tmp_path, default_folder()], DIRECTORY, COMPANY)
    assert mine.render("plan-opened", "zh", SAMPLES["plan-opened"], FRAME).subject == "我们的"
    assert mine.render("reminder", "zh", SAMPLES["reminder"], FRAME).subject == "请处理：2 项超期、1 项今天到期"


def test_what_is_missing_of_an_object_counts_as_false_but_is_not_printed_silently(tmp_path: Path) -> None:
    (tmp_path / "zh").mkdir()
    page = tmp_path / "zh" / "reminder.html"
    page.write_text("<p>{% if facts.nothing %}a{% else %}b{% endif %}</p>", encoding="utf-8")
    mine = Templates([tmp_path, default_folder()], DIRECTORY, COMPANY)
    assert mine.render("reminder", "zh", {}, FRAME).text.startswith("b\n")
    page.write_text("<p>{{ facts.nothing }}</p>", encoding="utf-8")
    with pytest.raises(TemplateError):
        mine.render("reminder", "zh", {}, FRAME)


# --- reasons -----------------------------------------------------------------------------------------------------


@BOTH
def test_every_reason_has_words_even_without_facts(language: Any, templates: Templates) -> None:
    for reason in templates.catalogue(language):
        said = templates.reason(reason, language, {})
        assert said.message, reason
        assert "-" not in reason or reason not in said.message, reason


@BOTH
def test_a_reason_quotes_the_words_and_names_what_is_nearest(language: Any, templates: Templates) -> None:
    facts = {"words": "韩兵", "nearest": ["韩冰"], "place": "11"}
    said = templates.reason("unknown-owner", language, facts)
    assert "韩兵" in said.message
    assert "韩冰" in said.hint


@BOTH
def test_every_refusal_says_what_was_wrong_and_what_would_be_right(language: Any, templates: Templates) -> None:
    """Of the reasons that the program names in a fault or refusal: the message, and a hint or the words it is about."""
    facts = {
        "words": "韩兵", "nearest": ["韩冰"], "place": "11", "title": "全量升级", "number": 2, "state": "closed", "pm": CHEN, "owner": SUN,
        "code": "SU-2026-0007", "row": 3, "version": "8.2.1", "until": "2026-12-15T18:00:00+08:00", "due": "2026-12-11T18:00:00+08:00",
        "defects": [{"number": 1, "title": "内存增长", "state": "open"}], "nodes": [{"title": "全量升级", "owner": SUN, "due": "2026-12-11T18:00:00+08:00"}],
        "issues": [{"number": 1, "title": "内存增长", "state": "open"}], "now": NOW,
    }  # fmt: skip
    wordless = []
    for reason in spoken_reasons():
        said = templates.reason(reason, language, facts)
        assert "{" not in said.message + said.hint, reason
        if not said.hint and not any(w in said.message for w in ("韩兵", "全量升级", "2", "SU-2026-0007", "孙丽")):
            wordless.append(reason)
    # Said of what is so already, or as a remark on what was taken: there is nothing to mend.
    assert set(wordless) <= TAKEN_ANYWAY


@BOTH
def test_a_reason_nobody_has_heard_of_is_still_said(language: Any, templates: Templates) -> None:
    said = templates.reason("quite-new", language, {"words": "某某", "nearest": ["这个", "那个"]})
    assert "某某" in said.message
    assert "quite-new" in said.message
    assert "这个" in said.hint


@BOTH
@pytest.mark.parametrize(
    "facts", [{"defects": 3, "words": None}, {"nearest": None}, {"nearest": 7, "words": ["x"]}, {"nodes": [1]}]
)
def test_facts_of_another_shape_never_raise(facts: dict[str, Any], language: Any, templates: Templates) -> None:
    for reason in (*templates.catalogue(language), "quite-new"):
        assert templates.reason(reason, language, facts).message


def test_a_reason_is_plain_text_on_one_line(templates: Templates) -> None:
    said = templates.reason("unknown-owner", "zh", {"words": "<b>\r\nBcc: x\x00"})
    assert said.message == "负责人“<b> Bcc: x”不在通讯录里。"


def test_dates_to_choose_from_are_said_as_people_say_them(templates: Templates) -> None:
    facts = {"words": "03/04/2027", "nearest": ["2027-03-04", "2027-04-03T18:00:00+08:00"]}
    said = templates.reason("ambiguous-order", "zh", facts)
    assert said.hint == "请选一个：2027年3月4日（周四）、2027年4月3日（周六）18:00。"
