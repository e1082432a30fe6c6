"""One question to a model, and what was said since."""

from dataclasses import dataclass, replace

from modelwire_ssg.model.drafting import Prompt
from modelwire_ssg.text.digests import digest


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked about one brief. ``purpose`` is draft, repair, entailed or same-event.

    ``sections`` are what it is asked for.
    """

    brief: str
    purpose: str
    prompt: Prompt
    sections: tuple[str, ...] = ()
    turns: tuple[tuple[str, str], ...] = ()  # the model's answers and what was said of them

    @property
    def messages(self) -> list[dict[str, str]]:
        """The conversation as the Messages API takes it."""
        told = [(role, text) for turn in self.turns for role, text in zip(("assistant", "user"), turn, strict=True)]
        return [{"role": role, "content": text} for role, text in [("user", self.prompt.user), *told]]

    @property
    def digest(self) -> str:
        """Names the cache entry."""
        said = [text for turn in self.turns for text in turn]
        return digest("\x00".join([self.prompt.digest, *said])) if said else self.prompt.digest

    @property
    def characters(self) -> int:
        """How long all of it is."""
        prompt = self.prompt
        turns = sum(len(text) for turn in self.turns for text in turn)
        return len(prompt.system) + len(prompt.user) + len(str(prompt.schema)) + turns

    def but(self, answer: str, mend: str, *, purpose: str = "repair") -> "Question":
        """The question that follows when *answer* must be mended."""
        return replace(self, purpose=purpose, turns=(*self.turns, (answer, mend)))
