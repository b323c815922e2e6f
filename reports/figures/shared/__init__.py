"""Figures that more than one page or chart prints; what one alone prints lies with that one."""
