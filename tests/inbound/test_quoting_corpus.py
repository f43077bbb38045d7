"""Replies of other projects, read from MAILBOT_CORPUS: what must be kept of each, as numbers of its lines.

`KEYS`: folder/file → lines that were written; after `?` lines that may stay or go (a closing, a name). Keys were set by
reading each file; where a project's own key says otherwise, the file is in `DISPUTED` with the reason.
"""

import email
import os
import quopri
import re
from email import policy
from pathlib import Path

import pytest

from mailbot.inbound.quoting import written

CORPUS = os.environ.get("MAILBOT_CORPUS", "")
pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not CORPUS or not Path(CORPUS).is_dir(), reason="MAILBOT_CORPUS is not set or not there"),
]

KEYS = {
    "crisp": """
        correct_sig 1; email_1 1-5 ?7; email_10 1-5; email_11 1-5; email_12 1-5; email_13 1-5; email_14 1-5; email_15 1-5;
        email_16 1-5; email_17 1-5; email_18 1-5; email_19 1; email_2 1,8-34; email_20 1; email_21 1-638; email_22 1-5;
        email_23 1-5; email_24 1-5; email_25 1-5; email_26 1-5; email_2_1 1; email_3 1-3 ?5; email_4 1; email_5 1-15;
        email_6 1 ?3; email_7 1-5; email_8 1-5; email_9 1-5; email_blackberry 1; email_bullets 1-9;
        email_custom_quote_header 1; email_customer_quote_header_2 1; email_customer_quote_header_3 1-2 ?3;
        email_danish_dash_separator 1-5; email_emoji 1 ?3-7; email_en_multiline_2 1-5; email_finnish 1-5;
        email_fr_multiline 1-5; email_french_2 1-5; email_french_dash_separator 1-5; email_german 1-5; email_german_2 1-5;
        email_german_3 1-5; email_german_outlook 1-5; email_gmail_split_line_from 1-5; email_ios_outlook 1-5;
        email_ios_outlook_fr 1-5; email_iphone 1; email_italian 1-5; email_msn 1-5;
        email_multi_word_sent_from_my_mobile_device 1; email_norwegian_gmail 1-5; email_not_a_signature 1-13 ?15-16;
        email_not_a_signature_2 1-10; email_one_is_not_on 1-5; email_original_message 1-5; email_original_message_2 1-5;
        email_outlook_split_line_from 1-5; email_portuguese 1-5; email_reply_header 1-9 ?11; email_russian 1-5;
        email_sent_from 1; email_sent_from_my_not_signature 1-3; email_thread 1; email_tricky_1_on_false_positive 1-6;
        email_tricky_10_special_chars_in_name 1-5; email_tricky_11_double_signature 1; email_tricky_12_no_space_after_header 1-5;
        email_tricky_13_timestamp_variations 1-9; email_tricky_14_long_quote_header 1-5;
        email_tricky_15_original_message_variations 1-5; email_tricky_16_unicode_signatures 1; email_tricky_17_forward_header 1;
        email_tricky_18_inline_reply 4,8,12; email_tricky_19_quote_without_header 1,7,12; email_tricky_2_url_with_wrote 1-5 ?7-8;
        email_tricky_20_html_entities 1-3; email_tricky_3_code_block 1-12; email_tricky_4_from_in_body 1-5;
        email_tricky_5_mixed_languages 1-5; email_tricky_6_regards_in_sentence 1-7; email_tricky_7_multiple_dashes 1-15;
        email_tricky_8_sent_from_in_content 1-5; email_tricky_9_nested_quotes 1; email_unquoted_reply 1; email_with_regards 1-5;
        email_zoho 1-2; sig_no_empty_line 1""",
    "mail-parser-reply": """
        begins_with_signature 1-4; caution 5-23 ?26; caution2 1-5; correct_sig 1; email_1_1 1-5 ?7; email_1_3 1-3 ?5; email_1_4 1;
        email_1_5 1-15; email_1_6 1 ?3; email_1_7 1; email_1_8 13,19; email_2_1 1 ?4; email_2_2 1; email_2_3 1; email_3_1 1-3;
        email_bullets 1-9; email_danish_1 1-3; email_danish_2 1-3; email_danish_3 1-3; email_danish_4 1-3; email_danish_5 1-3;
        email_gmail 1; email_headers_no_delimiter 1; email_ja_1_1 1; email_ja_1_2 1-5 ?8; email_nl_1_1 1-4 ?6; email_nl_1_2 1 ?4;
        email_one_is_not_on 1-5; email_partial_quote_header 1-6; email_pl_1_1 5-7; email_pl_1_2 6-8; email_pl_1_3 5-7;
        email_sent_from_BlackBerry 1; email_sent_from_iPhone 1; email_sent_from_multi_word_mobile_device 1;
        email_sent_from_not_signature 1-3; email_sig_delimiter_in_middle_of_line 1-7; email_sv_anon_1 1-4; email_swedish_1 1-5;
        email_swedish_2 1-5; forward 1-5 ?6; greedy_on 1-6; multi_header 1; multiline_on ; multiline_on_de 1; outlook 1-8;
        pathological 1-2""",
}
# The projects' keys say otherwise, or nothing.
DISPUTED = {
    "crisp/email_with_date_headers": "a template with a placeholder, not a mail",
    "crisp/email_with_from_headers": "a template with a placeholder, not a mail",
}
MISSED = {
    "mail-parser-reply/caution": "below the signature stands a paragraph on whom to call, which reads like content; it is kept",
    "mail-parser-reply/email_pl_1_1": "begins with a header block: without 转发/Fwd in the subject that is history (SPEC 9)",
    "mail-parser-reply/email_pl_1_2": "begins with a header block: without 转发/Fwd in the subject that is history (SPEC 9)",
    "mail-parser-reply/email_pl_1_3": "begins with a header block: without 转发/Fwd in the subject that is history (SPEC 9)",
}


def keys() -> dict[str, tuple[set[int], set[int]]]:
    found = {}
    for folder, lines in KEYS.items():
        for entry in lines.split(";"):
            name, _, ranges = entry.strip().partition(" ")
            kept, _, optional = ranges.partition("?")
            found[f"{folder}/{name}"] = (numbers(kept), numbers(optional))
    return found


def numbers(ranges: str) -> set[int]:
    found: set[int] = set()
    for piece in ranges.replace(" ", "").split(","):
        first, _, last = piece.partition("-")
        if first:
            found.update(range(int(first), int(last or first) + 1))
    return found


def text_of(name: str) -> str:
    octets = (Path(CORPUS) / f"{name}.txt").read_bytes()
    if b"=\n" in octets:
        octets = quopri.decodestring(octets)  # one file was kept as it travelled
    return octets.decode("utf-8", "replace").replace("\r\n", "\n")


def expected(name: str) -> tuple[list[str], set[str]]:
    lines = text_of(name).split("\n")
    kept, optional = keys()[name]
    wanted = [bare(lines[number - 1]) for number in sorted(kept) if lines[number - 1].strip()]
    return wanted, {bare(lines[number - 1]) for number in optional}


def bare(line: str) -> str:
    return re.sub(r"[\s\u200b\ufeff]+", " ", line).strip()


def is_right(name: str, text: str) -> bool:
    wanted, optional = expected(name)
    return [line for line in map(bare, text.split("\n")) if line and line not in optional] == [
        line for line in wanted if line not in optional
    ]


@pytest.mark.parametrize("folder", KEYS)
def test_every_reply_of_the_project_is_cut_right_but_for_those_listed(folder: str) -> None:
    wrong = {name for name in keys() if name.startswith(folder) and not is_right(name, written(text_of(name), "").text)}
    assert wrong == {name for name in MISSED if name.startswith(folder)}


def test_every_file_of_the_two_projects_has_a_key() -> None:
    there = {f"{folder}/{path.stem}" for folder in KEYS for path in (Path(CORPUS) / folder).glob("*.txt")}
    assert there - keys().keys() - DISPUTED.keys() == set()


TALON_HTML = sorted(Path(CORPUS).glob("talon/html_replies/*.html")) if CORPUS else []
TALON_REPLIES = sorted(Path(CORPUS).glob("talon/standard_replies/*.eml")) if CORPUS else []


@pytest.mark.parametrize("path", TALON_HTML, ids=lambda path: path.stem)
def test_talon_html_replies_say_that_alex_is_fine(path: Path) -> None:
    reading = written("", path.read_text(encoding="utf-8"))
    assert bare(reading.text.replace("\n", " ")) == "Hi. I am fine. Thanks,"
    assert reading.signature == "Alex"


@pytest.mark.parametrize("part", ["text", "html", "both"])
@pytest.mark.parametrize("path", TALON_REPLIES, ids=lambda path: path.stem)
def test_talon_replies_say_hello_and_nothing_else(path: Path, part: str) -> None:
    mail = email.message_from_bytes(path.read_bytes(), policy=policy.default)
    text, html = (mail.get_body((kind,)) for kind in ("plain", "html"))
    if part == "html" and html is None:
        pytest.skip("this mail has no HTML part")
    reading = written(
        text.get_content() if text and part != "html" else "", html.get_content() if html and part != "text" else ""
    )
    # In one file the two parts are different mails.
    wanted = "Allo! Follow up MIME!" if (path.stem, part) == ("outlook", "html") else "Hello"
    assert reading.text == wanted


@pytest.mark.parametrize(
    ("name", "missed"),
    [
        ("camel_case", ""),
        ("long", ""),
        ("sparse", ""),
        ("short_url", "the word of thanks stays: it may be the answer itself"),
        ("jeff", "a bare name above the footer stays: it may be an owner's name"),
        ("johndoeexamplecom", ""),
    ],
)
def test_talon_signatures_are_told_from_the_text(name: str, missed: str) -> None:
    folder = Path(CORPUS) / "talon/signature/emails/stripped"
    body = (folder / f"{name}_body").read_text(encoding="utf-8").replace("#sig#", "")
    signature = (folder / f"{name}_signature").read_text(encoding="utf-8").replace("#sig#", "")
    wanted = [bare(line) for line in signature.split("\n") if line.strip()]
    found = [bare(line) for line in written(body, "").signature.split("\n") if line.strip()]
    assert found == (wanted[1:] if missed else wanted)


@pytest.mark.parametrize(
    ("name", "author", "above"),
    [
        ("apple_forward", "", "test blah"),
        ("gmail_forward", "", "test blah"),
        ("outlook_forward", "", "Original message More text"),
        ("thunderbird_forward", "John Doe <johndoe@example.com>", ""),
        ("mailru_forward", "Иван Иванов <ivanivanov@example.com>", ""),
    ],
)
def test_quotequail_forwards(name: str, author: str, above: str) -> None:
    html = (Path(CORPUS) / f"quotequail/{name}.html").read_text(encoding="utf-8")
    reading = written("", html, forwarded=True)
    assert (reading.forwarded_from, reading.forwarded) == (author, not above)
    if above:
        assert bare(reading.text.replace("\n", " ")) == above
    else:
        content = written("", (Path(CORPUS) / f"quotequail/{name}_unwrapped.html").read_text(encoding="utf-8"))
        assert reading.text == content.text


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("apple_reply", "Foo Bar"),
        ("gmail_reply", "foo bar"),
        ("ios_mail_reply_unescaped_address", "Sounds good, I'll be there at 2."),
    ],
)
def test_quotequail_replies(name: str, text: str) -> None:
    html = (Path(CORPUS) / f"quotequail/{name}.html").read_text(encoding="utf-8")
    assert bare(written("", html).text.replace("\n", " ")) == text
