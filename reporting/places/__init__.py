"""What a province asks of its districts or communes in a year: decided by its approver, seen by its
people and by the Secretariat."""
