"""find_strangers: where names stand in a clause that no directory has: 张伟12月8日升完华东, done by Peter Schulz (SPEC 9 "Plans")."""

from collections.abc import Sequence

from mailbot.inbound.surnames import looks_like_name
from mailbot.late import late

_BLOT = "\u2588"
_HAN = late(
    r"(?:^|(?<=[\u2588\s，,、。；;：:/／|｜（(【@由请让派归给是与及换叫为成找次-]))(?:由|请|让|派|归|给"
    r"|是|换成?|叫|成|为)?(?P<name>[\u4e00-\u9fff]{2,3}?)"
    r"(?=$|[\u2588\s，,、。；;：:/／|｜）)】-]|负责|牵头|主责|执行|完成|来(?:负责|做|弄|升|限|发)|于|在|会|将|把"
    r"|去|做|搞|弄|前|带|替|代|顶|接|了)"
)
_LED = late(r"(?<=的)(?P<name>[\u4e00-\u9fff]{2,3}?)(?=负责|牵头|主责|执行|来[做负])")  # 外包的刘工负责
# What is done by whom: behind a word or a sign that names follow, or before a verb at the beginning.
_TITLED = r"[A-Z][a-z]+(?:[ -][A-Z][a-z]+){1,2}"
_LATIN = late(
    rf"(?:(?<=\bby )|(?<=\bto )|(?<=[(（]))(?P<by>{_TITLED}|[A-Z][a-z]+)(?![A-Za-z])"
    rf"|(?:^|(?<=[\u2588:：,，;|] )|(?<=[-–—] )|(?<=[:：,，;|]))(?P<alone>{_TITLED})(?=\s*(?:$|[\u2588,，;.(（|–—-]))"
    rf"|^\s*(?:[Tt]hen |[Aa]nd |[Pp]lease )?(?P<does>{_TITLED}"
    rf"|[A-Z][a-z]+)(?=\s+(?:will|is (?:going )?to|should|shall|has to|needs to|handles?|takes?|does|do|runs?"
    rf"|owns?|leads?|(?:and \w+ )?\u2588))"
)
# What begins a sentence or is a heading of plans and is nobody's name.
_WORDS = frozenset(
    (
        "a an the this that these those it we you they he she i all each both every everyone everybody nobody "
        "our your their its his her my please then after before until starting beginning effective following "
        "given assuming because since due owners owner dear hello thanks regards overseas oversea by on in at "
        "from to for and but or if when once as so with while during within next last first second third "
        "final finally also only just not no new old older legacy any some most more less other others "
        "remaining rest everything anything there here what which who server servers client clients customer "
        "customers component components version versions parameter parameters product store stores site sites "
        "machine machines user users team teams department departments business region regions upgrade "
        "upgrades rollout restriction restrictions summary report testing test tests pilot batch phase step "
        "steps stage release build delay deployment package obtain guidance quantity validity plan plans "
        "schedule dates date day days deadline week month online full partial complete total eod cob noon "
        "midnight morning afternoon evening monday tuesday wednesday thursday friday saturday sunday mon tue "
        "wed thu fri sat sun tues thur thurs january february march april may june july august september "
        "october november december jan feb mar apr jun jul aug sep sept oct nov dec north south east west "
        "central china overseas international domestic global asia europe headquarters hq management support "
        "operations engineering sales marketing finance legal security note notes owner status due start end "
        "dear hi hello regards thanks best ends expires valid until technical development product research quality manager office pm"
    ).split()
)
_NO_VERB = late(
    r"\s+(?:summary|wrap-?up|write-?up|reports?|upgrade|update|rollout)(?![a-z])"
)  # Short summary on 15 January
_NAMES_TOO = frozenset(("sun", "may"))  # Sun Lili
_MOST = 6
_ABOUT = ("左右", "上下", "以内", "之内", "不等")  # 300 台左右


def find_strangers(text: str, taken: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans of what stands where a name would and looks like one. `taken` are the spans of what is known: people, places,
    days and deeds. Linear in the text."""
    free = text
    for start, end in taken:
        free = free[:start] + _BLOT * (end - start) + free[end:]
    found = [
        match.span("name")
        for pattern in (_HAN, _LED)
        for match in pattern.finditer(free)
        if looks_like_name(match["name"]) and not match["name"].endswith(_ABOUT)
    ]
    for match in _LATIN.finditer(free):
        group = next(name for name in ("by", "alone", "does") if match[name])
        words = match[group].lower().replace("-", " ").split()
        if group == "does" and len(words) == 1 and _NO_VERB.match(text, match.end()):
            continue
        if not any(word in _WORDS for word in (words[1:] if len(words) > 1 and words[0] in _NAMES_TOO else words)):
            found.append(match.span(group))
    return sorted(found)[:_MOST]
