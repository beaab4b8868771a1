"""What is known of people, trait by trait."""
