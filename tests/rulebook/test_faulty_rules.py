"""What `mailbot check` says of faulty rules, word for word: file, line, key, what was found, what was expected, the nearest word.

Each case spoils one file of the minimal rules: the first `old` becomes `new`; without `old`, `new` is the whole file, and
None is no file.
"""

import pytest
from minimal_rules import minimal, octets

from mailbot.errors import RulesError
from mailbot.rulebook.load import read_rules

Case = tuple[str, str, str | None, str | bytes | None, list[str]]

CASES: list[Case] = [
    (
        "a file that nobody reads",
        "peple.toml",
        None,
        "",
        [
            "rules/peple.toml:1: found 'peple.toml'; expected one of company.toml, people.toml, tags.toml, fields.toml, words.toml, severities.toml, process.toml, rights.toml, limits.toml, digest.toml, reminders.toml, calendar.toml, kinds/*.toml; nearest: 'people.toml'",
        ],
    ),
    (
        "a file that is missing",
        "tags.toml",
        None,
        None,
        [
            "rules/tags.toml:1: the file is missing",
        ],
    ),
    (
        "a file saved in the code page of Windows",
        "people.toml",
        None,
        b'[[person]]\nname = "\xb3\xc2\xbe\xb2"\n',
        [
            "rules/people.toml:2: not UTF-8 (byte 0xb3); save the file as UTF-8",
        ],
    ),
    (
        "a file saved as UTF-16",
        "company.toml",
        None,
        b'\xff\xfe[\x00c\x00o\x00m\x00p\x00a\x00n\x00y\x00]\x00\n\x00',
        [
            "rules/company.toml:1: not UTF-8 (byte 0xff); save the file as UTF-8",
        ],
    ),
    (
        "an empty company",
        "company.toml",
        None,
        "",
        [
            "rules/company.toml:1: company: missing; expected a table with the keys name, domains, timezone, hours, lunch, label, bot, language, lists",
        ],
    ),
    (
        "full-width quotes",
        "company.toml",
        'name = "示例软件"',
        "name = “示例软件”",
        [
            'rules/company.toml:2: not TOML: Invalid value at column 8; found the full-width “; expected "',
        ],
    ),
    (
        "a full-width comma in a list",
        "company.toml",
        '["09:00", "18:00"]',
        '["09:00"，"18:00"]',
        [
            "rules/company.toml:5: not TOML: Unclosed array at column 17; found the full-width ，; expected ,",
        ],
    ),
    (
        "a full-width equals sign",
        "company.toml",
        "bot = ",
        "bot ＝ ",
        [
            "rules/company.toml:8: not TOML: Expected '=' after a key in a key/value pair at column 5; found the full-width ＝; expected =",
        ],
    ),
    (
        "a Chinese key",
        "people.toml",
        'department = "产品部"\nroles = ["pm"]',
        '部门 = "产品部"\nroles = ["pm"]',
        [
            "rules/people.toml:4: not TOML: Invalid statement at column 1; found '部'; expected a key in ASCII, or a text in quotes",
        ],
    ),
    (
        "a text without its closing quote",
        "company.toml",
        'label = "商密"',
        'label = "商密',
        [
            "rules/company.toml:7: not TOML: a text without its closing quote",
        ],
    ),
    (
        "a list without its closing bracket",
        "tags.toml",
        '["Re", "回复"]',
        '["Re", "回复"',
        [
            "rules/tags.toml:2: not TOML: Unclosed array at column 1",
        ],
    ),
    (
        "a key given twice",
        "people.toml",
        'language = "zh"\n',
        'language = "zh"\nlanguage = "en"\n',
        [
            "rules/people.toml:8: not TOML: the key 'language' is given twice",
        ],
    ),
    (
        "a key given twice in an inline table",
        "kinds/server_upgrade.toml",
        'name = {zh = "服务端升级", en = "Server upgrade"}',
        'name = {zh = "服务端升级", zh = "Server upgrade"}',
        [
            "rules/kinds/server_upgrade.toml:3: not TOML: the key 'zh' is given twice",
        ],
    ),
    (
        "a table given twice",
        "company.toml",
        "[identity]",
        "[company]",
        [
            "rules/company.toml:12: not TOML: the table [company] is given twice; a list of tables is [[company]]",
        ],
    ),
    (
        "a time without quotes and seconds",
        "company.toml",
        '["09:00", "18:00"]',
        "[09:00, 18:00]",
        [
            'rules/company.toml:5: not TOML: Unclosed array at column 11; a time of day stands in quotes ("09:00")',
        ],
    ),
    (
        "yes for true",
        "severities.toml",
        "at_once = true",
        "at_once = yes",
        [
            "rules/severities.toml:9: not TOML: Invalid value at column 11; a text stands in quotes; yes and no are true and false",
        ],
    ),
    (
        "a misspelt key",
        "people.toml",
        'addresses = ["zhaolei@corp.example"]',
        'adresses = ["zhaolei@corp.example"]',
        [
            "rules/people.toml:11: person[1].adresses: unknown key; expected one of name, addresses, department, roles, manager, language, timezone, products, assistants, away, left; nearest: 'addresses'",
        ],
    ),
    (
        "a key that means nothing",
        "company.toml",
        'language = "zh"\nlists',
        'colour = "red"\nlists',
        [
            "rules/company.toml:9: company.colour: unknown key; expected one of name, domains, timezone, hours, lunch, label, bot, language, lists",
        ],
    ),
    (
        "a misspelt table",
        "people.toml",
        "[[department]]",
        "[[departmnt]]",
        [
            "rules/people.toml:28: departmnt: unknown key; expected one of person, department; nearest: 'department'",
        ],
    ),
    (
        "a missing key",
        "company.toml",
        'label = "商密"\n',
        "",
        [
            "rules/company.toml:1: company.label: missing; expected a text of 1 to 200 characters",
        ],
    ),
    (
        "a person without an address",
        "people.toml",
        'addresses = ["sunli@corp.example"]\n',
        "addresses = []\n",
        [
            "rules/people.toml:17: person[2].addresses: found an empty list; expected a list of at least one, each a mail address alone (name@domain)",
        ],
    ),
    (
        "a misspelt role",
        "people.toml",
        '["lead", "admin"]',
        '["lead", "admn"]',
        [
            "rules/people.toml:13: person[1].roles[1]: found 'admn'; expected one of pm, tech_manager, test_manager, dev_manager, business, lead, admin; nearest: 'admin'",
        ],
    ),
    (
        "a role in Chinese",
        "people.toml",
        '["lead", "admin"]',
        '["lead", "管理员"]',
        [
            "rules/people.toml:13: person[1].roles[1]: found '管理员'; expected one of pm, tech_manager, test_manager, dev_manager, business, lead, admin",
        ],
    ),
    (
        "a role that is no list",
        "people.toml",
        'roles = ["pm"]',
        'roles = "pm"',
        [
            "rules/people.toml:5: person[0].roles: found 'pm'; expected a list, each one of pm, tech_manager, test_manager, dev_manager, business, lead, admin",
        ],
    ),
    (
        "an address with a display name",
        "people.toml",
        '["zhaolei@corp.example"]',
        '["赵磊 <zhaolei@corp.example>"]',
        [
            "rules/people.toml:11: person[1].addresses[0]: found '赵磊 <zhaolei@corp.example>'; expected a mail address alone (name@domain)",
        ],
    ),
    (
        "a number for a name",
        "company.toml",
        'name = "示例软件"',
        "name = 5",
        [
            "rules/company.toml:2: company.name: found 5; expected a text of 1 to 200 characters",
        ],
    ),
    (
        "an empty name",
        "company.toml",
        'name = "示例软件"',
        'name = " "',
        [
            "rules/company.toml:2: company.name: found ' '; expected a text of 1 to 200 characters",
        ],
    ),
    (
        "an unknown language",
        "people.toml",
        'language = "zh"',
        'language = "cn"',
        [
            "rules/people.toml:7: person[0].language: found 'cn'; expected one of zh, en",
        ],
    ),
    (
        "a misspelt time zone",
        "company.toml",
        "Asia/Shanghai",
        "Asia/Shangai",
        [
            "rules/company.toml:4: company.timezone: found 'Asia/Shangai'; expected a time zone (Asia/Shanghai); nearest: 'Asia/Shanghai'",
        ],
    ),
    (
        "a policy that does not exist",
        "company.toml",
        '"authentication-results"',
        '"authentication-result"',
        [
            "rules/company.toml:13: identity.policy: found 'authentication-result'; expected one of authentication-results, none; nearest: 'authentication-results'",
        ],
    ),
    (
        "a time of day that does not exist",
        "company.toml",
        '"18:00"',
        '"25:00"',
        [
            'rules/company.toml:5: company.hours[1]: found \'25:00\'; expected a time of day in quotes ("09:00")',
        ],
    ),
    (
        "hours as numbers",
        "company.toml",
        '["09:00", "18:00"]',
        "[9, 18]",
        [
            'rules/company.toml:5: company.hours[0]: found 9; expected a time of day in quotes ("09:00")',
            'rules/company.toml:5: company.hours[1]: found 18; expected a time of day in quotes ("09:00")',
        ],
    ),
    (
        "a domain with an @",
        "company.toml",
        'domains = ["corp.example"]',
        'domains = ["@corp.example"]',
        [
            "rules/company.toml:3: company.domains[0]: found '@corp.example'; expected a domain alone (corp.example)",
        ],
    ),
    (
        "a day as a number",
        "people.toml",
        "from = 2026-12-21",
        "from = 20261221",
        [
            "rules/people.toml:26: person[3].away[0].from: found 20261221; expected a day (2026-10-01)",
        ],
    ),
    (
        "a number out of bounds",
        "process.toml",
        "finalize_after = 5",
        "finalize_after = 500",
        [
            "rules/process.toml:1: finalize_after: found 500; expected a whole number from 0 to 60",
        ],
    ),
    (
        "a text for a number",
        "process.toml",
        "finalize_after = 5",
        'finalize_after = "five"',
        [
            "rules/process.toml:1: finalize_after: found 'five'; expected a whole number from 0 to 60",
        ],
    ),
    (
        "a number in quotes",
        "process.toml",
        "finalize_after = 5",
        'finalize_after = "5"',
        [
            "rules/process.toml:1: finalize_after: found '5'; expected a whole number from 0 to 60",
        ],
    ),
    (
        "true for a number",
        "process.toml",
        "finalize_after = 5",
        "finalize_after = true",
        [
            "rules/process.toml:1: finalize_after: found true; expected a whole number from 0 to 60",
        ],
    ),
    (
        "a text for true or false",
        "people.toml",
        'roles = ["pm"]',
        'roles = ["pm"]\nleft = "no"',
        [
            "rules/people.toml:6: person[0].left: found 'no'; expected true or false",
        ],
    ),
    (
        "one time for the hours",
        "company.toml",
        '["09:00", "18:00"]',
        '["09:00"]',
        [
            'rules/company.toml:5: company.hours: found a list; expected two times of day (["09:00", "18:00"])',
        ],
    ),
    (
        "a header that is no text",
        "company.toml",
        "internal = []",
        "internal = [5]",
        [
            "rules/company.toml:15: identity.internal[0]: found 5; expected a text",
        ],
    ),
    (
        "a limit of none at all",
        "limits.toml",
        "10",
        "0",
        [
            "rules/limits.toml:1: answers_an_hour: found 0; expected a whole number of 1 or more",
        ],
    ),
    (
        "a time to respond in weeks",
        "severities.toml",
        'respond = "1d"',
        'respond = "1w"',
        [
            'rules/severities.toml:14: severity[1].respond: found \'1w\'; expected working hours ("4h") or working days ("2d")',
        ],
    ),
    (
        "a misspelt evidence",
        "kinds/server_upgrade.toml",
        '"counts"',
        '"count"',
        [
            "rules/kinds/server_upgrade.toml:22: node[1].evidence: found 'count'; expected one of none, version, tests, attachments, counts, restriction, delay, defects, summary; nearest: 'counts'",
        ],
    ),
    (
        "a code in small letters",
        "kinds/server_upgrade.toml",
        'code = "SU"',
        'code = "su"',
        [
            "rules/kinds/server_upgrade.toml:2: code: found 'su'; expected 2 to 4 capital letters",
        ],
    ),
    (
        "a node's manager who is none",
        "kinds/server_upgrade.toml",
        'manager = "test_manager"',
        'manager = "pm"',
        [
            "rules/kinds/server_upgrade.toml:14: node[0].manager: found 'pm'; expected one of tech_manager, test_manager, dev_manager",
        ],
    ),
    (
        "a misspelt tag",
        "tags.toml",
        'key = "ISSUE"',
        'key = "ISUE"',
        [
            "rules/tags.toml:10: tag[1].key: found 'ISUE'; expected one of PLAN, ISSUE, RESULT, QUERY, HELP, UNDO; nearest: 'ISSUE'",
        ],
    ),
    (
        "a special word that means nothing known",
        "tags.toml",
        '"defect"',
        '"defekt"',
        [
            "rules/tags.toml:12: tag[1].special.缺陷: found 'defekt'; expected one of defect, summary, handling_result, progress; nearest: 'defect'",
        ],
    ),
    (
        "a title in one language only",
        "kinds/server_upgrade.toml",
        'title = {zh = "升级", en = "Rollout"}',
        'title = {zh = "升级"}',
        [
            "rules/kinds/server_upgrade.toml:20: node[1].title.en: missing; expected a text of 1 to 200 characters",
        ],
    ),
    (
        "a title that is a text",
        "kinds/server_upgrade.toml",
        'title = {zh = "升级", en = "Rollout"}',
        'title = "升级"',
        [
            "rules/kinds/server_upgrade.toml:20: node[1].title: found '升级'; expected a table with the keys zh, en",
        ],
    ),
    (
        "an act that does not exist",
        "rights.toml",
        'act = "plan"',
        'act = "plans"',
        [
            "rules/rights.toml:2: right[0].act: found 'plans'; expected one of plan, revision, cancellation, pause, resumption, start, handover, confirmation, objection, node_result, progress, promise, postponement, decision, waiver, issue, acknowledgement, question, handling_result, reopening, closure, summary, query, help, undo, note; nearest: 'plan'",
        ],
    ),
    (
        "a right for nobody known",
        "rights.toml",
        'act = "waiver"\nmay = ["pm"]',
        'act = "waiver"\nmay = ["boss"]',
        [
            "rules/rights.toml:59: right[14].may[0]: found 'boss'; expected one of pm, other_pm, owner, node_department, department, contact, manager, raiser, lead, admin, part, anyone",
        ],
    ),
    (
        "an item that is not reminded of",
        "reminders.toml",
        'item = "node"\nname = "today"',
        'item = "nod"\nname = "today"',
        [
            "rules/reminders.toml:2: step[0].item: found 'nod'; expected one of node, confirmation, postponement, respond, resolve, question, summary; nearest: 'node'",
        ],
    ),
    (
        "a step in days and in hours",
        "reminders.toml",
        "days = 0",
        "days = 0\nhours = 4",
        [
            "rules/reminders.toml:5: step[0].hours: found 4 beside days = 0; expected one of days, hours",
        ],
    ),
    (
        "a step at no time",
        "reminders.toml",
        "days = 0\n",
        "",
        [
            "rules/reminders.toml:1: step[0].days: missing; expected days (working days after the due day) or hours (working hours after the due time)",
        ],
    ),
    (
        "a step further off than anybody plans",
        "reminders.toml",
        "days = 0",
        "hours = 4000",
        [
            "rules/reminders.toml:4: step[0].hours: found 4000; expected a whole number from -200 to 2000",
        ],
    ),
    (
        "a reminder to nobody",
        "reminders.toml",
        'to = ["owner"]',
        "to = []",
        [
            "rules/reminders.toml:5: step[0].to: found an empty list; expected a list of at least one, each one of owner, contact, pm, manager, lead",
        ],
    ),
    (
        "a reminder to somebody unknown",
        "reminders.toml",
        '["owner", "contact"]',
        '["owner", "contacts"]',
        [
            "rules/reminders.toml:11: step[1].to[1]: found 'contacts'; expected one of owner, contact, pm, manager, lead; nearest: 'contact'",
        ],
    ),
    (
        "hours the wrong way round",
        "company.toml",
        '["09:00", "18:00"]',
        '["18:00", "09:00"]',
        [
            "rules/company.toml:5: company.hours: found 18:00 to 09:00; expected a start before the end",
        ],
    ),
    (
        "lunch outside the hours",
        "company.toml",
        '["12:00", "13:00"]',
        '["19:00", "20:00"]',
        [
            "rules/company.toml:6: company.lunch: found 19:00 to 20:00; expected a break within 09:00 to 18:00, its start before its end",
        ],
    ),
    (
        "domains that do not cover the bot",
        "company.toml",
        'domains = ["corp.example"]',
        'domains = ["firma.example"]',
        [
            "rules/company.toml:8: company.bot: found 'strategy@corp.example'; expected an address in one of the company's domains (firma.example)",
        ],
    ),
    (
        "the bot as a mailing list",
        "company.toml",
        "pm-all@",
        "strategy@",
        [
            "rules/company.toml:10: company.lists[0]: found 'strategy@corp.example'; expected a mailing list, not the bot's own address",
        ],
    ),
    (
        "two people with one address",
        "people.toml",
        '["lixiang@corp.example"]\ndepartment',
        '["lixiang@corp.example", "SunLi@corp.example"]\ndepartment',
        [
            "rules/people.toml:24: person[3].addresses[1]: found 'sunli@corp.example'; expected an address that nobody else has; person[2].addresses[0] has 'sunli@corp.example'",
            "rules/people.toml:26: person[3].away[0].deputy: found 'sunli@corp.example'; expected somebody else than 李想 to stand in",
        ],
    ),
    (
        "the bot's address for a person",
        "people.toml",
        '"jing.chen@corp.example"',
        '"strategy@corp.example"',
        [
            "rules/people.toml:3: person[0].addresses[1]: found 'strategy@corp.example'; expected an address that nobody else has; rules/company.toml: company.bot (the bot) has 'strategy@corp.example'",
        ],
    ),
    (
        "a department's mailbox that is a person's",
        "people.toml",
        "east@",
        "sunli@",
        [
            "rules/people.toml:32: department[0].mailboxes[0]: found 'sunli@corp.example'; expected an address that nobody else has; person[2].addresses[0] has 'sunli@corp.example'",
        ],
    ),
    (
        "a department that is a slip from another",
        "people.toml",
        'department = "华东业务部"',
        'department = "华东业务步"',
        [
            "rules/people.toml:25: person[3].department: found '华东业务步'; expected one of 华东业务部; nearest: '华东业务部'",
        ],
    ),
    (
        "a manager who is a slip from another",
        "people.toml",
        'manager = "zhaolei@',
        'manager = "zhaolie@',
        [
            "rules/people.toml:6: person[0].manager: found 'zhaolie@corp.example'; expected an address of a [[person]]; nearest: 'zhaolei@corp.example'",
        ],
    ),
    (
        "a manager outside the company",
        "people.toml",
        'manager = "zhaolei@corp.example"',
        'manager = "boss@else.example"',
        [
            "rules/people.toml:6: person[0].manager: found 'boss@else.example'; expected an address of a [[person]]",
        ],
    ),
    (
        "an assistant who is nobody",
        "people.toml",
        'assistants = ["lixiang@corp.example"]',
        'assistants = ["nobody@corp.example"]',
        [
            "rules/people.toml:20: person[2].assistants[0]: found 'nobody@corp.example'; expected an address of a [[person]]",
        ],
    ),
    (
        "a contact who is nobody",
        "people.toml",
        'contacts = ["sunli@',
        'contacts = ["sunly@',
        [
            "rules/people.toml:31: department[0].contacts[0]: found 'sunly@corp.example'; expected an address of a [[person]]; nearest: 'sunli@corp.example'",
        ],
    ),
    (
        "a deputy who is nobody",
        "people.toml",
        'deputy = "sunli@',
        'deputy = "sunlii@',
        [
            "rules/people.toml:26: person[3].away[0].deputy: found 'sunlii@corp.example'; expected an address of a [[person]]; nearest: 'sunli@corp.example'",
        ],
    ),
    (
        "a deputy for oneself",
        "people.toml",
        'deputy = "sunli@',
        'deputy = "lixiang@',
        [
            "rules/people.toml:26: person[3].away[0].deputy: found 'lixiang@corp.example'; expected somebody else than 李想 to stand in",
        ],
    ),
    (
        "an absence the wrong way round",
        "people.toml",
        "until = 2026-12-25",
        "until = 2026-12-20",
        [
            "rules/people.toml:26: person[3].away[0].until: found 2026-12-20 after 2026-12-21; expected an end that is not before the start",
        ],
    ),
    (
        "two departments with one name",
        "people.toml",
        "[[department]]\n",
        '[[department]]\nname = "华东"\n\n[[department]]\n',
        [
            "rules/people.toml:33: department[1].aliases[0]: found '华东'; expected a name that no other department has; department[0].name has '华东'",
        ],
    ),
    (
        "a word of two tags",
        "tags.toml",
        'synonyms = ["结果"]',
        'synonyms = ["结果", "計劃"]',
        [
            "rules/tags.toml:16: tag[2].synonyms[1]: found '計劃'; expected a word that no other tag has; tag[0].synonyms[0] (PLAN) has '计划'",
        ],
    ),
    (
        "a special word of another tag",
        "tags.toml",
        '{"缺陷" = "defect"}',
        '{"方案" = "defect"}',
        [
            "rules/tags.toml:12: tag[1].special.方案: found '方案'; expected a word that no other tag has; tag[0].synonyms[1] (PLAN) has '方案'",
        ],
    ),
    (
        "a tag that stands twice",
        "tags.toml",
        'key = "UNDO"',
        'key = "HELP"',
        [
            "rules/tags.toml:5: tag: missing; expected a [[tag]] with the key 'UNDO'",
            "rules/tags.toml:27: tag[5].key: found 'HELP'; expected a key of its own; tag[4] has this one",
        ],
    ),
    (
        "a prefix of replies and forwards",
        "tags.toml",
        '["Fwd", "转发"]',
        '["Fwd", "RE"]',
        [
            "rules/tags.toml:2: forward_prefixes[1]: found 'RE'; expected a prefix of replies or of forwards, not of both; reply_prefixes[0] (a reply) has 'Re'",
        ],
    ),
    (
        "a name of two fields",
        "fields.toml",
        'key = "title"\n',
        'key = "title"\nnames = ["FIELD-KIND-ZH"]\n',
        [
            "rules/fields.toml:7: field[1].names[0]: found 'FIELD-KIND-ZH'; expected a name that no other field has; field[0].title.zh (kind) has 'field-kind-zh'",
        ],
    ),
    (
        "a field that mails need, renamed",
        "fields.toml",
        'key = "version"',
        'key = "verson"',
        [
            "rules/fields.toml:1: field: missing; expected a [[field]] with the key 'version'; nearest: 'verson'",
            "rules/kinds/server_upgrade.toml:6: required[0]: found 'version'; expected the key of a field in fields.toml; nearest: 'verson'",
        ],
    ),
    (
        "a column that stands twice",
        "fields.toml",
        'key = "owner"\ntitle = {zh = "column-owner-zh", en = "column-owner-en"}',
        'key = "title"\ntitle = {zh = "column-owner-zh", en = "column-owner-en"}',
        [
            "rules/fields.toml:213: column: missing; expected a [[column]] with the key 'owner'",
            "rules/fields.toml:226: column[3].key: found 'title'; expected a key of its own; column[1] has this one",
        ],
    ),
    (
        "a phrase that means yes and no",
        "words.toml",
        'object = ["object it"]',
        'object = ["object it", "CONFIRM it"]',
        [
            "rules/words.toml:2: object[1]: found 'CONFIRM it'; expected a phrase of 'confirm' or of 'object', not of both; confirm[0] has 'confirm it'",
        ],
    ),
    (
        "a list of phrases missing",
        "words.toml",
        'publish = ["publish it"]\n',
        "",
        [
            "rules/words.toml:1: publish: missing; expected a list, each a text of 1 to 200 characters",
        ],
    ),
    (
        "a default severity that is none",
        "severities.toml",
        'default = "一般"',
        'default = "一班"',
        [
            "rules/severities.toml:1: default: found '一班'; expected one of 严重, 一般; nearest: '一般'",
        ],
    ),
    (
        "a name of two severities",
        "severities.toml",
        'names = ["致命"]',
        'names = ["致命", "normal"]',
        [
            "rules/severities.toml:13: severity[1].title.en: found 'Normal'; expected a name that no other severity has; severity[0].names[1] (严重) has 'normal'",
        ],
    ),
    (
        "two severities of one name",
        "severities.toml",
        'name = "严重"',
        'name = "一般"',
        [
            "rules/severities.toml:12: severity[1].name: found '一般'; expected a name of its own; severity[0] has this one",
        ],
    ),
    (
        "more time to respond than to resolve",
        "severities.toml",
        'respond = "1d"',
        'respond = "4d"',
        [
            "rules/severities.toml:14: severity[1].respond: found '4d' to respond, '3d' to resolve; expected no more time to respond than to resolve",
        ],
    ),
    (
        "two kinds of one code",
        "kinds/parameter_rollout.toml",
        '"PR"',
        '"SU"',
        [
            "rules/kinds/server_upgrade.toml:2: code: found 'SU'; expected a code that no other kind has; rules/kinds/parameter_rollout.toml: code has 'SU'",
        ],
    ),
    (
        "a name of two kinds",
        "kinds/parameter_rollout.toml",
        "counts",
        'synonyms = ["服务器升级"]\ncounts',
        [
            "rules/kinds/server_upgrade.toml:4: synonyms[0]: found '服务器升级'; expected a name that no other kind has; rules/kinds/parameter_rollout.toml: synonyms[0] has '服务器升级'",
        ],
    ),
    (
        "a required field that is none",
        "kinds/server_upgrade.toml",
        'required = ["version", "nodes"]',
        'required = ["verson", "nodes"]',
        [
            "rules/kinds/server_upgrade.toml:6: required[0]: found 'verson'; expected the key of a field in fields.toml; nearest: 'version'",
        ],
    ),
    (
        "two nodes of one key",
        "kinds/server_upgrade.toml",
        'key = "restrict"',
        'key = "rollout"',
        [
            "rules/kinds/server_upgrade.toml:8: only[0]: found 'restrict'; expected the key of a field in fields.toml or of a node of this kind",
            "rules/kinds/server_upgrade.toml:25: node[2].key: found 'rollout'; expected a key of its own; node[1] has this one",
        ],
    ),
    (
        "a name of two nodes",
        "kinds/server_upgrade.toml",
        'names = ["灰度升级"]',
        'names = ["灰度升级", "版本限制"]',
        [
            "rules/kinds/server_upgrade.toml:26: node[2].title.zh: found '版本限制'; expected a name that no other node of this kind has; node[1].names[1] (rollout) has '版本限制'",
        ],
    ),
    (
        "tests that are not named",
        "kinds/server_upgrade.toml",
        'tests = [["遍历测试"], ["完整测试", "full test"]]\n',
        "",
        [
            "rules/kinds/server_upgrade.toml:10: node[0].tests: missing; expected what is wanted, since the evidence is 'tests'",
        ],
    ),
    (
        "tests where no tests are wanted",
        "kinds/server_upgrade.toml",
        'evidence = "tests"',
        'evidence = "version"',
        [
            "rules/kinds/server_upgrade.toml:16: node[0].tests: found a list; expected none, since the evidence is 'version' and not 'tests'",
        ],
    ),
    (
        "a gate where no version is submitted",
        "kinds/server_upgrade.toml",
        'names = ["灰度升级"]',
        'gate = "defects"',
        [
            "rules/kinds/server_upgrade.toml:21: node[1].gate: found 'defects'; expected no gate, since the evidence is 'counts' and not 'version'",
        ],
    ),
    (
        "a kind that cannot be finalized",
        "kinds/parameter_rollout.toml",
        'evidence = "summary"',
        'evidence = "none"',
        [
            'rules/kinds/parameter_rollout.toml:8: node: missing; expected a [[node]] with key = "finalize" and evidence = "summary"',
        ],
    ),
    (
        "a kind without nodes",
        "kinds/parameter_rollout.toml",
        '[[node]]\nkey = "finalize"\ntitle = {zh = "最终确定", en = "Final summary"}\nevidence = "summary"\n',
        "",
        [
            "rules/kinds/parameter_rollout.toml:1: node: missing; expected tables, each under [[node]]",
        ],
    ),
    (
        "an act that stands twice",
        "rights.toml",
        'act = "undo"',
        'act = "plan"',
        [
            'rules/rights.toml:1: right: missing; expected a [[right]] with act = "undo" (nobody: may = [])',
            "rules/rights.toml:98: right[24].act: found 'plan'; expected each act once; right[0] has this one",
        ],
    ),
    (
        "two steps of one name",
        "reminders.toml",
        'name = "overdue_1"',
        'name = "today"',
        [
            "rules/reminders.toml:9: step[1].name: found 'today'; expected a name that no other step of 'node' has; step[0] has this one",
        ],
    ),
    (
        "a holiday the wrong way round",
        "calendar.toml",
        "until = 2026-10-07",
        "until = 2026-09-07",
        [
            "rules/calendar.toml:7: year[0].holiday[0].until: found 2026-09-07 after 2026-10-01; expected an end that is not before the start",
        ],
    ),
    (
        "a holiday of another year",
        "calendar.toml",
        "year = 2026",
        "year = 2025",
        [
            "rules/calendar.toml:6: year[0].holiday[0].from: found 2026-10-01; expected a day of 2025",
        ],
    ),
    (
        "a holiday of a month and more",
        "calendar.toml",
        "until = 2026-10-07",
        "until = 2026-12-07",
        [
            "rules/calendar.toml:7: year[0].holiday[0].until: found 68 days off; expected at most 31",
            "rules/calendar.toml:8: year[0].holiday[0].make_up[1]: found 2026-10-10, which is off for 国庆节; expected a weekend day that is worked",
        ],
    ),
    (
        "a make-up day that is off",
        "calendar.toml",
        "make_up = [2026-09-20",
        "make_up = [2026-10-04",
        [
            "rules/calendar.toml:8: year[0].holiday[0].make_up[0]: found 2026-10-04, which is off for 国庆节; expected a weekend day that is worked",
        ],
    ),
    (
        "a make-up day that is worked anyway",
        "calendar.toml",
        "make_up = [2026-09-20",
        "make_up = [2026-09-21",
        [
            "rules/calendar.toml:8: year[0].holiday[0].make_up[0]: found 2026-09-21, a Monday, which is worked anyway; expected a Saturday or Sunday",
        ],
    ),
    (
        "a make-up day of another season",
        "calendar.toml",
        "make_up = [2026-09-20",
        "make_up = [2026-02-28",
        [
            "rules/calendar.toml:8: year[0].holiday[0].make_up[0]: found 2026-02-28; expected a day within 45 days of 国庆节",
        ],
    ),
    (
        "a year that stands twice",
        "calendar.toml",
        "[[override]]",
        "[[year]]\nyear = 2026\nholiday = []\n\n[[override]]",
        [
            "rules/calendar.toml:11: year[1].year: found 2026; expected each year once; year[0] has this one",
        ],
    ),
    (
        "a day that is off twice",
        "calendar.toml",
        "[[override]]",
        '[[year.holiday]]\nname = "中秋节"\nfrom = 2026-10-06\nuntil = 2026-10-08\n\n[[override]]',
        [
            "rules/calendar.toml:12: year[0].holiday[1].from: found 2026-10-06 off for 国庆节 already; expected days of its own",
        ],
    ),
    (
        "an override of nobody's department",
        "calendar.toml",
        '"华东业务部"',
        '"华东业务步"',
        [
            "rules/calendar.toml:14: override[0].department: found '华东业务步'; expected one of 华东业务部; nearest: '华东业务部'",
        ],
    ),
    (
        "two overrides of one day",
        "calendar.toml",
        "[[override]]\n",
        '[[override]]\nday = 2026-12-31\noff = false\nname = "盘点"\ndepartment = "华东业务部"\n\n[[override]]\n',
        [
            "rules/calendar.toml:17: override[1].day: found 2026-12-31; expected one [[override]] a day; override[0] has this one",
        ],
    ),
    (
        "a day that does not exist",
        "calendar.toml",
        "2026-10-07",
        "2026-10-32",
        [
            "rules/calendar.toml:7: not TOML: Expected newline or end of document after a statement at column 13",
        ],
    ),
    (
        "one table where a list of them is wanted",
        "people.toml",
        "[[department]]",
        "[department]",
        [
            "rules/people.toml:28: department: found a table; expected tables, each under [[department]]",
        ],
    ),
    (
        "what two kinds claim for themselves",
        "kinds/server_upgrade.toml",
        'only = ["restrict"]',
        'only = ["parameters"]',
        [
            "rules/kinds/server_upgrade.toml:8: only[0]: found 'parameters'; expected what only this kind has; rules/kinds/parameter_rollout.toml: only[0] has 'parameters'",
        ],
    ),
]


def spoilt(file: str, old: str | None, new: str | bytes | None) -> dict[str, bytes]:
    files = octets(minimal())
    if old is None:
        if new is None:
            del files[file]
        else:
            files[file] = new if isinstance(new, bytes) else new.encode()
        return files
    assert isinstance(new, str)
    text = files[file].decode()
    assert old in text, "the case spoils nothing"
    files[file] = text.replace(old, new, 1).encode()
    return files


@pytest.mark.parametrize(("file", "old", "new", "told"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_faulty_file_is_told_with_line_key_found_and_expected(
    file: str, old: str | None, new: str | bytes | None, told: list[str]
) -> None:
    with pytest.raises(RulesError) as error:
        read_rules(spoilt(file, old, new))
    assert error.value.faults == told


def test_the_faults_of_all_files_are_told_at_once_in_the_order_of_files_and_lines() -> None:
    files = octets(minimal())
    files["tags.toml"] = b"tag = [\n"
    files["company.toml"] = files["company.toml"].replace(b"09:00", b"19:00")
    files["people.toml"] = files["people.toml"].replace(b"east@", b"sunli@").replace(b'"zhaolei@corp.example"\nl', b'"nobody@else.example"\nl')
    with pytest.raises(RulesError) as error:
        read_rules(files)
    assert error.value.faults == [
        "rules/company.toml:5: company.hours: found 19:00 to 18:00; expected a start before the end",
        "rules/people.toml:6: person[0].manager: found 'nobody@else.example'; expected an address of a [[person]]",
        "rules/people.toml:32: department[0].mailboxes[0]: found 'sunli@corp.example'; expected an address that nobody else has; person[2].addresses[0] has 'sunli@corp.example'",
        "rules/tags.toml:1: not TOML: Invalid value",
    ]


def test_lines_are_counted_alike_with_lf_and_crlf() -> None:
    files = octets(minimal())
    files["people.toml"] = files["people.toml"].replace(b'"admin"', b'"admn"')
    with pytest.raises(RulesError) as lf:
        read_rules(files)
    with pytest.raises(RulesError) as crlf:
        read_rules({name: text.replace(b"\n", b"\r\n") for name, text in files.items()})
    assert lf.value.faults == crlf.value.faults


def test_a_copied_kind_is_told_by_key_and_code_and_not_by_every_name() -> None:
    files = octets(minimal())
    files["kinds/copy.toml"] = files["kinds/server_upgrade.toml"]
    with pytest.raises(RulesError) as error:
        read_rules(files)
    assert error.value.faults == [
        "rules/kinds/server_upgrade.toml:1: key: found 'server_upgrade'; expected a key that no other kind has; rules/kinds/copy.toml: key has 'server_upgrade'",
        "rules/kinds/server_upgrade.toml:2: code: found 'SU'; expected a code that no other kind has; rules/kinds/copy.toml: code has 'SU'",
    ]


def test_a_fault_quotes_a_long_value_in_part() -> None:
    files = octets(minimal())
    files["process.toml"] = b'finalize_after = "' + b"9" * 500 + b'"\n'
    with pytest.raises(RulesError) as error:
        read_rules(files)
    assert error.value.faults == [
        f"rules/process.toml:1: finalize_after: found '{'9' * 75}…'; expected a whole number from 0 to 60"
    ]
