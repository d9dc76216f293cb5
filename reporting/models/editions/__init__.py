"""The national reports that the General Secretariat writes, defends and publishes."""
