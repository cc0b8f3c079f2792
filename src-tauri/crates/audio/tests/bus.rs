//! The bus resampler runs in the audio callback, so it must not allocate once it is made.

use assert_no_alloc::{AllocDisabler, assert_no_alloc};
use audio::BusResampler;

#[global_allocator]
static GUARD: AllocDisabler = AllocDisabler;

#[test]
fn the_bus_resampler_allocates_nothing_while_it_runs() {
    for (from, to) in [(44_100, 48_000), (48_000, 44_100), (48_000, 192_000), (48_000, 48_000)] {
        let mut bus = BusResampler::new(from, to).unwrap();
        let input: Vec<f32> = (0..2_048_u16).map(|n| f32::from(n % 97) / 97.0).collect();
        let mut out = Vec::with_capacity(bus.room(1_024));
        let mut frames = 0;
        for round in 0..40_usize {
            let part = &input[..(round * 331 % 1_024) * 2];
            assert_no_alloc(|| {
                out.clear();
                assert!(bus.process(part, &mut out).is_ok());
                if round == 20 {
                    bus.reset();
                }
            });
            frames += out.len() / 2;
        }
        assert!(frames > 10_000, "{from} to {to}: {frames} frames");
    }
}
