//! The story of the front page, step by step, by mouse or by keyboard.
