"""How alike two texts are, from 64 bits each."""

import hashlib

from common.names import fold

BITS = 64
# Of 64: texts of some length that differ in a few words stay under this, others far above it.
NEARLY_THE_SAME = 6
SHORTEST = 40  # letters; short texts are alike by chance ("Helemaal mee eens!")


def fingerprint(text: str) -> int | None:
    """Simhash over runs of three words, as a signed 64-bit number; None for a short text.

    Charikar, "Similarity estimation techniques from rounding algorithms", STOC 2002.
    """
    words = "".join(c if c.isalnum() else " " for c in fold(text)).split()
    if len("".join(words)) < SHORTEST:
        return None
    sums = [0] * BITS
    for start in range(max(1, len(words) - 2)):
        run = " ".join(words[start : start + 3]).encode()
        bits = int.from_bytes(hashlib.blake2b(run, digest_size=8).digest())
        for bit in range(BITS):
            sums[bit] += 1 if bits >> bit & 1 else -1
    value = sum(1 << bit for bit, total in enumerate(sums) if total > 0)
    return value - (1 << BITS) if value >> (BITS - 1) else value


def differing_bits(one: int, other: int) -> int:
    return ((one ^ other) & ((1 << BITS) - 1)).bit_count()
