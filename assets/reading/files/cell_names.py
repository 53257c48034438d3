"""Letters of columns and their 0-based indexes, for reading, judging and returning.

XlsxWriter has the first of the two functions as well, and templates and sample, which import it anyway, use that one. Importing
it would take every reader process, and every `rapor check`, a tenth longer to start.
"""


def letter(index: int) -> str:
    """The letters of a column by its 0-based index: 0 is A, 26 is AA."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


def index_of(letters: str) -> int:
    """The 0-based index of a column by its letters: A is 0."""
    index = 0
    for character in letters:
        index = index * 26 + ord(character) - 64
    return index - 1
