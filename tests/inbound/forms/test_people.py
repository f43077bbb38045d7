"""Names → people: whoever the directory knows is found, everybody else is asked about with the nearest name."""

import pytest
from plan_mails import CHEN, HAN, LI, LIN, SUN, WU, ZHENG, ZHOU, default_rules

from mailbot.inbound.forms.people.mentions import Mentions
from mailbot.inbound.forms.people.people import Named, PeopleReader
from mailbot.rulebook.directory import directory_of
from mailbot.rulebook.shapes import Department, People, Person, Role
from mailbot.value import replace

READER = PeopleReader(default_rules(), Mentions(default_rules()), sender=CHEN)


def named(text: str, **more: str) -> Named:
    return READER.read(text, **more)


@pytest.mark.parametrize(
    ("text", "owner", "helpers", "department"),
    [
        ("孙丽", SUN, (), ""),
        ("@孙丽", SUN, (), ""),
        ("孫麗", SUN, (), ""),
        ("孙 丽", SUN, (), ""),
        ("丽姐", SUN, (), ""),
        ("阿航", ZHOU, (), ""),
        ("涛总", LIN, (), ""),
        ("Bing", HAN, (), ""),
        ("Hang", ZHOU, (), ""),
        ("孙丽（华东）", SUN, (), "华东业务部"),
        ("孙丽(华东业务部)", SUN, (), "华东业务部"),
        ("孙丽（上海）", SUN, (), ""),
        ("孙丽（主要对接客户）", SUN, (), ""),
        ("孙丽 13800000000", SUN, (), ""),
        ("孙丽经理", SUN, (), ""),
        ("孙经理", SUN, (), ""),
        ("老周", ZHOU, (), ""),
        ("小周负责", ZHOU, (), ""),
        ("韩工", HAN, (), ""),
        ("华东老孙", SUN, (), "华东业务部"),
        ("由孙丽负责", SUN, (), ""),
        ("周航团队", ZHOU, (), ""),
        ("sunli", SUN, (), ""),
        ("Sun Li", SUN, (), ""),
        ("Li Sun", SUN, (), ""),
        ("tao.lin", LIN, (), ""),
        ("sunli@corp.example", SUN, (), ""),
        ("孙丽 <sunli@corp.example>", SUN, (), ""),
        ("tao.lin@corp.example", LIN, (), ""),
        ("华东业务部", "", (), "华东业务部"),
        ("华东", "", (), "华东业务部"),
        ("East China", "", (), "华东业务部"),
        ("huadong@corp.example", "", (), "华东业务部"),
        ("华东业务部（孙丽）", SUN, (), "华东业务部"),
        ("华东-孙丽", SUN, (), "华东业务部"),
        ("华东/孙丽", SUN, (), "华东业务部"),
        ("技术部韩冰", HAN, (), "技术部"),
        ("研发部：郑凯", ZHENG, (), "研发部"),
        ("技术经理韩冰", HAN, (), ""),
        ("测试经理", WU, (), ""),
        ("PM", CHEN, (), ""),
        ("产品经理", CHEN, (), ""),
        ("陈静（产品经理）", CHEN, (), ""),
        ("本人", CHEN, (), ""),
        ("我", CHEN, (), ""),
        ("me", CHEN, (), ""),
        ("孙丽（牵头）、周航（配合）", SUN, (ZHOU,), ""),
        ("孙丽牵头，周航、韩冰配合", SUN, (ZHOU, HAN), ""),
        ("孙丽（周航协助）", SUN, (ZHOU,), ""),
        ("配合：周航 主：孙丽", SUN, (ZHOU,), ""),
    ],
)
def test_a_name_is_found_however_it_is_written(
    text: str, owner: str, helpers: tuple[str, ...], department: str
) -> None:
    found = named(text)
    assert (found.owner, found.helpers, found.department, found.faults, found.remarks) == (
        owner,
        helpers,
        department,
        (),
        (),
    )


@pytest.mark.parametrize(
    "text", ["孙丽、周航", "孙丽，周航", "孙丽/周航", "孙丽 周航", "孙丽和周航", "孙丽+周航", "Sun Li, Zhou Hang"]
)
def test_of_several_the_first_leads_and_the_receipt_says_so(text: str) -> None:
    found = named(text, place="7")
    assert (found.owner, found.helpers) == (SUN, (ZHOU,))
    (remark,) = found.remarks
    assert (remark.reason, remark.place, remark.words) == ("extra-owners", "7", text)
    assert dict(remark.facts) == {"owner": SUN, "helpers": [ZHOU]}


def test_of_several_departments_the_first_leads_and_the_contacts_of_the_others_help() -> None:
    found = named("华东、华南")
    assert (found.owner, found.department, found.departments) == ("", "华东业务部", ("华东业务部", "华南业务部"))
    assert found.helpers == (ZHOU,)


@pytest.mark.parametrize(
    ("text", "reason", "words", "nearest"),
    [
        ("张三", "unknown-owner", "张三", ()),
        ("孙莉", "unknown-owner", "孙莉", ("孙丽",)),
        ("王磊磊", "unknown-owner", "王磊磊", ("王磊",)),
        ("孙丽、张三", "unknown-owner", "张三", ()),
        ("李四（合作方）", "unknown-owner", "李四", ("李想",)),
        ("nobody@corp.example", "unknown-owner", "nobody@corp.example", ()),
        ("sunny@corp.example", "unknown-owner", "sunny@corp.example", ("sunli@corp.example",)),
        ("li@partner.example", "owner-outside", "li@partner.example", ()),
        ("孙丽（华南）", "unknown-owner", "孙丽（华南）", ("孙丽", "周航")),
        ("待定", "missing-owner", "待定", ()),
        ("TBD", "missing-owner", "TBD", ()),
        ("周航或李想", "missing-owner", "周航或李想", ()),
        ("孙丽、周航或者李想", "missing-owner", "孙丽、周航或者李想", ()),
        ("Zhou Hang or Li Xiang", "missing-owner", "Zhou Hang or Li Xiang", ()),
    ],
)
def test_whoever_is_not_known_is_asked_about(text: str, reason: str, words: str, nearest: tuple[str, ...]) -> None:
    (fault,) = named(text, field="nodes[2].owner", place="9").faults
    assert (fault.reason, fault.field, fault.place, fault.words) == (reason, "nodes[2].owner", "9", words)
    assert fault.nearest == nearest


@pytest.mark.parametrize("text", ["", " ", "-", "/", "无", "N/A", "……"])
def test_a_blank_names_nobody_and_is_no_fault(text: str) -> None:
    assert named(text) == Named(blank=True)


def test_each_business_department_is_all_of_them() -> None:
    assert named("各业务部门").everyone
    assert named("各事业部").everyone
    assert named("everyone").everyone
    assert named("各大区负责人").everyone
    assert named("业务部门").everyone


# --- a directory with two people of one name, and one who has left -----------------------------------------------------


def crowded() -> PeopleReader:
    people = People(
        person=(
            Person(name="王磊", addresses=("wanglei@corp.example",), department="产品部", roles=(Role.PM,)),
            Person(name="王磊", addresses=("wanglei2@corp.example",), department="测试部", roles=(Role.TEST_MANAGER,)),
            Person(name="吴敏", addresses=("wumin@corp.example",), department="测试部", roles=(Role.TEST_MANAGER,)),
            Person(name="赵雷", addresses=("zhaolei@corp.example",), department="产品部", left=True),
        ),
        department=(
            Department(name="产品部", contacts=("wanglei@corp.example",)),
            Department(name="测试部", contacts=("wumin@corp.example",)),
        ),
    )
    rules = replace(default_rules(), directory=directory_of(people))
    return PeopleReader(rules, Mentions(rules), sender="wanglei@corp.example")


def test_two_of_one_name_are_asked_about() -> None:
    (fault,) = crowded().read("王磊").faults
    assert (fault.reason, fault.nearest) == ("two-of-that-name", ("wanglei@corp.example", "wanglei2@corp.example"))


@pytest.mark.parametrize(("text", "department"), [("王磊（测试部）", ""), ("测试部 王磊", ""), ("王磊", "测试部")])
def test_the_department_settles_which_of_two_is_meant(text: str, department: str) -> None:
    assert crowded().read(text, department=department).owner == "wanglei2@corp.example"


def test_a_role_that_two_have_is_asked_about() -> None:
    assert [f.reason for f in crowded().read("测试经理").faults] == ["two-of-that-name"]


def test_a_role_is_whom_the_plan_names() -> None:
    reader = replace(crowded(), managers={"test_manager": "wumin@corp.example"})
    assert reader.read("测试经理").owner == "wumin@corp.example"


def test_who_has_left_is_a_fault_with_the_departments_contact() -> None:
    (fault,) = crowded().read("赵雷").faults
    assert (fault.reason, fault.words, fault.nearest) == ("owner-left", "赵雷", ("王磊",))


# --- departments -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("华东业务部、华南业务部", ("华东业务部", "华南业务部")),
        ("华东和海外", ("华东业务部", "海外业务部")),
        ("华东 华南", ("华东业务部", "华南业务部")),
        ("孙丽（华东）、华南", ("华东业务部", "华南业务部")),
        ("各业务部门", ("华东业务部", "华南业务部", "海外业务部")),
        ("李想", ("华东业务部",)),
        ("无", ()),
    ],
)
def test_departments_are_found_by_name_alias_or_member(text: str, names: tuple[str, ...]) -> None:
    assert READER.departments(text) == (names, ())


def test_an_unknown_department_comes_with_the_nearest() -> None:
    names, (fault,) = READER.departments("华东业务部、华动业务部", place="4")
    assert names == ("华东业务部",)
    assert (fault.reason, fault.words, fault.nearest, fault.place) == (
        "unknown-department",
        "华动业务部",
        ("华东业务部",),
        "4",
    )


def test_names_without_end_are_read_in_bounded_time() -> None:
    assert named("孙丽、" * 100_000).owner == SUN
    assert named("（" * 100_000 + LI).owner == ""


@pytest.mark.parametrize(
    "text",
    ["周总结", "最小周期", "小周期", "周工作量", "韩工程", "老周期表", "12月孙总部", "小雪前", "小平台", "航总部", "Hang on", "Ping me for it"],
)
def test_a_surname_within_another_word_is_nobody(text: str) -> None:
    assert [m.words for m in READER.mentions.find(text) if m.kind == "person"] == []


def test_a_surname_of_two_people_is_asked_about() -> None:
    rules = default_rules()
    people = (
        Person(name="孙丽", addresses=(SUN,), department="华东业务部"),
        Person(name="孙勇", addresses=("sunyong@corp.example",), department="华南业务部"),
    )
    directory = directory_of(People(person=people, department=rules.directory.departments))
    reader = PeopleReader(replace(rules, directory=directory), Mentions(replace(rules, directory=directory)))
    assert [fault.reason for fault in reader.read("孙经理").faults] == ["two-of-that-name"]
    assert reader.read("孙经理（华南）").owner == "sunyong@corp.example"


@pytest.mark.parametrize(("words", "near"), [("华动业务部", ("华东业务部",)), ("华北业务部", ()), ("West China", ()), ("Est China", ("华东业务部",))])
def test_another_region_is_no_slip_of_one(words: str, near: tuple[str, ...]) -> None:
    found = READER.near_departments(words)
    assert (found if len(found) == 1 else ()) == near


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("South China is on Hang's plate", ["Hang"]),
        ("Bing pulls the plug", ["Bing"]),
        ("Hang on, please. hang up", []),
        ("Zhang Hang is not one of ours", []),
    ],
)
def test_a_chinese_given_name_in_latin_letters_is_whose_address_has_it(text: str, words: list[str]) -> None:
    assert [one.words for one in READER.mentions.find(text) if one.kind == "person"] == words


@pytest.mark.parametrize(("text", "words"), [("It stays valid till June.", []), ("Please get it out.", []), ("IT：12月18日", ["IT"])])
def test_a_word_that_is_spelt_like_an_alias_is_no_department(text: str, words: list[str]) -> None:
    assert [m.words for m in READER.mentions.find(text) if m.kind == "department"] == words
