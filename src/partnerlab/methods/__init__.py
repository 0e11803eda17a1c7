"""What can be calculated: networks, allocation, simulation, time series, agreement.

The layer's rule: it knows no partnership. Each method takes numbers and tables, cites its source and says what it
assumes.
"""
