-- Vendors that tell the balance to a key of its own.

-- Tells that key apart without telling it; none without one.
ALTER TABLE connections ADD COLUMN balance_fingerprint TEXT;
