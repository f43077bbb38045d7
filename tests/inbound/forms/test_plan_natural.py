"""Natural plan mails are understood without a question, value for value."""

import pytest
from natural_plans import MAILS, Mail
from plan_mails import brief, plan_of, read

ASKED = {"kind-in-brackets-of-the-title"}  # one row of it names two dates


@pytest.mark.parametrize("mail", [m for m in MAILS if m.name not in ASKED], ids=lambda mail: mail.name)
def test_a_natural_plan_is_understood_without_asking(mail: Mail) -> None:
    understood = read(mail.subject, mail.text, html=mail.html)
    plan = plan_of(understood)
    assert plan.campaign_kind == mail.kind
    assert brief(understood) == list(mail.nodes)
    assert {name: understood.fields.get(name) for name in mail.fields} == mail.fields
    if mail.asks is not None:
        assert tuple(d["name"] for d in understood.fields["departments"]) == mail.asks


@pytest.mark.parametrize("mail", [m for m in MAILS if m.name in ASKED], ids=lambda mail: mail.name)
def test_what_is_read_is_shown_of_a_faulty_plan_too(mail: Mail) -> None:
    understood = read(mail.subject, mail.text)
    assert understood.faults
    assert (understood.fields["kind"], brief(understood)) == (mail.kind, list(mail.nodes))


@pytest.mark.parametrize("mail", MAILS[:12], ids=lambda mail: mail.name)
def test_each_value_is_shown_beside_the_line_that_it_came_from(mail: Mail) -> None:
    understood = read(mail.subject, mail.text, html=mail.html)
    lines = ["", *mail.text.split("\n")]
    elsewhere = [
        (r.field, r.place, r.words)
        for r in understood.readings
        if r.words.split("\n")[0].strip() not in (mail.subject if r.place == "subject" else lines[int(r.place)])
    ]
    assert elsewhere == []


def test_the_samples_receipt_says_what_was_assumed() -> None:
    understood = read(MAILS[0].subject, MAILS[0].text)
    assert [(r.reason, r.place, r.words) for r in understood.remarks] == [
        ("extra-owners", "10", "孙丽、周航"),
        ("no-time", "10", "12/11"),
    ]
    assert understood.missing == ("guidance", "target_coverage")
