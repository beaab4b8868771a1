"""p-values of several questions asked at once."""

from collections.abc import Sequence


def holm(p_values: Sequence[float]) -> list[float]:
    """p-values corrected for how many there are: Holm (1979), Scandinavian Journal of Statistics 6, 65-70.

    Undefined ones are not counted and stay undefined.
    """
    known = sorted((p, place) for place, p in enumerate(p_values) if p == p)
    corrected, least = [float("nan")] * len(p_values), 0.0
    for rank, (p, place) in enumerate(known):
        least = max(least, min(1.0, p * (len(known) - rank)))
        corrected[place] = least
    return corrected
