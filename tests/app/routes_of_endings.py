"""The addresses of endings, changes of terms and serving places, and who may open each."""

from app.permissions import Role

HANDLE = frozenset({Role.CASEWORKER})
DECIDE = frozenset({Role.DECIDER})

ROUTES_OF_ENDINGS: dict[str, frozenset[str]] = {
    "amendments.change_area": HANDLE,
    "amendments.change_area_once": HANDLE,
    "amendments.change_groups": HANDLE,
    "amendments.change_hours": HANDLE,
    "amendments.change_hours_once": HANDLE,
    "amendments.change_concept": HANDLE,
    "endings.surrender_licence": HANDLE,
    "endings.register_death": HANDLE,
    "endings.register_bankruptcy": HANDLE,
    "endings.register_unused": HANDLE,
    "endings.register_transfer": HANDLE,
    "endings.answer_transfer": HANDLE,
    "endings.extend_transfer": DECIDE,
    "endings.undo_ending": HANDLE,
    "serving_places.register_place_licence": HANDLE,
    "serving_places.open_place": HANDLE,
    "serving_places.close_place": HANDLE,
}
