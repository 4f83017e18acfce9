"""A document from outside as it looks on paper, for «Kiểm tra thể thức»."""
