"""What comes in and goes out: workbooks of ours, and anybody's registers, taken into a partnership and told about."""
