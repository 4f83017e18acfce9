"""What an office makes of figures that units send: totals, outliers, ranks, who is late."""
