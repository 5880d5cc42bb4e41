import { appointOperator, dismissOperator, findOperators } from "@/lib/identity";
import { disconnect } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { joinInstallation } from "./installation.ts";

// `npm run operator -- COMMAND`: who runs this installation. There is no other way to become an operator, so that
// nobody does who has no access to the machine.

const HELP = `npm run operator -- COMMAND

  list               the operators of this installation
  add ADDRESS        make the person with this e-mail address an operator; they sign up first
  remove ADDRESS     take it from them
`;

const COMMANDS: Readonly<Record<string, (address: string) => Promise<string>>> = {
  list: async () => {
    const operators = await findOperators();
    return operators.length === 0 ? "There is no operator yet." : operators.join("\n");
  },
  add: async (address) => {
    await appointOperator(address);
    return `${address} is an operator. They find the pages in their menu, under Operator.`;
  },
  remove: async (address) => {
    await dismissOperator(address);
    return `${address} is no operator any more.`;
  },
};

async function main(): Promise<void> {
  const [name = "", address = ""] = process.argv.slice(2);
  const command = COMMANDS[name];
  if (command === undefined || (name !== "list" && address === "")) {
    process.stderr.write(HELP);
    process.exitCode = 2;
    return;
  }
  joinInstallation();
  process.stdout.write(`${await command(address)}\n`);
}

await main()
  .catch((error: unknown) => {
    const isExpected = error instanceof AppError;
    const words = isExpected ? (error.detail ?? error.message) : String(error);
    process.stderr.write(`${words}\n`);
    process.exitCode = isExpected ? 1 : 2;
  })
  .finally(disconnect);
