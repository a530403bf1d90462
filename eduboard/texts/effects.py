"""What a hand-in does to a district's place among the districts of its city, in words."""

UNRANKED = "不排名"
ENTERED = "新进入排名，第{after}（共 {of} 个区县）"
LEFT = "原第{before}，现不参加排名"
KEPT = "第{after}，不变（共 {of} 个区县）"
MOVED = "第{before} → 第{after}（共 {of} 个区县）"
BESIDE_VALUE = "，全市排名：{rank}"
