"""Who is named: people, departments, roles."""
