"""What stands between the network and the dashboard: pure ASGI, nothing of any screen."""
