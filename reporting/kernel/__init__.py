"""What every room counts with: periods, numbers, tables, expressions, messages, the steps of
approval. It knows neither Django nor any other room."""
