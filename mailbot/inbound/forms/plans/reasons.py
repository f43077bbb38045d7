"""The clauses of a plan that say why: their days are none of the plan's (SPEC 3 "Body")."""

from mailbot.late import late

__all__ = ["REASON"]

# 因客户年末封网: why, and no day of the plan.
REASON = late(r"^\s*为(?!期|止|准|主)[^，,。；;]{2,40}(?=$|[，,])|因(?:为|(?!此|而))[^，,。；;]{2,30}|(?:由于|鉴于|考虑到)[^，,。；;]{2,30}|(?<![a-z])(?:because|since|due to|owing to)(?! (?:on|by))(?: [\w']+){1,10}")
