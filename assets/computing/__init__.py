"""Figures from accepted rows, and which periods have to be computed anew."""
