"""How much each of the seven terms counts, and the presets that people choose from."""

from collections.abc import Mapping
from typing import Annotated, Self

from pydantic import Field, model_validator

from matching.strict import Strict

TERM_NAMES = (
    "coverage", "geography", "complementarity", "cohesion", "capacity", "small", "added_value",
)  # fmt: skip

NotNegative = Annotated[float, Field(ge=0, allow_inf_nan=False)]


class Weights(Strict):
    """How much each of the seven terms counts; only the proportions matter."""

    coverage: NotNegative = 0.30
    geography: NotNegative = 0.15
    complementarity: NotNegative = 0.15
    cohesion: NotNegative = 0.15
    capacity: NotNegative = 0.10
    small: NotNegative = 0.05
    added_value: NotNegative = 0.10

    @model_validator(mode="after")
    def _something_counts(self) -> Self:
        if not sum(self.in_order()) > 0:
            raise ValueError("at least one weight must be above 0")
        return self

    def in_order(self) -> tuple[float, ...]:
        """The seven weights in the order of the terms."""
        return tuple(getattr(self, name) for name in TERM_NAMES)


class Preset(Strict):
    """Weights with a name that people choose, and one sentence that says what they prefer."""

    name: str
    sentence: str
    weights: Weights


def _preset(name: str, sentence: str, *weights: float) -> Preset:
    named = dict(zip(TERM_NAMES, weights, strict=True))
    return Preset(name=name, sentence=sentence, weights=Weights(**named))


PRESETS: Mapping[str, Preset] = {
    preset.name: preset
    for preset in (
        _preset(
            "Balanced",
            "A bit of everything: covers the need first, then nearness, fit and working ties.",
            0.30, 0.15, 0.15, 0.15, 0.10, 0.05, 0.10,
        ),
        _preset(
            "By place",
            "Prefers neighbours: groups whose members work close to each other.",
            0.20, 0.40, 0.10, 0.15, 0.05, 0.05, 0.05,
        ),
        _preset(
            "By theme",
            "Prefers groups that do the same kind of work, with the same ages, wherever they are.",
            0.35, 0.05, 0.10, 0.35, 0.05, 0.05, 0.05,
        ),
        _preset(
            "Contract-ready",
            "Prefers groups that cover the need and have the time to deliver it.",
            0.35, 0.05, 0.15, 0.10, 0.30, 0.05, 0.00,
        ),
        _preset(
            "Build on ties",
            "Prefers organisations that already work together.",
            0.20, 0.15, 0.10, 0.45, 0.05, 0.05, 0.00,
        ),
        _preset(
            "New connections",
            "Prefers near neighbours that do not work together yet and can help each other.",
            0.20, 0.10, 0.20, 0.05, 0.05, 0.05, 0.35,
        ),
    )
}  # fmt: skip
