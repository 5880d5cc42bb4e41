import { execFileSync } from "node:child_process";
import { DATA_DIR } from "./ports";

/** Makes a person an operator, as whoever runs the machine does. */
export function appointOperator(email: string): void {
  execFileSync("npm", ["run", "--silent", "operator", "--", "add", email], {
    env: { ...process.env, AUTOINK_DATA_DIR: DATA_DIR },
    stdio: "pipe",
  });
}
