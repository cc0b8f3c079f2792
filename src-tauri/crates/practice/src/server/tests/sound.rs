//! What is heard: takes, fragments with their context, and songs that fragments were laid into.

use serde_json::json;

use super::super::render::{seconds, window};
use super::*;
use crate::RATE;
use crate::store::Recipe;

/// The samples of `id` between two times in seconds, as they go into the encoder.
fn samples(practice: &Practice, id: &str, from: f64, to: f64) -> Vec<f32> {
    let song = practice.studio.songs.get(id).expect("a song");
    let frame = |seconds: f64| (seconds * f64::from(RATE)).round() as u64;
    window(&practice.studio.songs, &song, frame(from), frame(to)).expect("samples")
}

fn rms(samples: &[f32]) -> f64 {
    (samples.iter().map(|it| f64::from(it * it)).sum::<f64>() / samples.len() as f64).sqrt()
}

#[tokio::test]
async fn a_joined_song_is_the_original_outside_of_the_range() {
    let practice = studio().await;
    let song = id(&audios(&practice, &custom()).await, 0);
    let fragment = id(&audios(&practice, &replacement(&song)).await, 0);
    let whole = id(&audios(&practice, &json!({ "action": "concat", "audio_id": fragment })).await, 0);
    let (original, joined) = (samples(&practice, &song, 2.0, 10.0), samples(&practice, &whole, 2.0, 10.0));
    let (from, to) = (2 * RATE as usize * 2, 6 * RATE as usize * 2);
    assert_eq!(original.len(), joined.len());
    assert!(original[..from] == joined[..from] && original[to..] == joined[to..]);
    let change: Vec<f32> = original[from..to].iter().zip(&joined[from..to]).map(|(a, b)| a - b).collect();
    assert!(rms(&change) > 0.01, "nothing was replaced");
    let step = |samples: &[f32]| samples.windows(3).map(|it| (it[2] - it[0]).abs()).fold(0.0, f32::max);
    assert!(step(&joined) <= step(&original).max(step(&joined[from..to])), "the seams click");
    // Joined songs can be replaced and joined again.
    let mut again = replacement(&whole);
    again["replace_section_start"] = json!(8.0);
    again["replace_section_end"] = json!(11.0);
    let second = id(&audios(&practice, &again).await, 1);
    let twice = id(&audios(&practice, &json!({ "action": "concat", "audio_id": second })).await, 0);
    let twice = samples(&practice, &twice, 2.0, 10.0);
    let late = 6 * RATE as usize * 2;
    assert!(twice[..late] == joined[..late] && twice[late..] != joined[late..]);
}

#[tokio::test]
async fn fragments_sing_the_context_again_at_another_level() {
    let practice = studio().await;
    let song = id(&audios(&practice, &custom()).await, 0);
    // In the middle of the song, where it is loud: the level must not depend on the words.
    let mut body = replacement(&song);
    body["replace_section_start"] = json!(30);
    body["replace_section_end"] = json!(34);
    let answer = audios(&practice, &body).await;
    let original = samples(&practice, &song, 25.0, 35.0);
    let mut heads = Vec::new();
    for take in 0..2 {
        let fragment = practice.studio.songs.get(&id(&answer, take)).expect("a fragment");
        let Recipe::Fragment { head, tail, gain_db, .. } = fragment.recipe else { panic!("not a fragment") };
        for context in [head, tail] {
            assert!((seconds(context) - 2.0).abs() <= 0.1101, "{context}");
        }
        assert!((0.3..=1.0).contains(&gain_db.abs()), "{gain_db}");
        let sung = samples(&practice, &id(&answer, take), 0.0, seconds(fragment.frames));
        assert_eq!(sung.len() as u64, (head + tail + 4 * u64::from(RATE)) * 2);
        let gain = 10.0_f32.powf(gain_db / 20.0);
        let begin = (5 * u64::from(RATE) - head) as usize * 2;
        let context = original[begin..].iter().zip(&sung[..head as usize * 2]);
        assert!(context.clone().all(|(a, b)| (a * gain - b).abs() < 1e-4), "take {take}");
        heads.push(head);
    }
    assert_ne!(heads[0], heads[1]);
}

#[tokio::test]
async fn context_shrinks_at_the_ends_of_the_song() {
    let practice = studio().await;
    let made = audios(&practice, &custom()).await;
    let (song, length) = (id(&made, 0), made.json()["data"][0]["duration"].as_f64().expect("seconds"));
    let mut body = replacement(&song);
    body["replace_section_start"] = json!(0);
    body["replace_section_end"] = json!(3.0);
    let first = audios(&practice, &body).await.json()["data"][0]["duration"].as_f64().expect("seconds");
    assert!((first - 5.0).abs() <= 0.1101, "{first}");
    body["replace_section_start"] = json!(length - 4.0);
    body["replace_section_end"] = json!(length - 0.5);
    let last = audios(&practice, &body).await.json()["data"][0]["duration"].as_f64().expect("seconds");
    assert!((last - 6.0).abs() <= 0.1101, "{last}");
}

#[tokio::test]
async fn answers_wait_for_files_which_are_mp3_and_wav_of_the_same_length() {
    let options = Options { key: KEY.into(), pace: Pace::Fast, home: None, port: 0, credits: 10.0 };
    let practice = Practice::start(options).await.expect("a free port");
    let clip = audios(&practice, &custom()).await.json()["data"][0].clone();
    let cached = std::fs::read_dir(practice.studio.home.media("")).expect("a folder").count();
    assert_eq!(cached, 4, "an MP3 and a waveform for each take");
    let path = media_path(&clip["audio_url"]);
    let folder = tempfile::tempdir().expect("a folder");
    for (kind, path) in [("mp3", path.clone()), ("wav", path.replace(".mp3", ".wav"))] {
        let answer = client::get(&practice, &path).await;
        let file = folder.path().join(kind);
        std::fs::write(&file, &answer.body).expect("written");
        let info = audio::verify(&file).expect("audio");
        assert_eq!((info.format.extension(), info.rate, info.channels), (kind, RATE, 2));
        assert_eq!(seconds(info.frames), clip["duration"].as_f64().expect("seconds"));
    }
}
