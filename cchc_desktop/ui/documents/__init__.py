"""What the pages that show a document have in common: their bar, the printed pages, how it is issued."""
