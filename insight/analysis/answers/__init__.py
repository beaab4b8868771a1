"""What was asked in a survey, and what was answered: what the analyses of surveys share."""
