"""Daftar and Rekap Koperasi: the cooperatives as they stand at the end of a period, and the sums by kecamatan.

Orders of size are the national averages of August 2017, heavily skewed: an active cooperative has an own capital of 418
million rupiah, external 488, volume 1,098, surplus 40, and 177 members.
"""

import random
from datetime import date, timedelta

from pipelines.sample.chance import chance, day_along, month_end, skewed, weighted, working_day
from pipelines.sample.cooperatives import ACTIVE, INACTIVE, Cooperative, kdmp_members
from pipelines.sample.filled_forms import Cell, Row, yes_no
from pipelines.sample.regencies import Regency
from pipelines.sample.village_progress import VillageProgress, members, rat_date

MILLION = 1_000_000
MONEY = ("own_capital", "external_capital", "assets", "business_volume", "surplus")
RAT_SHARE, CERTIFICATE_YEARS = 0.85, 2
#: Share of the active ones that report the figures of the year before, by the month of the report.
REPORTED = {3: 0.6, 6: 0.66, 9: 0.68, 12: 0.69}
REASONS = (
    ("Tidak RAT", 46),
    ("Tidak Ada Kegiatan Usaha", 28),
    ("Pengurus Tidak Lengkap", 14),
    ("Alamat Tidak Ditemukan", 9),
    ("Lainnya", 3),
)
PLANS = ((None, 30), ("Reaktivasi", 34), ("Pembubaran", 20), ("Revitalisasi KDMP/KKMP", 10), ("Penggabungan", 6))
GRADES = (("A", 5), ("B", 22), ("C1", 34), ("C2", 24), ("D", 15))
HEALTH = (("Sehat", 33), ("Cukup Sehat", 47), ("Dalam Pengawasan", 16), ("Dalam Pengawasan Khusus", 4))


def register_rows(seed: int, made: list[Cooperative], ways: list[VillageProgress], period: str) -> list[Row]:
    """One row a cooperative that is legal at the end of the period; the new village ones come last."""
    end = month_end(period)
    rows = [_register_row(seed, cooperative, end) for cooperative in made if cooperative.legal_date <= end]
    new = (way for way in ways if way.model == "Pembentukan Baru" and way.legal_date and way.legal_date <= end)
    return rows + [_village_row(seed, way, end) for way in new]


def _register_row(seed: int, cooperative: Cooperative, end: date) -> Row:
    """A cooperative as it stands on a day."""
    status = cooperative.status(end)
    group, kind, _, savings_unit, _, _ = cooperative.kind
    kdmp = cooperative.is_kdmp(end)
    row: Row = {
        "nik": cooperative.nik, "name": cooperative.way.cooperative if kdmp and cooperative.way else cooperative.name,
        "legal_number": cooperative.legal_number, "legal_date": cooperative.legal_date, "address": cooperative.address,
        "village": cooperative.village.name, "district": cooperative.village.district,
        "legal_form": cooperative.legal_form, "type": kind, "coop_group": group, "kdmp": yes_no(kdmp),
        "scheme": cooperative.scheme, "sector": cooperative.sector, "savings_unit": savings_unit, "status": status,
        "last_rat_date": last_rat(seed, cooperative, end),
    }  # fmt: skip
    if status == INACTIVE:
        row["inactive_reason"] = weighted(REASONS, chance(seed, cooperative.nik, "reason"))
        row["plan"] = weighted(PLANS, chance(seed, cooperative.nik, "plan"))
    row |= _people(seed, cooperative, status, end)
    row |= _figures(seed, cooperative, row, end)
    return row | _quality(seed, cooperative, row, end)


def last_rat(seed: int, cooperative: Cooperative, end: date) -> date | None:
    """The last RAT up to a day. The regular ones hold one in most years, the reactivated ones as they come back."""
    if cooperative.way and cooperative.is_kdmp(end):
        return rat_date(seed, cooperative.way, end) or cooperative.old_rat
    back = cooperative.since(ACTIVE)
    if back and back > cooperative.legal_date and back <= end and chance(seed, cooperative.nik, "rat on return") < 0.8:
        later = _regular_rat(seed, cooperative, back.year + 1, end)
        return later or max(working_day(back - timedelta(days=6)), date(back.year, 1, 2))
    if cooperative.rat_habit == "regular" and len(cooperative.spells) == 1:
        return _regular_rat(seed, cooperative, max(cooperative.legal_date.year + 1, end.year - 8), end)
    return cooperative.old_rat if cooperative.old_rat and cooperative.old_rat <= end else None


def _regular_rat(seed: int, cooperative: Cooperative, first_year: int, end: date) -> date | None:
    """The last RAT of one that holds them regularly, from `first_year` up to a day."""
    for year in range(end.year, first_year - 1, -1):
        held = working_day(day_along(date(year, 1, 8), date(year, 6, 28), chance(seed, cooperative.nik, "rat day", year) ** 1.3))
        if chance(seed, cooperative.nik, "rat", year) < RAT_SHARE and held <= end:
            return held
    return None


def _people(seed: int, cooperative: Cooperative, status: str, end: date) -> Row:
    """Members by sex, managers and employees: many inactive ones have zeros or nothing."""
    kdmp, share = kdmp_members(cooperative, end), chance(seed, cooperative.nik, "people")
    if status != ACTIVE and share < 0.3:
        return {}
    if status != ACTIVE and (share < 0.7 or status != INACTIVE):
        return {"members_male": 0, "members_female": 0, "members_total": 0, "managers": 0, "employees": 0}
    grown = cooperative.members * 1.012 ** (end.year - 2024) * (1 if status == ACTIVE else 0.4)
    total = kdmp if kdmp is not None else max(int(grown), 9)
    female = round(total * cooperative.female)
    employees = int(skewed(random.Random(f"{seed}/{cooperative.nik}/employees"), 2.6, 1.3, cooperative.size, 0.6))
    return {
        "members_male": total - female, "members_female": female, "members_total": total,
        "managers": int(employees > 1) if status == ACTIVE else 0, "employees": employees if status == ACTIVE else 0,
    }  # fmt: skip


def _figures(seed: int, cooperative: Cooperative, row: Row, end: date) -> Row:
    """The five amounts of the year before, in rupiah, all of them or none, with the year and the source."""
    year, share = end.year - 1, chance(seed, cooperative.nik, "figures", end.year)
    if row["status"] == INACTIVE and share < 0.2 and cooperative.status(date(year, 12, 31)) == INACTIVE:
        return {"book_year": year, **dict.fromkeys(MONEY, 0), "figures_source": "Perkiraan"}
    if row["status"] != ACTIVE or share >= REPORTED.get(end.month, REPORTED[3]) or cooperative.legal_date.year > year:
        return {}
    held = isinstance(row["last_rat_date"], date) and row["last_rat_date"].year == end.year
    source = (
        "RAT" if held else weighted((("Laporan Keuangan", 65), ("Perkiraan", 35)), chance(seed, cooperative.nik, "source", year))
    )
    return {"book_year": year, **_amounts(seed, cooperative, year), "figures_source": source}


def _amounts(seed: int, cooperative: Cooperative, year: int) -> Row:
    """Rupiah amounts of a book year: a base for ever, a trend, and the luck of the year."""
    rng = random.Random(f"{seed}/{cooperative.nik}/base")
    own_capital = skewed(rng, 418 * MILLION, 1.5, cooperative.size, 0.8)
    external_capital = skewed(rng, 488 * MILLION / 0.55, 1.4, cooperative.size, 0.8) if rng.random() < 0.55 else 0.0
    volume = skewed(rng, 1098 * MILLION, 1.6, cooperative.size, 0.8)
    luck = random.Random(f"{seed}/{cooperative.nik}/{year}")
    trend = 1.035 ** (year - 2023)
    volume *= trend * luck.uniform(0.8, 1.22)
    own_capital, external_capital = (
        own_capital * trend * luck.uniform(0.95, 1.06),
        external_capital * trend * luck.uniform(0.85, 1.15),
    )
    surplus = volume * luck.gauss(0.036, 0.024)
    assets = (own_capital + external_capital) * luck.uniform(1.0, 1.12)
    unit = 1 if rng.random() < 0.3 else 1000
    return {
        column: int(amount / unit) * unit
        for column, amount in zip(MONEY, (own_capital, external_capital, assets, volume, surplus), strict=True)
    }


def _quality(seed: int, cooperative: Cooperative, row: Row, end: date) -> Row:
    """Certificate, grade and, for savings cooperatives, the health that was last examined."""
    quality: Row = {"certificate_status": "Belum Bersertifikat"}
    rat = row["last_rat_date"]
    if isinstance(rat, date) and chance(seed, cooperative.nik, "certificate") < 0.8:
        until = rat + timedelta(days=365 * CERTIFICATE_YEARS)
        quality = {
            "certificate_status": "Sudah Bersertifikat" if until >= end else "Sertifikat - Expired",
            "certificate_until": until,
        }
    if row["status"] != ACTIVE:
        return quality
    if chance(seed, cooperative.nik, "graded") < 0.55:
        quality["grade"] = weighted(GRADES, chance(seed, cooperative.nik, "grade") ** 1.1)
    return quality | (_health(seed, cooperative, end) if cooperative.kind[3] != "Tidak Ada" else {})


def _health(seed: int, cooperative: Cooperative, end: date) -> Row:
    """The last examination of the last three years; four in ten are examined in a year, month by month."""
    for year in range(end.year, max(end.year - 3, cooperative.legal_date.year), -1):
        month = 1 + int(chance(seed, cooperative.nik, "examined", year) * 30)
        if month <= (end.month if year == end.year else 12):
            return {"health": weighted(HEALTH, chance(seed, cooperative.nik, "health", year)), "health_year": year}
    return {}


def _village_row(seed: int, way: VillageProgress, end: date) -> Row:
    """A new Koperasi Merah Putih: its NIK comes some months after the decree, its figures with the first RAT."""
    code, legal, rat = way.village.code, way.legal_date or end, rat_date(seed, way, end)
    total = members(way, end)
    female = round(total * (0.3 + 0.3 * chance(seed, code, "female")))
    numbered = legal + timedelta(days=20 + int(240 * chance(seed, code, "nik") ** 2))
    row: Row = {
        "nik": way.nik if numbered <= end else None, "name": way.cooperative, "legal_number": way.legal_number,
        "legal_date": legal, "village": way.village.name, "district": way.village.district,
        "address": f"{'Kantor Kelurahan' if way.village.urban else 'Kantor Desa'} {way.village.name}",
        "legal_form": "Primer Kabupaten/Kota", "coop_group": "Kop. Serba Usaha", "kdmp": "Ya",
        "type": weighted((("Konsumen", 70), ("Produsen", 20), ("Pemasaran", 10)), chance(seed, code, "type")),
        "scheme": "Konvensional", "sector": "Perdagangan Besar dan Eceran", "savings_unit": "USP", "status": ACTIVE,
        "last_rat_date": rat, "members_male": total - female, "members_female": female, "members_total": total,
        "managers": 0, "employees": int(3 * chance(seed, code, "employees")),
        "certificate_status": "Belum Bersertifikat",
    }  # fmt: skip
    if rat and rat.year == end.year and legal.year < end.year:
        row |= {"book_year": end.year - 1, **_first_amounts(seed, code, end.year), "figures_source": "RAT"}
    return row


def _first_amounts(seed: int, code: str, year: int) -> Row:
    """The amounts of a new village cooperative, in rupiah: small ones."""
    own_capital = int(3000 + 40_000 * chance(seed, code, "own") ** 2) * 1000
    volume = int(90_000 * chance(seed, code, "volume", year) ** 3) * 1000
    return {
        "own_capital": own_capital,
        "external_capital": 0,
        "assets": own_capital,
        "business_volume": volume,
        "surplus": int(volume * 0.03),
    }


def recap_rows(seed: int, regency: Regency, register: list[Row], year: int) -> list[Row]:
    """The sums of the active and inactive rows of the register, one row a kecamatan; RATs count when of the `year`."""
    return [
        _recap_row(seed, district, [row for row in register if row["district"] == district], year)
        for district in regency.districts
    ]


def _recap_row(seed: int, district: str, rows: list[Row], year: int) -> Row:
    """The sums of a kecamatan, of its rows of the register."""
    rows = [row for row in rows if row["status"] in (ACTIVE, INACTIVE)]
    active = [row for row in rows if row["status"] == ACTIVE]
    held = [row for row in active if getattr(row.get("last_rat_date"), "year", None) == year]
    men = sum(round(_whole_number(row.get("employees")) * chance(seed, row["name"], "men")) for row in rows)
    sums: Row = {column: _total(rows, column) for column in ("members_male", "members_female", *MONEY)}
    return {
        "district": district, "cooperatives": len(rows), "active": len(active), "inactive": len(rows) - len(active),
        "rat_held": len(held),
        "employees_male": men, "employees_female": _total(rows, "employees") - men, **sums,
    }  # fmt: skip


def _total(rows: list[Row], column: str) -> int:
    return sum(_whole_number(row.get(column)) for row in rows)


def _whole_number(cell: Cell) -> int:
    """The number in a cell; 0 where it has none."""
    return cell if isinstance(cell, int) else 0
