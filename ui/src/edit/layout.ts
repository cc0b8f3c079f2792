// Heights of the timeline's rows in CSS pixels, where more than one component must agree on them.

export const RULER = 28;
/** Only while there are markers. */
export const MARKERS = 24;
export const SECTIONS = 28;
export const LANE = 26;
/** Where the waveform begins, without markers. */
export const WAVE_TOP = RULER + SECTIONS + 2 * LANE + 8;
export const TAKE_HEIGHT = 64;
export const TAKE_WAVE = 48;
