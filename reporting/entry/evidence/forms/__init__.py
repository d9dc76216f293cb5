"""What people attach, looked at before it is kept: by its contents, whatever it is called."""
