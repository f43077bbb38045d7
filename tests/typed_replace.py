"""For mypy: `value.replace` knows the fields of the Value that it is given, by name and type, as dataclasses.replace knows a dataclass's.

The type language cannot say "these keywords are that class's fields". mypy works it out for dataclasses.replace alone, which
takes a dataclass, too: msgspec's replace raises TypeError for one. So the declared signature (a Value, any keywords) decides
what may be handed over, and mypy's own reckoning then which fields.
"""

from collections.abc import Callable

from mypy.plugin import FunctionSigContext, Plugin
from mypy.plugins.dataclasses import replace_function_sig_callback
from mypy.types import FunctionLike, Instance, ProperType, TypeVarType, UnionType, get_proper_type


def plugin(version: str) -> type[Plugin]:
    """What mypy looks for in a plugin's module."""
    return TypedReplace


class TypedReplace(Plugin):
    def get_function_signature_hook(self, fullname: str) -> Callable[[FunctionSigContext], FunctionLike] | None:
        return _signature if fullname == "mailbot.value.replace" else None


def _signature(context: FunctionSigContext) -> FunctionLike:
    given = context.args[0]
    if len(given) == 1 and _is_value(get_proper_type(context.api.get_expression_type(given[0]))):
        return replace_function_sig_callback(context)
    return context.default_signature  # mypy then says that its argument is no Value


def _is_value(given: ProperType) -> bool:
    if isinstance(given, UnionType):
        return all(_is_value(get_proper_type(item)) for item in given.items)
    if isinstance(given, TypeVarType):
        return _is_value(get_proper_type(given.upper_bound))
    return isinstance(given, Instance) and any(base.fullname == "mailbot.value.Value" for base in given.type.mro)
