"""What a part of the soak has found: figures to be shown, and what is wrong."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field


@dataclass(kw_only=True)
class Outcome:
    """``figures`` by what they are; ``wrong``: sentences, none where all is well; ``skipped``: why it could not run."""

    name: str
    figures: dict[str, str] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    skipped: str = ""

    def require(self, condition: bool, said: str) -> None:
        """Note what is wrong where a condition does not hold."""
        if not condition:
            self.wrong.append(said)

    def lines(self) -> list[str]:
        state = f"not run: {self.skipped}" if self.skipped else "WRONG" if self.wrong else "holds"
        shown = [f"{self.name}: {state}"]
        shown += [f"    {name:<46} {value}" for name, value in self.figures.items()]
        return shown + [f"    ! {said}" for said in self.wrong[:10]]


def progress(said: str) -> None:
    """One line that replaces itself on a terminal, and is a line of its own elsewhere."""
    end = "\r" if sys.stderr.isatty() else "\n"
    sys.stderr.write(f"{said:<100}{end}")
    sys.stderr.flush()
