"""数据上报: hand in a file, see what is wrong with it, publish it, take it back."""

from eduboard.ui.upload import show_upload

show_upload()
