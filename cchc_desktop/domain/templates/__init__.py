"""The superior's own workbooks (biểu mẫu): what stands in them, what cells mean, how they are filled."""
