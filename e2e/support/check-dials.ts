import { readFileSync } from "node:fs";
import { DIALS_FILE } from "./ports";

/** After all journeys: fails the run when any process of the product dialled past the guard, or was not watched. */
export default function checkDials(): void {
  const lines = readFileSync(DIALS_FILE, "utf8").trim().split("\n");
  for (const name of ["server", "worker"]) {
    if (!lines.some((line) => line.startsWith(`watched: ${name}`)))
      throw new Error(`The ${name} process was not watched for what it dials.`);
  }
  const past = lines.filter((line) => !line.startsWith("watched: "));
  if (past.length > 0) throw new Error(`Something dials past the guard:\n${past.join("\n")}`);
}
