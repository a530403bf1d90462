"""Streamlit's own English words and what stands in their place, by the part of the page in which they stand.

Only a whole text is replaced, and only in its own part, so that nothing that a user wrote is ever taken for one.
"""

from __future__ import annotations

_FRAME = (
    '[data-testid="stSidebar"], [data-testid="stSkipToContent"], [data-testid="stHeader"], '
    '[data-testid="stHeaderActionElements"], [data-testid="stLogoLink"], [data-testid="stMainMenu"], '
    '[data-testid="stMetricChart"]'
)
_MENU = '[data-testid="stMainMenuPopover"], [data-testid="stToolbar"], [data-testid="stStatusWidget"]'
_TOOLBAR = '[data-testid="stElementToolbar"], [data-testid="stTooltipContent"], [data-testid="stTooltipErrorContent"]'
_TOOLTIP = '[data-testid="stTooltipIcon"]'

WORDS: dict[str, dict[str, str]] = {
    _TOOLTIP: {"Help": "说明"},
    _FRAME: {
        "Skip to main content": "跳到正文",
        "Sidebar": "侧栏",
        "Collapse sidebar": "收起侧栏",
        "Expand sidebar": "展开侧栏",
        "App pages": "页面",
        "Logo": "标志",
        "Navigate to home page": "回到首页",
        "Link to heading": "标题链接",
        "Main menu": "菜单",
        "Vega visualization": "走势图",
    },
    _MENU: {
        "Running...": "正在计算…",
        "RUNNING...": "正在计算…",
        "Stop": "停止",
        "Rerun": "重新计算",
        "Always rerun": "自动重新计算",
        "Settings": "设置",
        "Print": "打印",
        "Record a screencast": "录制屏幕",
        "Clear cache": "清除缓存",
        "About": "关于",
        "Get help": "帮助",
        "Report a bug": "报告问题",
        "Connecting": "正在连接…",
        "CONNECTING": "正在连接…",
        "Please wait...": "请稍候…",
    },
    '[data-testid="stDialog"]': {
        "Page not found": "没有这个页面",
        "Connection error": "连接中断",
        "Connection timed out": "连接超时",
        "Connection timed out.": "连接超时。",
        "Bad message format": "收到的内容无法识别",
        "Close": "关闭",
        "Settings": "设置",
        "Print": "打印",
    },
    '[data-testid="stToast"]': {
        "Connection lost. Please wait for the app to reconnect, then try again.": "连接中断，正在重新连接，请稍后再试。",
        "Failed to generate file for download": "文件没有生成：登录已失效、没有权限，或数据已变更。请刷新页面后重试。",
        "Network error": "网络错误",
    },
    _TOOLBAR: {
        "Search": "查找",
        "Download as CSV": "下载为 CSV",
        "Fullscreen": "全屏",
        "Close fullscreen": "退出全屏",
        "Show/hide columns": "显示或隐藏列",
        "Copy to clipboard": "复制",
        "Copied": "已复制",
        "Copied!": "已复制",
        "Toolbar action": "工具",
        "Show password": "显示密码",
        "Failed to generate file for download": "文件没有生成：登录已失效、没有权限，或数据已变更。请刷新页面后重试。",
    },
    '[data-testid="stDataFrameColumnMenu"]': {
        "Dataframe column menu": "列菜单",
        "Sort ascending": "升序",
        "Sort descending": "降序",
        "Autosize": "适应列宽",
        "Pin column": "固定列",
        "Unpin column": "取消固定",
        "Hide column": "隐藏列",
        "Format": "格式",
        "Statistics": "统计",
        "Copy column name": "复制列名",
    },
    '[data-testid="stDataFrameColumnVisibilityMenu"] > *:first-child, [data-testid="stMultiSelectDropdown"]': {
        "Select all": "全选",
        "(index)": "（序号）",
    },
    '[data-testid="stDataFrameResizable"]': {
        "Type to search": "输入要找的内容",
        "Previous Result": "上一处",
        "Next Result": "下一处",
        "Close Search": "关闭查找",
    },
    '[data-testid="stSelectbox"], [data-testid="stMultiSelect"]': {
        "Choose an option": "请选择",
        "Choose options": "请选择",
        "No options to select": "没有可选的内容",
        "No options to select.": "没有可选的内容。",
        "No results": "没有找到",
        "Open": "打开",
        "Dismiss": "关闭",
        "Clear all": "全部清除",
        "Clear value": "清除",
    },
    '[data-testid="stSelectboxVirtualDropdown"], [data-testid="stMultiSelectDropdown"]': {
        "Dismiss": "关闭",
        "No results": "没有找到",
    },
    '[data-testid="stTextInput"], [data-testid="stTextArea"], [data-testid="stNumberInput"], [data-testid="stChatInput"]': {
        "Press Enter to apply": "按回车键生效",
        "Press Enter to submit form": "按回车键提交",
        "Press Ctrl+Enter to apply": "按 Ctrl+回车键生效",
        "Press ⌘+Enter to apply": "按 ⌘+回车键生效",
        "Decrement": "减",
        "Increment": "加",
        "Show password text": "显示密码",
        "Hide password text": "隐藏密码",
        "Clear value": "清除",
    },
    '[data-testid="stDateInput"], [data-testid="stDateInputCalendar"]': {
        "Use arrow keys to navigate dates. Enter to select. Escape to close.": "用方向键选日期，回车键确定，Esc 键关闭。",
        "Choose date": "选择日期",
        "Calendar": "日历",
        "Previous month": "上个月",
        "Next month": "下个月",
        "Clear value": "清除",
        "yyyy": "年",
        "mm": "月",
        "dd": "日",
    },
    '[data-testid="stFileUploader"]': {
        "Upload": "选择文件",
        "Add files": "添加文件",
        "Browse files": "选择文件",
        "Upload directories": "选择文件夹",
        "file upload": "选择文件",
        "Drag and drop a file here": "把文件拖到这里",
        "Drag and drop files here": "把文件拖到这里",
        "Drag and drop directories here": "把文件夹拖到这里",
        "Retry": "重试",
        "Error:": "错误：",
        "add icon": "添加",
        "Network error": "网络错误，没有传完",
        "Error uploading file": "没有传完",
    },
    '[data-testid="stPagination"]': {
        "Pagination": "分页",
        "Previous page": "上一页",
        "Next page": "下一页",
    },
    '[data-testid="stCode"], [data-testid="stCodeBlock"] > button': {
        "Copy to clipboard": "复制",
        "Copied": "已复制",
    },
}
"""By the selector of the part: Streamlit's words and ours."""

PATTERNS: tuple[tuple[str, str, str], ...] = (
    ('[data-testid="stFileUploader"]', r"^Limit (\d+)MB per file(.*)$", "每份不超过 $1 MB$2"),
    ('[data-testid="stFileUploader"]', r"^(\d+)MB per file$", "每份不超过 $1 MB"),
    ('[data-testid="stFileUploader"]', r"^([\w./+-]+) files are not allowed\.$", "不能上传 $1 文件。"),
    ('[data-testid="stFileUploader"]', r"^File must be ([\d.]+) ?MB or smaller\.$", "文件不能超过 $1 MB。"),
    ('[data-testid="stFileUploader"]', r"^Remove (.+)$", "移除 $1"),
    ('[data-testid="stFileUploader"]', r"^Cancel upload of (.+)$", "取消上传 $1"),
    (_TOOLTIP, r"^Help for (.+)$", "$1：说明"),
    ('[data-testid="stPagination"]', r"^Page (\d+)$", "第 $1 页"),
    ('[role="log"]', r"^(\d+) options? available\.$", "有 $1 个选项。"),
    (
        '[data-testid="stDialog"]',
        r"^The page that you have requested does not seem to exist\. Running the app's main page\.$",
        "这个地址没有页面，已打开首页。",
    ),
    ('[data-testid="stDialog"]', r"^You have requested page .+$", "这个地址没有页面，已打开首页。"),
    (
        '[data-testid="stDialog"]',
        r"^Is Streamlit still running\?.*$",
        "服务器没有回应。请稍后刷新页面，或联系管理员。",
    ),
    (
        '[data-testid="stDateInput"], [data-testid="stDateInputCalendar"]',
        r"^(?:\*\*Error\*\*: )?Date set outside allowed range\..*$",
        "日期超出可选范围。",
    ),
)
"""Selector, pattern and replacement of words with something changing in them."""
