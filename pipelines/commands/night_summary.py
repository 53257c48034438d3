"""What a night prints: what was received, what of it stands and what is still asked, and where the page is."""

from pathlib import Path

import duckdb
import polars as pl
from rich.console import Console
from rich.table import Table

from assets.past import closings_of
from assets.storage.home import Home
from assets.storage.provisions import corrections
from assets.storage.released import ANALYSTS, Released
from assets.storage.tables import FINDINGS, accepted
from pipelines.nights import Night
from pipelines.telling import Told
from schemas.corrections import describe_stale, stale_among
from schemas.forms import NO_PERIOD, PROVINCE_FORMS
from schemas.rules import EXPLAIN, FATAL, SEVERITY_WORDS, WARNING
from schemas.rules.of_tables import CORRECTED_BY_PROVINCE
from schemas.states import CLOSED, RETURNED, SUPERSEDED, VERIFIED

UNKNOWN, OF_PROVINCE = "tidak dikenal", "ketentuan"


def print_night(console: Console, home: Home, night: Night, told: Told | None = None) -> None:
    """What the night did, the sentences of its digest, a short table, a line a period, and the paths of the pages."""
    if night.release is None:
        console.print("Belum ada rilis.")
        return
    console.print(f"Diterima malam ini: {night.received} berkas. Dihitung: {_ranges(night)}.")
    for sentence in told.digest.sentences if told else ():
        console.print(sentence, markup=False, highlight=False, soft_wrap=True)
    for sentence in night.noticed:
        console.print(f"Perlu diperhatikan: {sentence}.", style="red", markup=False, soft_wrap=True)
    if night.proof:
        console.print(f"{night.proof.sentence}.", style="red" if night.proof.is_fault else None, markup=False, soft_wrap=True)
    for left in night.left:
        console.print(f"Perlu dilihat di kotak masuk: {left.file}: {left.reason}.", markup=False, soft_wrap=True)
    standing, notes = still_open(night.release)
    if standing.height:
        console.print(_periods_table(standing, notes))
    stale = stale_sentences(night.release)
    if stale:
        console.print(f"Koreksi dinas yang tidak diterapkan: {len(stale)}")
    for line in stale:
        console.print(line, markup=False, soft_wrap=True)
    console.print(f"Halaman: {night.release / 'publik' / 'index.html'}", soft_wrap=True)
    console.print(f"Untuk dinas dan kabupaten/kota: {night.release / 'internal' / 'index.html'}", soft_wrap=True)
    if told:
        console.print(f"Ringkasan untuk WhatsApp: {told.text}", markup=False, soft_wrap=True)
        console.print(told.mail, markup=False, highlight=False, soft_wrap=True) if told.mail else None


def still_open(release: Path) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The lines of submissions.csv that no newer version took the place of, and their notes that nobody answered: period, severity."""
    submissions = pl.read_csv(release / "internal" / "data" / "submissions.csv", infer_schema=False)
    no_month = pl.when(pl.col("form").is_in(list(PROVINCE_FORMS))).then(pl.lit(OF_PROVINCE)).otherwise(pl.lit(UNKNOWN))
    standing = submissions.filter(pl.col("state") != SUPERSEDED).with_columns(pl.coalesce("period", no_month))
    with duckdb.connect(str(release / ANALYSTS), read_only=True) as analysts:
        asked = analysts.sql(
            "SELECT f.sha256, nullif(n.form, '') AS form, if(n.period = $none, $word, n.period) AS period, n.severity "
            "FROM findings.notes n JOIN submissions.files f USING (submission) WHERE n.explanation IS NULL",
            params={"none": NO_PERIOD, "word": OF_PROVINCE},
        ).pl()
    of_form = asked.filter(pl.col("form").is_not_null()).join(standing, on=["sha256", "form", "period"], how="semi")
    of_file = asked.filter(pl.col("form").is_null()).join(standing, on=["sha256", "period"], how="semi")
    unread = standing.filter((pl.col("period") == UNKNOWN) & (pl.col("state") == RETURNED))
    whole = unread.select("period", severity=pl.lit(FATAL))
    return standing, pl.concat([of_form.select("period", "severity"), of_file.select("period", "severity"), whole])


def stale_sentences(release: Path) -> list[str]:
    """A sentence for each of the province's corrections that the rows of a release do not bear, of whatever period it is."""
    with duckdb.connect(str(release / ANALYSTS), read_only=True) as analysts:
        read = Released(analysts).table
        lines = corrections(read, closed=closings_of(read))
        forms = lines["form"].unique().to_list()
        rows = {form: read(accepted(form), period=lines.filter(pl.col("form") == form)["period"].unique()) for form in forms}
        return describe_stale(stale_among(rows, read(FINDINGS, rule=[CORRECTED_BY_PROVINCE.code]), lines)) if forms else []


def _ranges(night: Night) -> str:
    """`2024-12–2025-04, 2025-06`, of the periods computed."""
    return ", ".join(first if first == last else f"{first}–{last}" for first, last in night.computed) or "tidak ada"


def _periods_table(standing: pl.DataFrame, notes: pl.DataFrame) -> Table:
    """A line a period: files, forms, what passed and came back, and the notes that are still open by severity."""
    table = Table(title="Berkas dan catatan verifikasi", box=None, padding=(0, 1), pad_edge=False)
    table.add_column("Periode")
    asked = (FATAL, EXPLAIN, WARNING)
    for heading in (
        "Berkas",
        "Formulir",
        "Lolos",
        "Dikembalikan",
        *(SEVERITY_WORDS[severity].replace(" ", "\n") for severity in asked),
    ):
        table.add_column(heading, justify="right")
    for period in standing["period"].unique().sort():
        of_period = standing.filter(pl.col("period") == period)
        severities = notes.filter(pl.col("period") == period)["severity"]
        states = of_period["state"]
        counts = [
            of_period["sha256"].n_unique(), of_period["form"].count(), states.is_in([VERIFIED, CLOSED]).sum(), (states == RETURNED).sum(),
            *((severities == severity).sum() for severity in asked),
        ]  # fmt: skip
        table.add_row(period, *(str(count) for count in counts))
    return table
