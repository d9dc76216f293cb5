"""Events become notices, notices become e-mails; nobody is told twice."""
