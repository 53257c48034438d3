"""The jobs: receiving, which says what has to be computed, the chain with the release at its end, and, beside the night, the proof."""

import dagster as dg

from assets.keys import CHAIN, LATEST_RELEASE, PROVED_RELEASE, PROVINCE_ROWS, SUBMISSION_FILES
from pipelines.tidying import tidy

RECEIVE = "terima"
COMPUTE = "hitung"
PUBLISH = "terbitkan"
PROVE = "buktikan"
TELL = "kabarkan"

receive = dg.define_asset_job(
    RECEIVE,
    dg.AssetSelection.assets(SUBMISSION_FILES, PROVINCE_ROWS),
    description="Terima berkas dari kotak masuk dan tentukan periode yang dihitung ulang.",
)
compute = dg.define_asset_job(COMPUTE, dg.AssetSelection.assets(*CHAIN), description="Periksa dan hitung satu rentang periode.")
publish = dg.define_asset_job(
    PUBLISH, dg.AssetSelection.assets(LATEST_RELEASE), description="Terbitkan rilis bila ada yang berubah.", hooks={tidy}
)
prove = dg.define_asset_job(
    PROVE,
    dg.AssetSelection.assets(PROVED_RELEASE),
    description="Buat kembali satu rilis lama dari arsip dan jurnal, lalu bandingkan.",
)

RANGE_START = "dagster/asset_partition_range_start"
RANGE_END = "dagster/asset_partition_range_end"
ONE_PARTITION = "dagster/partition"


def range_tags(first: str, last: str) -> dict[str, str]:
    """The tags by which one run covers every period from first to last."""
    return {RANGE_START: first, RANGE_END: last}
