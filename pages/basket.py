"""资料篮: figures collected from any page."""

from eduboard.ui.basket_page import show_basket

show_basket()
