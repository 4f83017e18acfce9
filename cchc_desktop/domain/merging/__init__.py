"""What becomes of one record that was changed on several PCs: pure values and functions, no clock."""
