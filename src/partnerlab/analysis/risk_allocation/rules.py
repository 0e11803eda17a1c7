"""Rules of the topic risk_allocation."""
