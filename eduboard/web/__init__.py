"""What stands between the network and the dashboard: the wall, signing in, the page's Chinese shell."""
