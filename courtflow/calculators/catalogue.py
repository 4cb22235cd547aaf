"""The calculators by name, in the order in which pages and helps list them."""

from .asking import Calculator
from .charges import FEES
from .effects import EFFECT
from .interests import INTEREST
from .periods import PERIOD, WORKDAYS

CALCULATORS: dict[str, Calculator] = {item.slug: item for item in (PERIOD, EFFECT, INTEREST, FEES, WORKDAYS)}
