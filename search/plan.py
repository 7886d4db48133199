"""What an engine is asked: clauses of folded text. Knows no engine and no syntax of one."""

from dataclasses import dataclass

from search import analysis


@dataclass(frozen=True)
class Clause:
    """One folded run; it stands as a phrase in the title or in the text."""

    text: str

    @property
    def pieces(self) -> tuple[str, ...]:
        return analysis.pieces(self.text)

    @property
    def is_prefix(self) -> bool:
        """One Han character is the beginning of some bigram, or a last character."""
        return len(self.text) == 1 and analysis.is_han(self.text)


@dataclass(frozen=True)
class Plan:
    """So many of these clauses must hold; single characters have no rank but their date."""

    clauses: tuple[Clause, ...]
    required: int

    @property
    def newest_first(self) -> bool:
        return all(clause.is_prefix for clause in self.clauses)
