"""Addresses and dates: what stands in headers, and what people's programs put there."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, strategies as st

from mailbot.inbound.addresses import read_addresses
from mailbot.inbound.maildate import read_date


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("a@corp.example", [("", "a@corp.example")]),
        ("<A@Corp.Example>", [("", "a@corp.example")]),
        ('"张三" <zhang@corp.example>', [("张三", "zhang@corp.example")]),
        ("张三<zhang@corp.example>，李四 <li@corp.example>", [("张三", "zhang@corp.example"), ("李四", "li@corp.example")]),
        ("张三 zhang@corp.example", [("张三", "zhang@corp.example")]),
        ("zhang@corp.example (张三)", [("张三", "zhang@corp.example")]),
        ("陈静, 产品部 <chen@corp.example>", [("陈静, 产品部", "chen@corp.example")]),
        ('"Doe, John \\"J\\"" <j@corp.example>, b@corp.example', [('Doe, John "J"', "j@corp.example"), ("", "b@corp.example")]),
        ("a@x.example; b@y.example", [("", "a@x.example"), ("", "b@y.example")]),
        ("'a@x.example' <a@x.example>", [("", "a@x.example")]),
        ("undisclosed-recipients:;", []),
        ("Team: a@x.example, b@x.example;, c@x.example", [("", f"{n}@x.example") for n in "abc"]),
        ("Pete(A nice chap) <pete(his account)@silly.test(his host)>", [("Pete", "pete@silly.test")]),
        ("MAILER-DAEMON (Mail Delivery System)", [("Mail Delivery System", "mailer-daemon")]),
        ("<>", []),
        ("", []),
        ("张三", []),
        ("<mailto:a@x.example>", [("", "a@x.example")]),
        ("<@r1.example,@r2.example:a@x.example>", [("", "a@x.example")]),
        ("<<a@x.example>>", [("", "a@x.example")]),
        ("x <a@x.example", [("x", "a@x.example")]),
        ("a@x.example.", [("", "a@x.example")]),
        ('"a b"@x.example', [("", '"a b"@x.example')]),
        ("a@[IPv6:::1]", [("", "a@[ipv6:::1]")]),
        ("孙丽＜sunli@corp.example＞", [("孙丽", "sunli@corp.example")]),
        ("用户@例子.example", [("", "用户@例子.example")]),
        ("bot+SU-2026-0007.k3f9@x.example", [("", "bot+su-2026-0007.k3f9@x.example")]),
        ("=?gb2312?B?s8K+sg==?= <a@x.example>", [("陈静", "a@x.example")]),
        ('"=?gb2312?B?s8K+sg==?=" <a@x.example>', [("陈静", "a@x.example")]),
        # A name that looks like an address is a name; text behind the brackets is another address, for all to see.
        ("boss@corp.example <a@x.example>", [("boss@corp.example", "a@x.example")]),
        ("=?utf-8?Q?boss=40corp.example?= <a@x.example>", [("boss@corp.example", "a@x.example")]),
        ("<boss@corp.example> a@x.example", [("", "boss@corp.example"), ("", "a@x.example")]),
        ("Joe (b <b@x.example>) <a@x.example>", [("Joe", "a@x.example")]),
    ],
)
def test_addresses(written: str, read: list[tuple[str, str]]) -> None:
    assert [(a.name, a.address) for a in read_addresses(written)] == read


@given(st.text(alphabet='ab@<>"(),;: \\[]=?', max_size=80))
def test_any_header_has_addresses_or_none(text: str) -> None:
    assert all(a.address == a.address.lower() != "" for a in read_addresses(text))


_CHINA = timezone(timedelta(hours=8))
_TEN = datetime(2026, 5, 20, 10, tzinfo=_CHINA)
_AFTERNOON = datetime(2026, 5, 20, 15, 5, tzinfo=_CHINA)


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("Wed, 20 May 2026 10:00:00 +0800", _TEN),
        ("Wed, 20 May 2026 10:00:00 +0800 (CST)", _TEN),
        ("Wed, 20 May 2026 10:00:00 +0800 (中国标准时间)", _TEN),
        ("Wed, 20 May 2026 10:00:00 (中国标准时间)", _TEN),
        ("20 May 26 02:00 GMT", _TEN),
        ("Tue, 20 May 2026 10:00 +08:00", _TEN),
        ("Wed, 20-May-2026 10:00:00 GMT+8", _TEN),
        ("Wed,20May2026 10:00:00+0800", _TEN),
        ("Wed, 20 May 126 10.00.00 +0800", _TEN),
        ("Wed May 20 10:00:00 +0800 2026", _TEN),
        ("Tue May 19 22:00:00 EDT 2026", _TEN),
        ("Wed May 20 10:00:00 2026 +0800", _TEN),
        ("Wednesday, May 20, 2026 10:00 AM +0800", _TEN),
        ("2026-05-20 10:00:00 +0800", _TEN),
        ("2026-05-20T02:00:00.123Z", _TEN),
        ("星期三, 20 五月 2026 10:00:00 +0800", _TEN),
        ("周三, 20 5月 2026 10:00:00 +0800", _TEN),
        ("2026年5月20日 星期三 下午3:05 +0800", _AFTERNOON),
        ("2026年5月20日(星期三) 15:05 +0800", _AFTERNOON),
        ("Wed, 20 May 2026 3:05 PM +0800", _AFTERNOON),
        ("Wed, 20 May 2026 02:00:00 -0000", _TEN),
        ("Wed, 20 May 2026 10(comment):   00  :  00 +0800", _TEN),
        ("Tue, 19 May 2026 24:00:00 +0800", datetime(2026, 5, 20, tzinfo=_CHINA)),
        ("Wed, 20 May 2026 10:00:60 +0800", _TEN + timedelta(seconds=59)),
        ("Thu, 29 Feb 2024 10:00:00 +0000", datetime(2024, 2, 29, 10, tzinfo=UTC)),
        ("Mon, 30 Feb 2026 10:00:00 +0800", None),
        ("Wed, 20 May 2026 25:00:00 +0800", None),
        ("Wed, 20 May 2026 10:61:00 +0800", None),
        ("Wed, 20 May 0026 10:00:00 +0800", None),
        ("Mon, 0 0000 00:00:00", None),
        ("2026-13-01 10:00:00", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_dates(written: str, moment: datetime | None) -> None:
    assert read_date(written) == (moment, "" if moment else "bad-date")


@pytest.mark.parametrize(
    ("written", "received", "moment"),
    [
        ("Wed, 20 May 2026 10:00:00", "from a by b; Wed, 20 May 2026 10:00:05 +0800", _TEN),
        ("Wed, 20 May 2026 10:00:00", "from a by b; Wed, 20 May 2026 02:00:05 +0000", _TEN),
        ("Wed, 20 May 2026 02:00:00", "from a by b; Wed, 20 May 2026 10:00:05 +0800", _TEN),
        ("Tue, 19 May 2026 22:00:00", "from a by b; Tue, 19 May 2026 22:00:05 -0400", _TEN),
        ("Wed, 20 May 2026 10:00:00 CST", "from a by b; Wed, 20 May 2026 10:00:05 +0800", _TEN),
        ("Tue, 19 May 2026 20:00:00 CST", "from a by b; Wed, 20 May 2026 02:00:05 +0000", _TEN),
        ("Wed, 20 May 2026 10:00:00 CST", "", _TEN),
        ("Wed, 20 May 2026 02:00:00", "", _TEN),
    ],
)
def test_a_missing_or_ambiguous_zone_is_settled_by_the_servers_times(
    written: str, received: str, moment: datetime
) -> None:
    assert read_date(written, [received]) == (moment, "date-without-zone")


@given(st.text(alphabet="0123456789 :-+/,年月日MayWed", max_size=60))
def test_any_text_is_a_date_or_none(text: str) -> None:
    moment = read_date(text).moment
    assert moment is None or moment.tzinfo is not None
