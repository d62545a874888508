"""Layout, components, charts, Easy Read and the language switch."""
