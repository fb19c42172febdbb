"""What operators start from the Prefect UI. Each flow is safe to start twice and refuses in its first second."""
