"""What is read of an edition: its passages, the accepted texts behind them, its document."""
