"""Check a receipt without us: python3 docs/check_receipt.py JOURNAL FILE [MANIFEST]

Needs nothing but Python. Tells when the file was found and every time that it came again, and that no line of the journal was
changed, removed or reordered. With the manifest.json of a release that was handed out, also that the journal is the one that the
release saw.
"""

import hashlib
import itertools
import json
import sys
from datetime import datetime
from pathlib import Path

paths = [Path(argument) for argument in sys.argv[1:]]
if len(paths) not in (2, 3) or not all(path.is_file() for path in paths):
    print("Pemakaian: python3 docs/check_receipt.py archive/journal.jsonl BERKAS [manifest.json]", file=sys.stderr)
    sys.exit(2)
wanted = hashlib.sha256(paths[1].read_bytes()).hexdigest()
hashes, lines, receipt, again = ["0" * 64], [], None, []
for number, text in enumerate(paths[0].read_bytes().splitlines(), start=1):
    try:
        line = json.loads(text)
        plain = {key: value for key, value in line.items() if key != "hash"}
        canonical = json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        whole = line["seq"] == number and line["prev"] == hashes[-1]
    except (ValueError, KeyError, TypeError, AttributeError):
        whole = False
    if not whole or hashlib.sha256(canonical.encode()).hexdigest() != line.get("hash"):
        sys.exit(f"Jurnal tidak utuh pada baris {number}.")
    hashes.append(line["hash"])
    lines.append(line)
    if line["event"] == "received" and line["sha256"] == wanted:
        receipt = line
    elif line["event"] == "received again" and line["sha256"] == wanted:
        again.append(line)
# Moments of a wrong clock, as a later line restates them (docs/decisions/021).
known = [line["at"] for line in lines]
for place, line in enumerate(lines):
    if line["event"] == "clock accepted" and 1 <= line.get("since", 0) <= line["until"] <= place:
        said = [datetime.fromisoformat(each) for each in known]
        ahead = said[line["since"] - 1] - datetime.fromisoformat(line["moment"])
        for wrong in range(line["since"] - 1, line["until"]):
            known[wrong] = min(said[wrong] - ahead, said[line["until"]]).isoformat(timespec="microseconds")
for number, (before, after) in enumerate(itertools.pairwise(known), start=2):
    if after < before:
        sys.exit(f"Jurnal tidak utuh pada baris {number}.")
seen = json.loads(paths[2].read_text(encoding="utf-8")).get("journal") if paths[2:] else None
if paths[2:] and (seen is None or hashes[seen["seq"] : seen["seq"] + 1] != [seen["hash"]]):
    sys.exit(f"Jurnal bukan yang dicatat rilis itu (baris {seen['seq']})." if seen else "Rilis itu tidak mencatat jurnal.")
if receipt is None:
    sys.exit(f"Tidak ada tanda terima untuk berkas dengan SHA-256 {wanted}.")
claimed = receipt.get("tanggal_diterima")
print(f"Ditemukan {receipt['at']} sebagai {receipt['file']}, baris {receipt['seq']}, hash {receipt['hash']}.")
if (restated := known[receipt["seq"] - 1]) != receipt["at"]:
    print(f"Jam komputer waktu itu keliru; saat itu dinyatakan ulang menjadi {restated}.")
for line in again:
    print(f"Isi yang sama ditemukan lagi {line['at']} sebagai {line['file']}, baris {line['seq']}, hash {line['hash']}.")
print(f"Tanggal diterima menurut dinas: {claimed}." if claimed else "Tanpa pernyataan tanggal diterima.")
print(f"Jurnal utuh sampai baris {len(hashes) - 1}, hash {hashes[-1]}" + (", sesuai catatan rilis itu." if seen else "."))
