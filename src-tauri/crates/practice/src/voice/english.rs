//! Latin letters to sounds by rules of thumb, with a list for the words songs use most. Good enough to be
//! recognised with the text in front of you; no dictionary.

use super::phones::{
    A, AE, AH, AW, Consonant, Consonant as C, EH, ER, EY, IH, IY, OH, OO, SCHWA, Syllable, UH, UW, Vowel,
};

/// A sound of a word.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Sound {
    V(Vowel, Option<Vowel>),
    C(Consonant),
}

/// Appends the syllables of a word in Latin letters.
pub(crate) fn pronounce(word: &str, into: &mut Vec<Syllable>) {
    let letters: Vec<char> = word.to_lowercase().chars().filter_map(plain).collect();
    if letters.is_empty() {
        return;
    }
    let spelled: String = letters.iter().collect();
    let sounds = match listed(&spelled) {
        Some(code) => code.split(' ').filter_map(sound_of).collect(),
        None => spell(&letters),
    };
    into.extend(syllabify(&sounds));
}

/// Letters without marks; apostrophes vanish.
fn plain(letter: char) -> Option<char> {
    match letter {
        'a'..='z' => Some(letter),
        'à'..='å' | 'ā' => Some('a'),
        'ç' => Some('s'),
        'è'..='ë' | 'æ' | 'ē' => Some('e'),
        'ì'..='ï' | 'ī' => Some('i'),
        'ñ' => Some('n'),
        'ò'..='ö' | 'ø' | 'ō' => Some('o'),
        'ù'..='ü' | 'ū' => Some('u'),
        'ý' | 'ÿ' => Some('y'),
        'ß' => Some('s'),
        other if other.is_alphabetic() => Some(char::from(b'a' + (other as u32 % 26) as u8)),
        _ => None,
    }
}

/// Words that the rules get wrong, in the notation of `sound_of`.
const LIST: &str = "the:dh uh|a:uh|i:ay|you:y uw|your:y or|yours:y or z|to:t uw|too:t uw|two:t uw|do:d uw|of:uh v|\
one:w uh n|once:w uh n s|love:l uh v|lovers:l uh v er z|lover:l uh v er|loved:l uh v d|are:ar|were:w er|was:w uh z|is:ih z|\
his:h ih z|as:ae z|has:h ae z|have:h ae v|give:g ih v|live:l ih v|gone:g aw n|done:d uh n|come:k uh m|some:s uh m|\
said:s eh d|says:s eh z|they:dh ey|there:dh eh r|their:dh eh r|where:w eh r|what:w uh t|who:h uw|whose:h uw z|\
would:w oo d|could:k oo d|should:sh oo d|through:th r uw|though:dh oh|thought:th aw t|enough:ih n uh f|heart:h ar t|\
hearts:h ar t s|eyes:ay z|eye:ay|world:w er l d|word:w er d|words:w er d z|work:w er k|only:oh n l iy|over:oh v er|\
never:n eh v er|ever:eh v er|every:eh v r iy|everything:eh v r iy th ih ng|people:p iy p uh l|little:l ih t uh l|\
my:m ay|by:b ay|why:w ay|fly:f ay|sky:s k ay|try:t r ay|cry:k r ay|die:d ay|lie:l ay|goodbye:g oo d b ay|hello:h eh l oh|\
no:n oh|so:s oh|go:g oh|we:w iy|me:m iy|he:h iy|she:sh iy|be:b iy|been:b ih n|her:h er|girl:g er l|both:b oh th|\
blood:b l uh d|door:d or|floor:f l or|warm:w or m|war:w or|want:w aw n t|water:w aw t er|watch:w aw t sh|all:aw l|\
our:aw er|hour:aw er|hours:aw er z|wind:w ih n d|find:f ay n d|mind:m ay n d|kind:k ay n d|behind:b ih h ay n d|\
child:ch ay l d|wild:w ay l d|old:oh l d|cold:k oh l d|hold:h oh l d|gold:g oh l d|told:t oh l d|road:r oh d|\
put:p oo t|push:p oo sh|full:f oo l|friend:f r eh n d|friends:f r eh n d z|great:g r ey t|break:b r ey k|head:h eh d|\
dead:d eh d|ready:r eh d iy|heaven:h eh v uh n|breath:b r eh th|instead:ih n s t eh d|beautiful:b y uw t ih f uh l|\
tonight:t uh n ay t|today:t uh d ey|tomorrow:t uh m aw r oh|together:t uh g eh dh er|forever:f or eh v er|\
again:uh g eh n|away:uh w ey|along:uh l aw ng|alone:uh l oh n|around:uh r aw n d|about:uh b aw t|into:ih n t uw|\
know:n oh|known:n oh n|slow:s l oh|show:sh oh|snow:s n oh|low:l oh|window:w ih n d oh|follow:f aw l oh|\
shadow:sh ae d oh|tomorrows:t uh m aw r oh z|baby:b ey b iy|lonely:l oh n l iy|moving:m uw v ih ng|move:m uw v|\
lose:l uw z|whole:h oh l|sure:sh er|sugar:sh oo g er|listen:l ih s uh n|island:ay l uh n d|ocean:oh sh uh n|\
and:ae n d|with:w ih dh|this:dh ih s|that:dh ae t|then:dh eh n|than:dh ae n|them:dh eh m|these:dh iy z|those:dh oh z|\
other:uh dh er|mother:m uh dh er|another:uh n uh dh er|without:w ih dh aw t|ooh:uw|oh:oh|ah:ah|la:l ah|na:n ah|\
hey:h ey|yeah:y ae|im:ay m|ill:ay l|ive:ay v|dont:d oh n t|cant:k ae n t|wont:w oh n t|its:ih t s|youre:y or|were:w er|\
light:l ay t|paper:p ey p er|river:r ih v er|lantern:l ae n t er n|lanterns:l ae n t er n z|fire:f ay er|iron:ay er n";

fn listed(word: &str) -> Option<&'static str> {
    LIST.split('|')
        .find_map(|entry| entry.split_once(':').filter(|(name, _)| *name == word).map(|(_, code)| code))
}

fn sound_of(code: &str) -> Option<Sound> {
    let vowel = |v| Some(Sound::V(v, None));
    match code {
        "uh" => vowel(UH),
        "ae" => vowel(AE),
        "ah" => vowel(AH),
        "ar" => Some(Sound::V(AH, Some(ER))),
        "aw" => vowel(AW),
        "ay" => Some(Sound::V(A, Some(IH))),
        "eh" => vowel(EH),
        "er" => vowel(ER),
        "ey" => Some(Sound::V(EY, Some(IY))),
        "ih" => vowel(IH),
        "iy" => vowel(IY),
        "oh" => Some(Sound::V(OH, Some(OO))),
        "oo" => vowel(OO),
        "or" => Some(Sound::V(AW, Some(ER))),
        "ow" => Some(Sound::V(A, Some(OO))),
        "oy" => Some(Sound::V(AW, Some(IH))),
        "uw" => vowel(UW),
        other => consonant_of(other).map(Sound::C),
    }
}

fn consonant_of(code: &str) -> Option<Consonant> {
    Some(match code {
        "p" => C::P,
        "t" => C::T,
        "k" | "c" | "q" | "x" => C::K,
        "b" => C::B,
        "d" | "j" => C::D,
        "g" => C::G,
        "f" => C::F,
        "s" => C::S,
        "sh" | "ch" => C::Sh,
        "th" => C::Th,
        "dh" => C::Dh,
        "h" => C::H,
        "v" => C::V,
        "z" => C::Z,
        "zh" => C::Zh,
        "m" => C::M,
        "n" => C::N,
        "ng" => C::Ng,
        "l" => C::L,
        "r" => C::R,
        "w" => C::W,
        "y" => C::Y,
        _ => return None,
    })
}

/// Letter groups, longest first; the sounds they stand for.
const GROUPS: [(&str, &str); 63] = [
    ("eigh", "ey"),
    ("ough", "oh"),
    ("augh", "aw"),
    ("tion", "sh uh n"),
    ("sion", "zh uh n"),
    ("ture", "ch er"),
    ("igh", "ay"),
    ("tch", "t sh"),
    ("dge", "d zh"),
    ("ear", "ih er"),
    ("air", "eh er"),
    ("are", "eh er"),
    ("ire", "ay er"),
    ("ore", "or"),
    ("our", "ow er"),
    ("oor", "or"),
    ("eer", "ih er"),
    ("ing", "ih ng"),
    ("ang", "ae ng"),
    ("ong", "aw ng"),
    ("ung", "uh ng"),
    ("alk", "aw k"),
    ("all", "aw l"),
    ("que", "k"),
    ("th", "th"),
    ("sh", "sh"),
    ("ch", "t sh"),
    ("ph", "f"),
    ("wh", "w"),
    ("ck", "k"),
    ("qu", "k w"),
    ("kn", "n"),
    ("wr", "r"),
    ("gh", "g"),
    ("ng", "ng"),
    ("ee", "iy"),
    ("ea", "iy"),
    ("oo", "uw"),
    ("ou", "ow"),
    ("ow", "ow"),
    ("oa", "oh"),
    ("oe", "oh"),
    ("ai", "ey"),
    ("ay", "ey"),
    ("ei", "iy"),
    ("ey", "iy"),
    ("ie", "iy"),
    ("oi", "oy"),
    ("oy", "oy"),
    ("au", "aw"),
    ("aw", "aw"),
    ("ew", "uw"),
    ("ue", "uw"),
    ("ui", "uw"),
    ("ar", "ar"),
    ("er", "er"),
    ("ir", "er"),
    ("ur", "er"),
    ("or", "or"),
    ("ll", "l"),
    ("ss", "s"),
    ("tt", "t"),
    ("x", "k s"),
];

fn spell(letters: &[char]) -> Vec<Sound> {
    let mut sounds = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        at += spell_group(letters, at, &mut sounds).unwrap_or_else(|| {
            sounds.extend(single(letters, at));
            1
        });
    }
    if !sounds.iter().any(|sound| matches!(sound, Sound::V(..))) {
        sounds.insert(sounds.len().min(1), Sound::V(SCHWA, None));
    }
    sounds
}

/// A vowel before r and another vowel belongs to the next syllable, so "or" in "story" still fits.
fn spell_group(letters: &[char], at: usize, sounds: &mut Vec<Sound>) -> Option<usize> {
    let rest: String = letters[at..letters.len().min(at + 4)].iter().collect();
    let (group, code) = GROUPS.iter().find(|(group, _)| rest.starts_with(group))?;
    sounds.extend(code.split(' ').filter_map(sound_of));
    Some(group.len())
}

fn single(letters: &[char], at: usize) -> Option<Sound> {
    let letter = letters[at];
    let next = letters.get(at + 1).copied();
    let last = next.is_none();
    if at > 0 && letters[at - 1] == letter && !is_vowel(letter) {
        return None;
    }
    match letter {
        'e' if last && letters[..at].iter().any(|c| is_vowel(*c) || *c == 'y') => None,
        'e' if silent_ed(letters, at) => None,
        'y' if at == 0 => Some(Sound::C(C::Y)),
        'y' if last => sound_of("iy"),
        'a' | 'e' | 'i' | 'o' | 'u' | 'y' => vowel_letter(letter, long_position(letters, at), last),
        'c' if matches!(next, Some('e' | 'i' | 'y')) => Some(Sound::C(C::S)),
        's' if last && at > 0 && !matches!(letters[at - 1], 's' | 't' | 'k' | 'p' | 'f') => {
            Some(Sound::C(C::Z))
        }
        'j' => Some(Sound::C(C::Zh)),
        other => consonant_of(other.encode_utf8(&mut [0; 4])).map(Sound::C),
    }
}

/// "-es", "-ed" after most consonants are not sung as a syllable of their own.
fn silent_ed(letters: &[char], at: usize) -> bool {
    let ending = at + 2 == letters.len() && at > 1 && matches!(letters[at + 1], 'd' | 's');
    ending
        && !matches!(letters[at - 1], 't' | 'd' | 's' | 'z' | 'c' | 'h' | 'g' | 'x')
        && letters[..at].iter().any(|c| is_vowel(*c))
}

/// A vowel is long before one consonant and a final e, or before one consonant and another vowel.
fn long_position(letters: &[char], at: usize) -> bool {
    let tail = &letters[at + 1..];
    matches!(tail, [c, 'e'] | [c, 'e', 's' | 'd'] if !is_vowel(*c))
        || matches!(tail, [c, 'i', 'n', 'g'] if !is_vowel(*c))
}

fn vowel_letter(letter: char, long: bool, last: bool) -> Option<Sound> {
    sound_of(match (letter, long || last) {
        ('a', true) if last => "ah",
        ('a', true) => "ey",
        ('a', false) => "ae",
        ('e', true) => "iy",
        ('e', false) => "eh",
        ('i' | 'y', true) if !last => "ay",
        ('i' | 'y', _) => "ih",
        ('o', true) => "oh",
        ('o', false) => "aw",
        ('u', true) => "uw",
        _ => "uh",
    })
}

fn is_vowel(letter: char) -> bool {
    matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u')
}

/// One syllable per vowel; the consonants between two vowels go to the second, all but one of a cluster
/// that cannot begin a syllable to the first.
fn syllabify(sounds: &[Sound]) -> Vec<Syllable> {
    let mut result: Vec<Syllable> = Vec::new();
    let mut waiting: Vec<Consonant> = Vec::new();
    for sound in sounds {
        match *sound {
            Sound::C(consonant) => waiting.push(consonant),
            Sound::V(vowel, glide) => {
                let onset = split_cluster(&mut waiting, result.last_mut());
                result.push(Syllable { onset, vowel, glide, coda: Vec::new() });
            }
        }
    }
    if let Some(last) = result.last_mut() {
        last.coda.extend(waiting);
    }
    result
}

fn split_cluster(waiting: &mut Vec<Consonant>, before: Option<&mut Syllable>) -> Vec<Consonant> {
    let cluster = std::mem::take(waiting);
    let Some(before) = before else { return cluster };
    let keep = match cluster.as_slice() {
        [C::Ng] => 1,
        [] | [_] => 0,
        [.., a, b] if begins_together(*a, *b) => cluster.len() - 2,
        _ => cluster.len() - 1,
    };
    before.coda.extend(&cluster[..keep]);
    cluster[keep..].to_vec()
}

fn begins_together(a: Consonant, b: Consonant) -> bool {
    let stop = matches!(a, C::P | C::T | C::K | C::B | C::D | C::G | C::F | C::Th);
    stop && matches!(b, C::L | C::R | C::W) || matches!((a, b), (C::T, C::Sh) | (C::D, C::Zh))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn say(word: &str) -> Vec<Syllable> {
        let mut result = Vec::new();
        pronounce(word, &mut result);
        result
    }

    #[test]
    fn vowels_follow_the_spelling() {
        assert_eq!(say("moon")[0].vowel, UW);
        assert_eq!(say("name")[0].vowel, EY);
        assert_eq!(say("night")[0].vowel, A);
        assert_eq!(say("street")[0].vowel, IY);
        assert_eq!(say("love")[0].vowel, UH);
    }

    #[test]
    fn silent_letters_make_no_syllable() {
        for word in ["home", "called", "dreams", "time", "lights", "breathe"] {
            assert_eq!(say(word).len(), 1, "{word}");
        }
        assert_eq!(say("wanted").len(), 2);
    }

    #[test]
    fn the_list_names_only_known_sounds() {
        for entry in LIST.split('|') {
            let (name, code) = entry.split_once(':').unwrap();
            assert!(code.split(' ').all(|c| sound_of(c).is_some()), "{name}");
        }
    }
}
