"""The operators' pages in the Prefect UI, each under one key over time so that versions can be compared.

Pages are Markdown; everything that came from a site is escaped where it is put in.
"""
