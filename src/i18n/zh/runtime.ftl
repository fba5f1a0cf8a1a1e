# What the loop around the screens has to say.

runtime-file-unread = 无法读取 { $file }:{ $why }。
runtime-file-unwritten = 无法写入 { $file }:{ $why }。
runtime-editor = 编辑器没有返回内容:{ $why }。文本保持不变。
runtime-no-editor = 此处没有编辑器。
runtime-file-wrong = { $file } 有 { $n } 处错误,第一处:{ $why }
runtime-no-format = { $file } 的扩展名没有对应的格式;请用 .csv、.tsv 或 .jsonl。
