"""The words of pictures and of a page's other views: official picture, paper, big screen."""

from __future__ import annotations

SLIDE_NAME = "幻灯片"
SCRIPT_WORDS = {
    "buttons": {"png": "存为图片", "slide": "幻灯片图", "svg": "矢量图"},
    "hints": {
        "png": "PNG，300 dpi，宽 15.6 厘米，可直接插入 Word 正文",
        "slide": "PNG，16:9，可铺满一页幻灯片",
        "svg": "SVG，放大不失真",
    },
    "working": "正在生成…",
    "failed": "没有生成，请刷新页面后再试",
    "slide": SLIDE_NAME,
    "demo": "演示数据",
    "tables": "（此处的表格没有打印。请用页面右上角的“打印”，表格会完整打印。）",
    "leave": "退出（Esc）",
    "paused": "已暂停，按任意键继续",
    "offline": "与服务器的连接已断开，显示的是 {time} 的数据，正在重新连接",
}
"""What the pages' own scripts say (static/figures.js, static/wall.js)."""

WAYS = (("shot", "截图模式"), ("picture", "整页图片"), ("print", "打印"), ("wall", "大屏"))
WAYS_HINTS = {
    "shot": "不含菜单、筛选和按钮的版面，可直接截屏",
    "picture": "把整页存为一张长图（PNG）",
    "print": "按 A4 版面打印或存为 PDF，表格完整",
    "wall": "16:9 深色大屏，自动翻页",
}
MADE_AT = "生成时间：{time}"
WALL_PERIOD = "{period}（升降为{compared}）"
WALL_MOVER = "{district}：{sentence}"

PICTURE_PROBLEMS: dict[str, str] = {
    "picture.metric": "一张图画一个指标，没有生成图片。请用 --metric 指明指标（python -m eduboard metrics 列出全部指标）。",
    "picture.one_place": "一张图画一个区县，或一个地区各区县的排名，没有生成图片。请只写一个 --district。",
    "picture.school": "一张图画一个区县，或一个地区各区县的排名，不画一所学校，没有生成图片。请用 --kind docx 或 pptx 导出学校一页通，或用 --district 画区县的图。",
    "picture.no_browser": "命令行生成图片要用 Chromium 内核的浏览器，本机没有找到，没有生成图片。请安装：Debian、Ubuntu、麒麟、统信执行 sudo apt-get install -y chromium fonts-noto-cjk；Windows 用自带的 Edge 或安装 Chrome；装在别处的，用环境变量 EDUBOARD_CHROMIUM 写明路径。在网页上“存为图片”不需要服务器装浏览器。",
    "picture.failed": "浏览器“{browser}”没有画出图来，没有生成图片：{reason}。请确认它能正常启动，或用环境变量 EDUBOARD_CHROMIUM 换一个。",
}
PICTURE_TIMEOUT = "{seconds} 秒内没有完成"
PICTURE_NOTHING = "没有收到图片"
