"""Standard nodes and departments bear their names in the reader's language; what people named otherwise stays as they named it."""

import pytest

from mailbot.outbound.own_words import with_own_words
from mailbot.rulebook.directory import Directory
from mailbot.rulebook.load import default_folder, load_rules
from mailbot.rulebook.other_language import department_names, evidence_read
from mailbot.rulebook.shapes import Department

PLACES = {"华东业务部": "East China", "华东": "East China"}
EVIDENCE = {"遍历测试": "traversal test"}
TITLES = {"最终确定": "Final summary", "版本限制": "Version restriction"}


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"title": "最终确定"}, {"title": "Final summary"}),
        ({"campaign": {"title": "星桥", "nodes": [{"key": "finalize", "title": "最终确定"}]}}, {"campaign": {"title": "星桥", "nodes": [{"key": "finalize", "title": "Final summary"}]}}),
        ({"title": "灰度升级", "words": "最终确定"}, {"title": "灰度升级", "words": "最终确定"}),
        ({"regions": ["华东", "华北"], "restrictions": [{"scope": "华东"}]}, {"regions": ["East China", "华北"], "restrictions": [{"scope": "East China"}]}),
        ({"departments": [{"name": "华东业务部", "words": "华东"}], "name": "华东"}, {"departments": [{"name": "East China", "words": "华东"}], "name": "华东"}),
        ({"waiting": ["华东业务部"], "department": "华东业务部"}, {"waiting": ["East China"], "department": "East China"}),
        ({"what": "nodes.dropped", "before": "版本限制 12月18日", "after": ""}, {"what": "nodes.dropped", "before": "Version restriction 12月18日", "after": ""}),
        ({"what": "title", "before": "版本限制 12月18日"}, {"what": "title", "before": "版本限制 12月18日"}),
        ({"rows": ({"title": "版本限制（华北）"}, {"title": None})}, {"rows": [{"title": "版本限制（华北）"}, {"title": None}]}),
        ({"title": "版本限制（华东）"}, {"title": "Version restriction (East China)"}),
        ({"title": "华东版本限制"}, {"title": "East China version restriction"}),
        ({"title": "升级（华东）"}, {"title": "升级（华东）"}),
        ({"title": "华东门店升级"}, {"title": "华东门店升级"}),
        ({"names": ["遍历测试", "压力测试"], "missing": ["遍历测试"]}, {"names": ["traversal test", "压力测试"], "missing": ["traversal test"]}),
        ({"words": "遍历测试", "passed": ["遍历测试"]}, {"words": "遍历测试", "passed": ["遍历测试"]}),
    ],
)
def test_only_what_the_rules_name_is_put_into_the_readers_words(facts: object, expected: object) -> None:
    assert with_own_words(facts, TITLES, PLACES, PLACES, EVIDENCE) == expected


def test_what_closes_a_node_is_called_by_its_first_name_in_the_readers_script() -> None:
    kinds = load_rules([default_folder()]).kinds
    assert evidence_read(kinds, "en") == {
        "遍历测试": "traversal test",
        "完整测试": "complete test",
        "缺陷报告": "defect report",
        "完整测试报告": "complete test report",
    }
    assert evidence_read(kinds, "zh") == {}


def test_a_departments_name_in_another_language_is_its_first_alias_in_that_script() -> None:
    departments = (
        Department(name="华东业务部", aliases=("华东", "East China", "EC")),
        Department(name="产品部", aliases=("产品",)),
        Department(name="IT", aliases=("信息部",)),
    )
    directory = Directory(people=(), departments=departments)
    assert department_names(directory, "en") == {"华东业务部": "East China", "华东": "East China", "信息部": "IT"}
    assert department_names(directory, "zh") == {"East China": "华东", "EC": "华东", "IT": "信息部"}
