"""Which letters are capitals and which are small: what the classes of patterns are made of.

In Unicode the capitals and small letters of Vietnamese lie among one another, so that a range from À to Ỹ
holds both. A pattern that means capitals writes ``[{CAPITALS}]``.
"""

_LATIN = [*range(0x41, 0x5B), *range(0x61, 0x7B), *range(0xC0, 0x250), *range(0x1E00, 0x1F00)]
"""The blocks of Latin letters; names of the highlands' peoples have some that Vietnamese has not."""

CAPITALS = "".join(letter for letter in map(chr, _LATIN) if letter.isupper())
"""Every capital Latin letter, for the inside of a class of a pattern."""

SMALLS = "".join(letter for letter in map(chr, _LATIN) if letter.islower())
"""Every small Latin letter, for the inside of a class of a pattern."""
