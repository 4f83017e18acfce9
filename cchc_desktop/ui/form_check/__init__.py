"""«Kiểm tra thể thức» in the window."""
