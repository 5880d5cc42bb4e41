/** How long an answer asks to wait, in milliseconds (Retry-After, RFC 9110 section 10.2.3); undefined when it does not say. */
export function retryAfterOf(
  headers: Readonly<Record<string, string>>,
  now: Date,
): number | undefined {
  const text = headers["retry-after"]?.trim() ?? "";
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  const at = /[a-z]/i.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? undefined : Math.max(0, at - now.getTime());
}
