"""From the inbox to a receipt, and from receipts to submissions."""
