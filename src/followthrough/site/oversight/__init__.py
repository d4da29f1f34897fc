"""Oversight: what many organisations published, side by side, for a body to which they consented.

It reads editions alone, as the public pages do. Only `consenting` knows a plan: its office gives the consent.
"""
