/** A calendar month in UTC, as YYYY-MM. */
export type Period = string;

/** The month of a time. */
export function periodOf(time: Date): Period {
  return time.toISOString().slice(0, 7);
}

/** The month after a month. */
export function periodAfter(period: Period): Period {
  return periodOf(endOf(period));
}

/** When a month is over: the first moment of the next one. */
export function endOf(period: Period): Date {
  const end = new Date(`${period}-01T00:00:00.000Z`);
  end.setUTCMonth(end.getUTCMonth() + 1);
  return end;
}
