"""The roof: settings, addresses, the command line. It knows every room."""
