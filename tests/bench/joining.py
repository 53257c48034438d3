"""How often a cooperative that joins a sum is found within a tenth of its amount: `python -m tests.bench.joining`.

Amounts are lognormal, as skewed as the sample's volumes (1.6). The sum is published without the cooperative and with it, rounded. It is
found for certain when the interval of the difference is within a tenth of the amount on either side, and by luck when the difference
of the two published numbers is.
"""

import random

from tests.intruder import by_digits

SKEW, TRIES = 1.6, 4000


def found(contributors: int, digits: int, chance: random.Random) -> tuple[float, float]:
    """The share of the tries in which it is found for certain, and by luck."""
    certain = lucky = 0
    for _ in range(TRIES):
        before = sum(chance.lognormvariate(0, SKEW) for _ in range(contributors))
        amount = chance.lognormvariate(0, SKEW)
        low, high = by_digits(_published(before, digits), digits)
        lower, higher = by_digits(_published(before + amount, digits), digits)
        certain += (high - low + higher - lower) / 2 <= 0.1 * amount
        lucky += abs((lower + higher) / 2 - (low + high) / 2 - amount) <= 0.1 * amount
    return certain / TRIES, lucky / TRIES


def _published(number: float, digits: int) -> float:
    return float(f"{number:.{digits - 1}e}")


def main() -> None:
    """Print the table."""
    chance = random.Random(1)
    print("contributors  digits  certain  by luck")
    for contributors in (10, 50, 150, 1770):
        for digits in (3, 2):
            certain, lucky = found(contributors, digits, chance)
            print(f"{contributors:12}  {digits:6}  {certain:7.1%}  {lucky:7.1%}")


if __name__ == "__main__":
    main()
