"""Which sentences say nearly the same.

Each is held only against the few that share most of its rare words, so the work grows with the sentences and
not with their square.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence

Sentence = tuple[object, str]
"""A sentence as it is compared, with the group among which its like is looked for."""
Score = Callable[[str, str, float], float]
"""How alike two texts are (0 to 100), 0 where it is less than the third."""


def likest(
    known: Sequence[Sentence],
    asked: Sequence[Sentence],
    score: Score,
    least: float,
    tried: int,
    common: int = 20,
) -> Iterator[tuple[float, int, int]]:
    """How alike the sentences asked for and known ones of their group are, from ``least`` on, with the places
    of both.

    ``tried`` of the known ones are held against each; a word that more than ``common`` of them hold says
    little of which are the same.
    """
    by_word: dict[Sentence, list[int]] = defaultdict(list)
    for at, (group, text) in enumerate(known):
        for word in set(text.split()):
            by_word[group, word].append(at)
    for at, (group, text) in enumerate(asked):
        shared: Counter[int] = Counter()
        for word in set(text.split()):
            holders = by_word.get((group, word), ())
            if len(holders) <= common:
                shared.update(holders)
        for candidate, _ in shared.most_common(tried):
            if likeness := score(text, known[candidate][1], least):
                yield likeness, at, candidate
