"""Letters of columns and their 0-based indexes, for reading, judging and returning.

XlsxWriter has the first of the two functions as well, and templates and sample, which import it anyway, use that one. Importing
it would take every reader process, and every `rapor check`, a tenth longer to start.
"""


def column_letter(index: int) -> str:
    """The letters of a column by its 0-based index: 0 is A, 26 is AA. Empty below 0, as for a record of an .xls that holds no cell."""
    letters = ""
    number = index + 1
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_index(letters: str) -> int:
    """The 0-based index of a column by its letters, in capitals: A is 0, AA is 26."""
    index = 0
    for character in letters:
        index = index * 26 + ord(character) - 64
    return index - 1
