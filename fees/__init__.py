"""Money ("gebyr"): rates, fees and the earmark. Pure, like the law that it rests on."""
