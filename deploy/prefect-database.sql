-- Prefect keeps its own database beside the store; the two never share tables.
CREATE DATABASE prefect OWNER monitor;
