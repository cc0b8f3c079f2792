//! Finding songs by what is in them, in both scripts.

use super::*;
use crate::testing::{Home, take, version};
use crate::{StoredFile, TakeKind, TakeRecord};
use song::Compose;

fn add(home: &Home, id: &str, form: Compose, at: i64) {
    home.create_song(&id.into(), &form, at).unwrap();
}

fn form(title: &str, style: &str, lyrics: &str) -> Compose {
    Compose { title: title.into(), style: style.into(), lyrics: lyrics.into(), ..Compose::default() }
}

fn ids(home: &Home, text: &str) -> Vec<String> {
    let page = home.list_songs(&SongQuery { text: text.into(), ..SongQuery::default() }).unwrap();
    assert_eq!(size(page.total), page.rows.len());
    page.rows.into_iter().map(|row| row.id.0).collect()
}

fn library_of_three() -> Home {
    let home = Home::new();
    add(&home, "lantern", form("Paper Lanterns", "folk, slow", "[Verse]\nwe were never coming home"), 1);
    add(&home, "night", form("夜航", "民谣", "[主歌]\n星光落在海上\n我们不回头"), 2);
    add(&home, "wide", form("ＬＯＶＥ　Ｓｏｎｇ", "pop 100%", "we \"never\" said 我爱你"), 3);
    home
}

#[test]
fn words_are_found_in_title_style_and_lyrics() {
    let home = library_of_three();
    assert_eq!(ids(&home, "lantern"), ["lantern"]);
    assert_eq!(ids(&home, "FOLK"), ["lantern"]);
    assert_eq!(ids(&home, "never"), ["wide", "lantern"]);
    assert_eq!(ids(&home, "coming never paper"), ["lantern"]);
    assert_eq!(ids(&home, "never lanternx"), Vec::<String>::new());
    assert_eq!(ids(&home, ""), ["wide", "night", "lantern"]);
}

#[test]
fn chinese_is_found_by_one_two_and_three_characters() {
    let home = library_of_three();
    assert_eq!(ids(&home, "夜"), ["night"]);
    assert_eq!(ids(&home, "夜航"), ["night"]);
    assert_eq!(ids(&home, "星光落"), ["night"]);
    assert_eq!(ids(&home, "我"), ["wide", "night"]);
    assert_eq!(ids(&home, "我 夜航 不回头"), ["night"]);
    assert_eq!(ids(&home, "航夜"), Vec::<String>::new());
}

#[test]
fn width_does_not_matter() {
    let home = library_of_three();
    assert_eq!(ids(&home, "love song"), ["wide"]);
    assert_eq!(ids(&home, "ｌａｎｔｅｒｎ"), ["lantern"]);
    assert_eq!(ids(&home, "lo"), ["wide", "lantern"], "love, slow");
}

#[test]
fn nothing_typed_is_an_operator() {
    let home = library_of_three();
    assert_eq!(ids(&home, "\"never\""), ["wide"]);
    assert_eq!(ids(&home, "100%"), ["wide"]);
    for text in
        ["never OR lantern", "nev*", "NEAR(a b)", "text:paper", "'; DROP TABLE songs", "%%%", "-never", "^we"]
    {
        assert_eq!(ids(&home, text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn what_changed_is_found_and_what_was_is_not() {
    let home = library_of_three();
    home.save_compose(&"lantern".into(), &form("Harbour", "", ""), 9).unwrap();
    assert_eq!(ids(&home, "lantern"), Vec::<String>::new());
    assert_eq!(ids(&home, "harbour"), ["lantern"]);
    let sung = TakeRecord {
        title: "Given title".into(),
        lyrics: "the vendor wrote this".into(),
        ..take("t", &"night".into())
    };
    home.insert_take(&sung).unwrap();
    assert_eq!(ids(&home, "vendor wrote"), ["night"]);
    assert_eq!(ids(&home, "given"), ["night"]);
}

#[test]
fn a_row_shows_what_plays() {
    let home = Home::new();
    let song = SongId::from("s");
    add(&home, "s", Compose { style: "folk".into(), ..Compose::default() }, 1);
    let cover = Some(StoredFile { sha256: "c".repeat(64), ext: "jpg".into() });
    let first = TakeRecord {
        title: "One".into(),
        lyrics: "[Verse]\nhello\nyou".into(),
        cover,
        heard: true,
        ..take("a", &song)
    };
    let second = TakeRecord { title: "Two".into(), frames: 96_000, practice: false, ..take("b", &song) };
    home.insert_take(&first).unwrap();
    home.insert_take(&second).unwrap();
    let row = || home.list_songs(&SongQuery::default()).unwrap().rows.remove(0);
    let newest = row();
    assert_eq!((newest.title.as_str(), newest.duration_ms, newest.version_number), ("Two", Some(2000), None));
    home.add_version(version("v", &song, "a")).unwrap();
    let expected = SongSummary {
        id: song.clone(),
        title: "One".into(),
        style: "folk".into(),
        first_line: "hello".into(),
        duration_ms: Some(10_000),
        take_count: 2,
        version_number: Some(1),
        practice: true,
        vendor: "yoyai".into(),
        model: "m".into(),
        changed_at: 20,
        trashed_at: None,
        cover_take: Some("a".into()),
        unheard: true,
    };
    assert_eq!(row(), expected);
}

#[test]
fn stems_and_sounds_never_stand_for_a_song() {
    let home = Home::new();
    add(&home, "s", form("Song", "", ""), 1);
    let song = SongId::from("s");
    let cover = StoredFile { sha256: "b".repeat(64), ext: "jpg".into() };
    home.insert_take(&TakeRecord { heard: true, ..take("whole", &song) }).unwrap();
    for (kind, at) in [(TakeKind::Stem, 20), (TakeKind::Sound, 30)] {
        let part = TakeRecord {
            kind,
            frames: 48_000,
            cover: Some(cover.clone()),
            model: "parts".into(),
            created_at: at,
            ..take(&format!("{kind:?}"), &song)
        };
        home.insert_take(&part).unwrap();
    }
    let row = home.list_songs(&SongQuery::default()).unwrap().rows.remove(0);
    assert_eq!((row.take_count, row.unheard, row.cover_take), (1, false, None));
    assert_eq!((row.duration_ms, row.model.as_str()), (Some(10_000), "m"));
}

#[test]
fn lists_are_sorted_and_paged() {
    let home = Home::new();
    for (id, title, at, frames) in [("a", "beta", 3, 1000), ("b", "Alpha", 1, 3000), ("c", "gamma", 2, 2000)]
    {
        add(&home, id, form(title, "", ""), at);
        home.insert_take(&TakeRecord { frames, created_at: at, ..take(&format!("t{id}"), &id.into()) })
            .unwrap();
    }
    add(&home, "d", form("delta", "", ""), 0);
    let listed = |sort, offset, limit| -> Vec<String> {
        let page = home.list_songs(&SongQuery { sort, offset, limit, ..SongQuery::default() }).unwrap();
        assert_eq!(page.total, 4);
        page.rows.into_iter().map(|row| row.id.0).collect()
    };
    assert_eq!(listed(SongSort::Changed, 0, 0), ["a", "c", "b", "d"]);
    assert_eq!(listed(SongSort::Title, 0, 0), ["b", "a", "d", "c"]);
    assert_eq!(listed(SongSort::Length, 0, 0), ["b", "c", "a", "d"]);
    assert_eq!(listed(SongSort::Changed, 1, 2), ["c", "b"]);
    assert_eq!(listed(SongSort::Changed, 9, 2), Vec::<String>::new());
}

/// Ten thousand songs, written in one transaction so that the test is about finding.
fn big_library() -> Home {
    let home = Home::new();
    home.store()
        .write(|tx| {
            let lines = ["we were never coming home", "星光落在海上", "paper lanterns on the rooftops", "战鼓擂起来"];
            for number in 0..10_000_i64 {
                let lyrics: Vec<&str> = (0..24).map(|line| lines[(line + usize::try_from(number).unwrap()) % 4]).collect();
                let form = form(&format!("Song {number}"), "folk", &lyrics.join("\n"));
                let sql = "INSERT INTO songs (id, compose, title, created_at, changed_at) VALUES (?1, ?2, ?3, ?4, ?4)";
                let compose = crate::columns::to_json(&form)?;
                tx.prepare_cached(sql)?.execute(params![format!("s{number}"), compose, form.title, number])?;
                let text = fold(&format!("{}\n{}\n{}", form.title, form.style, form.lyrics));
                tx.prepare_cached("INSERT INTO search (rowid, text) VALUES (last_insert_rowid(), ?1)")?.execute([text])?;
            }
            Ok(())
        })
        .unwrap();
    home.save_compose(&"s4321".into(), &form("灯塔 lighthouse", "", "守望"), 20_000).unwrap();
    home
}

#[test]
fn ten_thousand_songs_are_searched() {
    let home = big_library();
    let search = |text: &str| {
        let page =
            home.list_songs(&SongQuery { text: text.into(), limit: 50, ..SongQuery::default() }).unwrap();
        (page.total, page.rows.len(), page.rows.first().map(|row| row.id.0.clone()))
    };
    assert_eq!(search(""), (10_000, 50, Some("s4321".into())));
    assert_eq!(search("灯"), (1, 1, Some("s4321".into())));
    assert_eq!(search("守望"), (1, 1, Some("s4321".into())));
    assert_eq!(search("lighthouse"), (1, 1, Some("s4321".into())));
    assert_eq!(search("never"), (9999, 50, Some("s9999".into())));
    assert_eq!(search("海上"), (9999, 50, Some("s9999".into())));
    assert_eq!(search("song 777"), (19, 19, Some("s9777".into())));
    assert_eq!(search("nowhere"), (0, 0, None));
}
