"""The way back: a regency's own workbook with what is to be mended marked and explained. Pure: frames and bytes in, a file out."""
