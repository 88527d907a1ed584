"""The measurements of `make bench`: ratios to the bare page, to Django and to WeasyPrint, in one run."""
