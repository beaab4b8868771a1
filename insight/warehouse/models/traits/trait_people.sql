-- One row: a person. A city that is in no list of tiers has a tier only where the province says that it lies in China.
SELECT
    people.customer_id,
    people.gender,
    CASE WHEN people.birthday < $as_of::DATE THEN date_sub('year', people.birthday, $as_of::DATE) END::DOUBLE AS age,
    month(people.birthday) AS birthday_month,
    CASE
        WHEN tiers.tier IS NOT NULL THEN tiers.tier
        WHEN people.city IS NOT NULL AND regexp_replace(people.province, '(省|市|壮族自治区|回族自治区|维吾尔自治区|自治区)$', '')
            IN (SELECT unnest($provinces::VARCHAR[])) THEN 'other'
    END AS city_tier,
    people.province,
    people.city,
    people.country,
    people.channel AS came_from,
    people.joined_at::DATE AS joined_on,
    people.tier AS member_tier,
    people.points,
    people.balance::DOUBLE AS balance,
    CASE WHEN (SELECT bool_or(has_wecom) FROM core.customers) THEN people.has_wecom END AS is_wecom_contact
FROM core.customers AS people
LEFT JOIN trait_tiers AS tiers ON tiers.city = regexp_replace(people.city, '市$', '')
