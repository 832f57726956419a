"""The views in JupyterLab; the only place that imports ipywidgets."""
