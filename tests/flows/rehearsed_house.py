"""What a test of a flow asks for: the house as it works on a day of the rehearsal."""

from collections.abc import Callable
from datetime import date

from flows.wiring import House

OnDay = Callable[[date], House]
