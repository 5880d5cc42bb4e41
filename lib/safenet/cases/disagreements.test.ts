import { expect, it } from "vitest";
import { IPV4_BLOCKS, IPV6_BLOCKS } from "@/lib/safenet/ranges";
import { findDisagreements } from "./disagreements.fixture";
import { REGISTRY_ROWS } from "./registry";

// The bench draws a million; this many see each edge of each block several times.
it("agrees with ip-address on 30,000 addresses, but for the blocks that are listed", () => {
  expect(findDisagreements(30_000, 20_260_718)).toEqual([]);
});

it("has cases for the edges of every block that is refused", () => {
  const tried = REGISTRY_ROWS.map(({ cidr }) => cidr);
  const refused = [...IPV4_BLOCKS, ...IPV6_BLOCKS].map(({ cidr }) => cidr);
  expect(refused.filter((cidr) => cidr !== "::/0" && !tried.includes(cidr))).toEqual([]);
});
