"""Rules about slips in markup: places where the page would not show what the editor meant."""
