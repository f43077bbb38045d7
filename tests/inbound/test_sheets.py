"""Attached sheets are read as a person sees them, and hostile ones are refused before they cost anything."""

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from mailbot.inbound.forms.tables.sheets import UnreadableSheet, read_sheets, serial_day
from mailbot.inbound.writing import Grid

ZONE = ZoneInfo("Asia/Shanghai")
FIXTURES = Path(__file__).parents[1] / "fixtures" / "sheets"


def read(content: bytes, filename: str = "计划.xlsx") -> tuple[Grid, ...]:
    return read_sheets(filename, content, zone=ZONE)


def texts(content: bytes, filename: str = "计划.xlsx") -> list[list[str]]:
    (grid,) = read(content, filename)
    return [[cell.text for cell in row] for row in grid.rows]


def places(content: bytes, filename: str = "计划.xlsx") -> list[list[str]]:
    (grid,) = read(content, filename)
    return [[cell.place for cell in row] for row in grid.rows]


def workbook(fill: Callable[[Worksheet], object], title: str = "Sheet1") -> bytes:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    fill(sheet)
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def refused(content: bytes) -> str:
    with pytest.raises(UnreadableSheet) as caught:
        read(content)
    return caught.value.reason


def rows_of(*rows: tuple[object, ...]) -> Callable[[Worksheet], object]:
    return lambda sheet: [sheet.append(row) for row in rows]


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (dt.datetime.fromisoformat("2026-12-03"), "yyyy-mm-dd", "2026-12-03"),
        (dt.datetime.fromisoformat("2026-12-03"), "yyyy-mm-dd hh:mm:ss", "2026-12-03"),
        (dt.datetime.fromisoformat("2026-12-03 18:00"), "yyyy-mm-dd hh:mm", "2026-12-03 18:00"),
        (dt.datetime.fromisoformat("2026-12-03 18:00"), 'm"月"d"日"', "2026-12-03 18:00"),
        (46359, 'yyyy"年"m"月"d"日"', "2026-12-03"),
        (46359, '[$-804]yyyy"年"m"月"d"日";@', "2026-12-03"),
        (46359, "[$-F800]dddd, mmmm dd, yyyy", "2026-12-03"),
        (46359.75, "m/d/yy h:mm", "2026-12-03 18:00"),
        (46359, "General", "46359"),
        (dt.time(18, 30), "h:mm", "18:30"),
        (dt.timedelta(hours=36), "[h]:mm", "36:00"),
        ("2026/12/3", "General", "2026-12-03"),
        ("2026年12月3日", "General", "2026-12-03"),
        ("2026-12-03 9:00", "General", "2026-12-03 09:00"),
        ("2026-12-03 00:00:00", "General", "2026-12-03"),
        ("2026-12-03T10:00:00Z", "General", "2026-12-03 18:00"),
        ("2026.12.3", "General", "2026.12.3"),
        ("2026-02-30", "General", "2026-02-30"),
        ("12月18日 0点", "General", "12月18日 0点"),
        (500, "General", "500"),
        (500.0, "#,##0", "500"),
        (8.2, "General", "8.2"),
        (8.1, "0.00", "8.10"),
        (0.1 + 0.2, "General", "0.3"),
        (1e15, "General", "1000000000000000"),
        (0.645, "0%", "64.5%"),
        (0.64, "0.00%", "64.00%"),
        (320, '0"台"', "320台"),
        (-5, "0_ ;[Red]-0 ", "-5"),
        (True, "General", "TRUE"),
        ("8.10", "@", "8.10"),
        ("=1+1", "General", ""),
    ],
)
def test_a_cell_is_read_as_it_is_shown(value: object, number_format: str, text: str) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"], sheet["B1"] = "x", value
        sheet["B1"].number_format = number_format

    assert texts(workbook(fill)) == [["x", text] if text else ["x"]]


def test_dates_by_number_of_format_as_chinese_excel_and_wps_write_them_are_dates() -> None:
    content = workbook(rows_of((46359,)))
    styles = part(content, "xl/styles.xml").replace(b'<xf numFmtId="0"', b'<xf numFmtId="58"')
    assert texts(replaced(content, "xl/styles.xml", styles)) == [["2026-12-03"]]


def test_a_workbook_that_counts_from_1904_is_read_so() -> None:
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.worksheets[0].append([dt.datetime.fromisoformat("2026-12-03 18:00")])
    assert texts(saved(book)) == [["2026-12-03 18:00"]]


def test_merged_cells_stand_in_every_place_that_they_cover() -> None:
    def fill(sheet: Worksheet) -> None:
        rows_of(("升级计划", None), ("华东", "灰度"), (None, "全量"))(sheet)
        sheet.merge_cells("A1:B1")
        sheet.merge_cells("A2:A3")

    assert texts(workbook(fill)) == [["升级计划", "升级计划"], ["华东", "灰度"], ["华东", "全量"]]


def test_hidden_rows_columns_and_sheets_are_gone() -> None:
    book = openpyxl.Workbook()
    first = book.worksheets[0]
    rows_of(("节点", "内部", "时间"), ("灰度", 1, "12月3日"), ("不看", 2, "12月4日"), ("全量", 3, "12月11日"))(first)
    first.row_dimensions[3].hidden = True
    first.column_dimensions["B"].hidden = True
    second = book.create_sheet("草稿")
    second.append(["不看"])
    second.sheet_state = "hidden"
    assert texts(saved(book)) == [["节点", "时间"], ["灰度", "12月3日"], ["全量", "12月11日"]]


def test_several_sheets_come_in_their_order_and_blank_ones_not() -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["节点"])
    book.create_sheet("空")
    book.create_sheet("参数").append(["参数"])
    assert [grid.rows[0][0].place for grid in read(saved(book))] == ["Sheet!A1", "参数!A1"]
    assert [grid.source for grid in read(saved(book), "计划.xlsx")] == ["计划.xlsx", "计划.xlsx"]


@pytest.mark.parametrize(
    ("title", "place"),
    [
        ("Sheet1", "Sheet1!C7"),
        ("节点", "节点!C7"),
        ("节点 计划", "'节点 计划'!C7"),
        ("2026", "'2026'!C7"),
        ("it's", "'it''s'!C7"),
        ("A1", "'A1'!C7"),
        ("12-3", "'12-3'!C7"),
    ],
)
def test_a_place_is_written_as_excel_writes_it(title: str, place: str) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["C7"] = "x"

    assert places(workbook(fill, title)) == [[place]]


def test_blank_columns_go_and_of_blank_rows_one_stays() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["B2"], sheet["D2"], sheet["B6"] = "a", "b", "c"

    assert places(workbook(fill)) == [
        ["Sheet1!B2", "Sheet1!D2"],
        ["Sheet1!B5", "Sheet1!D5"],
        ["Sheet1!B6", "Sheet1!D6"],
    ]


def test_formulas_are_their_last_value() -> None:
    content = workbook(rows_of(("x",)))
    cells = b'<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>"a"</f><v>\xe5\xae\x8c</v></c></row>'
    assert texts(replaced(content, "xl/worksheets/sheet1.xml", worksheet(cells))) == [["2", "完"]]


def test_errors_in_cells_are_blank() -> None:
    cells = b'<row><c t="e"><v>#N/A</v></c><c t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r></is></c></row>'
    assert texts(replaced(workbook(rows_of(("x",))), "xl/worksheets/sheet1.xml", worksheet(cells))) == [["ab"]]


def test_texts_are_clean_and_never_formulas() -> None:
    content = "=HYPERLINK(1),+1,-1,@x\n a\x00b\u202ec ,\u3000d\xa0,,\n".encode()
    assert texts(content, "x.csv") == [["=HYPERLINK(1)", "+1", "-1", "@x"], ["abc", "d", "", ""]]


CSV = '节点,负责人,完成时间\r\n灰度升级,孙丽,2026/12/3\r\n"全量\n升级","周航,李想",12月11日\r\n'
CSV_TEXTS = [
    ["节点", "负责人", "完成时间"],
    ["灰度升级", "孙丽", "2026-12-03"],
    ["全量\n升级", "周航,李想", "12月11日"],
]


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_csv_in_any_usual_charset_is_read(charset: str) -> None:
    assert texts(CSV.encode(charset), "名单.csv") == CSV_TEXTS


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_a_csv_with_any_usual_separator_is_read(separator: str) -> None:
    content = "\r\n".join(separator.join(row) for row in [["节点", "时间"], ["灰度", "12月3日"], ["全量", "1,5"]])
    if separator == ",":
        content = content.replace("1,5", '"1,5"')
    assert texts(content.encode(), "名单.csv") == [["节点", "时间"], ["灰度", "12月3日"], ["全量", "1,5"]]


@pytest.mark.parametrize(
    ("content", "rows"),
    [
        ("sep=;\r\na;b,c\r\n", [["a", "b,c"]]),
        ('a,"b\nc,d\n', [["a", '"b'], ["c", "d"]]),
        ("8.2.1\n8.2.2\n", [["8.2.1"], ["8.2.2"]]),
        ("節點,時間\n", [["節點", "時間"]]),
    ],
)
def test_a_csv_with_a_quirk_is_read(content: str, rows: list[list[str]]) -> None:
    assert texts(content.encode(), "x.csv") == rows


def test_a_place_in_a_csv_names_the_file() -> None:
    assert places(b"a,b\n1,2\n", "名单.csv") == [["名单.csv!A1", "名单.csv!B1"], ["名单.csv!A2", "名单.csv!B2"]]


def test_an_empty_file_has_no_grids() -> None:
    assert (read(b"", "x.csv"), read(b" \r\n", "x.csv"), read(workbook(lambda sheet: None))) == ((), (), ())


def test_an_old_xls_is_read_like_an_xlsx() -> None:
    (grid,) = read((FIXTURES / "plan.xls").read_bytes(), "plan.xls")
    assert [[cell.text for cell in row] for row in grid.rows] == [
        ["星桥服务端升级计划"] * 4,
        ["节点", "负责人", "完成时间", "备注"],
        ["灰度升级", "孙丽", "2026-12-03", "20"],
        ["全量升级", "周航", "2026-12-11 18:00", "64.5%"],
        ["版本限制", "韩冰", "12月18日 0点", "说明" * 5000],
    ]
    assert grid.rows[-1][0].place == "'节点 计划'!A6"


def test_an_ods_is_read_like_an_xlsx() -> None:
    content = ods(
        '<table:table-row><table:table-cell office:value-type="string" table:number-columns-spanned="3">'
        "<text:p>升级计划</text:p></table:table-cell><table:covered-table-cell table:number-columns-repeated='2'/>"
        "</table:table-row>"
        '<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="16384"/>'
        "</table:table-row>"
        '<table:table-row><table:table-cell office:value-type="string"><text:p>灰度</text:p><text:p>升<text:s/>级</text:p>'
        "<office:annotation><text:p>批注</text:p></office:annotation></table:table-cell>"
        '<table:table-cell office:value-type="date" office:date-value="2026-12-03T18:00:00"><text:p>12月3日</text:p>'
        '</table:table-cell><table:table-cell office:value-type="percentage" office:value="0.64"><text:p>64%</text:p>'
        "</table:table-cell></table:table-row>"
        '<table:table-row table:visibility="collapse"><table:table-cell office:value-type="string"><text:p>不看</text:p>'
        "</table:table-cell></table:table-row>"
    )
    assert texts(content) == [["升级计划"] * 3, [""] * 3, ["灰度\n升 级", "2026-12-03 18:00", "64%"]]


def test_an_html_page_under_the_name_of_xls_is_read() -> None:
    page = "<html><head><meta charset=gb2312></head><body><table><tr><td>节点<td>时间<tr><td>灰度<td>12月3日</table>"
    assert texts(page.encode("gb18030"), "导出.xls") == [["节点", "时间"], ["灰度", "12月3日"]]


def test_xml_of_excel_2003_under_the_name_of_xls_is_read() -> None:
    content = (
        '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"'
        ' xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="节点"><Table>'
        '<Row><Cell ss:MergeAcross="1"><Data ss:Type="String">计划</Data></Cell></Row>'
        '<Row ss:Hidden="1"><Cell><Data ss:Type="String">不看</Data></Cell></Row>'
        '<Row><Cell><Data ss:Type="String">灰度</Data></Cell>'
        '<Cell ss:Index="2"><Data ss:Type="DateTime">2026-12-03T18:00:00.000</Data></Cell></Row>'
        "</Table></Worksheet></Workbook>"
    )
    assert texts(content.encode(), "导出.xls") == [["计划", "计划"], ["灰度", "2026-12-03 18:00"]]
    assert places(content.encode(), "导出.xls")[1] == ["节点!A3", "节点!B3"]


def part(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as container:
        return container.read(name)


def replaced(content: bytes, name: str, octets: bytes) -> bytes:
    """The workbook with one part exchanged."""
    with zipfile.ZipFile(io.BytesIO(content)) as container:
        return zipped({each: container.read(each) for each in container.namelist()} | {name: octets})


def zipped(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as container:
        for name, octets in parts.items():
            container.writestr(name, octets)
    return buffer.getvalue()


def worksheet(rows: bytes) -> bytes:
    namespace = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return b'<worksheet xmlns="' + namespace + b'"><sheetData>' + rows + b"</sheetData></worksheet>"


def ods(rows: str) -> bytes:
    names = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    content = (
        f"<office:document-content{names}><office:body><office:spreadsheet>"
        f'<table:table table:name="a">{rows}</table:table></office:spreadsheet></office:body></office:document-content>'
    )
    return zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": content.encode()})


def hostile_sheet(rows: bytes) -> bytes:
    return replaced(workbook(rows_of(("x",))), "xl/worksheets/sheet1.xml", worksheet(rows))


def shared_text(length: int, cells: int) -> bytes:
    content = hostile_sheet(b"<row>" + b'<c t="s"><v>0</v></c>' * cells + b"</row>")
    text = b"<sst><si><t>" + b"x" * length + b"</t></si></sst>"
    return replaced(content, "xl/sharedStrings.xml", text)


def lying_sizes() -> bytes:
    """A container whose directory gives every part one octet."""
    content = bytearray(hostile_sheet(b" " * 100_000_000))
    place = content.find(b"PK\x01\x02")
    while place >= 0:
        content[place + 24 : place + 28] = (1).to_bytes(4, "little")
        place = content.find(b"PK\x01\x02", place + 4)
    return bytes(content)


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        pytest.param(lambda: hostile_sheet(b" " * 100_000_000), "too-large", id="zip bomb"),
        pytest.param(lying_sizes, "damaged", id="zip whose directory lies"),
        pytest.param(lambda: zipped({f"{n}.xml": b"" for n in range(2_100)}), "too-large", id="too many parts"),
        pytest.param(
            lambda: hostile_sheet((b"<row>" + b"<c><v>1</v></c>" * 10_000 + b"</row>") * 21), "too-large", id="cells"
        ),
        pytest.param(lambda: hostile_sheet(b"<row/>" * 3_100_000), "too-large", id="rows without end"),
        pytest.param(lambda: shared_text(1_000_000, 30), "too-large", id="one long text shared by many"),
        pytest.param(
            lambda: replaced(
                hostile_sheet(b""),
                "xl/worksheets/sheet1.xml",
                b'<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet><sheetData/></worksheet>',
            ),
            "not-a-sheet",
            id="entities",
        ),
        pytest.param(lambda: hostile_sheet(b'<row><c r="ZZZZZZ9"><v>1</v></c></row>'), "damaged", id="no address"),
        pytest.param(
            lambda: hostile_sheet(b'<row><c r="XFE1"><v>1</v></c></row>'), "damaged", id="beyond the last column"
        ),
        pytest.param(
            lambda: ods(
                '<table:table-row><table:table-cell table:number-columns-repeated="2000000000"/></table:table-row>'
            ),
            "too-large",
            id="repeated beyond the last column",
        ),
        pytest.param(
            lambda: ods(
                '<table:table-row table:number-rows-repeated="1048576"><table:table-cell office:value-type="string">'
                "<text:p>a</text:p></table:table-cell></table:table-row>"
            ),
            "too-large",
            id="a filled row repeated to the last",
        ),
        pytest.param(lambda: b"x" * 30_000_001, "too-large", id="too large a file"),
        pytest.param(lambda: workbook(rows_of(("x",)))[:-40], "damaged", id="cut short"),
        pytest.param(lambda: zipped({"word/document.xml": b"<a/>"}), "not-a-sheet", id="Word"),
        pytest.param(lambda: b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 9, "not-a-sheet", id="picture"),
        pytest.param(lambda: b"%PDF-1.4\n\x01\x02\xff\xfe\x80" * 20, "not-a-sheet", id="PDF"),
        pytest.param(lambda: compound("EncryptedPackage"), "encrypted", id="with a password"),
        pytest.param(lambda: compound("WordDocument"), "not-a-sheet", id="old Word"),
        pytest.param(lambda: compound("Workbook")[:700], "damaged", id="old workbook cut short"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(make: Callable[[], bytes], reason: str) -> None:
    assert refused(make()) == reason


def compound(stream: str) -> bytes:
    """A compound file with one small stream: what Office makes of a workbook with a password, and old formats."""
    free, end = b"\xff\xff\xff\xff", b"\xfe\xff\xff\xff"
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + b"\x3e\0\x03\0\xfe\xff\x09\0\x06\0" + b"\0" * 10
    header += (1).to_bytes(4, "little") + (1).to_bytes(4, "little") + b"\0" * 4 + (4096).to_bytes(4, "little")
    header += end + b"\0" * 4 + end + b"\0" * 4 + b"\0" * 4 + free * 108
    fat = b"\xfd\xff\xff\xff" + end + end + free * 125

    def entry(name: str, kind: int, first: int, size: int) -> bytes:
        encoded = name.encode("utf-16-le")
        described = encoded.ljust(64, b"\0") + (len(encoded) + 2).to_bytes(2, "little") + bytes([kind, 1]) + free * 3
        return described + b"\0" * 36 + first.to_bytes(4, "little") + size.to_bytes(8, "little")

    directory = entry("Root Entry", 5, 0xFFFFFFFE, 0) + entry(stream, 2, 2, 4096) + b"\0" * 256
    return header + fat + directory + b"\0" * 512


def test_a_far_stray_cell_costs_nothing() -> None:
    content = hostile_sheet(
        b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    )
    assert places(content) == [
        ["Sheet1!A1", "Sheet1!XFD1"],
        ["Sheet1!A1048575", "Sheet1!XFD1048575"],
        ["Sheet1!A1048576", "Sheet1!XFD1048576"],
    ]


def test_a_merged_range_over_the_whole_sheet_costs_nothing() -> None:
    rows = b'<row r="1"><c r="A1"><v>1</v></c></row><row r="900"><c r="ZZ900"><v>2</v></c></row>'
    merged = b"</sheetData><mergeCells>" + b'<mergeCell ref="A1:XFD1048576"/>' * 1000 + b"</mergeCells>"
    sheet = worksheet(rows).replace(b"</sheetData>", merged)
    assert len(read(replaced(workbook(rows_of(("x",))), "xl/worksheets/sheet1.xml", sheet))) == 1


@pytest.mark.parametrize(("octet", "value"), [(place, value) for place in range(0, 5000, 97) for value in (0, 255)])
def test_an_xls_with_any_octet_wrong_is_read_or_refused(octet: int, value: int) -> None:
    content = bytearray((FIXTURES / "plan.xls").read_bytes())
    content[octet] = value
    assert outcome(bytes(content)) in {"read", "damaged", "not-a-sheet", "too-large", "encrypted"}


def outcome(content: bytes) -> str:
    try:
        read(content)
    except UnreadableSheet as error:
        return error.reason
    return "read"


@pytest.mark.parametrize(
    ("text", "day"),
    [("46359", "2026-12-03"), ("46359.75", "2026-12-03 18:00"), ("320", None), ("99999", None), ("12月3日", None)],
)
def test_a_serial_number_under_a_header_of_dates_is_a_day(text: str, day: str | None) -> None:
    assert serial_day(text) == day


@pytest.mark.parametrize("octets", [workbook(rows_of(("节点", "负责人"), ("灰度升级", "孙丽"))), b"a,b\n" * 5_000])
def test_how_large_a_sheet_is_read_is_a_rule(octets: bytes) -> None:
    assert read_sheets("a.xlsx", octets, zone=ZONE, unpacked=100_000) != ()
    with pytest.raises(UnreadableSheet) as error:
        read_sheets("a.xlsx", octets, zone=ZONE, unpacked=1_000)
    assert error.value.reason == "too-large"
