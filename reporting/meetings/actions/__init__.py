"""What a unit does with its meetings, their agendas and decisions."""
