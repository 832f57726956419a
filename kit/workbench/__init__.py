"""The trainee's workbench in JupyterLab: reader, a view per form of question, feedback. Only here is ipywidgets."""
