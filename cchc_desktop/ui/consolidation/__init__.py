"""«Tổng hợp»: who has sent, the figures of all units, what they come to, ranks."""
