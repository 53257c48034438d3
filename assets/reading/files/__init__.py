"""From bytes to sheets: what kind of file it is, what it may cost, and the text of every cell with its address."""
