"""What happens here when something happened below."""
