-- An event that can't be handled is kept with where it says to look, and tried again by itself: the reading of later
-- ones does not wait for it.
ALTER TABLE payment_events
  ALTER COLUMN handled_at DROP NOT NULL,
  ADD COLUMN subject JSONB,
  ADD COLUMN failures INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN error TEXT,
  ADD COLUMN tried_at TIMESTAMPTZ(3),
  ADD CONSTRAINT payment_events_failed CHECK (
    handled_at IS NOT NULL OR (failures > 0 AND error IS NOT NULL AND tried_at IS NOT NULL AND subject IS NOT NULL));
CREATE INDEX payment_events_handled_at_tried_at_idx ON payment_events (handled_at, tried_at);

-- Why the provider's payment was not taken for what was asked for, until it is.
ALTER TABLE top_ups ADD COLUMN refusal TEXT;
