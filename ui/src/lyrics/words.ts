// Wording that CodeMirror shows by itself.

import { m } from "../i18n";
import type { EditorWords } from "./editor";

/** `language` is only there so that whoever reads this in an effect reads it again when it changes. */
export function editorWords(language: string): EditorWords {
  return {
    label: m.lyrics_lyrics(),
    placeholder: m.lyrics_placeholder(),
    play: m.lyrics_play_line(),
    phrases: language === "zh-CN" ? PHRASES : {},
  };
}

const PHRASES = {
  Find: "查找",
  Replace: "替换",
  next: "下一个",
  previous: "上一个",
  all: "全部",
  "match case": "区分大小写",
  "by word": "全字匹配",
  regexp: "正则",
  replace: "替换",
  "replace all": "全部替换",
  close: "关闭",
};
