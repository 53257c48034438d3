"""What the writer and the reader of a returned workbook have in common: names, stamp and columns of the sheets that we put in.

`assets/returning` writes these sheets; `assets/reading/identity/explanations.py` finds them again in a workbook that an officer
sends back and reads what she wrote there. Nothing else belongs here.
"""

import polars as pl

#: The first sheet of a returned workbook, and the stamp in it by which it is known to be ours. It is no form.
NOTES_SHEET, NOTES_MARK = "Catatan Verifikasi", "rapor-koperasi/catatan-verifikasi/1"
#: The last sheet. It begins with the first one's name: what is put in is known by name and stamp when it comes back.
NOTES_LIST_SHEET = f"{NOTES_SHEET} (daftar)"

#: The table of the first sheet, a row a finding: heading as an officer reads it → what the column holds.
NOTES_TABLE = {
    "Lembar": "sheet",
    "Sel": "cell",
    "Isi saat ini": "value",
    "Yang diharapkan": "expected",
    "Contoh": "example",
    "Penjelasan Bapak/Ibu": "explanation",
    "Kode": "rule",
    "Hal": "number",
}
#: What stands under "Isi saat ini" for an empty cell, and under any heading where there is nothing to name.
EMPTY_CELL, NOTHING_TO_NAME = "(kosong)", "–"
#: The table and the notes quote so many characters of a submitted value, then an ellipsis; a longer one is matched by these.
QUOTED = 300

#: The columns of a frame of explanations: one for a cell (or, with no cell, for a sheet or the file) and a rule.
#: `value` is what our quotation of the cell says; with an empty `explanation` it is not what stands in the cell.
EXPLANATION: dict[str, pl.DataType] = dict.fromkeys(("sheet", "cell", "rule", "value", "explanation"), pl.String())
