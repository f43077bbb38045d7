"""What sort of program a product's name may end with: 星桥服务端, 门店助手, Nova Gateway. A name that does is plainly one."""

from mailbot.late import late

SORT = (
    r"(?:服务端|服务器端|客户端|网关|平台|中台|计费(?:系统|产品|软件)?|系统|(?:App|APP)(?=s?(?![A-Za-z])|[vV]\d)|中间件|引擎|收银台|收银机|助手"
    r"|小程序)"
)
# What in a running sentence may be a place or people as well: 客服中心, 门店后台.
TITLE_SORT = (
    rf"(?:{SORT}|终端(?:软件)?|商城|(?<=[\u4e00-\u9fff])(?:中心|管家|后台|门户|一体机|工作台|大屏|软件|插件|盒子))"
)
ENGLISH_SORT = (
    r"(?:Server|Client|Clients|Gateway|Platform|Desktop|App|Suite|Engine|Billing|Console|Portal|Mobile|Agent|POS"
    r"|Cloud|Hub|Studio|Terminal|Manager)"
)
BILLING = late(r"计费|计价|结算|(?i:bill)(?!s[rv]+)")
_PLAIN = late(rf"(?:.*[\u4e00-\u9fffA-Za-z\d].*?{TITLE_SORT}|.*[A-Za-z].* {ENGLISH_SORT})")


def is_plain_name(name: str) -> bool:
    """Whether a name says itself that it is a program's."""
    return _PLAIN.fullmatch(name.strip()) is not None
