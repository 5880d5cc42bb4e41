import { outboundSentence } from "@/lib/outbound";
import { checkSavedUrls, type SavedUrlCheck } from "@/lib/outbound-log";
import { disconnect } from "@/lib/platform/db";
import { joinInstallation } from "./installation.ts";

// `npm run safenet:check`: asks of every saved address whether AutoInk would call it, without calling any, and says
// what to put into SAFENET_ALLOW for those that are to stay. It ends with 1 when one is refused.

const COUNT_EVERY = 100;

function showProgress(done: number, total: number): void {
  if (process.stderr.isTTY && (done % COUNT_EVERY === 0 || done === total))
    process.stderr.write(`\r${done} of ${total} addresses `);
}

function lineOf({ workspaceSlug, what, url, check }: SavedUrlCheck): string {
  if (check.verdict === "allowed") return "";
  const { code, address, port } = check;
  const where = address === undefined ? "" : ` It leads to ${address}.`;
  return `${check.verdict}: ${what} of ${workspaceSlug}: ${url}\n  ${outboundSentence(code)}${where}${hintOf(code, address, port)}\n`;
}

function hintOf(code: string, address: string | undefined, port: number): string {
  if (address === undefined || (code !== "IP_REFUSED" && code !== "HOST_REFUSED")) return "";
  const host = address.includes(":") ? `[${address}]` : address;
  return ` To call it all the same: SAFENET_ALLOW=${host}:${port}`;
}

async function main(): Promise<void> {
  joinInstallation();
  const checks = await checkSavedUrls(showProgress);
  const refused = checks.filter(({ check }) => check.verdict === "refused");
  const failed = checks.filter(({ check }) => check.verdict === "failed");
  process.stdout.write([...refused, ...failed].map(lineOf).join(""));
  process.stdout.write(
    `${checks.length} saved addresses: ${refused.length} refused, ${failed.length} not found.\n`,
  );
  if (refused.length > 0) process.exitCode = 1;
}

await main()
  .catch((error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
    process.exitCode = 2;
  })
  .finally(disconnect);
