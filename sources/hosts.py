"""What a check found of a host, whatever its columns say."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HostFinding:
    host: str
    robots: str  # what its robots.txt answered, in words
    validators: str = ""  # what it offers to say that nothing changed; empty where it could not be seen
    https: str = ""  # whether it answers by https, asked where the catalogue knows http only
    answered: int = 0  # columns that it answered, its own and others'
    stood_in: int = 0  # its own columns that another host answered
