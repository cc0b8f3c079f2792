//! What is on a cover.

use std::f32::consts::TAU;

use super::canvas::{Canvas, Colour, edge};
use crate::composer::rng::Rng;

/// Deep, low sky, light, near, far.
type Palette = [Colour; 5];

/// A sum of sines: the outline of hills and waves.
struct Outline {
    waves: [(f32, f32, f32); 4],
    base: f32,
}

impl Outline {
    fn new(rng: &mut Rng, base: f32, height: f32, pace: f32) -> Self {
        let mut waves = [(0.0, 0.0, 0.0); 4];
        for (n, wave) in waves.iter_mut().enumerate() {
            let scale = 1.9f32.powi(n as i32);
            *wave = (
                pace * scale * rng.between(0.8, 1.2),
                rng.unit() * TAU,
                height / scale * rng.between(0.6, 1.0),
            );
        }
        Self { waves, base }
    }

    fn at(&self, x: f32) -> f32 {
        self.base
            - self.waves.iter().map(|(pace, phase, height)| (x * pace + phase).sin() * height).sum::<f32>()
    }
}

/// Paints one of several scenes.
pub(super) fn paint(canvas: &mut Canvas, palette: &Palette, rng: &mut Rng) {
    let scene = rng.below(5);
    if scene != 4 {
        stars(canvas, palette, rng);
    }
    match scene {
        0 => moon_and_sea(canvas, palette, rng),
        1 => sun_and_hills(canvas, palette, rng),
        2 => lanterns(canvas, palette, rng),
        3 => aurora(canvas, palette, rng),
        _ => rings(canvas, palette, rng),
    }
}

fn stars(canvas: &mut Canvas, palette: &Palette, rng: &mut Rng) {
    let dots: Vec<(f32, f32, f32)> =
        (0..70).map(|_| (rng.unit(), rng.unit().powi(2) * 0.6, rng.between(0.0006, 0.0022))).collect();
    let mut sky = vec![0.0f32; super::SIDE * super::SIDE];
    for (x, y, size) in dots {
        let (cx, cy) = ((x * 511.0) as i32, (y * 511.0) as i32);
        for (dx, dy) in (-3..=3).flat_map(|dx| (-3..=3).map(move |dy| (dx, dy))) {
            let (px, py) = (cx + dx, cy + dy);
            if (0..512).contains(&px) && (0..512).contains(&py) {
                let far = ((dx * dx + dy * dy) as f32).sqrt() / 512.0;
                sky[(py * 512 + px) as usize] += (-(far / size).powi(2)).exp() * 0.8;
            }
        }
    }
    canvas
        .glow(palette[2], |x, y| sky[((y * 512.0) as usize * 512 + (x * 512.0) as usize).min(512 * 512 - 1)]);
}

/// A disc with a halo.
fn disc(canvas: &mut Canvas, colour: Colour, (cx, cy): (f32, f32), radius: f32) {
    let far = move |x: f32, y: f32| ((x - cx).powi(2) + (y - cy).powi(2)).sqrt();
    canvas.glow(colour, |x, y| 0.35 * (-(far(x, y) / radius - 1.0).max(0.0) * 1.4).exp());
    canvas.blend(colour, |x, y| edge(radius - far(x, y)));
}

fn ridge(canvas: &mut Canvas, colour: Colour, outline: &Outline) {
    canvas.blend(colour, |x, y| edge(y - outline.at(x)));
}

fn moon_and_sea(canvas: &mut Canvas, palette: &Palette, rng: &mut Rng) {
    let (cx, cy) = (rng.between(0.3, 0.7), rng.between(0.25, 0.4));
    let radius = rng.between(0.08, 0.14);
    disc(canvas, palette[2], (cx, cy), radius);
    let horizon = rng.between(0.58, 0.68);
    canvas.blend(palette[4].toward(palette[3], 0.3), |_, y| edge(y - horizon));
    let phase = rng.unit() * TAU;
    canvas.glow(palette[2], |x, y| {
        let depth = (y - horizon).max(0.0);
        let ripple =
            (depth.sqrt() * 160.0 + phase + (x * 40.0 + depth * 90.0).sin() * 1.3).sin().max(0.0).powi(3);
        let lane = (-((x - cx) / (radius * 0.6 + depth * 0.45)).powi(2)).exp();
        if depth > 0.0 { 0.55 * lane * ripple } else { 0.0 }
    });
    let boat = (cx + rng.swing() * 0.22, horizon + rng.between(0.10, 0.2));
    paper_boat(canvas, palette, boat);
}

fn paper_boat(canvas: &mut Canvas, palette: &Palette, (bx, by): (f32, f32)) {
    canvas.blend(palette[3], |x, y| {
        let (dx, dy) = (x - bx, y - by);
        let hull = (0.03 - dy.abs()).min(0.085 - dx.abs() - (dy + 0.03) * 0.6);
        let sail = (dy + 0.115).min(-0.028 - dy).min((dy + 0.115) * 0.55 - dx.abs());
        edge(hull).max(edge(sail))
    });
}

fn sun_and_hills(canvas: &mut Canvas, palette: &Palette, rng: &mut Rng) {
    let centre = (rng.between(0.3, 0.7), rng.between(0.42, 0.55));
    disc(canvas, palette[2], centre, rng.between(0.13, 0.2));
    let layers = 4;
    for layer in 0..layers {
        let near = layer as f32 / (layers - 1) as f32;
        let base = 0.58 + 0.11 * layer as f32;
        let pace = rng.between(4.0, 8.0);
        let outline = Outline::new(rng, base, 0.055 + 0.02 * near, pace);
        ridge(
            canvas,
            palette[1].toward(palette[4], 0.35 + 0.5 * near).toward(palette[3], near * near),
            &outline,
        );
        let mist = palette[1];
        canvas.blend(mist, |x, y| {
            let below = y - outline.at(x);
            if below > 0.0 { 0.30 * (1.0 - near) * (below * 5.0).min(1.0) } else { 0.0 }
        });
    }
}

fn lanterns(canvas: &mut Canvas, palette: &Palette, rng: &mut Rng) {
    let pace = rng.between(4.0, 7.0);
    let hills = Outline::new(rng, 0.74, 0.05, pace);
    ridge(canvas, palette[4].toward(palette[3], 0.4), &hills);
    canvas.blend(palette[3], |_, y| 0.9 * edge(y - 0.82));
    let count = 7 + rng.below(5);
    for n in 0..count {
        let size = 0.018 + 0.05 * (n as f32 / count as f32).powi(2) * rng.between(0.8, 1.2);
        let (cx, cy) = (rng.between(0.06, 0.94), rng.between(0.12, 0.72));
        lantern(canvas, palette, (cx, cy), size);
    }
}

fn lantern(canvas: &mut Canvas, palette: &Palette, (cx, cy): (f32, f32), size: f32) {
    let far = move |x: f32, y: f32| ((x - cx).powi(2) + (y - cy).powi(2)).sqrt();
    canvas.glow(palette[1].toward(palette[2], 0.4), |x, y| 0.5 * (-(far(x, y) / (size * 1.9))).exp());
    let body = move |x: f32, y: f32| {
        let (dx, dy) = ((x - cx) / size, (y - cy) / size);
        let wide = 0.72 - 0.16 * (dy - 0.2).powi(2);
        (wide - dx.abs()).min(1.0 - dy.abs()) * size
    };
    canvas.blend(palette[1].toward(palette[2], 0.35), |x, y| edge(body(x, y)));
    canvas.blend(palette[2], |x, y| {
        let (dx, dy) = ((x - cx) / size, (y - cy - size * 0.5) / size);
        edge(body(x, y)) * (-(dx * dx * 3.0 + dy * dy * 1.6)).exp()
    });
}

fn aurora(canvas: &mut Canvas, palette: &Palette, rng: &mut Rng) {
    for band in 0..3 {
        let base = 0.32 + 0.09 * band as f32;
        let pace = rng.between(3.0, 6.0);
        let curtain = Outline::new(rng, base, 0.07, pace);
        let colour = palette[1].toward(palette[2], 0.3 * band as f32);
        let fine = rng.between(50.0, 90.0);
        canvas.glow(colour, |x, y| {
            let above = curtain.at(x) - y;
            let rays = 0.7 + 0.3 * (x * fine + (x * 17.0).sin() * 2.0).sin();
            if above > 0.0 { 0.55 * rays * (-above * 7.0).exp() } else { 0.55 * rays * (above * 60.0).exp() }
        });
    }
    let (far, near) = (Outline::new(rng, 0.76, 0.06, 7.0), Outline::new(rng, 0.88, 0.05, 10.0));
    ridge(canvas, palette[4].toward(palette[3], 0.5), &far);
    ridge(canvas, palette[3], &near);
}

fn rings(canvas: &mut Canvas, palette: &Palette, rng: &mut Rng) {
    let centre = (rng.between(0.35, 0.65), rng.between(0.4, 0.6));
    let count = 5 + rng.below(4);
    for ring in (0..count).rev() {
        let part = ring as f32 / count as f32;
        let radius = 0.10 + 0.42 * part;
        let shift = rng.swing() * 0.03;
        let colour =
            palette[2].toward(palette[1], (part * 1.6).min(1.0)).toward(palette[4], (part - 0.4).max(0.0));
        let tilt = rng.unit() * TAU;
        canvas.blend(colour, |x, y| {
            let (dx, dy) = (x - centre.0 - shift, y - centre.1);
            let wobble = 0.012 * (dy.atan2(dx) * 3.0 + tilt).sin();
            0.75 * edge(radius + wobble - (dx * dx + dy * dy).sqrt())
        });
    }
    let pace = rng.between(5.0, 9.0);
    let wave = Outline::new(rng, 0.72, 0.04, pace);
    let near = Outline::new(rng, 0.84, 0.035, pace * 1.3);
    canvas.blend(palette[4], |x, y| 0.85 * edge(y - wave.at(x)));
    ridge(canvas, palette[3], &near);
}
