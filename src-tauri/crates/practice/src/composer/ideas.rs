//! Lyrics for an idea, in the idea's language: built from lines with gaps, the idea's own words put into them.

use super::rng::{Rng, text_seed};

/// Lines with `{}` for an image of the idea.
struct Phrasebook {
    verses: &'static [[&'static str; 4]],
    choruses: &'static [[&'static str; 4]],
    bridges: &'static [[&'static str; 2]],
    styles: &'static [&'static str],
    titles: &'static [&'static str],
    images: &'static [&'static str],
}

const ENGLISH: Phrasebook = Phrasebook {
    verses: &[
        [
            "I left the radio on low",
            "The {} was all I could see",
            "The kitchen clock was running slow",
            "And every hour came back to me",
        ],
        [
            "There's a {} in the back of my mind",
            "It hums when the streets go still",
            "I've been looking for what I won't find",
            "And I guess I always will",
        ],
        [
            "You drew a {} on the windowpane",
            "The winter took it by noon",
            "I learned the words to the sound of rain",
            "And I sang them out of tune",
        ],
        [
            "Somebody told me the {} would fade",
            "Like chalk on an open door",
            "But I keep the promises that we made",
            "In a box on the bedroom floor",
        ],
        [
            "We took the long way round the bay",
            "With the {} at our side",
            "You had a hundred things to say",
            "And the whole night to decide",
        ],
    ],
    choruses: &[
        [
            "Oh {}, carry me home",
            "I've been so far, I've been so long",
            "Nobody ever has to go alone",
            "When everyone knows the song",
        ],
        [
            "And I will wait by the {}",
            "Till the morning finds my name",
            "Every ending is a beginning",
            "And nothing is the same",
        ],
        [
            "Give me the {}, give me the light",
            "Give me one reason to stay",
            "I was asleep for most of my life",
            "And you woke me up today",
        ],
        [
            "So hold on, hold on to the {}",
            "Hold on till the dark is through",
            "If I lose everything I came with",
            "I'll still have a song for you",
        ],
    ],
    bridges: &[
        ["Maybe we never learn", "Maybe we only turn"],
        ["Stay a little longer", "Stay until the dawn"],
        ["And if the {} is gone", "I'll leave the porch light on"],
        ["Count the stars with me", "One for every year"],
    ],
    styles: &[
        "dream pop, warm",
        "folk, acoustic guitar",
        "piano ballad, tender",
        "indie rock, bright",
        "soul, groove",
        "electronic, melancholic",
    ],
    titles: &["The {}", "By the {}", "Song for the {}", "Where the {} Goes"],
    images: &["river", "lantern", "open road", "morning light", "harbour"],
};

const CHINESE: Phrasebook = Phrasebook {
    verses: &[
        ["收音机还轻轻开着", "窗外只剩下{}", "时钟走得比昨天慢", "我又想起了你的话"],
        ["你说{}会慢慢消失", "像雨水落进了大海", "我把信折成一只船", "等风把它带回来"],
        ["旧街转角的那盏灯", "照着{}的方向", "我们走了很远的路", "笑声还留在身旁"],
        ["心里藏着一片{}", "安静的时候会发亮", "别问我为什么不睡", "我在等天边的光"],
    ],
    choruses: &[
        ["{}啊 请带我回家", "走过的路都开成花", "没有人会独自长大", "只要有人唱着它"],
        ["就让{}陪我到天亮", "让星星落在你肩上", "所有离别都会回响", "变成我们的月光"],
        ["抱紧这一刻的{}", "抱紧你给我的温暖", "就算世界走得太快", "我还在这里不散"],
    ],
    bridges: &[["你听见了吗", "风在说话"], ["如果{}不再", "我还在等待"], ["慢一点 再慢一点", "看完这个春天"]],
    styles: &["民谣, 温暖", "抒情, 钢琴", "国风, 空灵", "流行, 明亮", "梦幻, 女声"],
    titles: &["{}", "{}来信", "等一场{}", "写给{}"],
    images: &["月光", "远方", "夜色", "夏天", "海浪"],
};

/// A title, style words and lyrics with section headers for an idea, in Chinese if the idea holds Chinese.
#[must_use]
pub fn idea_lyrics(idea: &str, seed: u64) -> (String, String, String) {
    let mut rng = Rng::of(seed, &[text_seed(idea), 300]);
    let han = idea.chars().any(is_han);
    let book = if han { &CHINESE } else { &ENGLISH };
    let images = images(idea, book, han);
    let pattern: &&str = rng.pick(book.titles);
    let title = fill(pattern, &title_image(&images[0]));
    let style = (*rng.pick(book.styles)).to_owned();
    (title, style, lyrics(book, &images, han, &mut rng))
}

fn lyrics(book: &Phrasebook, images: &[String], han: bool, rng: &mut Rng) -> String {
    let first = rng.below(book.verses.len());
    let second = (first + 1 + rng.below(book.verses.len() - 1)) % book.verses.len();
    let chorus = *rng.pick(book.choruses);
    let bridge = *rng.pick(book.bridges);
    let image = |n: usize| images[n % images.len()].as_str();
    let sections: [(&str, &[&str], &str); 6] = [
        (if han { "主歌 1" } else { "Verse 1" }, &book.verses[first], image(0)),
        (if han { "副歌" } else { "Chorus" }, &chorus, image(0)),
        (if han { "主歌 2" } else { "Verse 2" }, &book.verses[second], image(1)),
        (if han { "副歌" } else { "Chorus" }, &chorus, image(0)),
        (if han { "桥段" } else { "Bridge" }, &bridge, image(2)),
        (if han { "副歌" } else { "Chorus" }, &chorus, image(0)),
    ];
    let blocks = sections.map(|(label, lines, image)| {
        let lines: Vec<String> = lines.iter().map(|line| capital(&fill(line, image))).collect();
        format!("[{label}]\n{}\n", lines.join("\n"))
    });
    blocks.join("\n")
}

fn fill(line: &str, image: &str) -> String {
    line.replace("{}", image)
}

fn capital(line: &str) -> String {
    let mut letters = line.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn title_image(image: &str) -> String {
    image.split(' ').map(capital).collect::<Vec<_>>().join(" ")
}

fn is_han(letter: char) -> bool {
    matches!(letter as u32, 0x3400..=0x9fff)
}

/// What the idea is about, longest words first; the phrasebook helps out where it says little.
fn images(idea: &str, book: &Phrasebook, han: bool) -> Vec<String> {
    let mut found = if han { han_images(idea) } else { english_images(idea) };
    found.truncate(3);
    let spare = book.images.iter().map(|image| (*image).to_owned());
    found.extend(spare);
    found
}

/// Words that name nothing.
const EMPTY: &[&str] = &[
    "a", "an", "the", "and", "or", "but", "of", "about", "song", "songs", "music", "lyrics", "write", "make",
    "me", "my", "i", "you", "your", "we", "our", "it", "its", "is", "are", "was", "to", "in", "on", "at",
    "for", "with", "that", "this", "some", "please", "want", "like", "very", "from", "into", "who", "when",
    "where", "what", "how", "style", "upbeat", "sad", "happy", "slow", "fast", "pop", "rock", "folk",
    "ballad", "love", "would", "there", "be", "not", "going", "goes", "his", "her", "their", "they", "he",
    "she", "by", "as", "so", "up", "down", "out", "over", "after", "before", "under", "through", "away",
];

fn english_images(idea: &str) -> Vec<String> {
    let lower = idea.to_lowercase();
    let clean =
        |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).trim_end_matches("'s").to_owned();
    let mut words: Vec<String> = lower.split_whitespace().map(clean).collect();
    words.retain(|word| word.chars().count() > 2 && word.len() < 16 && !EMPTY.contains(&word.as_str()));
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    words.dedup();
    words
}

/// Runs of two to four characters between the little words.
fn han_images(idea: &str) -> Vec<String> {
    const LITTLE: &str =
        "的了在是我你他她它们一首个关于写歌曲有和与着过这那想要给请把被就都也很吧吗呢啊到从里上下时候不";
    let mut runs: Vec<String> = idea
        .split(|c: char| !is_han(c) || LITTLE.contains(c))
        .filter(|run| run.chars().count() >= 2)
        .map(|run| run.chars().take(4).collect())
        .collect();
    runs.dedup();
    runs
}

#[cfg(test)]
mod tests {
    use super::*;
    use song::lyrics::{Lyrics, SectionKind};

    #[test]
    fn an_idea_becomes_lyrics_with_its_words() {
        let (title, style, lyrics) = idea_lyrics("a song about a lighthouse keeper in winter", 3);
        assert!(title.contains("Lighthouse"), "{title}");
        assert!(lyrics.contains("lighthouse") && !style.is_empty());
        let kinds: Vec<SectionKind> =
            Lyrics::parse(&lyrics).sections.iter().map(|section| section.kind).collect();
        assert_eq!(kinds.len(), 6);
        assert_eq!(kinds[1], SectionKind::Chorus);
        assert_eq!(kinds[4], SectionKind::Bridge);
    }

    #[test]
    fn a_chinese_idea_becomes_chinese_lyrics() {
        let (title, _, lyrics) = idea_lyrics("写一首关于夏夜萤火虫的歌", 2);
        assert!(title.contains("夏夜萤火"), "{title}");
        assert!(lyrics.contains("夏夜萤火") && Lyrics::parse(&lyrics).sections.len() == 6);
    }

    #[test]
    fn empty_and_repeated_ideas_are_fine() {
        for idea in ["", "  ", "!!!", "的"] {
            assert!(Lyrics::parse(&idea_lyrics(idea, 1).2).sections.len() == 6);
        }
        assert_eq!(idea_lyrics("rain", 4), idea_lyrics("rain", 4));
        assert_ne!(idea_lyrics("rain", 4), idea_lyrics("rain", 5));
    }
}
