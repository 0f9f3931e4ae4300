"""What people see and programs read; nothing is computed here."""
