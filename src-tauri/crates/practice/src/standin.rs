//! Stand-in until the composer lands.
#![allow(missing_docs)]
use crate::RATE;
#[derive(Debug, Clone)]
pub struct SongSpec {
    pub lyrics: String,
    pub title: String,
    pub style: String,
    pub instrumental: bool,
    pub seed: u64,
    pub voice: Option<String>,
}
#[derive(Debug, Clone)]
pub struct SungWord {
    pub text: String,
    pub line: usize,
    pub start_s: f64,
    pub end_s: f64,
}
#[derive(Debug, Clone)]
pub struct SungLine {
    pub text: String,
    pub section: String,
    pub start_s: f64,
    pub end_s: f64,
    pub words: std::ops::Range<usize>,
}
#[derive(Debug, Clone)]
pub struct Composition {
    pub spec: SongSpec,
    pub frames: u64,
    pub words: Vec<SungWord>,
    pub lines: Vec<SungLine>,
    patches: Vec<(f64, f64, u64)>,
}
pub fn compose(spec: &SongSpec) -> Composition {
    let mut words = Vec::new();
    let mut lines = Vec::new();
    let mut t = 2.0;
    for (i, l) in
        spec.lyrics.lines().filter(|l| !l.trim().is_empty() && !l.trim_start().starts_with('[')).enumerate()
    {
        let first = words.len();
        let start = t;
        for w in l.split_inclusive(' ') {
            words.push(SungWord { text: w.into(), line: i, start_s: t, end_s: t + 0.3 });
            t += 0.4;
        }
        lines.push(SungLine {
            text: l.into(),
            section: String::new(),
            start_s: start,
            end_s: t,
            words: first..words.len(),
        });
        t += 0.5;
    }
    Composition {
        spec: spec.clone(),
        frames: (20.0_f64.max(t + 2.0) * f64::from(RATE)) as u64,
        words,
        lines,
        patches: vec![],
    }
}
impl Composition {
    pub fn render_window(&self, from: i64, to: i64) -> Vec<f32> {
        let mut out = Vec::new();
        for f in from..to {
            let s = f as f64 / f64::from(RATE);
            let p = self.patches.iter().rev().find(|p| s >= p.0 && s < p.1).map_or(0, |p| p.2 + 1);
            let v =
                ((s * (220.0 + p as f64 * 110.0 + (self.spec.seed % 50) as f64) * 6.283).sin() * 0.2) as f32;
            out.push(v);
            out.push(v);
        }
        out
    }
    pub fn resing(&self, from_s: f64, to_s: f64, new_lines: &[String], take: u64) -> Composition {
        let mut c = self.clone();
        c.patches.push((from_s, to_s, take));
        for w in c.words.iter_mut().filter(|w| w.start_s >= from_s && w.end_s <= to_s) {
            w.text = new_lines.first().cloned().unwrap_or_default();
        }
        c
    }
}
pub fn idea_lyrics(idea: &str, _seed: u64) -> (String, String, String) {
    (idea.into(), "pop".into(), format!("[Verse]\n{idea} one\ntwo three\n[Chorus]\nfour five\n"))
}
pub mod cover {
    pub fn draw(_title: &str, _seed: u64) -> Vec<u8> {
        vec![0xff, 0xd8, 0xff, 0xd9]
    }
}
