"""What a deployment's settings say inside definitions (口径)."""

from __future__ import annotations

JOIN = "、"
SIZE_FROM = "{start}人及以上"
SIZE_RANGE = "{start}–{end}人"
LARGE_CLASS = "{size}（定义 {definition}）"
STANDARD = "{stage}{size}人"
EXEMPT_COUNTED = "包括寄宿制学校和村小"
EXEMPT_LEFT_OUT = "不含填报为不应开展的学校"
