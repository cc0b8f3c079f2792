//! What journeys and end-to-end tests share.
