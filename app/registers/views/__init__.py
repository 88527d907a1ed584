"""Pages of the national register and of the inspection list."""

from app.registers.views import comparing, tasks
from app.registers.views.blueprint import bp as national_register
from app.registers.views.inspection_lists import bp as inspection_lists

__all__ = ["comparing", "inspection_lists", "national_register", "tasks"]
