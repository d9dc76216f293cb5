"""Figures proved from the data values behind them."""
