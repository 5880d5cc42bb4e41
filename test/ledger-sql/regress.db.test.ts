import { expect, inject, it } from "vitest";
import { RegressDatabases } from "./databases";

// Guarantee: the ledger's SQL answers and leaves what its transcript says, statement by statement. `vitest -u` writes the
// transcript anew; read what changed.

it("the ledger's SQL does what its transcript says", async () => {
  const databases = await RegressDatabases.create(inject("databaseUrls"));
  try {
    const transcript = await databases.transcriptOf(databases.migration);
    await expect(transcript).toMatchFileSnapshot("./ledger.out");
  } finally {
    await databases.drop();
  }
});
