"""收 验 比 发布: from the bytes a clerk hands in to a published batch."""
