"""Trains a LoRA adapter of the embedded model for the driver's own prompts."""
