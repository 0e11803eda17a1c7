"""How it looks: charts, tables, findings, for people; computes nothing.

The layer's rule: it is handed results and shows them, so that everybody can read them without a script or a network.
"""
