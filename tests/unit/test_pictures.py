"""What pictures say: their sentence and the table behind them. How they look is held in tests/office."""

from assets.publishing.marked import figure as marked
from assets.publishing.pictures.ranked import Bar, RankedBars
from assets.publishing.pictures.region_map import Region, RegionMap
from assets.publishing.pictures.stages import Staged, StagesByArea
from assets.publishing.pictures.trend import Month, Trend
from assets.publishing.shown import ShownFigure
from schemas.formatting import percent


def figure(value: float | None, why: str = "") -> ShownFigure:
    return ShownFigure(marked(percent(value), value, "KOP-04", "62.01", "2025-04"), value, why)


def bars(*values: float | None, total: float | None = None) -> RankedBars:
    names = ("Sukamara", "Kapuas", "Katingan", "Murung Raya")
    ranked = [
        Bar(n if value is not None else 0, name, figure(value))
        for n, (name, value) in enumerate(zip(names, values, strict=False), 1)
    ]
    return RankedBars("Persentase koperasi aktif", (*ranked, Bar(0, "Kalimantan Tengah", figure(total), is_total=True)))


def months(*values: float | None) -> Trend:
    return Trend("Perkembangan", tuple(Month(f"2025-{n:02d}", figure(value)) for n, value in enumerate(values, 1)), "Kapuas")


def test_a_figure_carries_its_number_and_its_key() -> None:
    assert figure(76.6002113).__html__() == '<data value="76.600211" data-key="KOP-04|62.01|2025-04|">76,60%</data>'


def test_a_missing_figure_has_no_number_and_says_why() -> None:
    assert figure(None, "belum ada laporan").__html__() == '– <span class="reason">belum ada laporan</span>'


def test_a_secret_figure_is_a_word_and_nothing_else() -> None:
    assert ShownFigure("dirahasiakan", None).__html__() == "dirahasiakan"


def test_ranked_bars_name_the_first_the_last_the_total_and_who_has_none() -> None:
    assert bars(82.1, 76.0, 61.2, None, total=76.6).sentence == (
        "Tertinggi Sukamara (82,10%), terendah Katingan (61,20%); Kalimantan Tengah 76,60%. Tanpa angka: Murung Raya."
    )


def test_several_with_the_same_figure_are_first_together() -> None:
    assert bars(82.1, 82.1, 61.2).sentence == "Tertinggi Sukamara dan 1 lainnya (82,10%), terendah Katingan (61,20%)."


def test_nothing_is_drawn_and_no_order_is_said_where_no_regency_has_a_figure() -> None:
    secret = bars(None, None, total=1.5)
    assert not secret.is_drawn
    assert secret.sentence == "Kalimantan Tengah 1,50%. Belum ada angka kabupaten/kota yang dapat ditampilkan."


def test_a_trend_counts_its_gaps_and_the_silent_months_after() -> None:
    assert months(76.6, None, 77.43, None, None).sentence == (
        "Januari 2025 76,60%, Maret 2025 77,43%. 1 bulan di antaranya tanpa angka. Sesudahnya belum ada angka (2 bulan)."
    )


def test_one_month_is_no_trend() -> None:
    assert not months(None, 76.6).is_drawn
    assert months(None, 76.6).sentence == "Februari 2025 76,60%."
    assert months(None).sentence == "Belum ada angka dari bulan mana pun."


def test_stages_name_the_largest_block_and_who_is_ahead() -> None:
    areas = (
        Staged("Kapuas", (10, 5, 0, 0, 0, 0, 5), figure(20), figure(5)),
        Staged("Sukamara", (2, 0, 0, 0, 0, 0, 6), figure(8), figure(6)),
        Staged("Murung Raya", (), figure(9), figure(None)),
    )
    assert StagesByArea("KDMP", areas).sentence == (
        "Terbanyak di tahap Belum Mulai: 12 dari 28 desa/kelurahan. Paling jauh Sukamara: 75,00% berbadan hukum. "
        "Belum dilaporkan: Murung Raya."
    )


def test_the_map_names_the_highest_quarter_and_has_none_of_a_province_without_borders() -> None:
    of_home = tuple(Region(f"62.{n:02d}", f"K{n}", figure(value)) for n, value in enumerate((1.0, 2.0, 3.0, 4.0, None), 1))
    assert RegionMap("Peta", of_home).sentence == "Angka tertinggi di K4 (4,00% ke atas). Tanpa angka: K5."
    assert not RegionMap("Peta", (Region("63.01", "Tanah Laut", figure(4.0)),)).is_drawn
