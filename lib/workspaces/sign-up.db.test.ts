import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { signUp } from "./sign-up";

it("gives each of many people of one name, who sign up at one time, an address of their own", async () => {
  const name = `Robin ${randomUUID()}`;
  const people = await Promise.all(
    Array.from({ length: 6 }, () =>
      signUp(
        {
          email: `${randomUUID()}@example.org`,
          password: "correct horse battery staple",
          name,
        },
        { userAgent: "test", address: "127.0.0.1" },
      ),
    ),
  );
  const slugs = people.map(({ workspace }) => workspace.slug).sort();
  expect(new Set(slugs).size).toBe(slugs.length);
});
