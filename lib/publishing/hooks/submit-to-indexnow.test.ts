import { expect, it } from "vitest";
import { submission } from "./submit-to-indexnow";

const KEY = "0123456789abcdef";
const OURS = "https://ink.example.org";

it("names the key file where AutoInk serves the page, and leaves it at the root elsewhere", () => {
  expect(submission(`${OURS}/p/harvest/tides`, KEY, OURS)).toEqual({
    host: "ink.example.org",
    key: KEY,
    keyLocation: `${OURS}/p/harvest/${KEY}.txt`,
    urlList: [`${OURS}/p/harvest/tides`],
  });
  for (const url of [
    "https://blog.example.org:8443/p/harvest/tides",
    `${OURS}.evil.example/p/x/y`,
  ]) {
    expect(submission(url, KEY, OURS)).toEqual({
      host: new URL(url).host,
      key: KEY,
      urlList: [url],
    });
  }
});
