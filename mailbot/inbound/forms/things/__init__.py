"""What has a name or a number: versions, counts, quantities, regions, restrictions, parameters, severities."""
