"""What people choose and type in the register, and of feedback from outside."""
