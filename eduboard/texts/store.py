"""Problems of the database, of access and of batches."""

from __future__ import annotations

STORE_PROBLEMS: dict[str, str] = {
    "store.busy": "数据库 {path} 正被另一个进程使用（通常是看板服务正在运行），本次操作没有进行。请在看板页面上操作，或先停止看板服务再试。",
    "store.damaged": "数据库 {path} 已损坏，无法读取；上报的原件和批次记录不受影响。请运行 python -m eduboard rebuild，由原件重建数据库。",
    "store.unwritable": "数据目录 {path} 无法写入（磁盘已满或没有写权限），本次操作没有留下任何改动。请清理磁盘或检查目录权限后重试。",
    "store.behind_log": "数据库 {path} 比批次记录旧，缺少记录中最后的 {count} 次操作（可能放回了旧备份，或数据库被删除过），为避免编号冲突没有打开。请运行 python -m eduboard rebuild，由原件重建数据库。",
    "store.other_format": "数据库 {path} 是本软件另一个版本建立的，存放方式不同，没有打开；上报的原件和批次记录不受影响。请运行 python -m eduboard rebuild，由原件重建数据库。",
    "store.log_unwritable": "操作已经完成，但批次记录 {path} 没有写上（磁盘已满或没有写权限）。请清理磁盘或检查权限；下一次操作会自动补写。",
    "store.log_missing": "批次记录 {path} 不存在或是空的，而数据库 {database} 又不能读取，没有可以据以重建的记录，没有做任何改动。请从备份中恢复批次记录后重试。",
    "store.out_of_memory": "内存不足，本次操作没有留下任何改动。请把文件按区县或季度拆开后再试，或请管理员调大设置中的 memory_limit。",
    "store.original_damaged": "批次 {batch} 的原件 {sha256} 与登记时的内容不符，无法重建这一批，原数据库没有改动。请从备份中恢复 originals 目录后重试。",
    "store.not_reproduced": "批次 {batch}（{file}）按现在的表约定读出 {rows} 行，登记的是 {registered} 行，为避免数字走样没有重建，原数据库没有改动。请恢复当时的 data/contracts 和 data/codes 后重试。",
    "store.original_missing": "批次 {batch} 的原件 {sha256} 不在数据目录中，无法重建这一批。请从备份中恢复 originals 目录后重试。",
    "output.unwritable": "文件 {path} 无法写入（文件夹不存在、没有写权限或文件正被打开），没有生成文件。请换一个位置再试。",
    "settings.invalid": "设置有误：{detail}。没有做任何操作。请改正 settings.toml 或 EDUBOARD_ 开头的环境变量。",
    "access.district": "您没有 {districts} 的上报权限，本次没有发布任何数据。请联系管理员调整区县范围。",
    "batch.unknown": "没有批次 {batch}，没有做任何改动。请用 batches 命令或数据上报页查看批次清单。",
    "batch.already": "批次 {batch} 已经是“{status}”状态，没有做任何改动。",
    "metric.unknown": "没有指标 {metric}。请用 metrics 命令查看全部指标，或从这些相近的指标中选择：{near}。",
    "metric.dimension": "不能按 {dimension} 展开。可以使用：{allowed}。",
    "period.invalid": "统计期 {period} 不是有效的写法。请写成 2025Q3 的形式。",
    "dataset.unknown_name": "没有名为 {dataset} 的数据集。可以使用：{allowed}。",
}
