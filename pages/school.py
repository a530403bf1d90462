"""学区与学校: from a district to its 学区, and from there to a school's own page."""

from eduboard.ui.school import show_school_page

show_school_page()
