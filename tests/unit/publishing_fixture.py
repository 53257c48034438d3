"""A plausible edition to publish: 14 regencies, December 2024 and April 2025, Murung Raya missing in April.

All figures are made up, but for the sums of December 2024 that the press printed. `make_figures(**what_differs)` replaces whole
frames or settings; nothing here reads the catalogue of the product.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

import polars as pl

from assets.publishing.edition import Edition, Reference
from assets.publishing.release_figures import Figures
from schemas.indicators import OUTSIDE_KDMP, SEGMENTS, WHOLE, Band, Definition, Indicator, Measure
from schemas.indicators.status import Status
from schemas.periods import end
from tests.unit.publishing_frames import SCHEMAS, frame

BASE, NOW = "2024-12", "2025-04"
MADE_AT = datetime(2025, 5, 14, 23, 30, tzinfo=UTC)
MISSING_REGENCY = "62.12"
#: code, name, villages, cooperatives and active ones of December 2024, reactivated by April 2025.
REGENCIES = (
    ("62.01", "Kotawaringin Barat", 94, 391, 301, 3), ("62.02", "Kotawaringin Timur", 185, 512, 398, 5),
    ("62.03", "Kapuas", 231, 468, 352, 4), ("62.04", "Barito Selatan", 93, 242, 181, 2), ("62.05", "Barito Utara", 103, 263, 205, 2),
    ("62.06", "Katingan", 161, 221, 163, 1), ("62.07", "Seruyan", 100, 208, 161, 2), ("62.08", "Sukamara", 32, 118, 92, 0),
    ("62.09", "Lamandau", 88, 176, 138, 1), ("62.10", "Gunung Mas", 127, 187, 139, 2), ("62.11", "Pulang Pisau", 99, 201, 152, 1),
    ("62.12", "Murung Raya", 125, 165, 118, 0), ("62.13", "Barito Timur", 103, 192, 146, 1), ("62.71", "Palangka Raya", 30, 438, 351, 4),
)  # fmt: skip
#: What needs no report of the month: the villages, and what is due.
ALWAYS_KNOWN = ("villages", "due_reports")
STAGE_SHARES = (1.0, 0.42, 0.17, 0.14, 0.05, 0.043, 0.0126)


def make_indicator(code: str = "KOP-04", **what_differs: Any) -> Indicator:
    """One indicator of a made-up catalogue; `divided` is one with a denominator, `money` adds up volumes."""
    every = Measure()
    numerator = Measure(sum="business_volume") if what_differs.pop("money", False) else every
    divided = what_differs.pop("divided", False)
    definition = Definition("v1", "Bagi yang aktif.", numerator, denominator=every if divided else None)
    usual: dict[str, Any] = {
        "population": "koperasi",
        "name": "Persentase koperasi aktif",
        "level": "IKU",
        "unit": "%",
        "source": "register",
        "form": "register",
    }
    return Indicator(code=code, definitions=(definition,), **usual | what_differs)


@cache
def make_reference() -> Reference:
    """A catalogue of a few indicators of every kind, with the words for an IKU."""
    split, money = {"split": "kdmp"}, {"split": "kdmp", "unit": "Rp", "money": True}
    village = {"source": "kdmp", "form": "kdmp", "valid_from": "2025-03", "unit": "desa/kelurahan", "level": "Program"}
    listed = {"source": "baseline", "split": "kdmp", "unit": "koperasi", "level": "Program", "valid_from": BASE}
    every = [
        make_indicator("KOP-01", name="Jumlah koperasi", level="Pendukung", unit="koperasi", **split),
        make_indicator("KOP-02", name="Koperasi aktif", level="Pendukung", unit="koperasi", **split),
        make_indicator("KOP-03", name="Koperasi tidak aktif", level="Pendukung", unit="koperasi", **split),
        make_indicator("KOP-04", divided=True, polarity="higher", **split),
        make_indicator("KOP-05", name="Persentase koperasi aktif yang RAT", level="IKK", divided=True, **split),
        make_indicator("KOP-11", name="Volume usaha koperasi", **money),
        make_indicator("KOP-14", name="Rasio volume usaha koperasi terhadap PDRB", divided=True, **money | {"unit": "%"},
                       note="Volume usaha bukan nilai tambah; rasio ini bukan pangsa koperasi dalam PDRB."),
        make_indicator("KOP-15", name="Pertumbuhan jumlah koperasi", source="register_with_year_before", divided=True, **split),
        *(make_indicator(f"KOP-18{part}", name=name, **listed) for part, name in (
            ("", "Koperasi tidak aktif yang aktif kembali"), (".1", "Aktif kembali"), (".2", "Aktif melalui revitalisasi KDMP/KKMP"),
            (".3", "Masih tidak aktif"), (".4", "Dibubarkan atau digabung"), (".5", "Tidak ditemukan"),
            (".6", "Belum dilaporkan"))),
        make_indicator("KOP-19", name="Persentase yang aktif kembali", divided=True, **listed | {"unit": "%", "level": "IKK"}),
        make_indicator("KOP-24", name="Koperasi modern", unit="koperasi", source="decrees", form=""),
        make_indicator("KOP-27", name="SHU per anggota", level="Pendukung", divided=True, **money | {"unit": "Rp per anggota"}),
        make_indicator("KDMP-01", name="Desa/kelurahan", **village | {"source": "villages", "form": "", "level": "Pendukung"}),
        *(make_indicator(f"KDMP-{number:02d}", name=name, **village) for number, name in enumerate((
            "Telah Sosialisasi", "Telah Musdesus/Muskelsus", "Telah Proses Notaris", "Telah Akta Terbit",
            "Telah Proses AHU", "Memiliki KDMP/KKMP berbadan hukum"), start=2)),
        make_indicator("KDMP-08", name="Persentase desa/kelurahan berbadan hukum", divided=True, **village | {"unit": "%", "level": "IKK"}),
        make_indicator("MSL-03", name="Median hari penyelesaian", level="Program", unit="hari", source="obstacles", form="obstacles",
                       kind="median", valid_from="2025-03", polarity="lower"),
        make_indicator("UMK-05", name="Peserta pembinaan per instansi", level="Program", unit="orang-kegiatan", source="coaching",
                       form="coaching", split="agency", rollup="SS", valid_from="2025-03"),
        make_indicator("LAP-01", name="Persentase laporan masuk", level="Mutu data", source="due_reports", form="", divided=True),
    ]  # fmt: skip
    bands = (Band(100, "tercapai"), Band(76, "mendekati"), Band(0, "perlu perhatian"))
    return Reference({each.code: each for each in every}, bands)


def empty_figures(**what_differs: Any) -> Figures:
    """Figures before anything was received."""
    areas = pl.DataFrame([{"code": code, "name": name, "full_name": _full(code, name)} for code, name, *_ in REGENCIES])
    frames = {name: frame(name, []) for name in SCHEMAS}
    figures = Figures(
        **frames,
        areas=areas,
        area="62",
        area_name="Provinsi Kalimantan Tengah",
        last_period=None,
        sample=False,
        made_at=MADE_AT,
    )
    return replace(figures, **what_differs)


def make_figures(**what_differs: Any) -> Figures:
    """The figures of April 2025; `what_differs` replaces fields of `Figures`."""
    return replace(_usual_figures(), **what_differs)


@cache
def _usual_figures() -> Figures:
    return figures_for(make_reference())


def figures_for(reference: Reference) -> Figures:
    """The figures of April 2025 for the indicators of a catalogue."""
    known = reference.indicators
    rows = [row for period in (BASE, NOW) for each in known.values() if each.valid(period) for row in _values(each, period)]
    return empty_figures(
        values=frame("values", rows).sort("period", "area_code", "indicator", "segment"),
        scores=frame("scores", list(_scores(known, rows))),
        findings=frame("findings", FINDINGS), submissions=frame("submissions", SUBMISSIONS), reports=frame("reports", list(_reports())),
        problems_open=frame("problems_open", PROBLEMS), last_period=NOW,
    )  # fmt: skip


def make_edition(figures: Figures | None = None, **what_differs: Any) -> Edition:
    """An edition of `make_figures(**what_differs)`, read against `make_reference()`."""
    if figures is None and not what_differs:
        return _usual_edition()
    return Edition(figures or make_figures(**what_differs), make_reference(), {"rules": "2025.1.1"})


@cache
def _usual_edition() -> Edition:
    return Edition(make_figures(), make_reference(), {"rules": "2025.1.1"})


def _full(code: str, name: str) -> str:
    return f"Kota {name}" if code == "62.71" else f"Kabupaten {name}"


def _values(indicator: Indicator, period: str) -> Iterator[dict[str, Any]]:
    segments = {"kdmp": SEGMENTS, "agency": (WHOLE, "Dinas Koperasi dan UKM", "Dinas Perdagangan")}.get(indicator.split, (WHOLE,))
    for segment in segments:
        parts = []
        for place in REGENCIES:
            absent = period == NOW and place[0] == MISSING_REGENCY and indicator.source not in ALWAYS_KNOWN
            own = (None, None, None) if absent else _parts(indicator, period, segment, place)
            yield _value(indicator, period, segment, (place[0], _full(*place[:2])), own, 0.0 if absent else 1.0)
            # The total tells the list of a silent regency apart.
            listed = absent and indicator.code == "KOP-18.6" and segment != SEGMENTS[2]
            parts.append((place[3] - place[4], None, None) if listed else own)
        coverage = 1.0 if period == BASE or indicator.source in (*ALWAYS_KNOWN, "decrees") else 13 / 14
        yield _value(indicator, period, segment, ("62", "Provinsi Kalimantan Tengah"), _sums(parts), coverage)


Parts = tuple[float | None, float | None, int | None]
#: Why a figure of the fixture has no value.
WHY = {
    "KOP-14": Status.NOT_LOADED, "KOP-15": Status.NO_YEAR_BEFORE, "KOP-24": Status.NOT_LOADED, "KOP-27": Status.NONE_FILLED,
    "KOP-11": Status.NONE_FILLED,
}  # fmt: skip


def _sums(parts: list[Parts]) -> Parts:
    sides: list[Any] = [[part[side] for part in parts if part[side] is not None] for side in range(3)]
    return tuple(sum(side) if side else None for side in sides)  # type: ignore[return-value]


def _value(
    indicator: Indicator, period: str, segment: str, place: tuple[str, str], parts: Parts, coverage: float
) -> dict[str, Any]:
    above, below, amounts = parts
    value = above if not indicator.official.denominator else None
    if indicator.official.denominator and above is not None and below:
        value = above / below * (100 if indicator.unit == "%" else 1)
    why = Status.NOT_REPORTED if not coverage else WHY.get(indicator.code, Status.NO_DENOMINATOR)
    listed = (
        sum(total - active for *_, total, active, _ in REGENCIES) if place[0] == "62" and indicator.source == "baseline" else None
    )
    return {
        "area_key": f"K{place[0]}", "period": period, "area_code": place[0], "area_name": place[1], "segment": segment,
        "indicator": indicator.code, "indicator_name": indicator.name, "unit": indicator.unit, "numerator": above, "denominator": below,
        "value": value, "as_of": _day(indicator, period) if value is not None else None, "contributors": amounts, "base": listed or amounts,
        "coverage": coverage, "status": why if value is None else Status.FILLED, "is_final": False, "definition_version": "v1",
        "amounts": amounts, "amount_sum": above if amounts else None, "amount_max": above / amounts if above and amounts else None,
    }  # fmt: skip


def _day(indicator: Indicator, period: str) -> date:
    """In April the registers of March stand."""
    return end("2025-03" if indicator.form == "register" and period == NOW else period)


def _parts(indicator: Indicator, period: str, segment: str, place: tuple[Any, ...]) -> Parts:
    """Numerator, denominator and amounts of one regency; made up but for KOP-01 … 04 and KDMP-01."""
    _, _, villages, total, active, again = place
    code, inactive = indicator.code, total - active
    village_coops = 0 if period == BASE else villages // 60
    if period == NOW:
        active += again
    gone, dissolved = total % 2, total % 3
    counts = {WHOLE: (total + village_coops, active + village_coops), OUTSIDE_KDMP: (total, active)}.get(
        segment, (village_coops, village_coops)
    )
    listed = (again, inactive) if segment != SEGMENTS[2] else (0, 0)
    if code.startswith("KDMP-") and code <= "KDMP-07":
        return int(villages * STAGE_SHARES[int(code[-2:]) - 1]), None, None
    if indicator.is_money:
        amounts = village_coops if segment == SEGMENTS[2] else counts[1] // 3
        volume = float(counts[1] // 3 * 287_000_000 + counts[0] * 11)
        below = None if code == "KOP-14" else counts[1] * 41.0 if code == "KOP-27" else None
        return (volume, below, amounts) if amounts else (None, None, 0)
    ratios: dict[str, Parts] = {
        "KOP-01": (counts[0], None, None), "KOP-02": (counts[1], None, None), "KOP-03": (counts[0] - counts[1], None, None),
        "KOP-04": (counts[1], counts[0], None), "KOP-05": (counts[1] // 5, counts[1], None), "KOP-15": (None, None, None),
        "KOP-18": (listed[0], None, None), "KOP-18.1": (listed[0], None, None), "KOP-18.2": (0, None, None),
        "KOP-18.3": (inactive - again - dissolved - gone, None, None), "KOP-18.4": (dissolved, None, None),
        "KOP-18.5": (gone, None, None), "KOP-18.6": (0, None, None), "KOP-19": (listed[0], listed[1], None), "KOP-24": (None, None, None),
        "KDMP-08": (int(villages * STAGE_SHARES[6]), villages, None),
        "LAP-01": (0 if period == NOW and place[0] == MISSING_REGENCY else 2, 2, None), "MSL-03": (3.5, 3, None),
    }  # fmt: skip
    return ratios.get(code, (counts[0] * 3, counts[0] * 7 if indicator.official.denominator else None, None))


def _scores(known: Mapping[str, Indicator], rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """KOP-04 is rated, on the day of its target; KOP-05 and KOP-11 are on their way to theirs."""
    targets: dict[str, tuple[float, float | None, str, date]] = {
        "KOP-04": (79, None, "single", end("2025-03")), "KOP-11": (310_000_000_000, None, "single", date(2025, 12, 31)),
        "KOP-15": (4.11, 4.66, "range", date(2025, 12, 31)), "KOP-05": (15, None, "cumulative", date(2025, 6, 30)),
    }  # fmt: skip
    for row in rows:
        scored = known[row["indicator"]].scored_segment
        if row["area_code"] == "62" and row["period"] == NOW and row["segment"] == scored and row["indicator"] != "UMK-05":
            low, high, kind, day = targets.get(row["indicator"], (None, None, None, None))
            achieved = 100 * row["value"] / low if low and row["value"] is not None and high is None else None
            rating = None if achieved is None or day != row["as_of"] else "Sangat Tinggi" if achieved >= 91 else "Tinggi"
            note = "target belum dimuat" if low is None else "" if achieved is None or rating else "menuju target"
            yield {"period": NOW, "area_code": "62", "indicator": row["indicator"], "segment": scored, "unit": row["unit"], "target_low": low,
                   "target_high": high, "target_kind": kind, "target_as_of": day, "value": row["value"], "as_of": row["as_of"],
                   "achievement": achieved, "rating": rating, "margin": None, "is_provisional": True, "is_sample": low is not None or None,
                   "note": note}  # fmt: skip


def _reports() -> Iterator[dict[str, Any]]:
    for code, *_ in REGENCIES:
        absent = code == MISSING_REGENCY
        for form in ("register", "recap", "coaching", "kdmp", "obstacles"):
            due = form in ("kdmp", "obstacles")
            state = "Belum menyampaikan" if absent else "Lolos verifikasi"
            source = None if absent else NOW if due else "2025-03"
            if code == "62.02" and form == "obstacles":
                state, source = "Dikembalikan untuk perbaikan", None
            yield {"period": NOW, "area_code": code, "form": form, "due": due, "due_date": date(2025, 5, 14) if due else None, "state": state,
                   "source_period": source, "received_at": None if absent else date(2025, 5, 9), "on_time": None if absent else True}  # fmt: skip
    yield {"period": "2025-03", "area_code": MISSING_REGENCY, "form": "kdmp", "due": True, "due_date": date(2025, 4, 10),
           "state": "Belum menyampaikan"}  # fmt: skip


KOTIM, KAPUAS = "2025-04/Kotim April 2025.xlsx", "2025-04/62.03.xlsx"
_SHARED: dict[str, Any] = {"period": NOW, "received_at": date(2025, 5, 9), "version": 1}
SUBMISSIONS: list[dict[str, Any]] = [
    {**_SHARED, "sha256": sha * 64, "file": file, "area_code": area, "form": form, "state": state, "found_at": datetime(2025, 5, 9, 3, 4, 5, 678),
     "on_time": True, "rows_read": 185, "rows_accepted": rows, "findings_fatal": fatal, "findings_explain": explain, "superseded_by": later}
    for sha, file, area, form, state, rows, fatal, explain, later in (
        ("a", KOTIM, "62.02", "kdmp", "Lolos verifikasi", 185, 0, 12, None),
        ("a", KOTIM, "62.02", "obstacles", "Dikembalikan untuk perbaikan", 0, 1, 0, None),
        ("b", KAPUAS, "62.03", "kdmp", "Digantikan versi baru", 231, 0, 1, "c" * 64),
        ("c", "2025-04/62.03 perbaikan.xlsx", "62.03", "kdmp", "Lolos verifikasi", 231, 0, 0, None),
    )
]  # fmt: skip
SUBMISSIONS.append(
    {
        **_SHARED,
        "sha256": "d" * 64,
        "file": "scan<b>.xlsx",
        "period": None,
        "state": "Dikembalikan untuk perbaikan",
        "findings_fatal": 1,
    }
)
FINDINGS: list[dict[str, Any]] = [
    *({**_SHARED, "file": KOTIM, "regency": "62.02", "form": "kdmp", "sheet": "Progres KDMP", "cell": f"N{row}", "rule": "V206",
       "severity": "explain", "value": "-12", "message": f"“NIB” berisi “{row}”. Yang diperbolehkan: 13 angka.", "group": "kdmp-V206-nib"}
      for row in range(8, 20)),
    {**_SHARED, "file": KOTIM, "regency": "62.02", "form": "obstacles", "sheet": "Permasalahan", "cell": "A5", "rule": "V111", "severity": "fatal",
     "value": "=HYPERLINK(1)", "message": "Kolom <Uraian> tidak ditemukan.", "group": "obstacles-V111-description"},
    {**_SHARED, "file": KAPUAS, "regency": "62.03", "form": "kdmp", "sheet": "Progres KDMP", "cell": "C9", "rule": "V204", "severity": "explain",
     "value": "x", "message": "Sudah digantikan.", "group": "kdmp-V204-stage"},
    {**_SHARED, "file": "scan<b>.xlsx", "period": None, "form": "", "rule": "V101", "severity": "fatal", "message": "Berkas tidak dapat dibaca.",
     "group": "V101"},
]  # fmt: skip
PROBLEMS: list[dict[str, Any]] = [
    {"area_code": area, "obstacle_id": f"{area}-{number:04d}", "category": "Lahan dan Aset", "agency": agency, "description": "RAHASIA Pak Budi",
     "status": "Dalam Proses", "raised_date": raised, "days_open": days}
    for number, (area, agency, raised, days) in enumerate((
        ("62.02", "DPMD", date(2024, 12, 1), 150), ("62.03", "DPMD", date(2025, 1, 5), 115), ("62.01", "Kanwil Kemenkum", date(2025, 1, 20), 100),
        ("62.01", None, date(2025, 1, 29), 91), ("62.04", "DPMD", date(2025, 3, 1), 60)))
]  # fmt: skip
