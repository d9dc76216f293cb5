"""What one person is told, on the page and by e-mail, read from the state of things. It must not
know who keeps accounts, nor the pages around it."""
