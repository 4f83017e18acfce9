"""«Phiếu kết quả công việc»: what officers and units did in a month or quarter, and what points suggest."""
