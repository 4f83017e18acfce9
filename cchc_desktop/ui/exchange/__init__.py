"""«Trao đổi»: packages that go out and come in, and what two copies of the data say differently."""
