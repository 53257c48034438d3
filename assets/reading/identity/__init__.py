"""Who sent a file and for which period: names, cover, titles, and what a returned workbook says of itself."""
