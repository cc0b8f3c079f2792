//! Journeys: user stories through the real studio against the practice server. No window.
