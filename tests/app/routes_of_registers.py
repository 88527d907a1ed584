"""Who may open the pages of the national register and of the inspection list."""

from app.permissions import Role

ALL = frozenset(Role)
HANDLE = frozenset({Role.CASEWORKER})

# Everybody who sees the register sees the lists, inspectors among them; what the office hands out or ticks
# off is the caseworker's.
ROUTES_OF_REGISTERS: dict[str, frozenset[str]] = {
    "national_register.list_tasks": ALL,
    "national_register.tick_tasks": HANDLE,
    "national_register.untick_task": HANDLE,
    "national_register.export_tasks": ALL,
    "national_register.compare_register": HANDLE,
    "national_register.show_comparison": HANDLE,
    "national_register.answer_comparison": HANDLE,
    "national_register.make_tasks": HANDLE,
    "national_register.tick_confirmed": HANDLE,
    "inspection_lists.show_list": ALL,
    "inspection_lists.make_list": HANDLE,
    "inspection_lists.show_made_list": ALL,
    "inspection_lists.show_file": ALL,
    "inspection_lists.show_made_file": ALL,
}
