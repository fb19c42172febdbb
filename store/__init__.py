"""What is remembered. Frozen dataclasses go in and come out; rows and SQL stay here."""
