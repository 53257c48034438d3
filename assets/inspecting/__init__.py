"""A release that is built is read as its readers will, before it bears its name: files, links, figures on pages and in workbooks."""
