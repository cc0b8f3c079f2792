// How many syllables a line has when sung: Han characters, kana morae and Hangul blocks are counted, Latin
// words are estimated. A songwriter's ruler, not linguistics.

const HAN = /\p{Script=Han}/u;
const KANA = /[\p{Script=Hiragana}\p{Script=Katakana}ー]/u;
/** Small kana sound together with the one before; っ and ー hold a beat of their own. */
const SMALL_KANA = /[ぁぃぅぇぉゃゅょゎァィゥェォャュョヮ]/;
const HANGUL = /\p{Script=Hangul}/u;
const WORD = /[\p{Script=Latin}\p{M}'’]+/gu;

/** Syllables of a line or several; stage directions in brackets are sung in parentheses only. */
export function syllables(text: string): number {
  const sung = text.replace(/\[[^\]]*\]|【[^】]*】|［[^］]*］/g, " ");
  let count = 0;
  for (const character of sung) {
    if (HAN.test(character) || HANGUL.test(character)) count++;
    else if (KANA.test(character) && !SMALL_KANA.test(character)) count++;
  }
  for (const word of sung.match(WORD) ?? []) count += latin(word);
  return count;
}

/** Vowel groups, without the silent e of "lone" and "loved", with the syllable of "little". */
function latin(word: string): number {
  const plain = word
    .normalize("NFD")
    .replace(/\p{M}|['’]/gu, "")
    .toLowerCase();
  if (plain === "") return 0;
  const groups = plain.match(/[aeiouy]+/g)?.length ?? 0;
  return Math.max(1, groups - silent(plain) + hiatus(plain));
}

function silent(word: string): number {
  if (/[^aeiouyl]es?$/.test(word) && !/(?:[sxz]|[cs]h|[cg])es$/.test(word)) return 1;
  if (/[aeiouy]le$/.test(word) || /[aeiouyrw]les?$/.test(word)) return 1;
  return /[^aeioutdy]ed$/.test(word) ? 1 : 0;
}

/** Two vowels that are sung apart: "lion", "radio", "being". */
function hiatus(word: string): number {
  return word.match(/(?<![cgstx])io|ia(?!l$|ge)|iu|[aeiouy]ing$|(?<![gq])ua(?=l|t)/g)?.length ?? 0;
}

/** Lines that stand out: more than `spread` syllables away from the middle one of their section. */
export function outliers(counts: readonly number[], spread = 3): Set<number> {
  const sorted = counts.filter((count) => count > 0).sort((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)];
  const found = new Set<number>();
  if (middle === undefined || sorted.length < 3) return found;
  counts.forEach((count, index) => {
    if (count > 0 && Math.abs(count - middle) > spread) found.add(index);
  });
  return found;
}
