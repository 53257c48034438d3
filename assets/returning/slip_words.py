"""The counts of a slip in Indonesian: a form's lines, the last report's counts beside them. Pure; a count that is missing is not told."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from schemas import periods
from schemas.formatting import number, rupiah
from schemas.forms import FORMS
from schemas.forms.kdmp import STAGES
from schemas.forms.obstacles import NEITHER, OPEN, RESOLVED

#: A row of `slip_counts.counts`.
Counts = Mapping[str, Any]
_LEGAL = STAGES[-1]
_INDENT = "   "
_NO_COLUMN = "kolomnya tidak ada pada berkas"


@dataclass(frozen=True)
class Report:
    """The counts of a report, and its period.

    `doubted`: the columns of rupiah whose unit is doubted, which no figure counts yet. `lacking`: the columns that its file does not have.
    """

    period: str
    counts: Counts
    doubted: frozenset[str] = frozenset()
    lacking: frozenset[str] = frozenset()

    @property
    def book_year(self) -> int:
        """The year whose money it gives."""
        return periods.parts(self.period)[0] - 1


def form_lines(form: str, rows_read: int, report: Report, whole: Report, before: Report | None) -> list[str]:
    """The lines of a form whose rows count.

    `whole` is what stands for regency and period: `report` itself, or, where that is a part, all parts together. `before`: the last
    report of the form.
    """
    last = f"; laporan lalu ({periods.title(before.period)}): {_HEADLINE[form](before.counts)}" if before else ""
    is_part = whole.counts["rows"] != report.counts["rows"]
    first = f"{FORMS[form].title}: {number(rows_read)} baris dibaca; {_SUMMARY[form](report.counts)}"
    lines = [first + last]
    if is_part:
        lines = [f"{first}; bagian dari laporan", f"{_INDENT}Bersama berkas lain: {_SUMMARY[form](whole.counts)}{last}"]
    if form == "register":
        beside = None if is_part else before
        lines += [_members(report, beside), _assets(report, beside)]
    return [f"{line}." for line in lines]


def _parts(*parts: tuple[int | None, str]) -> str:
    """`149 aktif, 37 tidak aktif`, without what is missing."""
    return ", ".join(f"{number(count)} {words}" for count, words in parts if count is not None)


def _with_parts(whole: str, parts: str) -> str:
    return f"{whole} ({parts})" if parts else whole


def _register(counts: Counts) -> str:
    """`186 koperasi (149 aktif, 37 tidak aktif), 1 dibubarkan`."""
    listed = _with_parts(
        f"{number(counts['cooperatives'])} koperasi", _parts((counts["active"], "aktif"), (counts["inactive"], "tidak aktif"))
    )
    beside = _parts(
        (counts["dissolved"] or None, "dibubarkan"),
        (counts["without_status"] or None, "tanpa status yang dapat dihitung"),
        (counts["repeated"] or None, "baris ber-NIK sama dengan baris lain tidak dihitung lagi"),
    )
    return ", ".join(filter(None, (listed, beside)))


def _members(report: Report, before: Report | None) -> str:
    if "members_total" in report.lacking:
        return f"{_INDENT}Anggota: {_NO_COLUMN}"
    if report.counts["members"] is None:
        return f"{_INDENT}Anggota: belum ada angka yang dapat dihitung"
    last = f"; laporan lalu {number(before.counts['members'])} orang" if before and before.counts["members"] is not None else ""
    return (
        f"{_INDENT}Anggota: {number(report.counts['members'])} orang dari {number(report.counts['with_members'])} koperasi{last}"
    )


def _assets(report: Report, before: Report | None) -> str:
    if "assets" in report.lacking:
        return f"{_INDENT}Aset: {_NO_COLUMN}"
    head = f"{_INDENT}Aset tahun buku {report.book_year}:"
    if "assets" in report.doubted:
        return f"{head} belum dihitung karena satuannya diragukan"
    counts = report.counts
    amount = "belum ada angka yang dapat dihitung"
    if counts["assets"] is not None:
        amount = f"{rupiah(counts['assets'])} dari {number(counts['with_assets'])} koperasi"
    others = (
        f"; {number(counts['other_assets'])} angka dengan tahun buku lain atau kosong tidak dijumlahkan"
        if counts["other_assets"]
        else ""
    )
    return f"{head} {amount}{_last_assets(before)}{others}"


def _last_assets(before: Report | None) -> str:
    if before is None or before.counts["assets"] is None or "assets" in before.doubted:
        return ""
    return f"; laporan lalu (tahun buku {before.book_year}) {rupiah(before.counts['assets'])}"


def _recap(counts: Counts) -> str:
    """`186 koperasi (149 aktif, 37 tidak aktif), 48 sudah RAT`; only of the cells that are filled."""
    parts = _parts((counts["active"], "aktif"), (counts["inactive"], "tidak aktif"), (counts["rat_held"], "sudah RAT"))
    return _with_parts(_parts((counts["cooperatives"], "koperasi")) or "jumlah koperasi belum terisi", parts)


def _kdmp(counts: Counts) -> str:
    """`88 desa/kelurahan (9 Berbadan Hukum, 12 Proses AHU, …)`: the stages at which there are any, and the last one always."""
    stages = _parts(*((counts[stage], stage) for stage in reversed(STAGES) if counts[stage] or stage == _LEGAL))
    without_stage = _parts((counts["without_stage"] or None, "tanpa tahap yang dapat dihitung"))
    villages = _with_parts(f"{number(counts['villages'])} desa/kelurahan", ", ".join(filter(None, (stages, without_stage))))
    beside = _parts(
        (counts["repeated"] or None, "baris berkode sama dengan baris lain tidak dihitung lagi"),
        (counts["without_code"] or None, "baris tanpa kode yang dapat dihitung"),
        (counts["merged"] or None, "di antaranya bergabung dengan desa/kelurahan lain dan dihitung menurut tahap mitranya"),
    )
    return ", ".join(filter(None, (villages, beside)))


def _obstacles(counts: Counts) -> str:
    """`12 permasalahan (9 belum selesai, 3 selesai)`."""
    neither = (counts[NEITHER] or None, "tidak dapat ditindaklanjuti")
    parts = _parts((counts[OPEN], "belum selesai"), (counts[RESOLVED], "selesai"), neither)
    return _with_parts(f"{number(counts['rows'])} permasalahan", parts)


def _umkm(counts: Counts) -> str:
    """`12.345 usaha (mikro, kecil, menengah)`; only of the cells that are filled."""
    sizes = [counts[size] for size in ("micro", "small", "medium")]
    parts = _parts(*zip(sizes, ("mikro", "kecil", "menengah"), strict=True))
    if not parts:
        return "jumlah usaha belum terisi"
    return _with_parts(f"{number(sum(size for size in sizes if size is not None))} usaha", parts)


def _coaching(counts: Counts) -> str:
    """`14 kegiatan, 350 peserta`; only of the cells that are filled."""
    sexes = [counts[name] for name in ("participants_male", "participants_female") if counts[name] is not None]
    participants = f"{number(sum(sexes))} peserta" if sexes else "jumlah peserta belum terisi"
    return f"{number(counts['rows'])} kegiatan, {participants}"


_SUMMARY: dict[str, Callable[[Counts], str]] = {
    "register": _register, "recap": _recap, "kdmp": _kdmp, "obstacles": _obstacles, "umkm": _umkm, "coaching": _coaching,
}  # fmt: skip


#: The counts of the last report, shorter: what is to be seen beside the new ones at a glance.
_HEADLINE: dict[str, Callable[[Counts], str]] = {
    "register": lambda counts: _with_parts(f"{number(counts['cooperatives'])} koperasi", _parts((counts["active"], "aktif"))),
    "recap": lambda counts: _recap({**counts, "active": None, "inactive": None, "rat_held": None}),
    "kdmp": lambda counts: _with_parts(f"{number(counts['villages'])} desa/kelurahan", _parts((counts[_LEGAL], _LEGAL))),
    "obstacles": lambda counts: _with_parts(f"{number(counts['rows'])} permasalahan", _parts((counts[OPEN], "belum selesai"))),
    "umkm": lambda counts: _umkm(counts).partition(" (")[0],
    "coaching": _coaching,
}
