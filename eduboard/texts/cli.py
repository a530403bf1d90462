"""What the command line says."""

from __future__ import annotations

SHEET_VALUES = {"period": "工作表=统计期", "district": "工作表=区县", "school": "工作表=学校"}
"""What is written after ``--sheet-period`` and the like."""

HELP = {
    "program": "区域教育数据看板：收、验、比、发布、算、看、出",
    "check": "校验文件，不改动任何数据",
    "look": "显示一份表格文件是怎样读出来的，可另存为 UTF-8 CSV",
    "load": "校验并发布文件",
    "batches": "批次清单",
    "events": "改为列出操作记录：谁、什么时候、做了什么",
    "withdraw": "撤回一个批次，恢复它之前的批次",
    "restore": "恢复一个已撤回的批次",
    "template": "生成数据集的上报模板",
    "confirm": "生成一个批次的上报确认单（Word）",
    "export": "把数字写成材料（Word）、幻灯片（PPT）或工作簿（Excel）：文字、可编辑的图、表",
    "export_kind": "文件种类：docx 公文，pptx 幻灯片，xlsx 工作簿，png 图片（须指明 --metric）",
    "export_ratio": "幻灯片的画面比例",
    "export_document": "文种：material 经验交流材料数据部分，bulletin 季度通报，theme 专题专报，onepager 区县一页通",
    "export_district": "区县或城市的代码，可多个；城市代码写全市",
    "export_school": "学校标识码：写这所学校的一页通（docx、pptx）",
    "export_compare": "对比：previous 上季度，year 去年同期",
    "export_theme": "主题，可多个：talent research class_size after_school training；不写为全部",
    "export_metric": "只写一个指标",
    "export_audience": "用途：internal 内部（默认，页眉注明内部资料），external 对外（遮蔽姓名，隐去过小的人数、校数、班数）",
    "metric": "计算一个指标",
    "metrics": "指标目录",
    "programme": "一个工程的实绩、目标、职责和进度",
    "programme_name": "工程的名称或文件名（programmes 命令可查），如 五名工程",
    "programmes": "工程清单",
    "alerts": "需要核实：已发布的数据里互相矛盾或很少可能的数",
    "balance": "优质均衡：一个区县可由数据证明的部分，和拉大校际差异的学校",
    "rebuild": "由原件和批次记录重建数据库",
    "trace": "查图表编号：图或表是怎么得来的、依据哪些批次、数据后来变了没有",
    "code": "图表下方的编号，例如 7K3M-Q2PD",
    "backup": "把原件、批次记录和账号备份成一个文件；看板运行时也可以",
    "recover": "把备份恢复到一个空的数据目录，并重建数据库",
    "demo": "载入演示数据",
    "published": "载入五个公开案例",
    "serve": "启动看板",
    "store": "数据库位置（默认 data/store/eduboard.duckdb，或环境变量 EDUBOARD_STORE）",
    "json": "输出 JSON",
    "marked": "把文件另存为 XLSX，有问题的单元格标颜色、加批注",
    "dataset": "指定数据集，不按表头识别",
    "whole-table-period": "整张表的统计期，如 2026Q3；表里没有统计期列、标题和文件名里也没写清楚时用，只对这次的文件有效",
    "whole-table-district": "整张表的区县，全称或六位代码；表里没有区县列时用",
    "whole-table-school": "整张表的学校名称；表里没有学校列时用",
    "school-by-name": "一校一张工作表（或一校一个文件）时用：工作表名（文件名）就是学校名称，学校名录里还没有也可以",
    "sheet-period": "一张工作表的统计期，如 一季度=2026Q1；各工作表不是同一期时用，可写多次",
    "sheet-district": "一张工作表的区县，如 1=临湖区；一区一表而工作表名不是区县名时用，可写多次",
    "sheet-school": "一张工作表的学校名称，如 1=实验小学；一校一表而工作表名不是校名时用，可写多次",
    "leave-out": "不读入叫这个名称的工作表（如汇总表），可写多次",
    "column": "指定一列对应的字段，如 学籍人数=学生数；等号后留空表示不读这一列；可多次使用",
    "explain": "随批次保存的说明",
    "rebuild_keep": "由原件读出的与登记不同的批次：照原数据库里的明细行保留，明细行另存在 originals 目录；可写多次",
    "rebuild_without": "无法由原件放回的批次：重建时不放回它的明细行，按撤回处理；可写多次",
    "by": "展开维度，可多个：period district school stage category level；另可按学校名录的一项属性分：cluster 学区、tier 学校分层、urban_rural 城乡、ownership 办别",
    "period": "统计期，如 2025Q3",
    "from": "起始统计期",
    "to": "截止统计期",
    "district": "区县代码",
    "stage": "学段",
    "level": "级别",
    "out": "输出文件",
    "format": "模板格式（all 时一律为 xlsx）",
    "template_dataset": "数据集；all 为套表：全部数据表，--out 是 .xlsx 时一张表一个工作表，是 .zip 或文件夹时一张表一个文件",
    "template_district": "区县代码；与 --period 一起给出时，按上一季度预填学校名单等",
    "template_period": "要填报的统计期，如 2026Q4",
    "no_demo": "库为空时不载入演示数据",
    "submissions": "报送进度：各区县各表的报送情况",
    "remind": "催报：未报全的区县的催报文字，可发送到工作群",
    "alerts_period": "统计期，如 2025Q3（默认最近有数据的一期）",
    "ended_period": "统计期，如 2025Q3（默认最近结束的季度）",
    "city": "城市的行政区划代码或名称（默认本单位所在城市）",
    "send": "把汇总发送到设置好的群机器人",
}

CHECK_CLEAN = "{file}：{dataset}，{rows} 行，{periods}，{districts}。没有错误{warnings}。"
CHECK_WARNINGS = "，{count} 条提醒"
CHECK_ERRORS = "{file}：发现 {count} 处错误，没有发布任何数据。"
CHECK_UNUSABLE = "{file}：{message}"
WITHOUT_STORE = "提示：{reason}\n以下只做了表内校验，没有与已发布的数据比对，也没有用学校名录补学校标识码。"
SHEET_OF_FILE = "{file}（工作表“{sheet}”）"
SHEETS_OF_FILE = "{file}（{count} 张表）"
FINDING = "  [{level}] {where}  {message}"
LEVELS = {"error": "错误", "warning": "提醒"}
TIMES = "{text}（共 {count} 处）"
QUOTED = "“{value}”"
NOT_LISTED = "  其余 {count} 项没有列出，加 --json 可看到全部。"
LOADED = "{file}：已发布为批次 {batch}，{rows} 行，{scopes} 个范围。"
UNCHANGED = "{file}：没有变化，内容与已发布的相同，没有重复存储。"
HELD_BACK = "{file}：没有错误，但同一文件里的其他表有错误，整个文件都没有发布。"
WITHDRAWN = "批次 {batch} 已撤回，涉及 {scopes} 个范围；之前有批次的范围恢复为之前的批次，其余的不再有数据。"
RESTORED = "批次 {batch} 已恢复，涉及 {scopes} 个范围。"
REBUILDING = "正在重建：{done}/{total}"
REBUILT = "已由原件重建 {count} 个批次。"
LEFT_OUT_OF_REBUILD = "没有放回批次 {batch} 的明细行：按撤回处理，已记入操作记录，它的原件没有改动。请在“管理”页核对这一批，重新上报。"
SET_ASIDE = "原数据库保留在 {path}。"
NO_BATCHES = "还没有任何批次。"
NO_EVENTS = "还没有任何操作记录。"
TEMPLATE_WRITTEN = "模板已写入 {path}。"
CONFIRMATION_WRITTEN = "上报确认单已写入 {path}。"
LOADING_DEMO = "正在载入（{done}/{total}）：{file}"
DEMO_LOADED = "演示数据已载入：{count} 个文件。看板上所有演示数据都标有“演示数据”。"
PUBLISHED_LOADED = "公开案例已载入：{count} 个文件。"
SERVING = "看板地址：http://{address}:{port}　（按 Ctrl+C 停止）"
EMPTY_STORE_DEMO = "数据库是空的，先载入演示数据。"
NONE = "无"
LOOK = "{file}：编码 {encoding}，分隔符 {delimiter}，引号 {quote}，工作表 {sheet}，表头在第 {header_line} 行，{rows} 行数据\n  列：{columns}"
LOOK_SKIPPED = "  {line}不是数据（{kind}），没有读入：{cells}"
LOOK_WRITTEN = "已写入 {path}。"
EXPLANATION = "  说明：{text}"
BATCH_LINE = "{batch}  {status}  {dataset}  {rows} 行  {periods}  {districts}  {who}  {when}  {file}{kind}"
KINDS = {"demo": "  【演示数据】", "published": "  【公开材料摘录】"}
NO_FIGURES = "没有数据。请先用 load 上报，或换一个统计期、区县。"
DEMO_NOTE = "注：以上含演示数据，不是真实情况。"
METRIC_LINE = "{id}  {name}（{unit}）  {definition}"
ROW_CHANGES = "  与之前相比：新增 {added} 行，变更 {changed} 行，消失 {gone} 行，相同 {same} 行。"
EFFECT = "  {district} {period} {metric}：{before} → {after}{rank}"
EFFECTS_CUT = "  另有 {count} 项指标变化没有列出。"
BACKED_UP = (
    "已备份到 {path}：{batches} 个批次、{originals} 个原件，{size} MB。请把它存到另一台机器或另一块盘。"
)
RECOVERED = "已恢复 {count} 个批次到 {path}。备份时的 settings.toml（如有）放在同一目录的 settings.from-backup.toml，请核对后自行启用。"
