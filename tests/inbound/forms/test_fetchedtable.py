"""What a back end answers is read like an attached table, and refused where a PM would have noticed."""

import io
import json
import zipfile
from typing import Any

import openpyxl
import pytest

from mailbot.campaign.model import Campaign
from mailbot.campaign.planned import Parameter
from mailbot.errors import TableError
from mailbot.inbound.backend import Answer
from mailbot.inbound.forms.tables.fetchedtable import read_fetched
from mailbot.rulebook.load import default_folder, load_rules

RULES = load_rules([default_folder()])


def campaign(*parameters: str) -> Campaign:
    from datetime import UTC, datetime

    return Campaign(
        code="SU-2026-0001",
        kind="parameter_rollout" if parameters else "server_upgrade",
        title="星桥",
        product="星桥服务端",
        pms=("chenjing@corp.example",),
        opened_at=datetime(2026, 11, 30, tzinfo=UTC),
        version="" if parameters else "8.2.1",
        parameters=tuple(Parameter(name=name, value="30") for name in parameters),
    )


def read(octets: bytes | str, type: str = "text/csv", of: Campaign | None = None) -> list[str]:
    octets = octets.encode() if isinstance(octets, str) else octets
    rows = read_fetched(Answer(octets=octets, type=type), of or campaign(), RULES)
    return [" ".join(filter(None, (r.region, r.version, r.parameter, r.value, str(r.count)))) for r in rows]


def workbook(*rows: tuple[Any, ...], sheets: int = 1) -> bytes:
    book = openpyxl.Workbook()
    for number in range(sheets):
        sheet = book.active if number == 0 else book.create_sheet()
        for row in rows:
            sheet.append(row)
    octets = io.BytesIO()
    book.save(octets)
    return octets.getvalue()


@pytest.mark.parametrize(
    ("octets", "type"),
    [
        ("版本,数量\nV8.2.1,480\n8.0,20\n", "text/csv"),
        ("版本,数量\n8.2.1,480\n8.0,20\n".encode("gb18030"), "text/csv"),
        ("\ufeffversion;count\n8.2.1;480\n8.0;20\n", "application/octet-stream"),
        ("产品\t服务端版本\t在线数量\n星桥服务端\t8.2.1\t480\n星桥服务端\t8.0\t20\n", ""),
        (workbook(("版本", "台数"), ("8.2.1", 480), ("8.0", 20)), "application/vnd.ms-excel"),
        (json.dumps([{"version": "8.2.1", "count": 480}, {"version": "8.0", "count": 20}]), "application/json"),
        (json.dumps({"code": 0, "data": {"list": [{"版本": "8.2.1", "数量": 480}, {"版本": "8.0", "数量": 20}]}}), "text/plain"),
        (json.dumps({"as_of": "2026-12-01", "counts": {"8.2.1": 480, "8.0": 20}}), "application/json"),
        ("版本,数量\n8.2.1,480\n8.0,20\n合计,500\n", "text/csv"),
    ],
)
def test_csv_excel_and_json_are_the_same_table(octets: bytes | str, type: str) -> None:
    assert read(octets, type) == ["8.2.1 480", "8.0 20"]


def test_regions_and_parameters_are_read_too() -> None:
    assert read("区域,版本,数量\n华东,8.2.1,480\n华南,8.2.1,20\n") == ["华东 8.2.1 480", "华南 8.2.1 20"]
    of = campaign("heartbeat.interval")
    table = [{"参数": "heartbeat.interval", "值": "30", "数量": 320}, {"参数": "heartbeat.interval", "值": "60", "数量": 180}]
    assert read(json.dumps(table), of=of) == ["heartbeat.interval 30 320", "heartbeat.interval 60 180"]


def test_of_a_table_of_all_products_or_parameters_the_campaign_s_own_rows_count() -> None:
    assert read("产品,版本,数量\n星桥服务端,8.2.1,480\n星桥网关,8.2.1,900\n星桥服务端,8.0,20\n") == ["8.2.1 480", "8.0 20"]
    table = "参数,值,数量\nheartbeat.interval,30,320\ncache.size,2048,9000\nheartbeat.interval,60,180\n"
    assert read(table, of=campaign("heartbeat.interval")) == ["heartbeat.interval 30 320", "heartbeat.interval 60 180"]


LOGIN = "<!doctype html><html><body><form action=/login><input name=user></form><table><tr><td>版本</td><td>数量</td></tr><tr><td>8.2</td><td>3</td></tr></table>"


def bomb() -> bytes:
    octets = io.BytesIO()
    with zipfile.ZipFile(octets, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("xl/workbook.xml", b"<workbook>" + b" " * 200_000_000)
    return octets.getvalue()


@pytest.mark.parametrize(
    ("octets", "type", "said"),
    [
        (LOGIN, "text/html", "a web page instead of a table (a login page?)"),
        (LOGIN, "text/csv", "a web page instead of a table (a login page?)"),
        ("<html><body>系统维护中</body></html>", "text/html", "a web page instead of a table"),
        ("", "text/csv", "no table of counts: its columns are none, wanted version and count (版本, 数量)"),
        ("版本,数量\n", "text/csv", "no table of counts: its columns are 版本, 数量"),
        ("姓名,电话\n陈静,123\n", "text/csv", "no table of counts: its columns are 姓名, 电话"),
        ("姓\u202e名,\u202e电话\n陈静,123\n", "text/csv", "its columns are 姓"),
        ("版本,占比\n8.2.1,96%\n", "text/csv", "no table of counts"),
        ('{"code": 401, "message": "token expired"}', "application/json", "no table of counts"),
        ('{"code": 401}', "application/json", "no table of counts"),
        ("[" * 100_000, "application/json", "no table that can be read (damaged)"),
        ('{"n": ' + "9" * 5000 + "}", "application/json", "no table that can be read (damaged)"),
        (json.dumps([{f"c{n}": 1} for n in range(100)]), "application/json", "no table that can be read (too-large)"),
        (bomb(), "application/zip", "no table that can be read (too-large)"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "image/png", "no table that can be read (not-a-sheet)"),
        ("版本,数量\n" + "".join(f"8.{n},1\n" for n in range(6000)), "text/csv", "a table of more than 5000 rows"),
        ("日期,版本,数量\n12-01,8.2.1,3\n12-02,8.2.1,5\n", "text/csv", "8.2.1 stands in 2 rows: one row for each is wanted"),
        ("产品,版本,数量\n星桥网关,8.2.1,9\n", "text/csv", "none of its rows is of 星桥服务端"),
        (workbook(("版本", "数量"), ("8.2.1", 4), sheets=2), "application/vnd.ms-excel", "2 tables of counts in one answer"),
        ("版本,数量\n8.2.1,0\n8.0,0\n", "text/csv", "every count in it is 0"),
        ("版本,数量\n未知,7\n其他,3\n", "text/csv", "nothing in its column of versions looks like one"),
        ("参数,值,数量\nheartbeat,30,7\n", "text/csv", "versions where parameters are counted, or parameters where versions are"),
    ],
)
def test_what_is_no_table_of_its_counts_is_said_to_be(octets: bytes | str, type: str, said: str) -> None:
    with pytest.raises(TableError) as raised:
        read(octets, type)
    assert said in str(raised.value)
    assert str(raised.value).isprintable()


def test_parameters_of_another_campaign_are_none_of_its_counts() -> None:
    with pytest.raises(TableError, match="other parameters than the campaign's"):
        read("参数,值,数量\ncache.size,30,7\n", of=campaign("heartbeat.interval"))
    with pytest.raises(TableError, match="versions where parameters are counted"):
        read("版本,数量\n8.2.1,480\n", of=campaign("heartbeat.interval"))


def test_a_formula_is_its_last_value_and_a_text_that_looks_like_one_is_text() -> None:
    octets = workbook(("版本", "数量", "备注"), ("8.2.1", 480, '=WEBSERVICE("https://evil.example")'), ("8.0", 20, "=1+1"))
    assert read(octets, "application/vnd.ms-excel") == ["8.2.1 480", "8.0 20"]
