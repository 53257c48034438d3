"""Letters of columns and their 0-based indexes: the one place for rooms that must not pay for a library's start.

xlsxwriter has the way from index to letters as well, but not back, and importing it takes 0.09 s in every reading process.
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
