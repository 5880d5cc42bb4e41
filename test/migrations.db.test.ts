import { expect, inject, it } from "vitest";
import { diffMigrations } from "@/tools/schema-engine";

it("the migrations lead to the schema that the client is made from", async () => {
  expect(await diffMigrations(inject("databaseUrls").owner)).toBe("");
});
