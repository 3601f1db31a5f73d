"""Planning workstation for percutaneous treatment of spine metastases."""

__version__ = "0.1.0"
