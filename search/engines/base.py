"""What every engine can do. Engines know documents and plans, neither models nor pages."""

from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Protocol

from portal.errors import Unavailable
from search.documents import Document
from search.plan import Plan


class IndexMissing(Exception):
    """There is no usable index: none yet, or one of another version. Rebuild it."""


class EngineUnavailable(Unavailable):
    """The engine does not answer; what is stored is not in doubt."""


class DocumentsRefused(Exception):
    """The engine answers, but will not file these documents."""


@dataclass(frozen=True)
class Hits:
    """Identifiers only, with the total, and how many of each kind the words alone find."""

    total: int = 0
    keys: tuple[str, ...] = ()
    kinds: Mapping[str, int] = field(default_factory=dict)


class Fresh(Protocol):
    """An index being built beside the live one."""

    def apply(self, documents: Iterable[Document], gone: Iterable[str] = ()) -> None: ...

    def take_over(self) -> None:
        """Become the live index, in one step."""
        ...


class Engine(Protocol):
    """One live index. Every method may raise EngineUnavailable."""

    def apply(self, documents: Iterable[Document], gone: Iterable[str] = ()) -> None:
        """File documents anew and forget keys, durably. Raises IndexMissing."""
        ...

    def find(self, plan: Plan, kinds: Iterable[str], offset: int, size: int) -> Hits:
        """Best first, newest among equals. Raises IndexMissing."""
        ...

    def rebuild(self) -> AbstractContextManager[Fresh]:
        """A fresh index; thrown away unless it has taken over."""
        ...

    def count(self) -> int:
        """How many documents are filed. Raises IndexMissing."""
        ...
