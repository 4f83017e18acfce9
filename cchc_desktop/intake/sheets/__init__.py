"""Sheets of cells from outside, whatever program wrote them: what stands in each cell, and what it shows."""
