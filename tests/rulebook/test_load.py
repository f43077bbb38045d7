"""Folders of rules files become one set of rules."""

import shutil
import subprocess
import sys
from datetime import date, time
from pathlib import Path

import pytest
from minimal_rules import minimal, octets

from mailbot.errors import RulesError
from mailbot.rulebook.load import default_folder, load_rules, read_rules, rules_files
from mailbot.rulebook.rules import Rules
from mailbot.rulebook.shapes import Role
from mailbot.rulebook.warnings import warnings


def changed(file: str, old: str, new: str) -> Rules:
    files = minimal()
    assert old in files[file], "the case changes nothing"
    files[file] = files[file].replace(old, new, 1)
    return read_rules(octets(files))


def written(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


# --- folders -----------------------------------------------------------------------------------------------------


def test_the_default_rules_are_right_and_surprise_nobody() -> None:
    assert warnings(load_rules([default_folder()])) == []


def test_a_file_of_the_working_folder_replaces_the_default_whole(tmp_path: Path) -> None:
    own = written(tmp_path / "rules", {"digest.toml": 'at = "08:30"\n'})
    rules = load_rules([own, default_folder()])
    assert (rules.digest.at, rules.digest.not_moved) == (time(8, 30), 5)
    assert rules.company == load_rules([default_folder()]).company


def test_the_kinds_of_all_folders_are_united(tmp_path: Path) -> None:
    fifth = '''
key = "certificate_renewal"
code = "CERT"
name = {zh = "证书更新", en = "Certificate renewal"}
counts = {zh = "证书", en = "certificates"}
required = ["nodes"]
[[node]]
key = "finalize"
title = {zh = "最终确定", en = "Final summary"}
evidence = "summary"
'''
    own = written(tmp_path / "rules", {"kinds/certificate_renewal.toml": fifth})
    assert sorted(load_rules([own, default_folder()]).kinds) == [
        "certificate_renewal",
        "client_restriction",
        "component_upgrade",
        "parameter_rollout",
        "server_upgrade",
    ]


def test_a_kind_of_the_working_folder_replaces_the_default_of_the_same_file(tmp_path: Path) -> None:
    text = (default_folder() / "kinds" / "server_upgrade.toml").read_text(encoding="utf-8")
    own = written(tmp_path / "rules", {"kinds/server_upgrade.toml": text.replace('code = "SU"', 'code = "SUP"')})
    assert load_rules([own, default_folder()]).kinds["server_upgrade"].code == "SUP"


def test_folders_that_do_not_exist_and_hidden_files_are_looked_through(tmp_path: Path) -> None:
    own = written(tmp_path / "rules", {".#digest.toml": "an editor's lock", "notes.txt": "", "digest.toml~": ""})
    assert rules_files([tmp_path / "absent", own]) == {}


def test_an_installed_wheel_carries_its_own_default_rules(tmp_path: Path) -> None:
    checkout = default_folder().parent
    shutil.copytree(checkout / "mailbot", tmp_path / "mailbot", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(checkout / "rules", tmp_path / "mailbot" / "defaults" / "rules")
    code = "import mailbot.rulebook.load as load; print(load.default_folder(), len(load.load_rules([load.default_folder()]).kinds))"
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.split() == [str((tmp_path / "mailbot" / "defaults" / "rules").resolve()), "4"]


# --- the hash ----------------------------------------------------------------------------------------------------


def test_the_hash_is_of_names_and_octets_in_any_order() -> None:
    files = octets(minimal())
    assert read_rules(files).hash == read_rules(dict(reversed(files.items()))).hash


@pytest.mark.parametrize("added", [b"\n", b"# a comment\n"])
def test_the_hash_changes_with_every_octet(added: bytes) -> None:
    files = octets(minimal())
    assert read_rules(files).hash != read_rules(files | {"tags.toml": files["tags.toml"] + added}).hash


def test_the_hash_changes_with_a_name() -> None:
    files = octets(minimal())
    renamed = files | {"kinds/other.toml": files["kinds/parameter_rollout.toml"]}
    del renamed["kinds/parameter_rollout.toml"]
    assert read_rules(files).hash != read_rules(renamed).hash


# --- what other tools write --------------------------------------------------------------------------------------


def test_the_form_of_the_address_book_loads_with_all_its_optional_keys() -> None:
    person = '''
[[person]]
name = "林涛"
addresses = ["LinTao@corp.example ", "tao@partner.example"]
department = ""
roles = []
manager = ""
language = "en"
timezone = "Europe/Berlin"
products = ["星桥服务端"]
assistants = ["jing.chen@corp.example"]
away = [{from = "2026-12-21", until = 2026-12-25}, {from = 2026-10-01, until = 2026-10-02, deputy = "jing.chen@corp.example"}]
left = false
'''
    files = minimal()
    files["people.toml"] += person
    found = read_rules(octets(files)).directory.person("tao@partner.example")
    assert found is not None
    assert (found.address, found.department, found.manager) == ("lintao@corp.example", None, None)
    assert found.assistants == ("chenjing@corp.example",)
    assert [(a.from_, a.until, a.deputy) for a in found.away] == [
        (date(2026, 12, 21), date(2026, 12, 25), None),
        (date(2026, 10, 1), date(2026, 10, 2), "chenjing@corp.example"),
    ]


def test_a_company_without_an_identity_believes_nobody_and_is_warned() -> None:
    text = minimal()["company.toml"]
    rules = changed("company.toml", text[text.index("[identity]") :], "")
    assert rules.identity.policy == "authentication-results"
    assert [line.split(":")[1].strip() for line in warnings(rules)][:1] == ["identity.authserv_ids"]


def test_a_mark_of_the_byte_order_is_no_fault() -> None:
    files = octets(minimal())
    files["company.toml"] = b"\xef\xbb\xbf" + files["company.toml"]
    assert read_rules(files).company.name == "示例软件"


@pytest.mark.parametrize("hours", ['["9:00", "18:00"]', '["09:00:00", "18：00"]', "[09:00:00, 18:00:00]"])
def test_a_time_of_day_may_be_written_in_several_ways(hours: str) -> None:
    assert changed("company.toml", '["09:00", "18:00"]', hours).company.hours == (time(9), time(18))


def test_a_department_that_people_name_exists_though_nobody_describes_it() -> None:
    directory = read_rules(octets(minimal())).directory
    found = directory.department("产品部")
    assert found is not None
    assert [p.name for p in directory.members("产品部")] == ["陈静", "赵磊"]


def test_a_manager_who_is_only_in_the_company_and_not_in_the_directory_is_warned_of() -> None:
    rules = changed("people.toml", "zhaolei@corp.example", "director@corp.example")
    assert "rules/people.toml: 陈静's manager director@corp.example is not in the directory; mailed all the same" in warnings(rules)


def test_a_manager_who_has_left_is_none() -> None:
    rules = changed("people.toml", 'roles = ["lead", "admin"]', 'roles = ["lead", "admin"]\nleft = true')
    found = rules.directory.person("chenjing@corp.example")
    assert found is not None
    assert found.manager is None


def test_whoever_has_left_may_keep_what_is_no_longer_right() -> None:
    gone = '\n[[person]]\nname = "旧人"\naddresses = ["old@corp.example"]\nmanager = "older@else.example"\nassistants = ["x@y.example"]\nleft = true\n'
    files = minimal()
    files["people.toml"] += gone
    assert read_rules(octets(files)).directory.named("旧人")[0].left


def test_a_contact_given_by_a_second_address_is_known_by_the_first() -> None:
    rules = changed("people.toml", 'contacts = ["sunli@corp.example"]', 'contacts = ["jing.chen@corp.example"]')
    assert [p.address for p in rules.directory.contacts("华东")] == ["chenjing@corp.example"]


# --- what the files need not repeat ------------------------------------------------------------------------------


def test_the_names_of_a_thing_hold_its_titles_and_its_key() -> None:
    rules = read_rules(octets(minimal()))
    kind = rules.kinds["server_upgrade"]
    assert kind.synonyms == ("服务器升级", "服务端升级", "Server upgrade")
    assert kind.node[1].names == ("灰度升级", "升级", "Rollout", "rollout")
    assert rules.tags.tag[1].synonyms == ("问题", "ISSUE", "缺陷")
    assert rules.severities.severity[0].names == ("致命", "严重", "Severe")
    assert rules.fields.field[0].names == ("field-kind-zh", "field-kind-en", "kind")


def test_a_field_of_the_companys_own_may_be_added() -> None:
    files = minimal()
    files["fields.toml"] += '\n[[field]]\nkey = "contract"\ntitle = {zh = "合同号", en = "Contract"}\n'
    assert read_rules(octets(files)).fields.field[-1].key == "contract"


# --- warnings ----------------------------------------------------------------------------------------------------


def test_roles_that_nobody_has_and_departments_without_a_contact_are_warned_of() -> None:
    assert warnings(read_rules(octets(minimal()))) == [
        "rules/people.toml: nobody has the role 'tech_manager': issues reach no such manager",
        "rules/people.toml: nobody has the role 'test_manager': issues reach no such manager",
        "rules/people.toml: nobody has the role 'dev_manager': issues reach no such manager",
        "rules/people.toml: 产品部 has no contact: what falls to the department reaches nobody",
    ]


def test_a_contact_who_has_left_is_warned_of() -> None:
    rules = changed("people.toml", 'roles = ["business"]', 'roles = ["business"]\nleft = true')
    assert "rules/people.toml: 孙丽 has left and is still a contact of 华东业务部" in warnings(rules)
    assert rules.directory.with_role(Role.BUSINESS) == ()


def test_no_rules_at_all_are_a_fault_a_file() -> None:
    with pytest.raises(RulesError) as error:
        load_rules([])
    assert error.value.faults[0] == "rules/calendar.toml:1: the file is missing"
    assert len(error.value.faults) == 12
