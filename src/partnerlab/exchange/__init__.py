"""What comes in and goes out: workbooks and anybody's registers, official statistics, networks, partners' answers."""
