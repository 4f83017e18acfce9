"""Sổ theo dõi: the registers, whatever their fields are."""
