"""Factories: the smallest valid thing of each aggregate. Each call makes a new one unless told otherwise."""
