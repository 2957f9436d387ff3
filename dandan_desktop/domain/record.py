"""What a record is made of: a frozen dataclass, filled by keyword, whose methods are shared and not written anew."""

from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, fields
from typing import Any, ClassVar, dataclass_transform

from dandan_desktop.marks import override


@dataclass_transform(kw_only_default=True, frozen_default=True)
class Record:
    """The facts of one thing, by keyword, never changed; two of one kind with the same facts are equal.

    `fields`, `replace` and `asdict` of `dataclasses` work on it. `@dataclass(frozen=True)` compiles six methods for
    each class, a hundredth of the program's start for every ten of them; here each method stands once.
    """

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]
    _names: ClassVar[tuple[str, ...]]
    _defaults: ClassVar[dict[str, Any]]

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        dataclass(init=False, repr=False, eq=False, match_args=False)(cls)
        cls._names = tuple(each.name for each in fields(cls))
        cls._defaults = {each.name: each.default for each in fields(cls) if each.default is not MISSING}

    def __init__(self, **facts: Any) -> None:
        """TypeError when a fact without a default is absent, or one is unknown."""
        kept = vars(self)
        kept.update(self._defaults)
        kept.update(facts)
        if kept.keys() != self.__dataclass_fields__.keys():
            wrong = ", ".join(sorted(kept.keys() ^ self.__dataclass_fields__.keys()))
            raise TypeError(f"{type(self).__name__}: absent or unknown: {wrong}")

    @override
    def __eq__(self, other: object) -> bool:
        return vars(self) == vars(other) if type(other) is type(self) else NotImplemented

    @override
    def __hash__(self) -> int:
        return hash((type(self), *(getattr(self, name) for name in self._names)))

    @override
    def __repr__(self) -> str:
        words = ", ".join(f"{name}={getattr(self, name)!r}" for name in self._names)
        return f"{type(self).__name__}({words})"

    @override
    def __setattr__(self, name: str, value: object) -> None:
        raise FrozenInstanceError(f"cannot assign to field {name!r}")

    @override
    def __delattr__(self, name: str) -> None:
        raise FrozenInstanceError(f"cannot delete field {name!r}")
