"""What a needle can meet around one vertebra, as distances."""
