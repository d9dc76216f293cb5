"""What runs beside Django: PostgreSQL and Valkey when the machine has none, the database's roles,
and the processes of the site. Plain Python, for it runs before there is a database to speak to.
"""
