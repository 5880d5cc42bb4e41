import { expect, it } from "vitest";
import { deviceWords } from "./device-words";

const SAFARI = "Version/18.0 Safari/605.1.15";
const CHROME = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0";

it.each([
  [null, "Unknown device"],
  ["  ", "Unknown device"],
  ["curl/8.9.1", "curl/8.9.1"],
  ["x".repeat(500), "x".repeat(60)],
  [`Mozilla/5.0 (X11; Linux x86_64) ${CHROME} Safari/537.36`, "Chrome on Linux"],
  [`Mozilla/5.0 (Windows NT 10.0) ${CHROME} Safari/537.36 Edg/140.0`, "Edge on Windows"],
  [`Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${SAFARI}`, "Safari on Mac"],
  [`Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) ${SAFARI}`, "Safari on iPhone"],
  ["Mozilla/5.0 (Android 15; Mobile; rv:130.0) Gecko/130.0 Firefox/130.0", "Firefox on Android"],
])("a device has a name that its owner knows: %j", (userAgent, words) => {
  expect(deviceWords(userAgent)).toBe(words);
});
