"""What a rule would have noted over all history, from the latest release."""

from pathlib import Path

from tests.builders import make_workbook
from tests.integration.conftest import rapor_in_june as rapor


def test_a_backtest_tells_what_a_rule_caught_and_whom_it_would_send_back(home: Path) -> None:
    assert "Belum ada rilis" in rapor(home, "rules", "backtest", "V301").stdout
    make_workbook(home / "inbox/a.xlsx", {"recap": [{"cooperatives": "16"}]})
    right = [{"district": "Kumai"}]
    make_workbook(home / "inbox/b.xlsx", {"recap": right}, area="62.01", name="Kabupaten Kotawaringin Barat")
    assert rapor(home, "nightly").returncode == 0
    done = rapor(home, "rules", "backtest", "V301")
    assert done.returncode == 0, done.stderr
    assert "1 formulir dari 1 kabupaten/kota akan dikembalikan" in " ".join(done.stdout.split())
    assert "Maret 2025" in done.stdout
    assert rapor(home, "rules", "backtest", "V999").returncode == 2
