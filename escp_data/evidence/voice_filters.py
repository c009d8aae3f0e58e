"""Which of what children said to show: one set of filters for the page, its link and its files."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from escp_data.evidence.chosen import Chosen, passes
from escp_data.evidence.voice import AGE_BANDS, NO_AGE, Said


@dataclass(frozen=True)
class VoiceFilters(Chosen):
    """What children said, by what it is about and who listened."""

    nothing: ClassVar[str] = "everything children said"
    priority: tuple[int, ...] = ()
    agency: tuple[str, ...] = ()
    theme: tuple[str, ...] = ()
    age_band: tuple[str, ...] = ()


def filter_voice(said: Sequence[Said], filters: VoiceFilters) -> tuple[Said, ...]:
    """What passes every filter. Under an agency small groups never do: they show none."""
    return tuple(
        each
        for each in said
        if passes(each.priority, filters.priority)
        and passes(each.by.agency, filters.agency)
        and passes(each.theme, filters.theme)
        and passes(each.age_band, filters.age_band)
    )


def voice_choices(said: Iterable[Said]) -> dict[str, list[str]]:
    """What can be chosen: agencies of groups that may show theirs, themes, age bands."""
    said = list(said)
    bands = {each.age_band for each in said}
    return {
        "agency": sorted({each.by.agency for each in said if each.by.agency}),
        "theme": sorted({each.theme for each in said}),
        "age_band": [band for band in (*AGE_BANDS, NO_AGE) if band in bands],
    }
