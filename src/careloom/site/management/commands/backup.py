"""./careloom backup FILE"""

from careloom.site.management.commands.export_all import Command as Export


class Command(Export):
    """Copy everything, consistent, while the centre runs. The copy is the same open file that `export` writes."""

    help = __doc__
