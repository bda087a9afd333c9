"""A synthetic study, calibrated to published margins: untidy files as received, and the truth behind them."""
