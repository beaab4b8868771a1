"""What makes the exports of the sample brand."""
