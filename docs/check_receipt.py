"""Check a receipt without us: python3 docs/check_receipt.py JOURNAL FILE

Needs nothing but Python. Tells when the file was found, and that no line of the journal was changed, removed or reordered.
"""

import hashlib
import json
import sys
from pathlib import Path

journal, file = Path(sys.argv[1]), Path(sys.argv[2])
wanted = hashlib.sha256(file.read_bytes()).hexdigest()
previous, moment, receipt = "0" * 64, "", None
for number, text in enumerate(journal.read_text(encoding="utf-8").splitlines(), start=1):
    line = json.loads(text)
    plain = {key: value for key, value in line.items() if key != "hash"}
    canonical = json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    whole = line["seq"] == number and line["prev"] == previous and line["at"] >= moment
    if not whole or hashlib.sha256(canonical.encode()).hexdigest() != line["hash"]:
        sys.exit(f"Jurnal tidak utuh pada baris {number}.")
    previous, moment = line["hash"], line["at"]
    if line["event"] == "received" and line["sha256"] == wanted:
        receipt = line
if receipt is None:
    sys.exit(f"Tidak ada tanda terima untuk berkas dengan SHA-256 {wanted}.")
claimed = receipt.get("tanggal_diterima")
print(f"Ditemukan {receipt['at']} sebagai {receipt['file']}, baris {receipt['seq']}, hash {receipt['hash']}.")
print(f"Tanggal diterima menurut dinas: {claimed}." if claimed else "Tanpa pernyataan tanggal diterima.")
print(f"Jurnal utuh sampai baris {number}, hash {previous}.")
