"""What a cell of a plan's table says that is only how far a row is."""

STATES = frozenset(
    (
        "已完成|完成|未完成|进行中|未开始|待开始|已开始|正常|延期|已延期|暂停|取消|是|否|√|✓|✔|done|completed|in progress|"
        "not started|open|closed|pending|ongoing|yes|no"
    ).split("|")
)
