"""Which submissions the received files are: by content, regency and period, and by the order in which they came."""

from assets.receiving.inbox import Receipt
from assets.receiving.submission import Submission, WhoAndWhen, submissions_of

SHA = "a" * 64
MARCH, APRIL = ("62.02", "2025-03"), ("62.02", "2025-04")


def came(*files: str, claims: tuple[str, ...] = ()) -> list[Receipt]:
    """Receipts of one content, a day after another from 1 May 2025 on, with what penerimaan.csv claims of each."""
    said = [*claims, *[""] * len(files)]
    return [
        Receipt(SHA, file, seq, f"2025-05-{seq:02d}T03:00:00.000000+00:00", {"tanggal_diterima": claim} if claim else None)
        for seq, (file, claim) in enumerate(zip(files, said, strict=False), start=1)
    ]


def listed(receipts: list[Receipt], **told: WhoAndWhen) -> list[tuple[str, WhoAndWhen, str, int]]:
    """(what stands behind the SHA-256 in its id, who and when, its name, its order) of each submission."""
    every = submissions_of(receipts, told)
    return [(each.id.removeprefix(SHA), each.identity, each.file({}), each.order({})) for each in every]


def one(receipts: list[Receipt], **told: WhoAndWhen) -> Submission:
    (submission,) = submissions_of(receipts, told)
    return submission


def test_the_same_content_for_the_same_regency_and_period_is_one_submission_that_only_moves_on() -> None:
    assert listed(came("a", "b", "a"), a=MARCH, b=MARCH) == [("", MARCH, "a", 3)]


def test_the_same_content_for_two_periods_is_two_submissions_and_the_first_bears_the_bare_hash() -> None:
    assert listed(came("a", "b"), a=MARCH, b=APRIL) == [("", MARCH, "a", 1), (":62.02:2025-04", APRIL, "b", 2)]


def test_a_file_refused_for_its_name_is_answered_by_the_same_file_under_a_better_one() -> None:
    submission = one(came("x", "b"), x=(None, None), b=MARCH)
    assert (submission.id, submission.file({}), submission.line({})["at"][:10]) == (SHA, "b", "2025-05-01")


def test_a_name_that_tells_too_little_goes_with_the_next_that_tells_more_and_stays_there() -> None:
    names: dict[str, WhoAndWhen] = {"x": (None, None), "a": MARCH, "b": APRIL}
    for files in (("x", "a", "b"), ("x", "a", "b", "a")):
        march, april = submissions_of(came(*files), names)
        assert ([each.file for each in march.receipts][0], [each.file for each in april.receipts]) == ("x", ["b"])


def test_a_name_that_tells_too_little_and_comes_again_takes_nothing_from_what_it_went_with() -> None:
    names: dict[str, WhoAndWhen] = {"x": (None, None), "a": MARCH, "b": APRIL}
    march, april, neither = submissions_of(came("x", "a", "b", "x"), names)
    assert [[receipt.seq for receipt in each.receipts] for each in (march, april, neither)] == [[1, 2], [3], [4]]


def test_a_name_that_tells_too_little_after_one_that_told_more_is_the_same_file_again() -> None:
    assert listed(came("a", "x"), a=MARCH, x=("62.02", None)) == [("", MARCH, "a", 2)]


def test_a_name_that_says_another_period_and_no_regency_is_refused_on_its_own() -> None:
    half = (None, "2025-04")
    assert listed(came("a", "x"), a=MARCH, x=half) == [("", MARCH, "a", 1), (":-:2025-04", half, "x", 2)]


def test_the_bare_hash_is_the_one_that_was_identified_even_where_a_refused_name_came_before_it() -> None:
    half = (None, "2025-04")
    assert listed(came("x", "a"), a=MARCH, x=half) == [("", MARCH, "a", 2), (":-:2025-04", half, "x", 1)]


def test_a_name_that_could_be_either_of_two_is_refused_on_its_own() -> None:
    assert [name for _, _, name, _ in listed(came("a", "b", "x"), a=MARCH, b=APRIL, x=(None, None))] == ["a", "b", "x"]


def test_coming_again_after_the_closing_moves_nothing_that_was_there_before_it() -> None:
    submission = one(came("a", "b", "a"), a=MARCH, b=MARCH)
    assert [(submission.order({"2025-03": seq}), submission.file({"2025-03": seq})) for seq in (1, 2)] == [(1, "a"), (2, "b")]


def test_what_came_first_after_the_closing_is_ordered_by_its_first_coming() -> None:
    receipts = came("x", "a", "a")[1:]
    assert one(receipts, a=MARCH).order({"2025-03": 1}) == 2


def test_the_date_received_is_the_earliest_day_on_which_these_bytes_came() -> None:
    for claims, day in (
        (("2025-04-28", ""), "2025-04-28"),
        (("", "2025-04-28"), "2025-04-28"),
        (("2025-04-28", "2025-05-02"), "2025-04-28"),
    ):
        claim = one(came("a", "a", claims=claims), a=MARCH).claim()
        assert claim and claim["tanggal_diterima"] == day
    assert one(came("a", "a", claims=("", "2025-05-02")), a=MARCH).claim() is None
