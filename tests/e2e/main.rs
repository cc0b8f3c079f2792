//! End to end: the real window, driven by WebDriver.
