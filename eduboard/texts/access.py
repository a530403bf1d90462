"""Signing in, accounts, passwords, rights."""

from __future__ import annotations

ACCESS_PROBLEMS: dict[str, str] = {
    "access.closed": "账号数据库暂时无法读写，现在不能登录，也不能继续操作；上报的数据不受影响。请告诉管理员检查磁盘空间、目录权限和这个文件是否还在；原因写在服务器的日志里，排除后刷新本页即可。",
    "access.unusable": "账号数据库 {path} 无法使用（{detail}），没有人可以登录；上报的数据不受影响。请检查磁盘空间和目录权限，或从备份中恢复这个文件。",
    "access.right": "您的角色“{role}”没有这项权限，没有做任何改动。如工作需要，请联系管理员。",
    "access.own_school": "学校账号只看本校的数据，这里是全区县的，没有显示。本校的各项数字在“学区与学校”；要看全区县的，请联系管理员在账号里允许“可看全部区县的数字”。",
    "account.unknown": "没有账号“{account}”，没有做任何改动。",
    "account.taken": "账号“{account}”已经存在，没有新建。请换一个账号名，或直接修改已有账号。",
    "account.name": "账号名“{account}”不能使用。请用 2—64 个字母、数字或 . _ @ -，以字母或数字开头。",
    "account.person": "姓名不能为空，也不能超过 {length} 个字。",
    "account.role": "没有角色“{role}”。可以使用：{allowed}。",
    "account.no_district": "账号“{account}”没有任何区县，登录后什么也看不到。请至少指定一个区县，或勾选“全部区县”“可看全部区县的数字”。",
    "account.administrator_districts": "管理员管理整个系统，不能只限于部分区县。请改用其他角色，或勾选“全部区县”。",
    "account.school_district": "学校账号“{account}”应当只属于一个区县。请指定学校所在的区县。",
    "account.last_administrator": "这是最后一个可用的管理员账号，不能停用、删除或改为其他角色。请先新建另一个管理员。",
    "account.elsewhere": "账号“{account}”由统一身份认证登录，密码不在本系统中。请到统一身份认证处重置。",
    "accounts.columns": "账号表缺少列：{missing}，没有建立任何账号。表头应当是：{columns}。",
    "accounts.line": "第 {line} 行：{problem}没有建立任何账号。",
    "accounts.district": "没有区县“{district}”。请写区县全称或六位代码。",
    "accounts.empty": "账号表里没有数据行，没有建立任何账号。",
    "password.short": "密码太短。请用至少 {length} 个字符。",
    "password.long": "密码太长。请不超过 {length} 个字符。",
    "password.name": "密码里不能含有账号名。请换一个。",
    "password.easy": "这个密码太容易猜到。请换一个。",
    "password.plain": "密码太简单。请至少混用大写字母、小写字母、数字、汉字、符号中的 {kinds} 种，或用 {length} 个以上字符的长句。",
    "password.same": "新密码与原密码相同。请换一个。",
    "password.wrong": "原密码不对，密码没有修改。",
    "invitation.invalid": "这个链接已经用过、已过期或不完整。请在服务器上重新启动看板，使用新打印的链接。",
    "form.expired": "页面已过期。请重新填写后提交。",
    "form.too_large": "提交的内容太大，没有处理。",
    "form.slow": "提交的内容迟迟没有收全，没有处理。请重试。",
    "password.differs": "两次输入的新密码不一致。请重新输入。",
    "oidc.failed": "统一身份认证没有成功（{detail}）。请重试；仍不成功请联系管理员。",
    "oidc.unknown": "统一身份认证已通过（{account}），但本系统没有这个账号，或账号已停用。请联系管理员开通。",
    "session.over": "登录已失效或账号已变更。请重新登录。",
    "sign_in.failed": "账号或密码不对。请检查后重试；忘记密码请联系管理员重置。",
    "sign_in.locked_out": "失败次数过多，已暂停登录 {minutes} 分钟。请稍后再试，或联系管理员。",
}

PRODUCT = "区域教育数据看板"
SIGN_IN_TITLE = "登录"
OUT_OF_ORDER = "暂时不能使用"
TRY_AGAIN = "再试一次"
SIGN_IN_BUTTON = "登录"
ACCOUNT = "账号"
PASSWORD = "密码"
SIGN_IN_ELSEWHERE = "使用统一身份认证登录"
PROXY_UNKNOWN = "您已通过统一入口登录，但本系统还没有您的账号，或账号已停用。请联系管理员开通。"
SIGNED_OUT = "您已退出登录。"
SIGN_OUT_TITLE = "退出登录"
SIGN_OUT_QUESTION = "要退出登录吗？"
SIGN_OUT_HERE = "退出本设备"
SIGN_OUT_EVERYWHERE = "退出全部设备"
PASSWORD_TITLE = "修改密码"
PASSWORD_MUST = "您正在使用他人设置的密码。请先换成只有自己知道的密码，再继续使用。"
PASSWORD_RULES = (
    "至少 {length} 个字符，混用大写字母、小写字母、数字、汉字、符号中的三种，或用 16 个以上字符的长句。"
)
OLD_PASSWORD = "原密码"
NEW_PASSWORD = "新密码"
REPEAT_PASSWORD = "再输一次新密码"
PASSWORD_BUTTON = "修改密码"
PASSWORD_CHANGED = "密码已修改，所有设备都已退出。请用新密码登录。"
WELCOME_TITLE = "建立第一个管理员账号"
WELCOME_HINT = "这个账号管理整个系统：建立其他账号、设定区县范围、查看审计记录。"
PERSON_NAME = "姓名"
WELCOME_BUTTON = "建立账号并登录"
WHO = "{name}（{role}）"
BACK_TO_BOARD = "返回看板"
SIGN_IN_AGAIN = "重新登录"
FIRST_LINK = "还没有管理员账号。请在 {hours} 小时内打开下面的一次性链接建立第一个管理员账号（链接只显示这一次，用后失效）："
ACCESS_REFUSED_LOCAL = '没有启动：本机模式（[access] 的 mode = "local"）没有登录，谁连上谁就能做任何事，因此只能监听本机地址，而设置的地址是 {address}。要在网络上使用，请在 settings.toml 的 [access] 中设置 mode = "accounts"（或 "oidc"、"proxy"）；只在本机使用，请把 address 改为 127.0.0.1。'

# -- 账号, in 管理
ALL_DISTRICTS = "全部"
ACCOUNT_COLUMNS = ("账号", "姓名", "角色", "区县", "学校标识码", "可看全部区县", "可看姓名")
ACCOUNT_TABLE_COLUMNS = (*ACCOUNT_COLUMNS, "状态")
YES, NO = "是", ""
STATE_ACTIVE, STATE_LOCKED, STATE_FIRST = "正常", "已停用", "待改初始密码"
ACCOUNTS_HINT = "角色决定能做什么，区县决定能看、能报哪里的数据。改动立即生效：对方下一步操作时就按新的来。"
NO_ACCOUNTS_MODE = "没有启用账号：本机使用时只有一个本机用户。要让大家登录，请在 settings.toml 的 [access] 中设置 mode，见 docs/deployment.md。"
ACCOUNT_FIELD, NAME_FIELD, ROLE_FIELD = "账号", "姓名", "角色"
ALL_DISTRICTS_FIELD = "全部区县（看和报都不限区县）"
DISTRICTS_FIELD = "区县（勾了全部就不用选）"
SCHOOL_FIELD = "学校标识码（学校的数据员填写）"
SEES_ALL_FIELD = "可看全部区县的数字（只能报自己的）"
SEES_NAMES_FIELD = "可看人员姓名"
LOCKED_FIELD = "停用"
CHOOSE_ACCOUNT = "选择账号"
SAVE, RESET, END_SESSIONS, DELETE_ACCOUNT, CONFIRM_DELETE = (
    "保存",
    "重置密码",
    "让其全部退出",
    "删除账号",
    "确认删除",
)
NEW_ACCOUNT, CREATE = "新建账号", "建立"
IMPORT_ACCOUNTS = "批量导入"
IMPORT_HINT = (
    "表头：{columns}。“区县”写名称或代码，几个区县用顿号隔开，全部写“全部”。有一行不对就一个也不建立。"
)
IMPORT_TEMPLATE = "下载模板"
IMPORT_BUTTON = "建立这 {count} 个账号"
IMPORTED = "已建立 {count} 个账号。"
TOLD = "初始密码只显示这一次，请告知本人；首次登录必须修改。"
TOLD_COLUMNS = ("账号", "姓名", "初始密码")
TOLD_DOWNLOAD = "下载初始密码"
TOLD_FILE = "初始密码"
SAVED = "账号 {account} 已保存。"
ENDED = "账号 {account} 的所有会话已结束。"
DELETED = "账号 {account} 已删除；它做过的事仍在审计记录中。"
MY_SESSIONS = "我的登录"
MY_SESSIONS_HINT = "这个账号现在登录着的设备。有不认识的，请让它退出，并马上修改密码。"
SESSION_LINE = "{address}　{agent}　{started} 登录，最近使用 {seen}"
SESSION_HERE = "{session}（本设备）"
SESSION_END = "退出：{session}"
UNKNOWN_AGENT = "未知浏览器"

# -- 审计记录
AUDIT_HINT = "谁、何时、从哪里、做了什么、成没成。只能追加，保留 {days} 天；每一条都与前一条的校验码相连，改动或抽走一条会被发现。"
AUDIT_WHOLE = "校验通过：{count} 条记录首尾相连，没有被改动。最后一条的校验码 {hash}。"
AUDIT_BROKEN = "第 {entry} 条记录与前一条接不上：有记录被改动或抽走。请保留现场并报告信息安全负责人。"
AUDIT_CHECK = "校验"
AUDIT_COLUMNS = ("序号", "时间", "账号", "地址", "操作", "对象", "详情", "结果")
AUDIT_ACCOUNT, AUDIT_ACTION, AUDIT_TEXT, AUDIT_SINCE, AUDIT_UNTIL, AUDIT_FAILED = (
    "账号",
    "操作",
    "查找",
    "从",
    "到",
    "只看没有成功的",
)
AUDIT_NONE = "没有符合条件的记录。"
AUDIT_FOUND = "共 {count} 条"
AUDIT_DOWNLOAD = "下载（CSV）"
AUDIT_FILE = "审计记录"
WORKED, FAILED = "成功", "没有成功"
AUDIT_ACTIONS = {
    "sign_in": "登录",
    "sign_out": "退出",
    "sign_out_all": "全部退出",
    "locked_out": "暂停登录",
    "first_administrator": "建立首个管理员",
    "password": "修改密码",
    "create_account": "新建账号",
    "change_account": "修改账号",
    "delete_account": "删除账号",
    "reset_password": "重置密码",
    "end_sessions": "结束会话",
    "upload": "上传校验",
    "publish": "发布",
    "withdraw": "撤回",
    "restore": "恢复",
    "export": "导出",
    "submit": "提交审核",
    "recall": "收回报送",
    "review": "审核",
    "remind": "催报",
    "command": "服务器命令",
    "change_setting": "修改设置",
    "copy_programme": "复制工程",
    "change_programme": "修改工程",
    "delete_programme": "删除工程",
    "refused": "越权被拒",
}
ON_THE_SERVER = "服务器：{user}"
SETTINGS_FILE = "服务器：设置"
SETTING_CHANGED = "{before} → {after}"
SECRET_CHANGED = "已更换（内容不记录）"
AUDIT_CHECKED = "{tables}：{errors} 处错误"
