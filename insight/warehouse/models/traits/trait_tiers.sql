SELECT unnest($tier_cities::VARCHAR[]) AS city, unnest($tier_names::VARCHAR[]) AS tier
