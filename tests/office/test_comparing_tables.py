"""What a table gives away by itself: rounded figures, one figure throughout, a total among the rows."""

from tests.builders import make_submitted
from tests.unit.comparing_fixture import Rows, added, cells

DISTRICTS = ("Baamang", "Cempaga", "Parenggean", "Kota Besi", "Mentaya Hulu")
VALUES = [(31, 7), (54, 12), (28, 9), (77, 21), (45, 11)]


def umkm(*rows: dict[str, str | None]) -> Rows:
    """Five kecamatan that sum up to 235 micro, 60 small, 5 medium, 250 with NIB, 100 coached and 25 financed."""
    five: Rows = [
        {
            "district": d,
            "micro": str(micro),
            "small": str(small),
            "medium": "1",
            "with_nib": "50",
            "coached": "20",
            "financed": "5",
        }
        for d, (micro, small) in zip(DISTRICTS, VALUES, strict=True)
    ]
    return [*five, *rows]


TOTAL: dict[str, str | None] = {
    "district": "Kabupaten Kotawaringin Timur", "micro": "235", "small": "60", "medium": "5", "with_nib": "250", "coached": "100", "financed": "25",
}  # fmt: skip


def of_umkm(rows: Rows) -> list[tuple[str, str, str]]:
    return added(make_submitted("umkm", rows, period="2025-06"))


def test_a_row_that_is_the_sum_of_those_above_it_is_told_at_its_first_number() -> None:
    found = of_umkm(umkm(TOTAL))
    assert cells(found) == [("V421", "B11")]
    assert "berisi 235, sama dengan jumlah 5 baris di atasnya" in found[0][2]


def test_a_total_may_stand_above_the_rows() -> None:
    assert cells(of_umkm([TOTAL, *umkm()])) == [("V421", "B6")]


def test_a_row_that_is_the_sum_in_one_column_only_is_a_kecamatan() -> None:
    assert of_umkm(umkm(TOTAL | {"small": "61", "medium": "4", "with_nib": "251", "coached": "99"})) == []


def test_a_count_that_is_the_same_for_every_kecamatan_is_one_line() -> None:
    found = of_umkm([row | {"micro": "300"} for row in umkm()])
    assert ("V422", "") in cells(found)
    assert "300 pada 5 baris" in next(message for rule, _, message in found if "Usaha Mikro" in message)


def money(amounts: list[int], source: str = "RAT") -> Rows:
    return [
        {"nik": f"62160100{i:05d}", "name": f"Koperasi {'abcdefghij'[i % 10] * 9}{i}", "assets": str(amount), "figures_source": source}
        for i, amount in enumerate(amounts)
    ]  # fmt: skip


def test_amounts_that_are_mostly_whole_millions_are_noted_unless_they_are_said_to_be_estimates() -> None:
    amounts = [i * 1_000_000 for i in range(20, 45)] + [30_123_456 + i for i in range(10)]
    found = added(make_submitted("register", money(amounts)))
    assert cells(found) == [("V423", "")]
    assert "“Aset”: 25 dari 35 angka merupakan kelipatan 1.000.000" in found[0][2]
    assert added(make_submitted("register", money(amounts, "Perkiraan"))) == []


def test_a_few_round_amounts_or_one_that_many_share_are_no_heap() -> None:
    assert added(make_submitted("register", money([i * 1_000_000 for i in range(20, 49)]))) == []
    assert added(make_submitted("register", money([20_000_000] * 40 + [30_123_456 + i for i in range(30)]))) == []


def test_members_that_end_in_0_or_5_are_expected_in_a_fifth_of_the_rows() -> None:
    def members(round_ones: int) -> list[tuple[str, str, str]]:
        counts = [21 + 5 * i + i % 4 for i in range(40 - round_ones)] + [25 + 5 * i for i in range(round_ones)]
        rows = [
            row | {"members_male": None, "members_female": None, "members_total": str(n)}
            for row, n in zip(money([1_000_000] * 40), counts, strict=True)
        ]
        return added(make_submitted("register", rows))

    assert members(16) == []
    assert cells(members(32)) == [("V423", "")]
