const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** The full hour after the next one, as RFC 3339: a proposal that lies ahead long enough to be changed. */
export function laterToday(now: Date): string {
  return new Date((Math.floor(now.getTime() / HOUR_MS) + 2) * HOUR_MS).toISOString();
}

/** An instant as an `<input type="datetime-local">` takes it: local time to the minute. */
export function toLocalInput(instant: string): string {
  const date = new Date(instant);
  return new Date(date.getTime() - date.getTimezoneOffset() * MINUTE_MS).toISOString().slice(0, 16);
}

/** The person's time zone in words with its distance from UTC at that time: "Europe/Berlin (GMT+2)". */
export function localZone(instant: string | null): string {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  const date = instant === null ? new Date() : new Date(instant);
  const parts = new Intl.DateTimeFormat("en", { timeZoneName: "shortOffset" }).formatToParts(date);
  const offset = parts.find((part) => part.type === "timeZoneName")?.value ?? "";
  return offset === "" || offset === timeZone ? timeZone : `${timeZone} (${offset})`;
}
