"""What a secretariat edits: papers in Word and registers in Excel, written from the record.

What the record does not say is marked "to agree"; nothing is invented.
"""
