"""What lasts: originals and journal, closings, the warehouse and its tables, and where all of it lies."""
